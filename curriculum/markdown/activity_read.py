"""Read an activity: its fields, aim, steps, debrief, adaptations and closing lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.adaptation_read import read_adaptation
from curriculum.markdown.entries import Entry, bounded, read_entries, read_lines
from curriculum.markdown.fields import Fields, read_fields
from curriculum.markdown.notes import Misread, Notes, Path, did_you_mean, nearest
from curriculum.markdown.scan import Directive, Heading, Piece, Prose
from curriculum.session import Grouping, Kind, Leader, Stage, Voice
from curriculum.values import Minutes, Mode, Setting

FIELDS = (
    "kind",
    "grouping",
    "minutes",
    "at_least",
    "at_most",
    "optional",
    "intensity",
)
STAGES = {
    "What happened": Stage.WHAT_HAPPENED,
    "What it means": Stage.WHAT_IT_MEANS,
    "What next": Stage.WHAT_NEXT,
}
SCOPES: dict[str, tuple[str, str]] = {
    **{one.value: ("mode", one.value) for one in Mode},
    **{one.value: ("setting", one.value) for one in Setting},
}
MOST_STEPS = 60
_FIELD = re.compile(r"^[\w-]+[ \t]*:")
_SCOPE = re.compile(
    rf"^(?i:{'|'.join(SCOPES)})(?: \+ [\w-]+)?:|^[a-z][a-z-]*(?: \+ [a-z][a-z-]*)?:"
)
_ESCAPED = re.compile(r"^\\(\\*)(.*)$", re.DOTALL)


def read_activity(
    heading: Heading, pieces: Sequence[Piece], notes: Notes, path: Path
) -> dict[str, Any]:
    """Return an activity as Session takes it, with stand-ins for what could not be read."""
    notes.put(path, heading.line)
    activity: dict[str, Any] = {
        "id": notes.attempt((*path, "id"), heading.line, lambda: _id(heading), "unknown"),
        "title": notes.attempt((*path, "title"), heading.line, lambda: _title(heading), "…"),
    }
    rest = list(pieces)
    opening = rest.pop(0) if rest and isinstance(rest[0], Prose) else None
    activity |= _opening(opening, heading, notes, path)
    _body(rest, activity, notes, path)
    return activity


def _id(heading: Heading) -> str:
    if heading.name is None:
        words = re.sub(r"[^a-z0-9]+", "-", heading.title.partition(":")[2].lower()).strip("-")
        raise Misread(
            "no-id",
            "An activity needs a name at the end of its heading.",
            f"Write `{{#{words[:40].strip('-') or 'its-id'}}}`.",
        )
    return leaves.slug(heading.name)


def _title(heading: Heading) -> str:
    return leaves.line(heading.title.partition(":")[2])


def _opening(prose: Prose | None, heading: Heading, notes: Notes, path: Path) -> dict[str, Any]:
    """Return what the lines under the heading say: the fields and the aim."""
    lines = prose.lines if prose else ()
    first = prose.line if prose else heading.line
    count = 0
    if lines and _FIELD.match(lines[0]):
        blank = (index for index, line in enumerate(lines) if not line.strip())
        count = next(blank, len(lines))
    fields = read_fields(list(lines[:count]), first, FIELDS, Fields(notes, path, heading.line))
    values = _fields(fields, notes, path)
    values["aim"] = _aim(lines[count:], first + count, notes, path)
    return values


def _aim(lines: Sequence[str], first: int, notes: Notes, path: Path) -> str | None:
    start = next((index for index, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return None
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    after = next((i for i in range(end, len(lines)) if lines[i].strip()), None)
    if after is not None:
        _stray(first + after, notes)
    return read_paragraph(lines[start:end], first + start, notes, (*path, "aim"))


def read_paragraph(lines: Sequence[str], first: int, notes: Notes, path: Path) -> str:
    """Return a paragraph that is one line of text, wrapped or not."""
    joined = " ".join(line.strip() for line in lines if line.strip())
    if re.match(r"^([-*+]|\d+[.)])[ \t]", joined):
        notes.mistake(
            first,
            "list-not-expected",
            "One sentence is expected here, not a list.",
            "Write it as a sentence.",
        )
        notes.doubt(path)
        return "…"
    return notes.attempt(path, first, lambda: leaves.line(unescape_paragraph(joined)), "…")


_PARAGRAPH_MARK = re.compile(r"^(\\*)((?:#|:::|[-*+][ \t]|\d+[.)][ \t]).*)$", re.DOTALL)


def unescape_paragraph(words: str) -> str:
    """Return the words without the backslash that keeps them from being a heading or a list."""
    found = _PARAGRAPH_MARK.match(words)
    return found[1][1:] + found[2] if found and found[1] else words


def escape_paragraph(words: str) -> str:
    """Return the words with a backslash where they would be taken for a heading or a list."""
    return "\\" + words if _PARAGRAPH_MARK.match(words) else words


def _fields(fields: Fields, notes: Notes, path: Path) -> dict[str, Any]:
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
    for key in ("at_least", "at_most"):
        if key not in fields.found and notes.in_doubt((*path, "minutes")):
            notes.doubt((*path, key))
    cut_order = word("optional", _cut_order, None)
    if "optional" in fields.found or "optional" in fields.broken:
        values |= {"essential": False, "cut_order": cut_order or 1}
        notes.places[*path, "cut_order"] = notes.place((*path, "optional"))
        if cut_order is None:
            notes.doubt((*path, "cut_order"))
    return values


def _intensity(word: str) -> int:
    if word not in {"1", "2", "3"}:
        raise Misread("bad-intensity", "An intensity is expected.", "Write `1`, `2` or `3`.")
    return int(word)


def _cut_order(word: str) -> int:
    if not re.fullmatch(r"[1-9]\d?", word):
        raise Misread(
            "bad-optional",
            "A place in the queue to be left out is expected.",
            "Write `1` for the first to go, at most `99`; leave the field out if it is essential.",
        )
    return int(word)


def _stray(line: int, notes: Notes) -> None:
    notes.mistake(
        line, "stray-text", "This text stands outside of a step.", "Put it into `::: note` … `:::`."
    )


def _body(pieces: Sequence[Piece], activity: dict[str, Any], notes: Notes, path: Path) -> None:
    """Read the blocks and the closing lists into the activity."""
    activity |= {"steps": [], "adaptations": []}
    heading: Heading | None = None
    filled: set[int] = set()
    headings = [one for one in pieces if isinstance(one, Heading)]
    for piece in pieces:
        if isinstance(piece, Heading):
            heading = piece
        elif isinstance(piece, Directive):
            _block(piece, activity, notes, path)
            heading = None
        elif heading is None:
            _stray(piece.line, notes)
        else:
            filled.add(heading.line)
            _list(heading, piece, activity, notes, path)
            heading = None
    for one in headings:
        if one.line not in filled and one.level == 3:
            notes.mistake(
                one.line, "empty-section", f"`### {one.title}` is empty.", "Fill or delete it."
            )


def _block(block: Directive, activity: dict[str, Any], notes: Notes, path: Path) -> None:
    known = [*Voice, "debrief", "adapt"]
    word = block.word
    if word not in known:
        notes.mistake(
            block.line,
            "unknown-block",
            f"There is no `::: {word[:60]}` in an activity.",
            did_you_mean(word, known),
        )
        word = nearest(word, known) or ""
        if not word:
            notes.doubt((*path, "steps"))
            return
    if word == "debrief":
        _debrief(block, activity, notes, path)
    elif word == "adapt":
        index = len(activity["adaptations"])
        activity["adaptations"].append(read_adaptation(block, notes, (*path, "adaptations", index)))
    elif len(activity["steps"]) == MOST_STEPS:
        notes.mistake(
            block.line, "too-many", f"An activity has at most {MOST_STEPS} steps.", "Split it."
        )
        notes.doubt((*path, "steps"))
    else:
        index = len(activity["steps"])
        activity["steps"].append(_step(Voice(word), block, notes, (*path, "steps", index)))


def _step(voice: Voice, block: Directive, notes: Notes, path: Path) -> dict[str, Any]:
    notes.put(path, block.line)
    step: dict[str, Any] = {"voice": voice}
    if block.name is not None:
        name = block.name
        step["id"] = notes.attempt((*path, "id"), block.line, lambda: leaves.slug(name), None)
    for segment in phrases.split_outside_quotes(block.rest, ","):
        _segment(segment, step, block, notes, path)
    step["text"] = notes.attempt((*path, "text"), block.first, lambda: _text(block, "step"), "…")
    return step


def _text(block: Directive, what: str) -> str:
    text = "\n".join(block.lines)
    if not text.strip():
        raise Misread("no-text", f"This {what} has no text.", "Write it above the closing `:::`.")
    return leaves.text(text)


def _segment(
    segment: str, step: dict[str, Any], block: Directive, notes: Notes, path: Path
) -> None:
    """Read one of the parts after the voice into the step."""
    flags = {"turns": "turns", "breakout": "breakout", "co-facilitator": "leader"}
    if segment in flags:
        key = flags[segment]
        repeated = key in step
        step[key] = Leader.CO_FACILITATOR if key == "leader" else True
    elif segment.split(maxsplit=1)[0] == "handout":
        repeated = "handout" in step
        name = segment.removeprefix("handout").strip()
        step["handout"] = notes.attempt(
            (*path, "handout"), block.line, lambda: leaves.slug(name), None
        )
    elif segment.endswith("min") or re.match(r"^[\d.]+", segment):
        repeated = "minutes" in step
        step["minutes"] = notes.attempt(
            (*path, "minutes"), block.line, lambda: _step_minutes(segment), Minutes(fixed=1)
        )
    else:
        repeated = False
        known = ["3 min", "handout NAME", *flags]
        notes.mistake(
            block.line,
            "unknown-part",
            f"`{segment[:60]}` says nothing about a step.",
            did_you_mean(segment, known),
        )
        notes.doubt((*path, "minutes"))
        notes.doubt((*path, "handout"))
    if repeated:
        notes.mistake(
            block.line, "duplicate-part", f"`{segment[:60]}` is one too many.", "Delete it."
        )


def _step_minutes(segment: str) -> Minutes:
    words = re.sub(r" *min(utes?)?$", "", segment)
    if not segment.endswith("min") or words == segment:
        raise Misread("bad-minutes", "Minutes are expected.", f"Write `{words} min`.")
    return phrases.minutes(words)


def _debrief(block: Directive, activity: dict[str, Any], notes: Notes, path: Path) -> None:
    place = (*path, "debrief")
    if activity.get("debrief"):
        notes.mistake(
            block.line, "duplicate-block", "An activity has one debrief.", "Join the two."
        )
        notes.doubt((*place, "minutes"))
        return
    notes.put(place, block.line)
    minutes = notes.attempt(
        (*place, "minutes"), block.line, lambda: _debrief_minutes(block.rest), Minutes(fixed=1)
    )
    entries = bounded(
        read_entries(block.lines, block.first, notes), 12, notes, (*place, "questions")
    )
    questions = [
        _question(entry, notes, (*place, "questions", index)) for index, entry in enumerate(entries)
    ]
    if not any(line.strip() for line in block.lines):
        notes.mistake(
            block.line, "no-text", "This debrief has no questions.", "Write a list of them."
        )
    if not questions:
        notes.doubt((*place, "questions"))
        questions = [{"stage": Stage.WHAT_NEXT, "text": "…"}]
    activity["debrief"] = {"minutes": minutes, "questions": questions}


def _debrief_minutes(rest: str) -> Minutes:
    if not rest:
        raise Misread("no-minutes", "A debrief needs minutes.", "Write `::: debrief 4 min`.")
    return _step_minutes(rest)


def _question(entry: Entry, notes: Notes, path: Path) -> dict[str, Any]:
    notes.put(path, entry.line)
    words, colon, text = entry.joined().partition(":")
    if words not in STAGES or not colon:
        close = nearest(words, STAGES) if colon else None
        notes.mistake(
            entry.line,
            "no-stage",
            "A question of a debrief begins with its stage.",
            f"Did you mean `{close}:`?"
            if close
            else "Begin it with `What happened:`, `What it means:` or `What next:`.",
        )
        notes.doubt(path)
        return {"stage": STAGES.get(close or "", Stage.WHAT_NEXT), "text": "…"}
    return {
        "stage": STAGES[words],
        "text": notes.attempt((*path, "text"), entry.line, lambda: leaves.line(text), "…"),
    }


def _list(
    heading: Heading, prose: Prose, activity: dict[str, Any], notes: Notes, path: Path
) -> None:
    """Read what stands under a `###` heading into the activity."""
    keys = {
        "Watch for": "watch_for",
        "Contraindications": "contraindications",
        "Materials": "materials",
    }
    title = heading.title
    if heading.level != 3 or title not in keys:
        notes.mistake(
            heading.line,
            "unknown-section",
            f"There is no `{'#' * heading.level} {title[:60]}` in an activity.",
            did_you_mean(title, keys),
        )
        title = nearest(title, keys) or ""
        if not title:
            return
    key = keys[title]
    if key in activity:
        notes.mistake(
            heading.line,
            "duplicate-section",
            f"`### {title}` stands here a second time.",
            "Join the two.",
        )
        return
    place = (*path, key)
    if key == "watch_for":
        activity[key] = read_lines(prose.lines, prose.line, notes, place)
    elif key == "materials":
        activity[key] = read_materials(prose, notes, place)
    else:
        entries = bounded(read_entries(prose.lines, prose.line, notes), 100, notes, place)
        activity[key] = [
            _contraindication(entry, notes, (*place, index)) for index, entry in enumerate(entries)
        ]


def _contraindication(entry: Entry, notes: Notes, path: Path) -> dict[str, Any]:
    words = entry.joined()
    if not _SCOPE.match(words):
        text = unescape_scope(words)
        return {"text": notes.attempt((*path, "text"), entry.line, lambda: leaves.line(text), "…")}
    scope, _, text = words.partition(":")
    scoped = notes.attempt(path, entry.line, lambda: _scopes(scope), {})
    return scoped | {
        "text": notes.attempt((*path, "text"), entry.line, lambda: leaves.line(text), "…")
    }


def _scopes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words.split(" + "):
        if word not in SCOPES or SCOPES[word][0] in found:
            raise Misread(
                "unknown-scope",
                f"`{word[:60]}:` is neither a mode nor a setting.",
                did_you_mean(word, SCOPES)
                + r" For plain words with a colon write `\` before them.",
            )
        key, value = SCOPES[word]
        found[key] = value
    return found


def unescape_scope(words: str) -> str:
    """Return the words without the backslash that keeps them from being a mode or a setting."""
    found = _ESCAPED.match(words)
    return found[1] + found[2] if found and _SCOPE.match(found[2]) else words


def escape_scope(words: str) -> str:
    """Return the words with a backslash where they would be taken for a mode or a setting."""
    return "\\" + words if _SCOPE.match(words.lstrip("\\")) else words


def read_materials(prose: Prose, notes: Notes, path: Path) -> list[dict[str, Any]]:
    """Return a list of things with their quantities."""
    entries = bounded(read_entries(prose.lines, prose.line, notes), 100, notes, path)
    return [_material(entry, notes, (*path, index)) for index, entry in enumerate(entries)]


def _material(entry: Entry, notes: Notes, path: Path) -> dict[str, Any]:
    name, colon, quantity = entry.joined().rpartition(": ")
    if not colon:
        notes.attempt(path, entry.line, lambda: phrases.quantity(""), None)
        return {"name": "…", "quantity": {}}
    return {
        "name": notes.attempt((*path, "name"), entry.line, lambda: leaves.line(name), "…"),
        "quantity": notes.attempt(
            (*path, "quantity"), entry.line, lambda: phrases.quantity(quantity.strip()), {}
        ),
    }
