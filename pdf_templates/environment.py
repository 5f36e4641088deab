"""The template environment: strict, escaping, with the filters that say things in words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from curriculum.documents import Guide
from curriculum.plan import Turns, Where
from curriculum.session import Condition, Grouping
from curriculum.values import Mode, Setting
from pdf_templates import deck, diagrams, drawing, tables
from pdf_templates.markup import inline_html, text_html
from pdf_templates.theme import FOLDER
from pdf_templates.toc import agenda_title
from pdf_templates.words import Words, words_of

_DATE = "EEEE d MMMM y"


@cache
def environment(language: str) -> Environment:
    """Return the templates with the fixed words of a language."""
    words = words_of(language)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "words": words,
        "agenda_title": agenda_title,
        "deck_sheets": deck.sheets,
        "diagram": diagrams.drawing,
        "printed_tables": tables.printed,
        "write_in": drawing.write_in,
        "tick": drawing.tick,
        "column": drawing.column,
        "before_texts": before_texts,
        "grouping": lambda kind, groups: grouping_words(kind, groups, words),
        "where": lambda place: where_words(place, words),
    }
    made.filters |= {
        "markdown": text_html,
        "inline": inline_html,
        "clock": clock,
        "date": lambda day: date_words(day, language),
        "turn": lambda turn: turn_words(turn, words),
        "data_url": data_url,
        "capitalise": lambda text: text[:1].upper() + text[1:],
        "condition": lambda when: condition_words(when, words),
    }
    return made


def data_url(body: str, name: str) -> str:
    """Return a session's own picture as an address that holds it."""
    kind = "png" if name.endswith(".png") else "jpeg"
    return f"data:image/{kind};base64,{body}"


def clock(time: dt.time, kind: str = "wall") -> str:
    """Return a time as it stands in the margin: `19:05`, or `0:05` counted from the start."""
    return f"{time.hour}:{time.minute:02}" if kind == "elapsed" else f"{time:%H:%M}"


def date_words(day: dt.date, language: str) -> str:
    """Return a date in full, with its day of the week."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_date(day, _DATE, locale=locale)


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


def condition_words(when: Condition, words: Words) -> str:
    """Return when an adaptation applies: 'couples, an online group'."""
    named = [
        words(f"when.{name}.{value}")
        for name in ("mode", "setting", "access")
        if (value := getattr(when, name))
    ]
    if when.size:
        named.append(_size_words(when.size.at_least, when.size.at_most, words))
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


def before_texts(guide: Guide) -> tuple[str, ...]:
    """Return the standard texts that open a guide, by name, in their order."""
    couples = ("couples",) if guide.mode != Mode.SOLO else ()
    online = ("online",) if guide.setting == Setting.ONLINE else ()
    return ("who", *couples, *online, "confidentiality", "disclosure", "stop", "agreements")


def _size_words(at_least: int | None, at_most: int | None, words: Words) -> str:
    if at_least and at_most:
        return words("when.size", at_least=at_least, at_most=at_most)
    return (
        words("when.at_least", at_least=at_least)
        if at_least
        else words("when.at_most", at_most=at_most)
    )
