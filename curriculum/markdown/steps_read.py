"""Read the steps of an activity, and its debrief."""

from __future__ import annotations

import re
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.entries import Entry, read_entries
from curriculum.markdown.notes import Misread, Notes, did_you_mean, nearest
from curriculum.markdown.pieces import Directive
from curriculum.sentence import sentence
from curriculum.session import Leader, Stage, Voice
from curriculum.values import Minutes
from curriculum.wording import STAGES

_STAGES = {words: stage for stage, words in STAGES.items()}
_FLAGS: dict[str, tuple[str, object]] = {
    "turns": ("turns", True),
    "breakout": ("breakout", True),
    "co-facilitator": ("leader", Leader.CO_FACILITATOR),
}
_SOME_TIME = Minutes(fixed=1)


def read_step(voice: Voice, block: Directive, notes: Notes) -> dict[str, Any]:
    """Return a step."""
    notes.put(block.line)
    step: dict[str, Any] = {"voice": voice}
    unknown = False
    for segment in phrases.split_outside_quotes(block.rest, ","):
        key, value = _segment(segment, block, notes)
        if key in step:
            expected = sentence("`{segment}` is one too many.", segment=segment[:60])
            notes.mistake(block.line, "duplicate-part", expected, sentence("Delete it."))
        elif key:
            step[key] = value
        else:
            unknown = True
    for key in ("minutes", "handout"):
        if unknown and key not in step:
            notes.doubt(key)
    return step | {
        "id": block.read_name(notes),
        "text": notes.attempt("text", block.text_line, lambda: leaves.body(block.lines), "…"),
    }


def _segment(segment: str, block: Directive, notes: Notes) -> tuple[str | None, object]:
    """Return what one of the parts behind the voice says: the field and its value."""
    if segment in _FLAGS:
        return _FLAGS[segment]
    if segment.split(maxsplit=1)[0] == "handout":
        name = segment.removeprefix("handout").strip()
        return "handout", notes.attempt("handout", block.line, lambda: leaves.slug(name), None)
    if re.search(r"^[\d.]|min$", segment):
        return "minutes", notes.attempt(
            "minutes", block.line, lambda: _minutes(segment), _SOME_TIME
        )
    notes.mistake(
        block.line,
        "unknown-part",
        sentence("`{segment}` says nothing about a step.", segment=segment[:60]),
        did_you_mean(segment, ["3 min", "handout NAME", *_FLAGS]),
    )
    return None, None


def _minutes(segment: str) -> Minutes:
    words = re.sub(r" *min(s|utes?)?$", "", segment)
    if not segment.endswith("min"):
        raise Misread(
            "bad-minutes",
            sentence("Minutes are expected."),
            sentence("Write `{words} min`.", words=words[:60]),
        )
    return phrases.minutes(words)


def read_debrief(block: Directive, notes: Notes) -> dict[str, Any]:
    """Return a debrief."""
    notes.put(block.line)
    at = notes.under("questions")
    entries = read_entries(block.lines, block.first, at, most=12)
    questions = [_question(one, at.under(index)) for index, one in enumerate(entries)]
    if not questions:
        block.empty(notes, "questions")
    return {
        "minutes": notes.attempt(
            "minutes", block.line, lambda: _debrief_minutes(block.rest), _SOME_TIME
        ),
        "questions": questions or [{"stage": Stage.WHAT_NEXT, "text": "…"}],
    }


def _debrief_minutes(rest: str) -> Minutes:
    if not rest:
        raise Misread(
            "no-minutes", sentence("A debrief takes time."), sentence("Write `::: debrief 4 min`.")
        )
    return _minutes(rest)


def _question(entry: Entry, notes: Notes) -> dict[str, Any]:
    stage, colon, text = entry.joined().partition(":")
    words = text if colon else stage
    return {
        "stage": notes.attempt("stage", entry.line, lambda: _stage(stage), Stage.WHAT_NEXT),
        "text": notes.attempt("text", entry.line, lambda: leaves.line(words), "…"),
    }


def _stage(words: str) -> Stage:
    if words in _STAGES:
        return _STAGES[words]
    close = nearest(words, _STAGES)
    raise Misread(
        "no-stage",
        sentence("A question of a debrief begins with its stage."),
        sentence("Did you mean `{close}:`?", close=close)
        if close
        else sentence("Begin it with `What happened:`, `What it means:` or `What next:`."),
    )
