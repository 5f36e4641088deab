"""Small values in words, as authors write them and readers read them."""

from __future__ import annotations

import re

from curriculum.session import Condition, GroupSize, Quantity, Size, Staffing, Stage
from curriculum.values import Minutes

STAGES = {
    Stage.WHAT_HAPPENED: "What happened",
    Stage.WHAT_IT_MEANS: "What it means",
    Stage.WHAT_NEXT: "What next",
}
"""How a question of a debrief begins."""


def minutes_phrase(minutes: Minutes) -> str:
    """Return the minutes: `12` or `4 + 1.5 per person`."""
    if not minutes.per_person:
        return f"{minutes.fixed:g}"
    per_person = f"{minutes.per_person:g} per person"
    return f"{minutes.fixed:g} + {per_person}" if minutes.fixed else per_person


def quantity_phrase(quantity: Quantity) -> str:
    """Return the quantity: `2 per group, 1 spare`."""
    spare = f", {quantity.spare} spare" if quantity.spare else ""
    return f"{quantity.count} per {quantity.per}{spare}"


def people_phrase(people: GroupSize) -> str:
    """Return the group size: `4 to 14, typically 8`."""
    return f"{people.at_least} to {people.at_most}, typically {people.typical}"


def staffing_phrase(staffing: Staffing) -> str:
    """Return the number of facilitators: `1, another from 10 people`."""
    another = staffing.another_from
    return f"{staffing.least}" + (f", another from {another} people" if another else "")


def condition_phrase(condition: Condition) -> str:
    """Return the condition: `couples + online`."""
    parts = [one.value for one in (condition.mode, condition.setting) if one]
    parts += [f"size {size_phrase(condition.size)}"] if condition.size else []
    parts += ["short"] if condition.short else []
    parts += [f"access {condition.access}"] if condition.access else []
    parts += [f"culture {quoted_if_needed(condition.culture)}"] if condition.culture else []
    return " + ".join(parts)


def size_phrase(size: Size) -> str:
    """Return the range of head counts: `up to 5`, `12 or more`, `6 to 8` or `6`."""
    if size.at_least is None:
        return f"up to {size.at_most}"
    if size.at_most is None:
        return f"{size.at_least} or more"
    if size.at_least == size.at_most:
        return f"{size.at_least}"
    return f"{size.at_least} to {size.at_most}"


def quoted(words: str) -> str:
    """Return the words in quotes, with what would end them escaped."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def quoted_if_needed(words: str) -> str:
    """Return the words as they are, or in quotes where a mark of the format stands in them."""
    return quoted(words) if re.search(r'[,+"{}\\]', words) else words
