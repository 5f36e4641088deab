"""Times, groups, conditions and places in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from babel.dates import format_date

from curriculum.plan import SessionPart, Turns, Where
from curriculum.printed import SheetLine
from curriculum.session import Condition, Grouping, Size
from curriculum.values import Setting
from pdf_templates.words import Words


def clock(time: dt.time, kind: str = "wall") -> str:
    """Return a time as it stands in the margin: `19:05`, or `0:05` counted from the start."""
    return f"{time.hour}:{time.minute:02}" if kind == "elapsed" else f"{time:%H:%M}"


def minutes_since(time: dt.time, start: dt.time) -> int:
    """Return the minutes from one time to a later one, over midnight if need be."""
    return ((time.hour - start.hour) * 60 + time.minute - start.minute) % (24 * 60)


def date_words(day: dt.date, words: Words) -> str:
    """Return a date in full, with its day of the week."""
    return format_date(day, "EEEE d MMMM y", locale=words.language)


def turn_words(turn: Turns, words: Words) -> str:
    """Return how long each person has in a group of that size."""
    minutes, seconds = divmod(turn.seconds_each, 60)
    if not seconds:
        time = words("turn_minutes", minutes=minutes)
    elif not minutes:
        time = words("turn_seconds", seconds=seconds)
    else:
        time = words("turn_both", minutes=minutes, seconds=seconds)
    return words("turn", time=time, size=turn.group_size)


def title_words(title: str, part: SessionPart | None, words: Words) -> str:
    """Return a session's title, and where it is held in parts, which of them this is."""
    if part is None:
        return title
    return words("session.part", title=title, number=part.number, total=part.of)


def cut_words(place: int, words: Words) -> str:
    """Return that an activity can be left out, and in which order: 'leave out first'."""
    ordinal = words(f"cut_place.{place}" if place <= 3 else "cut_place.more", place=place)
    return words("session.optional", place=ordinal)


def copies_words(sheet: SheetLine, setting: Setting, words: Words) -> str:
    """Return how many copies of a sheet to make; online, what to do with it instead."""
    if setting == Setting.ONLINE:
        return rule_words(sheet, setting, words)
    return words("copies", count=sheet.copies)


def rule_words(sheet: SheetLine, setting: Setting, words: Words) -> str:
    """Return where a sheet may go; what is sent arrives at home, so online that is stricter."""
    if setting == Setting.ONLINE:
        return words(f"online_rule.{sheet.take_home}")
    return words(f"take_home_rule.{sheet.take_home}")


def condition_words(when: Condition, words: Words) -> str:
    """Return when an adaptation applies: 'couples, an online group'."""
    named = [
        words(f"when.{name}.{value}")
        for name in ("mode", "setting", "access")
        if (value := getattr(when, name))
    ]
    if when.size:
        named.append(_size_words(when.size, words))
    if when.short:
        named.append(words("when.short"))
    if when.culture:
        named.append(when.culture)
    return ", ".join(named)


def grouping_words(grouping: Grouping, groups: Sequence[int], words: Words) -> str:
    """Return how people sit: the small groups that there are, '2 groups of 3, 1 pair', if any."""
    named = ", ".join(
        words("group_sizes.2" if size == 2 else "group_sizes.more", count=count, size=size)
        for size, count in sorted(Counter(groups).items(), reverse=True)
    )
    if grouping == Grouping.PARTNERS and groups:
        return f"{words('grouping.partners')} ({named})"
    return named or words(f"grouping.{grouping}")


def where_words(where: Where, words: Words) -> str:
    """Return the place that a finding speaks of: 'Meeting 2, AL1, three-rounds'."""
    meeting = words("before.where_meeting", meeting=where.meeting) if where.meeting else None
    return ", ".join(
        part for part in (meeting, where.session, where.activity, where.handout) if part
    )


def _size_words(size: Size, words: Words) -> str:
    if size.at_least and size.at_most:
        return words("when.size", at_least=size.at_least, at_most=size.at_most)
    if size.at_least:
        return words("when.at_least", at_least=size.at_least)
    return words("when.at_most", at_most=size.at_most)
