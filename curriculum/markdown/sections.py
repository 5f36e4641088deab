"""Read the sections of a session, each a `##` heading and what stands under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from curriculum.markdown import leaves
from curriculum.markdown.activity_read import read_activity, read_materials, read_paragraph
from curriculum.markdown.adaptation_read import read_adaptation
from curriculum.markdown.entries import read_lines
from curriculum.markdown.notes import Notes, Path, did_you_mean, nearest
from curriculum.markdown.scan import Directive, Heading, Piece, Prose

ACTIVITY = "Activity"
ADAPTATIONS = "Adaptations"
MOST_ACTIVITIES = 40


def _line(prose: Prose, notes: Notes, path: Path) -> str:
    return read_paragraph(prose.lines, prose.line, notes, path)


def _text(prose: Prose, notes: Notes, path: Path) -> str:
    text = "\n".join(prose.lines)
    return notes.attempt(path, prose.line, lambda: leaves.text(text), "…")


def _list(prose: Prose, notes: Notes, path: Path) -> list[str]:
    return read_lines(prose.lines, prose.line, notes, path)


SECTIONS: dict[str, tuple[str, Callable[[Prose, Notes, Path], Any]]] = {
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
_KNOWN = [*SECTIONS, ACTIVITY, ADAPTATIONS]


def read_sections(pieces: Sequence[Piece], notes: Notes) -> dict[str, Any]:
    """Return what the sections say, with stand-ins for what is needed and could not be read."""
    body: dict[str, Any] = {"activities": [], "adaptations": []}
    seen: set[str] = set()
    for heading, content in _sections(pieces, notes):
        name = _name(heading, notes)
        if name == ACTIVITY:
            _activity(heading, content, body, notes)
        elif name is not None and name in seen:
            notes.mistake(
                heading.line,
                "duplicate-section",
                f"`## {name}` stands here a second time.",
                "Join the two.",
            )
        elif name is not None:
            seen.add(name)
            _section(name, heading, content, body, notes)
    _needed(body, seen, notes)
    return body


def _sections(pieces: Sequence[Piece], notes: Notes) -> Iterable[tuple[Heading, list[Piece]]]:
    """Yield each `##` heading with what stands under it."""
    current: tuple[Heading, list[Piece]] | None = None
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level in {1, 4, 5, 6}:
            notes.mistake(
                piece.line,
                "heading-level",
                "Sections have `##`, lists of an activity `###`.",
                "Write so many.",
            )
        elif isinstance(piece, Heading) and piece.level == 2:
            if current:
                yield current
            current = (piece, [])
        elif current:
            current[1].append(piece)
        else:
            notes.mistake(
                piece.line,
                "stray-text",
                "Nothing may stand before the first section.",
                "Put it under a `##` heading.",
            )
    if current:
        yield current


def _name(heading: Heading, notes: Notes) -> str | None:
    """Return the known name of a section, the one that was probably meant, or None."""
    name = heading.title.partition(":")[0].strip()
    if name == ACTIVITY and ":" in heading.title:
        return ACTIVITY
    if heading.title in _KNOWN and heading.name is None and name != ACTIVITY:
        return name
    notes.mistake(
        heading.line,
        "unknown-section",
        f"There is no section `## {heading.title[:60]}`.",
        "Write `## Activity: Its title {#its-id}`."
        if name == ACTIVITY
        else did_you_mean(name, _KNOWN),
    )
    return nearest(name, _KNOWN)


def _activity(heading: Heading, content: list[Piece], body: dict[str, Any], notes: Notes) -> None:
    index = len(body["activities"])
    if index == MOST_ACTIVITIES:
        notes.mistake(
            heading.line,
            "too-many",
            f"A session has at most {MOST_ACTIVITIES} activities.",
            "Split it.",
        )
        notes.doubt(("activities",))
    if index >= MOST_ACTIVITIES:
        return
    body["activities"].append(read_activity(heading, content, notes, ("activities", index)))


def _section(
    name: str, heading: Heading, content: list[Piece], body: dict[str, Any], notes: Notes
) -> None:
    key = SECTIONS[name][0] if name in SECTIONS else "adaptations"
    notes.put((key,), heading.line)
    if not content:
        notes.mistake(
            heading.line, "empty-section", f"`## {name}` is empty.", "Fill it or delete it."
        )
        notes.doubt((key,))
    elif name == ADAPTATIONS:
        _adaptations(content, body, notes)
    else:
        proses = [one for one in content if isinstance(one, Prose)]
        for piece in (one for one in content if not isinstance(one, Prose)):
            _out_of_place(piece, name, notes)
        if proses:
            body[key] = SECTIONS[name][1](proses[0], notes, (key,))
        else:
            notes.doubt((key,))


def _out_of_place(piece: Piece, name: str, notes: Notes) -> None:
    what = "block" if isinstance(piece, Directive) else "heading"
    notes.mistake(
        piece.line,
        "out-of-place",
        f"No {what} stands under `## {name}`.",
        "Put steps into an activity, and `adapt` blocks for a section under `## Adaptations`.",
    )


def _adaptations(content: list[Piece], body: dict[str, Any], notes: Notes) -> None:
    for piece in content:
        if isinstance(piece, Directive) and piece.word == "adapt":
            path = ("adaptations", len(body["adaptations"]))
            body["adaptations"].append(read_adaptation(piece, notes, path))
        else:
            notes.mistake(
                piece.line,
                "out-of-place",
                "Only `::: adapt` blocks stand under `## Adaptations`.",
                "Begin it with `::: adapt CONDITION, MARK, replaces SECTION`.",
            )


def _needed(body: dict[str, Any], seen: set[str], notes: Notes) -> None:
    """Note the sections that every session has and this one lacks."""
    stand_ins = {"Purpose": ("purpose", "…"), "Objectives": ("objectives", ["…"])}
    for name, (key, stand_in) in stand_ins.items():
        if name not in seen:
            notes.mistake(1, "missing-section", f"The section `## {name}` is needed.", "Write it.")
        if not body.get(key):
            body[key] = stand_in
            notes.doubt((key,))
    if not body["activities"]:
        notes.mistake(
            1, "missing-section", "A session has at least one activity.", "Write `## Activity: …`."
        )
        notes.doubt(("activities",))
        body["activities"].append(
            {
                "id": "unknown",
                "title": "…",
                "kind": "input",
                "minutes": {},
                "at_least": {},
                "at_most": {},
                "steps": [],
            }
        )
