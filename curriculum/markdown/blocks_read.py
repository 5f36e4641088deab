"""Read the blocks of a handout, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.entries import Entry, bounded, read_entries, read_lines
from curriculum.markdown.notes import Misread, Notes, Path, did_you_mean
from curriculum.markdown.scan import Directive
from curriculum.session import DiagramKind

Read = Callable[[Directive, list[str], Notes, Path], dict[str, Any]]

_SCALE = re.compile(r'^(\d{1,3}) to (\d{1,3}), *("(?:[^"\\]|\\.)*") to ("(?:[^"\\]|\\.)*")$')
_BACK = re.compile(r"^([ \t]*)Back:(.*)$")
_ESCAPED_BACK = re.compile(r"^([ \t]*)\\(\\*Back:)")
_UNESCAPED_BACK = re.compile(r"^([ \t]*)(\\*Back:)")
_ALT = re.compile(r"^[ \t]*Alt:(.*)$")


def read_block(block: Directive, notes: Notes, path: Path) -> dict[str, Any] | None:
    """Return a block as Session takes it, or None where its kind is not known."""
    notes.put(path, block.line)
    if block.word not in BLOCKS:
        notes.mistake(
            block.line,
            "unknown-block",
            f"There is no `::: {block.word[:60]}` in a handout.",
            did_you_mean(block.word, [*BLOCKS, "adapt"]),
        )
        return None
    kind, read = BLOCKS[block.word]
    parts = phrases.split_outside_quotes(block.rest, ",")
    values = {"type": kind, **read(block, parts, notes, path)}
    if block.name is not None:
        name = block.name
        values["id"] = notes.attempt((*path, "id"), block.line, lambda: leaves.slug(name), None)
    return values


def block_text(block: Directive, what: str, notes: Notes, path: Path) -> str:
    """Return the text of a block; none at all is a mistake."""
    text = "\n".join(block.lines)

    def read() -> str:
        if not text.strip():
            raise Misread(
                "no-text", f"This {what} has no text.", "Write it above the closing `:::`."
            )
        return leaves.text(text)

    return notes.attempt((*path, "text"), block.first, read, "…")


def no_more(parts: Sequence[str], block: Directive, notes: Notes, *known: str) -> None:
    """Note the parts of an opening line that mean nothing there."""
    for part in parts:
        notes.mistake(
            block.line,
            "unknown-part",
            f"`{part[:60]}` says nothing about `::: {block.word}`.",
            did_you_mean(part, known) if known else "Delete it.",
        )


def _text(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    no_more(parts, block, notes)
    return {"text": block_text(block, "block", notes, path)}


def _prompt(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    rest = []
    for part in parts:
        found = re.fullmatch(r"(\d{1,5}) lines?", part)
        if found:
            values["lines"] = notes.attempt(
                (*path, "lines"), block.line, lambda n=found[1]: number(n, 1, 24, "lines"), 2
            )
        elif part == "box":
            values["box"] = True
        else:
            rest.append(part)
    no_more(rest, block, notes, "3 lines", "box")
    return values | {"text": block_text(block, "prompt", notes, path)}


def number(words: str, least: int, most: int, what: str) -> int:
    """Return a number between two ends, or raise Misread."""
    if not least <= int(words) <= most:
        raise Misread("bad-number", f"{least} to {most} {what} are possible here, not {words}.")
    return int(words)


def _checklist(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    no_more(parts, block, notes)
    return {"items": _items(block, notes, path, 40)}


def _items(block: Directive, notes: Notes, path: Path, most: int) -> list[str]:
    items = read_lines(block.lines, block.first, notes, (*path, "items"), most=most)
    if not any(line.strip() for line in block.lines):
        _empty(block, notes)
    return items or ["…"]


def _empty(block: Directive, notes: Notes) -> None:
    notes.mistake(
        block.line,
        "no-entries",
        f"This `::: {block.word}` has no entries.",
        "Write a list into it.",
    )


def _scale(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    del parts
    ends = notes.attempt(
        (*path, "low"), block.line, lambda: _ends(block.rest), {"low_label": "…", "high_label": "…"}
    )
    return ends | {"items": _items(block, notes, path, 20)}


def _ends(rest: str) -> dict[str, Any]:
    found = _SCALE.match(rest)
    if not found:
        raise Misread(
            "bad-scale",
            "A scale is expected.",
            'Write `::: scale 1 to 5, "Not at all" to "Very much"`, with straight quotes.',
        )
    return {
        "low": number(found[1], 0, 1, "as the low end"),
        "high": number(found[2], 3, 10, "as the high end"),
        "low_label": leaves.line(phrases.unquote(found[3])),
        "high_label": leaves.line(phrases.unquote(found[4])),
    }


def _table(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    caption = next((one for one in parts if one.startswith('"')), None)
    values: dict[str, Any] = {
        "caption": notes.attempt((*path, "caption"), block.line, lambda: _caption(caption), "…")
    }
    rest = []
    for part in (one for one in parts if one is not caption):
        found = re.fullmatch(r"(\d{1,5}) blank rows?", part)
        if found:
            values["blank_rows"] = notes.attempt(
                (*path, "blank_rows"),
                block.line,
                lambda n=found[1]: number(n, 0, 40, "blank rows"),
                0,
            )
        elif part == "row heads":
            values["row_heads"] = True
        else:
            rest.append(part)
    no_more(rest, block, notes, "4 blank rows", "row heads", '"What it shows"')
    return values | _rows(block, notes, path)


def _caption(part: str | None) -> str:
    if part is None:
        raise Misread(
            "no-caption",
            "A table says in quotes what it shows.",
            'Write `::: table "What it shows"`.',
        )
    if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', part):
        raise Misread("no-caption", "The quotes around what the table shows are not closed.")
    return leaves.line(phrases.unquote(part))


def _rows(block: Directive, notes: Notes, path: Path) -> dict[str, Any]:
    rows = [
        (block.first + offset, split_cells(line))
        for offset, line in enumerate(block.lines)
        if line.strip()
    ]
    stand_in = {"columns": ["…", "…"], "rows": []}
    notes.put((*path, "rows"), block.first)
    if len(rows) < 2 or not all(re.fullmatch(r":?-+:?", cell) for cell in rows[1][1]):
        notes.mistake(
            rows[1][0] if len(rows) > 1 else block.line,
            "bad-table",
            "A table begins with its columns' heads and a line of dashes.",
            "Write `| One | Two |` and under it `|---|---|`.",
        )
        return stand_in
    width = len(rows[0][1])
    if not 2 <= width <= 8:
        notes.mistake(rows[0][0], "bad-table", f"A table has 2 to 8 columns, not {width}.")
        return stand_in
    if len(rows) > 62:
        notes.mistake(rows[62][0], "too-many", "A table has at most 60 rows.", "Split it.")
    columns = [
        notes.attempt((*path, "columns"), rows[0][0], lambda c=cell: _column(c), "…")
        for cell in rows[0][1]
    ]
    return {
        "columns": columns,
        "rows": [_row(line, cells, width, notes, path) for line, cells in rows[2:62]],
    }


def _column(cell: str) -> str:
    if not cell:
        raise Misread("bad-table", "Every column needs a head.", "Write what it holds.")
    return leaves.line(cell)


def _row(line: int, cells: list[str], width: int, notes: Notes, path: Path) -> list[str]:
    if len(cells) != width:
        notes.mistake(
            line,
            "uneven-row",
            f"This row has {len(cells)} cells; the table has {width} columns.",
            r"Write a cell for each column; a bar within a cell is `\|`.",
        )
        return [""] * width
    return [
        notes.attempt((*path, "rows"), line, lambda c=cell: leaves.cell(c), "") for cell in cells
    ]


def split_cells(line: str) -> list[str]:
    r"""Return the cells of a row; a bar with a backslash is a part of its cell."""
    words = line.strip()
    words = words.removeprefix("|")
    cells, cell = [], ""
    for found in re.finditer(r"(\\*)\||[^|\\]+|\\+", words):
        backslashes = found[1]
        if not found[0].endswith("|"):
            cell += found[0]
        elif len(backslashes) % 2:
            cell += backslashes[: len(backslashes) // 2] + "|"
        else:
            cells.append((cell + backslashes[: len(backslashes) // 2]).strip())
            cell = ""
    return [*cells, cell.strip()] if cell.strip() else cells


def _cards(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in parts:
        values["per_page"] = notes.attempt(
            (*path, "per_page"), block.line, lambda p=part: _per_page(p), 8
        )
    entries = bounded(read_entries(block.lines, block.first, notes), 80, notes, (*path, "cards"))
    if not any(line.strip() for line in block.lines):
        _empty(block, notes)
    cards = [_card(entry, notes, (*path, "cards", index)) for index, entry in enumerate(entries)]
    return values | {"cards": cards or [{"front": "…"}]}


def _per_page(part: str) -> int:
    found = re.fullmatch(r"(\d{1,3}) per page", part)
    if not found or int(found[1]) not in {2, 4, 6, 8, 10}:
        raise Misread(
            "bad-per-page",
            "A number of cards on a sheet is expected.",
            "Write `2`, `4`, `6`, `8` or `10`, then `per page`.",
        )
    return int(found[1])


def _card(entry: Entry, notes: Notes, path: Path) -> dict[str, Any]:
    notes.put(path, entry.line)
    backs = [index for index, line in enumerate(entry.lines) if _BACK.match(line)]
    if len(backs) > 1:
        notes.mistake(
            entry.line + backs[1],
            "duplicate-back",
            "A card has one other side.",
            r"Delete one `Back:`; to print the word write `\Back:`.",
        )
    split = backs[0] if backs else len(entry.lines)
    front = [unescape_back(line) for line in entry.lines[:split]]
    card = {"front": _side(front, entry.line, notes, (*path, "front"))}
    if backs:
        first = _BACK.sub(r"\1\2", entry.lines[split])
        back = [first, *(unescape_back(line) for line in entry.lines[split + 1 :])]
        card["back"] = _side(back, entry.line + split, notes, (*path, "back"))
    return card


def _side(lines: list[str], first: int, notes: Notes, path: Path) -> str:
    def read() -> str:
        text = "\n".join(lines)
        if not text.strip():
            raise Misread("no-text", "This side of the card is empty.", "Write something on it.")
        return leaves.text(text)

    return notes.attempt(path, first, read, "…")


def unescape_back(line: str) -> str:
    r"""Return the text of a line in which `\Back:` is not a mark but words."""
    return _ESCAPED_BACK.sub(r"\1\2", line)


def escape_back(line: str) -> str:
    r"""Return the line so that no `Back:` at its beginning is taken for a mark."""
    return _UNESCAPED_BACK.sub(r"\1\\\2", line)


def _diagram(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    kind = notes.attempt(
        (*path, "diagram"),
        block.line,
        lambda: phrases.choice(DiagramKind, parts[0] if parts else "", "unknown-diagram"),
        DiagramKind.LOOP,
    )
    no_more(parts[1:], block, notes)
    lines, alt = _alt(block, notes, path)
    entries = bounded(read_entries(lines, block.first, notes), 10, notes, (*path, "labels"))
    labels = [
        notes.attempt(
            (*path, "labels", index), entry.line, lambda e=entry: leaves.label(e.joined()), ""
        )
        for index, entry in enumerate(entries)
    ]
    if len(labels) < 2:
        notes.mistake(
            block.line,
            "no-entries",
            "A diagram has 2 to 10 labels.",
            "Write a list; `-` alone is one to fill in.",
        )
        labels = ["", ""]
    return {"diagram": kind, "labels": labels, "alt": alt}


def _alt(block: Directive, notes: Notes, path: Path) -> tuple[list[str], str]:
    """Return the lines before `Alt:`, and what it says."""
    index = next((i for i, line in enumerate(block.lines) if _ALT.match(line)), None)
    lines = list(block.lines[:index])
    words = None
    if index is not None:
        rest = [_ALT.sub(r"\1", block.lines[index]), *block.lines[index + 1 :]]
        words = " ".join(word.strip() for word in rest if word.strip())

    def read() -> str:
        if not words:
            raise Misread(
                "no-alt",
                "Whoever cannot see it needs a line that says what it shows.",
                "Write `Alt: …` as the last line.",
            )
        return leaves.line(words)

    return lines, notes.attempt(
        (*path, "alt"), block.line if index is None else block.first + index, read, "…"
    )


def _image(block: Directive, parts: list[str], notes: Notes, path: Path) -> dict[str, Any]:
    name = parts[0] if parts else ""
    no_more(parts[1:], block, notes)
    lines, alt = _alt(block, notes, path)
    if any(line.strip() for line in lines):
        notes.mistake(
            block.first, "stray-text", "An image holds only its `Alt:` line.", "Delete the rest."
        )
    image = notes.attempt((*path, "image"), block.line, lambda: leaves.image_name(name), "x.png")
    return {"image": image, "alt": alt}


BLOCKS: dict[str, tuple[str, Read]] = {
    "text": ("text", _text),
    "prompt": ("prompt", _prompt),
    "checklist": ("checklist", _checklist),
    "scale": ("scale", _scale),
    "table": ("table", _table),
    "cards": ("deck", _cards),
    "diagram": ("diagram", _diagram),
    "image": ("image", _image),
}
