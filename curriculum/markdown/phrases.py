"""The small phrases of the format, `4 + 1.5 per person` or `2 per group, 1 spare`, read."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from curriculum.markdown import leaves
from curriculum.markdown.notes import Misread, did_you_mean
from curriculum.sentence import sentence
from curriculum.session import Condition, GroupSize, Per, Quantity, Size, Staffing
from curriculum.values import Access, Minutes, Mode, Setting
from curriculum.wording import minutes_phrase

E = TypeVar("E", bound=StrEnum)

_NUMBER = r"(\d{1,4}(?:\.\d{1,4})?)"
_MINUTES = re.compile(rf"(?:{_NUMBER} *\+ *)?{_NUMBER}( per person)?")
_WHOLE = re.compile(r"^\d{1,5}$")
_FRACTION = re.compile(r"^(\d{1,3})\.\d{1,4} per (.*)$")
_QUANTITY = re.compile(r"^(\d{1,4}) per ([\w-]+)(?:, *(\d{1,4}) spare)?$")
_PEOPLE = re.compile(r"^(\d{1,4}) to (\d{1,4})(?:, typically (\d{1,4}))?$")
_STAFF = re.compile(r"^(\d{1,3})(?:, another from (\d{1,4}) people)?$")
_SIZES = (
    (re.compile(r"^up to (\d{1,4})$"), lambda low: (None, low)),
    (re.compile(r"^(\d{1,4}) or more$"), lambda low: (low, None)),
    (re.compile(r"^(\d{1,4})$"), lambda low: (low, low)),
    (re.compile(r"^(\d{1,4}) to (\d{1,4})$"), lambda low, high: (low, high)),
)


def choice(kind: type[E], word: str, code: str = "bad-value") -> E:
    """Return the member with this word, or raise Misread with the one that was probably meant."""
    try:
        return kind(word)
    except ValueError:
        raise Misread(
            code,
            sentence("`{word}` is not one of the words known here.", word=word[:60]),
            did_you_mean(word, kind),
        ) from None


def minutes(words: str) -> Minutes:
    """Return the minutes of `12`, `4 + 1.5 per person` or `0.5 per person`."""
    found = _MINUTES.fullmatch(words)
    if not found or (found[1] and not found[3]):
        raise Misread(
            "bad-minutes",
            sentence("Minutes are expected."),
            sentence("Write them like `12` or `4 + 1.5 per person`."),
        )
    number = float(found[2])
    fixed, per_person = (float(found[1] or 0), number) if found[3] else (number, 0.0)
    if fixed > 480 or per_person > 30:
        raise Misread(
            "too-many-minutes",
            sentence("At most 480 minutes, and 30 per person, fit here."),
            sentence("Write fewer."),
        )
    near = Minutes(fixed=_quarters(fixed), per_person=_quarters(per_person))
    if (near.fixed, near.per_person) != (fixed, per_person):
        suggestion = sentence("Write `{near}`.", near=minutes_phrase(near))
        raise Misread("bad-minutes", sentence("Quarter minutes are the finest grain."), suggestion)
    return near


def _quarters(number: float) -> float:
    """Return the nearest quarter; what is not nothing stays something."""
    return max(round(number * 4), 1 if number else 0) / 4


def whole_minutes(words: str) -> int:
    """Return whole minutes on the clock, at most a day."""
    if not _WHOLE.match(words):
        raise Misread(
            "bad-minutes",
            sentence("Whole minutes are expected."),
            sentence("Write a number like `90`."),
        )
    if int(words) > 1440:
        raise Misread(
            "too-many-minutes", sentence("At most 1440 minutes fit here."), sentence("Write fewer.")
        )
    return int(words)


def short_cut(words: str) -> int:
    """Return the slot of a short cut."""
    if words not in {"60", "90"}:
        raise Misread(
            "bad-short-cut", sentence("A slot is expected."), sentence("Write `60` or `90`.")
        )
    return int(words)


def quantity(words: str) -> Quantity:
    """Return the quantity of `2 per group, 1 spare`."""
    found = _QUANTITY.match(words)
    if not found and (part := _FRACTION.match(words)):
        whole = f"{int(part[1]) + 1} per {part[2]}"[:60]
        raise Misread(
            "bad-quantity",
            sentence("Things are counted whole."),
            sentence("Write `{whole}`.", whole=whole),
        )
    if not found:
        raise Misread(
            "bad-quantity",
            sentence("A quantity is expected: how many per what, and how many to spare."),
            sentence("Write it like `1 per person, 2 spare`."),
        )
    per = choice(Per, found[2], "bad-quantity")
    fit: Quantity = leaves.fitting(
        Quantity, {"count": int(found[1]), "per": per, "spare": int(found[3] or 0)}
    )
    return fit


def people(words: str) -> GroupSize:
    """Return the group size of `4 to 14, typically 8`."""
    found = _PEOPLE.match(words)
    if not found:
        raise Misread(
            "bad-people",
            sentence("A group size is expected."),
            sentence("Write it like `4 to 14, typically 8`."),
        )
    least, most = sorted((int(found[1]), int(found[2])))
    typical = int(found[3]) if found[3] else (least + most) // 2
    if found[3] is None or least != int(found[1]):
        expected = sentence("The least, the most and the typical number are expected.")
        between = max(least, min(typical, most))
        raise Misread(
            "bad-people",
            expected,
            sentence(
                "Write `{least} to {most}, typically {between}`.",
                least=least,
                most=most,
                between=between,
            ),
        )
    if not least <= typical <= most:
        raise Misread(
            "bad-people", sentence("The typical number is to lie between the two others.")
        )
    fit: GroupSize = leaves.fitting(
        GroupSize, {"at_least": least, "typical": typical, "at_most": most}
    )
    return fit


def staffing(words: str) -> Staffing:
    """Return the facilitators of `1, another from 10 people`."""
    found = _STAFF.match(words)
    if not found:
        raise Misread(
            "bad-facilitators",
            sentence("A number of facilitators is expected."),
            sentence("Write it like `1` or `1, another from 10 people`."),
        )
    another = int(found[2]) if found[2] else None
    fit: Staffing = leaves.fitting(Staffing, {"least": int(found[1]), "another_from": another})
    return fit


def condition(parts: list[str]) -> Condition:
    """Return the condition of `couples`, `online`, parts that each say another thing."""
    given: dict[str, object] = {}
    for part in parts:
        name, value = _condition_part(part)
        if name in given:
            raise Misread(
                "bad-condition",
                sentence("This condition names two of `{name}`.", name=name),
                sentence("Write an adaptation for each."),
            )
        given[name] = value
    return Condition.model_validate(given)


def _condition_part(part: str) -> tuple[str, object]:
    word, _, rest = part.strip().partition(" ")
    rest = rest.strip()
    if word == "short" and not rest:
        return "short", True
    if word in set(Mode) and not rest:
        return "mode", Mode(word)
    if word in set(Setting) and not rest:
        return "setting", Setting(word)
    if word == "access":
        return "access", choice(Access, rest, "bad-condition")
    if word == "culture" and rest:
        return "culture", leaves.line(unquote(rest))
    if word == "size":
        return "size", _size(rest)
    raise Misread(
        "bad-condition",
        sentence("`{strip}` is not a condition.", strip=part.strip()[:60]),
        _meant(part.strip()),
    )


def _meant(part: str) -> str:
    known = [*Mode, *Setting, "short", *(f"access {one}" for one in Access)]
    return did_you_mean(part, [*known, "size up to 5", "culture …"])


def _size(words: str) -> Size:
    for pattern, ends in _SIZES:
        found = pattern.match(words)
        if found:
            low, high = ends(*(int(one) for one in found.groups()))
            fit: Size = leaves.fitting(Size, {"at_least": low, "at_most": high})
            return fit
    raise Misread(
        "bad-condition",
        sentence("A size is expected."),
        sentence("Write it like `size up to 5`, `size 12 or more` or `size 6 to 8`."),
    )


_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def unquote(words: str) -> str:
    """Return the words without the quotes around them."""
    found = _QUOTED.fullmatch(words)
    return re.sub(r'\\(["\\])', r"\1", found[1]) if found else words


def split_outside_quotes(words: str, separator: str) -> list[str]:
    """Return the parts between separators that do not stand in quotes, without empty ones."""
    pattern = re.compile(rf"{_QUOTED.pattern}|({re.escape(separator)})")
    parts, start = [], 0
    for found in pattern.finditer(words):
        if found[2]:
            parts.append(words[start : found.start()])
            start = found.end()
    parts.append(words[start:])
    return [part.strip() for part in parts if part.strip()]
