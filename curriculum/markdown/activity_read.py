"""Read an activity: its fields, its aim, its blocks and its closing lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.activity_lists_read import LISTS, read_list
from curriculum.markdown.adaptation_read import add_adaptation
from curriculum.markdown.entries import read_paragraph
from curriculum.markdown.fields import Fields, read_fields
from curriculum.markdown.notes import Misread, Notes, did_you_mean, nearest
from curriculum.markdown.pieces import Directive, Heading, Piece, Prose
from curriculum.markdown.steps_read import read_debrief, read_step
from curriculum.rules.breach import WHOLE
from curriculum.sentence import sentence
from curriculum.session import Grouping, Kind, Voice
from curriculum.values import Minutes

FIELDS = ("kind", "grouping", "minutes", "at_least", "at_most", "optional", "intensity")
MOST_STEPS = 60
_FIELD = re.compile(rf"^(?:[\w-]+[ \t]*:|(?:{'|'.join(FIELDS)})\b)")
_BLOCKS = [*Voice, "debrief", "adapt"]


def read_activity(heading: Heading, pieces: Sequence[Piece], notes: Notes) -> dict[str, Any]:
    """Return an activity as Session takes it, with stand-ins for what could not be read."""
    notes.put(heading.line)
    activity: dict[str, Any] = {
        "id": notes.attempt("id", heading.line, lambda: _id(heading), "unknown"),
        "title": notes.attempt("title", heading.line, lambda: leaves.line(_words(heading)), "…"),
        "steps": [],
        "adaptations": [],
    }
    first = pieces[0] if pieces else None
    if isinstance(first, Prose):
        pieces = pieces[1:]
    else:
        first = Prose(heading.line, ())
    activity |= _opening(first, heading, notes)
    _body(pieces, activity, notes)
    return activity


def _id(heading: Heading) -> str:
    if heading.name is None:
        words = re.sub(r"[^a-z0-9]+", "-", _words(heading).lower())
        raise Misread(
            "no-id",
            sentence("An activity has a name at the end of its heading."),
            sentence("Write `{{#{name}}}`.", name=words[:40].strip("-") or "its-id"),
        )
    return leaves.slug(heading.name)


def _words(heading: Heading) -> str:
    """Return the title; where `Activity:` was forgotten, all of the heading."""
    before, colon, after = heading.title.partition(":")
    return after if colon else before


def _opening(prose: Prose, heading: Heading, notes: Notes) -> dict[str, Any]:
    """Return what the lines under the heading say: the fields, and after them the aim."""
    first, *more = prose.paragraphs() or [Prose(heading.line, ())]
    if not any(_FIELD.match(line) for line in first.lines):
        more = [first, *more] if first.lines else []
        first = Prose(heading.line, ())
    values = _fields(read_fields(first.lines, first.line, FIELDS, notes, heading.line))
    for paragraph in more[1:2]:
        _stray(paragraph.line, notes)
    for paragraph in more[:1]:
        values["aim"] = notes.attempt(
            "aim", paragraph.line, lambda: read_paragraph(more[0].lines), None
        )
    return values


def _fields(fields: Fields) -> dict[str, Any]:
    word = fields.word
    minutes = word("minutes", phrases.minutes, Minutes(fixed=1), needed=True)
    values: dict[str, Any] = {
        "kind": word("kind", lambda one: phrases.choice(Kind, one), Kind.PRACTICE, needed=True),
        "grouping": word("grouping", lambda one: phrases.choice(Grouping, one), Grouping.WHOLE),
        "minutes": minutes,
        "at_least": word("at_least", phrases.minutes, minutes),
        "at_most": word("at_most", phrases.minutes, minutes),
        "intensity": word("intensity", _intensity, 1),
    }
    if fields.has("optional"):
        values |= {"essential": False, "cut_order": word("optional", _cut_order, 99)}
        fields.rename("optional", "cut_order")
    return values


def _intensity(word: str) -> int:
    if word not in {"1", "2", "3"}:
        raise Misread(
            "bad-intensity",
            sentence("An intensity is expected."),
            sentence("Write `1`, `2` or `3`."),
        )
    return int(word)


def _cut_order(word: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", word):
        raise Misread(
            "bad-optional",
            sentence("A place in the queue to be left out is expected."),
            sentence(
                "Write `1` for the first to go, at most `99`; an essential activity "
                "has no such field."
            ),
        )
    return int(word)


def _stray(line: int, notes: Notes) -> None:
    notes.mistake(
        line,
        "stray-text",
        sentence("This text stands outside of a step."),
        sentence("Put it into `::: note` … `:::`."),
    )


def _body(pieces: Sequence[Piece], activity: dict[str, Any], notes: Notes) -> None:
    """Read the blocks and the closing lists into the activity."""
    heading: Heading | None = None
    for piece in pieces:
        if isinstance(piece, Prose):
            if heading is None:
                _stray(piece.line, notes)
            else:
                _list(heading, piece, activity, notes)
            heading = None
            continue
        if heading is not None:
            _empty(heading, notes)
        heading = piece if isinstance(piece, Heading) else None
        if isinstance(piece, Directive):
            _block(piece, activity, notes)
    if heading is not None:
        _empty(heading, notes)


def _empty(heading: Heading, notes: Notes) -> None:
    expected = sentence("`### {title}` is empty.", title=heading.title[:60])
    notes.mistake(heading.line, "empty-section", expected, sentence("Fill it or delete it."))


def _list(heading: Heading, prose: Prose, activity: dict[str, Any], notes: Notes) -> None:
    """Read what stands under a `###` heading into the activity."""
    title = heading.title if heading.level == 3 else ""
    if title not in LISTS:
        notes.mistake(
            heading.line,
            "unknown-section",
            sentence(
                "There is no `{marks} {title}` in an activity.",
                marks="#" * heading.level,
                title=heading.title[:60],
            ),
            did_you_mean(heading.title, LISTS),
        )
        title = nearest(heading.title, LISTS) or ""
    if title and LISTS[title] in activity:
        expected = sentence("`### {title}` stands here a second time.", title=title)
        notes.mistake(heading.line, "duplicate-section", expected, sentence("Join the two."))
    elif title:
        key = LISTS[title]
        activity[key] = read_list(key, prose, notes.under(key))


def _block(block: Directive, activity: dict[str, Any], notes: Notes) -> None:
    """Read a step, a debrief or an adaptation into the activity."""
    word = block.known_word(_BLOCKS, "an activity", notes)
    if word is None:
        notes.doubt("steps", WHOLE)
    elif word == "debrief" and "debrief" in activity:
        expected = sentence("An activity has one debrief.")
        notes.mistake(block.line, "duplicate-block", expected, sentence("Join the two."))
        notes.doubt("debrief", "minutes")
    elif word == "debrief":
        activity["debrief"] = read_debrief(block, notes.under("debrief"))
    elif word == "adapt":
        add_adaptation(block, activity["adaptations"], notes)
    elif len(activity["steps"]) == MOST_STEPS:
        expected = sentence("An activity has at most {most} steps.", most=MOST_STEPS)
        notes.mistake(block.line, "too-many", expected, sentence("Split it."))
        notes.doubt("steps", WHOLE)
    else:
        at = notes.under("steps", len(activity["steps"]))
        activity["steps"].append(read_step(Voice(word), block, at))
