"""Which adaptation stands in for a text, and what the text then says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from curriculum.session import (
    Adaptation,
    Block,
    ChecklistBlock,
    Condition,
    Handout,
    Mark,
    PromptBlock,
    ScaleBlock,
    Size,
    TextBlock,
)
from curriculum.values import Access, Mode, Setting
from curriculum.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the adaptations of a workshop are decided by."""

    mode: Mode
    setting: Setting
    people: int
    access: tuple[Access, ...] = ()
    short: bool = False

    @classmethod
    def of(cls, workshop: Workshop) -> Self:
        """Return those of a workshop as a whole."""
        return cls(workshop.mode, workshop.setting, workshop.people, workshop.access)


def chosen(
    adaptations: Sequence[Adaptation], replaces: str, circumstances: Circumstances
) -> Adaptation | None:
    """Return the adaptation that stands for that name.

    Red ones, which are there for safety, go before all others; then most conditions win, then the
    later one.
    """
    named = [one for one in adaptations if one.replaces == replaces]
    return chosen_of_all(named, circumstances).get(replaces)


def chosen_of_all(
    adaptations: Sequence[Adaptation], circumstances: Circumstances
) -> dict[str, Adaptation]:
    """Return what `chosen` does for each name that has an adaptation here."""
    best: dict[str, Adaptation] = {}
    for one in adaptations:
        rival = best.get(one.replaces, one)
        if applies(one.when, circumstances) and _precedence(one) >= _precedence(rival):
            best[one.replaces] = one
    return best


def applies(when: Condition, circumstances: Circumstances) -> bool:
    """Tell whether every part of the condition holds; culture is for the facilitator to see."""
    return (
        when.culture is None
        and (when.access is None or when.access in circumstances.access)
        and _applies_to_all(when, circumstances)
    )


def _applies_to_all(when: Condition, circumstances: Circumstances) -> bool:
    """Tell whether the parts of the condition hold that are the same for everyone in the room."""
    return (
        when.mode in (None, circumstances.mode)
        and when.setting in (None, circumstances.setting)
        and (when.size is None or _within(circumstances.people, when.size))
        and (circumstances.short or not when.short)
    )


def options(
    adaptations: Sequence[Adaptation], circumstances: Circumstances
) -> tuple[Adaptation, ...]:
    """Return what only the facilitator can decide on here: unannounced access needs, culture."""
    return tuple(
        one
        for one in adaptations
        if (one.when.culture or (one.when.access and one.when.access not in circumstances.access))
        and _applies_to_all(one.when, circumstances)
    )


def list_items(text: str) -> tuple[str, ...]:
    """Return the entries of a replacement that stands for a list, one a line."""
    return tuple(line.removeprefix("- ").strip() for line in text.splitlines() if line.strip(" -"))


def adapted_handout(handout: Handout, circumstances: Circumstances) -> Handout:
    """Return the sheet in the words that apply, with no adaptation left in it."""
    if not handout.adaptations:
        return handout
    adapted = chosen_of_all(handout.adaptations, circumstances)
    blocks = tuple(
        _adapted_block(block, adapted.get(block.id)) if block.id else block
        for block in handout.blocks
    )
    return handout.model_copy(update={"blocks": blocks, "adaptations": ()})


def _adapted_block(block: Block, adaptation: Adaptation | None) -> Block:
    if adaptation is None:
        return block
    if isinstance(block, TextBlock | PromptBlock):
        return block.model_copy(update={"text": adaptation.text})
    if isinstance(block, ChecklistBlock | ScaleBlock):
        return block.model_copy(update={"items": list_items(adaptation.text)})
    return TextBlock(id=block.id, text=adaptation.text)


def _within(people: int, size: Size) -> bool:
    return (size.at_least or 0) <= people <= (size.at_most or people)


def _precedence(adaptation: Adaptation) -> tuple[bool, int]:
    when = adaptation.when
    parts = (when.mode, when.setting, when.size, when.access, when.short or None)
    return adaptation.mark is Mark.RED, sum(part is not None for part in parts)
