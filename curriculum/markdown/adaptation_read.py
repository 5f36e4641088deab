"""Read `adapt` blocks: a condition, a mark, what is replaced, the text and its reason."""

from __future__ import annotations

import re
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.notes import Misread, Notes, Path
from curriculum.markdown.scan import Directive
from curriculum.session import Mark

_REASON = re.compile(r"^[ \t]*Reason:(.*)$")
_FORM = "Write `::: adapt CONDITION, MARK, replaces ID`."


def read_adaptation(block: Directive, notes: Notes, path: Path) -> dict[str, Any]:
    """Return an adaptation; every part that cannot be read is a mistake of its own."""
    notes.put(path, block.line)
    segments = phrases.split_outside_quotes(block.rest, ",")
    replaces = next((one for one in segments if one.split()[0] == "replaces"), None)
    rest = [one for one in segments if one is not replaces]
    mark = rest.pop() if len(rest) > 1 or (rest and rest[0] in set(Mark)) else None
    text, reason, reason_line = _split_reason(block)
    return {
        "when": notes.attempt(
            (*path, "when"), block.line, lambda: _condition(rest), {"short": True}
        ),
        "mark": notes.attempt((*path, "mark"), block.line, lambda: _mark(mark), Mark.AMBER),
        "replaces": notes.attempt(
            (*path, "replaces"), block.line, lambda: _target(replaces), "unknown"
        ),
        "text": notes.attempt((*path, "text"), block.first, lambda: leaves.text(text), "…"),
        "reason": notes.attempt((*path, "reason"), reason_line, lambda: _reason(reason), "…"),
    }


def _condition(segments: list[str]) -> Any:
    if not segments:
        raise Misread("no-condition", "This adaptation says no condition.", _FORM)
    if len(segments) > 1:
        raise Misread(
            "bad-condition",
            f"`{segments[1][:60]}` is one part too many.",
            "Join conditions by ` + `; put words of a culture that hold a comma in quotes.",
        )
    return phrases.condition(phrases.split_outside_quotes(segments[0], " + "))


def _mark(word: str | None) -> Mark:
    if word is None:
        raise Misread("no-mark", "This adaptation has no mark.", "Write `green`, `amber` or `red`.")
    return phrases.choice(Mark, word, "bad-mark")


def _target(segment: str | None) -> str:
    if segment is None:
        raise Misread("no-target", "This adaptation does not say what it replaces.", _FORM)
    return leaves.slug(segment.removeprefix("replaces").strip())


def _reason(reason: str | None) -> str:
    if reason is None:
        raise Misread(
            "no-reason", "This adaptation gives no reason.", "End it with a paragraph `Reason: …`."
        )
    return leaves.line(reason)


def _split_reason(block: Directive) -> tuple[str, str | None, int]:
    """Return the text, the reason in one line, and the line where the reason stands."""
    for index in range(len(block.lines) - 1, -1, -1):
        found = _REASON.match(block.lines[index])
        if found:
            words = [found[1], *block.lines[index + 1 :]]
            reason = " ".join(word.strip() for word in words if word.strip())
            return "\n".join(block.lines[:index]), reason, block.first + index
    return "\n".join(block.lines), None, block.line
