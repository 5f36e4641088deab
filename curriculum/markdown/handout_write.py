"""Write a handout."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from curriculum.markdown.escapes import escape_back, escape_cell
from curriculum.markdown.texts_write import Adaptations, block, bullets, front_matter, text
from curriculum.session import (
    Block,
    Card,
    ChecklistBlock,
    DeckBlock,
    DiagramBlock,
    Handout,
    ImageBlock,
    PromptBlock,
    Quantity,
    ScaleBlock,
    TableBlock,
    TextBlock,
)
from curriculum.wording import quantity_phrase, quoted

Form = tuple[str, list[str]]
"""What stands behind `:::` in the opening line of a block, and the lines in it."""


def write_handout(handout: Handout) -> str:
    """Return the file of a handout."""
    copies = None if handout.copies == Quantity() else quantity_phrase(handout.copies)
    front = front_matter(
        [
            ("title", handout.title),
            ("kind", handout.kind.value),
            ("take_home", handout.take_home.value),
            ("discreet_title", handout.discreet_title),
            ("copies", copies),
        ]
    )
    return front + "\n" + "\n\n".join(_blocks(handout)) + "\n"


def _blocks(handout: Handout) -> list[str]:
    """Return the blocks, each followed by what replaces it; of loose texts no two in a row."""
    waiting = Adaptations(handout.adaptations)
    parts: list[str] = []
    loose = False
    for one in handout.blocks:
        if isinstance(one, TextBlock) and not one.id and not loose:
            parts.append(text(one.text))
            loose = True
        else:
            parts += [_block(one), *waiting.of(one.id)]
            loose = False
    return parts + waiting.rest()


def _block(one: Block) -> str:
    head, lines = _FORMS[type(one)](one)
    return block(head, one.id, lines)


def _text(one: TextBlock) -> Form:
    return "text", one.text.split("\n")


def _prompt(one: PromptBlock) -> Form:
    lines = f"{one.lines} line{'' if one.lines == 1 else 's'}"
    return f"prompt {lines}{', box' if one.box else ''}", one.text.split("\n")


def _checklist(one: ChecklistBlock) -> Form:
    return "checklist", bullets(one.items)


def _scale(one: ScaleBlock) -> Form:
    ends = f"{quoted(one.low_label)} to {quoted(one.high_label)}"
    return f"scale {one.low} to {one.high}, {ends}", bullets(one.items)


def _table(one: TableBlock) -> Form:
    blank = f", {one.blank_rows} blank row{'' if one.blank_rows == 1 else 's'}"
    heads = ", row heads" if one.row_heads else ""
    head = f"table {quoted(one.caption)}{blank if one.blank_rows else ''}{heads}"
    rule = "|" + "---|" * len(one.columns)
    return head, [_row(one.columns), rule, *map(_row, one.rows)]


def _row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {escape_cell(cell)} |" if cell else " |" for cell in cells)


def _deck(one: DeckBlock) -> Form:
    return f"cards {one.per_page} per page", [line for card in one.cards for line in _card(card)]


def _card(card: Card) -> list[str]:
    """Return the lines of a card, which go on under its first by two spaces."""
    lines = [escape_back(line) for line in card.front.split("\n")]
    if card.back:
        first, *rest = card.back.split("\n")
        lines += [f"Back: {first}", *(escape_back(line) for line in rest)]
    return [f"- {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])]


def _diagram(one: DiagramBlock) -> Form:
    return f"diagram {one.diagram}", [*bullets(one.labels), "", f"Alt: {one.alt}"]


def _image(one: ImageBlock) -> Form:
    return f"image {one.image}", [f"Alt: {one.alt}"]


_FORMS: dict[type[Any], Callable[[Any], Form]] = {
    TextBlock: _text,
    PromptBlock: _prompt,
    ChecklistBlock: _checklist,
    ScaleBlock: _scale,
    TableBlock: _table,
    DeckBlock: _deck,
    DiagramBlock: _diagram,
    ImageBlock: _image,
}
