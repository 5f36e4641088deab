"""How many sessions each choice of the library's filters would leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from curriculum.session import Level
from curriculum.storage.catalogue import SessionQuery, filters_of, scopes_of
from curriculum.storage.search import found_anywhere, found_key
from curriculum.storage.tables import catalogue
from curriculum.storage.words import asked
from curriculum.values import Mode, Setting

MINUTES = (60, 75, 90, 120)
INTENSITIES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Facets:
    """The sessions that match, and for each filter how many do with each of its choices."""

    total: int
    counts: dict[str, dict[str, int]]
    """By the name of the filter, then by its choice; `""` is no choice, with any of them."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Sessions that no filter tells apart, and how many there are."""

    topic: str
    modes: frozenset[str]
    settings: frozenset[str]
    minutes: int
    intensity: int
    level: str
    number: int

    def suits(self, name: str, choice: Any) -> bool:
        """Tell whether a filter lets them through."""
        if not choice:
            return True
        if name in ("mode", "setting"):
            return choice in (self.modes if name == "mode" else self.settings)
        if name in ("minutes", "intensity"):
            return int(getattr(self, name)) <= int(choice)
        return bool(getattr(self, name) == choice)


def count_facets(
    connection: Connection, organisation_id: int | None, query: SessionQuery
) -> Facets:
    """Return the counts of all filters; each counts what the text and the other filters leave."""
    alike = list(_found(connection, organisation_id, query))
    chosen = {
        "topic": query.topic,
        "mode": query.mode,
        "setting": query.setting,
        "minutes": query.max_minutes,
        "intensity": query.max_intensity,
        "level": query.level,
    }
    choices: dict[str, Iterable[Any]] = {
        "topic": sorted({one.topic for one in alike}),
        "mode": Mode,
        "setting": Setting,
        "minutes": MINUTES,
        "intensity": INTENSITIES,
        "level": Level,
    }
    counts = {
        name: {
            str(choice): _count(alike, {**chosen, name: choice}) for choice in ("", *choices[name])
        }
        for name in chosen
    }
    return Facets(_count(alike, chosen), counts)


def _count(alike: list[_Alike], chosen: dict[str, Any]) -> int:
    return sum(
        one.number
        for one in alike
        if all(one.suits(name, choice) for name, choice in chosen.items())
    )


def _found(
    connection: Connection, organisation_id: int | None, query: SessionQuery
) -> Iterator[_Alike]:
    """Yield what the text alone finds."""
    row, scopes = catalogue.c, scopes_of(organisation_id)
    told = (row.topic, row.modes, row.settings, row.minutes, row.intensity, row.level)
    counted = select(*told, func.count()).where(
        row.scope.in_(scopes), *filters_of(scopes, SessionQuery(language=query.language))
    )
    if query.text is not None and query.text.strip():
        words = asked(query.text, query.language)
        if not words:
            return
        key = found_key(connection)
        counted = counted.join_from(catalogue, key.table, key == row.session_id)
        counted = counted.where(found_anywhere(connection, scopes, words))
    for topic, modes, settings, *others in connection.execute(counted.group_by(*told)):
        yield _Alike(topic, frozenset(modes.split()), frozenset(settings.split()), *others)
