"""Read `adapt` blocks: a condition, a mark, what is replaced, the text and its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.entries import joined
from curriculum.markdown.notes import Misread, Notes
from curriculum.markdown.pieces import Directive
from curriculum.sentence import sentence
from curriculum.session import Condition, Mark

_REASON = re.compile(r"^[ \t]*Reason:(.*)$", re.IGNORECASE)
_FORM = sentence("Write `::: adapt CONDITION, MARK, replaces ID`.")
MOST_ADAPTATIONS = 100
_TOGETHER = "together"
_ALWAYS = Condition(short=True)


def add_adaptation(block: Directive, adaptations: list[dict[str, Any]], notes: Notes) -> None:
    """Add an adaptation to those of what the notes stand at."""
    index = len(adaptations)
    if index < MOST_ADAPTATIONS:
        adaptations.append(_adaptation(block, notes.under("adaptations", index)))
    else:
        expected = sentence("At most {most} adaptations fit here.", most=MOST_ADAPTATIONS)
        notes.mistake(block.line, "too-many", expected, sentence("Leave some out."))


def _adaptation(block: Directive, notes: Notes) -> dict[str, Any]:
    """Return an adaptation; every part that cannot be read is a mistake of its own."""
    notes.put(block.line)
    segments = phrases.split_outside_quotes(block.rest, ",")
    target, mark, condition = _parts([one for one in segments if one != _TOGETHER])
    end = _reason_at(block.lines)
    reason = _REASON.sub(r"\1", block.lines[end]) if end < len(block.lines) else None
    attempt, line = notes.attempt, block.line
    return {
        "when": attempt("when", line, lambda: _condition(condition), _ALWAYS),
        "mark": attempt("mark", line, lambda: _mark(mark), Mark.AMBER),
        "replaces": attempt("replaces", line, lambda: _target(target), "unknown"),
        "text": attempt("text", block.text_line, lambda: leaves.body(block.lines[:end]), "…"),
        "reason": attempt(
            "reason",
            block.first + end if reason else line,
            lambda: _reason(reason, block.lines[end + 1 :]),
            "…",
        ),
        "together": _TOGETHER in segments,
    }


def _parts(segments: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Return target, mark and condition of an opening line, each as far as it is there."""
    target = next((one for one in segments if one.split(maxsplit=1)[0] == "replaces"), None)
    rest = [one for one in segments if one is not target]
    has_mark = len(rest) > 1 or (rest and rest[0] in set(Mark))
    return target, rest.pop() if has_mark else None, rest


def _condition(segments: Sequence[str]) -> Condition:
    if not segments:
        raise Misread("no-condition", sentence("An adaptation says when it applies."), _FORM)
    if len(segments) > 1:
        raise Misread(
            "bad-condition",
            sentence("`{segments}` is one part too many.", segments=segments[1][:60]),
            sentence(
                "Join conditions by ` + `; put a culture in quotes if its words hold a comma."
            ),
        )
    return phrases.condition(phrases.split_outside_quotes(segments[0], " + "))


def _mark(word: str | None) -> Mark:
    if word is None:
        raise Misread(
            "no-mark",
            sentence("An adaptation has a mark."),
            sentence("Write `green`, `amber` or `red`."),
        )
    return phrases.choice(Mark, word, "bad-mark")


def _target(segment: str | None) -> str:
    if segment is None:
        raise Misread("no-target", sentence("An adaptation says what it replaces."), _FORM)
    return leaves.slug(segment.removeprefix("replaces").strip())


def _reason_at(lines: Sequence[str]) -> int:
    """Return the index of the last line that begins a reason, or the number of lines."""
    found = [index for index, line in enumerate(lines) if _REASON.match(line)]
    return found[-1] if found else len(lines)


def _reason(words: str | None, more: Sequence[str]) -> str:
    if words is None:
        raise Misread(
            "no-reason",
            sentence("An adaptation gives its reason."),
            sentence("End it with a paragraph `Reason: …`."),
        )
    return leaves.line(joined([words, *more]))
