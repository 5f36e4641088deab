"""Read the sections of a session, each a `##` heading and what stands under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from curriculum.markdown import leaves
from curriculum.markdown.activity_lists_read import LISTS, read_materials
from curriculum.markdown.activity_read import read_activity
from curriculum.markdown.adaptation_read import add_adaptation
from curriculum.markdown.entries import read_lines, read_paragraph
from curriculum.markdown.notes import Notes, did_you_mean, nearest
from curriculum.markdown.pieces import Directive, Heading, Piece, Prose
from curriculum.rules.breach import WHOLE
from curriculum.sentence import sentence

ACTIVITY = "Activity"
ADAPTATIONS = "Adaptations"
MOST_ACTIVITIES = 40


def _line(prose: Prose, notes: Notes) -> str:
    return notes.attempt(None, prose.line, lambda: read_paragraph(prose.lines), "…")


def _text(prose: Prose, notes: Notes) -> str:
    return notes.attempt(None, prose.line, lambda: leaves.body(prose.lines), "…")


def _list(prose: Prose, notes: Notes) -> list[str]:
    return read_lines(prose.lines, prose.line, notes)


SECTIONS: dict[str, tuple[str, Callable[[Prose, Notes], Any]]] = {
    "Purpose": ("purpose", _line),
    "Objectives": ("objectives", _list),
    "Key messages": ("key_messages", _list),
    "Room": ("room", _text),
    "Materials": ("materials", read_materials),
    "Preparation": ("preparation", _list),
    "Safety": ("safety", _list),
    "Home practice": ("home_practice", _text),
    "Fidelity": ("fidelity", _list),
}
"""By its heading: the field that a section of prose fills, and what reads it."""
_KNOWN = [*SECTIONS, ACTIVITY, ADAPTATIONS]


def read_sections(pieces: Sequence[Piece], notes: Notes) -> dict[str, Any]:
    """Return what the sections say, with stand-ins for what is needed and could not be read."""
    body: dict[str, Any] = {"activities": [], "adaptations": []}
    seen: set[str] = set()
    for heading, content in _sections(pieces, notes):
        name = _name(heading, notes)
        if name == ACTIVITY:
            _activity(heading, content, body, notes)
        elif name in seen:
            expected = sentence("`## {name}` stands here a second time.", name=name)
            notes.mistake(heading.line, "duplicate-section", expected, sentence("Join the two."))
        elif name is not None:
            seen.add(name)
            _section(name, heading, content, body, notes)
    _needed(body, seen, notes)
    return body


def _sections(pieces: Sequence[Piece], notes: Notes) -> Iterator[tuple[Heading, list[Piece]]]:
    """Yield each `##` heading with what stands under it."""
    current: tuple[Heading, list[Piece]] | None = None
    for one in pieces:
        piece = _levelled(one, notes) if isinstance(one, Heading) else one
        level = piece.level if isinstance(piece, Heading) else None
        if isinstance(piece, Heading) and level == 2:
            if current:
                yield current
            current = (piece, [])
        elif level not in {None, 3}:
            continue
        elif current:
            current[1].append(piece)
        else:
            expected = sentence("Nothing stands before the first section.")
            notes.mistake(
                piece.line, "stray-text", expected, sentence("Put it under a `##` heading.")
            )
    if current:
        yield current


def _levelled(heading: Heading, notes: Notes) -> Heading:
    """Return the heading with the level that its words ask for, where that is plain."""
    level, title = heading.level, heading.title
    if title in LISTS and level > 3:
        level = 3
    elif title.startswith(f"{ACTIVITY}:") or (title in _KNOWN and title not in LISTS):
        level = 2
    if level != heading.level or level not in {2, 3}:
        expected = sentence("Sections have `##`, the lists of an activity `###`.")
        notes.mistake(heading.line, "heading-level", expected, sentence("Write so many."))
    return replace(heading, level=level)


def _name(heading: Heading, notes: Notes) -> str | None:
    """Return the name of a section, or the known one that was probably meant."""
    name, colon, _ = heading.title.partition(":")
    if name == ACTIVITY and colon:
        return name
    if heading.title in _KNOWN and name != ACTIVITY and heading.name is None:
        return name
    close = ACTIVITY if heading.name else nearest(name, _KNOWN)
    notes.mistake(
        heading.line,
        "unknown-section",
        sentence("There is no section `## {title}`.", title=heading.title[:60]),
        sentence("Write `## Activity: Its title {#its-id}`.")
        if close == ACTIVITY
        else did_you_mean(name, _KNOWN),
    )
    if close is None:
        notes.doubt("sections")
    return close


def _activity(
    heading: Heading, content: Sequence[Piece], body: dict[str, Any], notes: Notes
) -> None:
    index = len(body["activities"])
    if index < MOST_ACTIVITIES:
        activity = read_activity(heading, content, notes.under("activities", index))
        body["activities"].append(activity)
        return
    expected = sentence("A session has at most {most} activities.", most=MOST_ACTIVITIES)
    notes.mistake(heading.line, "too-many", expected, sentence("Split the session."))
    notes.doubt("activities", WHOLE)


def _section(
    name: str, heading: Heading, content: Sequence[Piece], body: dict[str, Any], notes: Notes
) -> None:
    """Read a section that is no activity into the body."""
    key = SECTIONS[name][0] if name in SECTIONS else "adaptations"
    notes.put(heading.line, key)
    prose = [one for one in content if isinstance(one, Prose)]
    if not content:
        expected = sentence("`## {name}` is empty.", name=name)
        notes.mistake(heading.line, "empty-section", expected, sentence("Fill it or delete it."))
        notes.doubt(key)
    elif name == ADAPTATIONS:
        _adaptations(content, body, notes)
    else:
        for piece in (one for one in content if not isinstance(one, Prose)):
            _out_of_place(piece, name, notes)
        if prose:
            body[key] = SECTIONS[name][1](prose[0], notes.under(key))
        else:
            notes.doubt(key)


def _out_of_place(piece: Piece, name: str, notes: Notes) -> None:
    what = "block" if isinstance(piece, Directive) else "heading"
    notes.mistake(
        piece.line,
        "out-of-place",
        sentence("No {what} stands under `## {name}`.", what=what, name=name),
        sentence(
            "Steps belong to an activity, `adapt` blocks for a section under `## Adaptations`."
        ),
    )


def _adaptations(content: Sequence[Piece], body: dict[str, Any], notes: Notes) -> None:
    for piece in content:
        if isinstance(piece, Directive) and piece.word == "adapt":
            add_adaptation(piece, body["adaptations"], notes)
        else:
            notes.mistake(
                piece.line,
                "out-of-place",
                sentence(
                    "Only `::: adapt` blocks stand under `## {adaptations}`.",
                    adaptations=ADAPTATIONS,
                ),
                sentence("Begin it with `::: adapt CONDITION, MARK, replaces SECTION`."),
            )


def _needed(body: dict[str, Any], seen: set[str], notes: Notes) -> None:
    """Note the sections that every session has and this one lacks; put stand-ins there."""
    for name, key, stand_in in (("Purpose", "purpose", "…"), ("Objectives", "objectives", ["…"])):
        if name not in seen:
            expected = sentence("The section `## {name}` is needed.", name=name)
            notes.mistake(1, "missing-section", expected, sentence("Write it."))
        if not body.get(key):
            body[key] = stand_in
            notes.doubt(key)
    if not body["activities"]:
        expected = sentence("A session has at least one activity.")
        notes.mistake(
            1, "missing-section", expected, sentence("Write `## Activity: Its title {#its-id}`.")
        )
        notes.doubt("activities")
        activity: dict[str, Any] = {"id": "unknown", "title": "…", "kind": "break"}
        body["activities"] = [activity | {"minutes": {}, "at_least": {}, "at_most": {}}]
