"""How long listing and searching take at 10,000 sessions, and against 100, on both databases."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine, text

from curriculum.library import shipped_library
from curriculum.session import Session
from curriculum.storage.catalogue import SessionQuery, find_sessions
from curriculum.storage.database import migrate, open_database, reading
from curriculum.storage.shipped import load_shipped
from curriculum.storage.words import fold, texts
from curriculum.values import Mode
from tests.builders import activity, session, step
from tests.postgresql import new_database, run_postgresql
from tests.storage.conftest import Library

FEW, MANY = 100, 10_000
ROUNDS = 300
PAGE = 20

QUERIES: dict[str, dict[str, Any]] = {
    "list": {},
    "list, topic": {"topic": "topic-3"},
    "list, mode and minutes": {"mode": Mode.COUPLES, "max_minutes": 60},
    "list, nothing found": {"language": "fr"},
    "search, a word of every session": {"text": "you "},
    "search, a word of many titles": {"text": "partner "},
    "search, words of many texts": {"text": "three listening partners "},
    "search, a rare word": {"text": "thermometer "},
    "search, two letters": {"text": "li"},
    "search, five letters": {"text": "liste"},
    "search, a word and five letters": {"text": "partner liste"},
    "search, nothing found": {"text": "nowhere liste"},
    "search, nothing together": {"text": "thermometer recipe crowd sto"},
    "search, mode and minutes": {"text": "no", "mode": Mode.COUPLES, "max_minutes": 60},
}

Row = tuple[str, float, str, float]


def rows() -> list[Row]:
    """Return name, measured, unit and target, where less is better: the worst of its kind each."""
    with tempfile.TemporaryDirectory() as folder, run_postgresql() as server:
        few, many = (f"sqlite:///{Path(folder) / name}.db" for name in ("few", "many"))
        found = _compare("SQLite", few, many)
        with new_database(server) as few, new_database(server) as many:
            return found + _compare("PostgreSQL", few, many)


def _compare(kind: str, few_url: str, many_url: str) -> list[Row]:
    with _library(few_url, FEW) as few, _library(many_url, MANY) as many:
        times = {name: _times((few, many), query) for name, query in QUERIES.items()}
    growth = {name: median(large) / median(small) for name, (small, large) in times.items()}
    slowest = {name: quantiles(large, n=100)[98] * 1000 for name, (_, large) in times.items()}
    return [
        *_worst(f"{kind}, {MANY:,} sessions to {FEW}", growth, "times", 2.0),
        *_worst(f"{kind}, {MANY:,} sessions, 99th percentile", slowest, "ms", 50.0),
    ]


def _worst(title: str, measured: dict[str, float], unit: str, target: float) -> list[Row]:
    """Return the worst of the lists and the worst of the searches."""
    rows = []
    for group in ("list", "search"):
        name = max((one for one in measured if one.startswith(group)), key=measured.__getitem__)
        rows.append((f"{title}: {name}", measured[name], unit, target))
    return rows


def _times(engines: tuple[Engine, ...], query: dict[str, Any]) -> list[list[float]]:
    """Return the seconds that a query took each time, turn by turn in each database."""
    asked: list[list[float]] = [[] for _ in engines]
    for _ in range(ROUNDS):
        for engine, times in zip(engines, asked, strict=True):
            begun = time.perf_counter()
            with reading(engine) as connection:
                find_sessions(connection, None, SessionQuery(**query), limit=PAGE)
            times.append(time.perf_counter() - begun)
    return asked


@contextmanager
def _library(url: str, size: int) -> Iterator[Engine]:
    """Open a database with that many sessions."""
    engine = open_database(url)
    migrate(engine)
    made = random.Random(size)  # noqa: S311 -- the same texts each time
    with engine.begin() as connection:
        sessions = tuple(_session(made, number) for number in range(size))
        load_shipped(connection, Library(sessions=sessions, programmes=()))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    yield engine
    engine.dispose()


@cache
def _vocabulary() -> tuple[list[str], list[int]]:
    """Return the words of the shipped library and how often each stands there."""
    parts = (part for one in shipped_library().sessions for part in texts(one.model_dump()))
    counted = Counter(word for part in parts for word in fold(part))
    return list(counted), list(counted.values())


def _session(made: random.Random, number: int) -> Session:
    """Return a session of some 2,000 words, each as common as in the shipped library."""

    def words(count: int) -> str:
        return " ".join(made.choices(*_vocabulary(), k=count))

    activities = (activity(f"part-{part}", step(text=words(650))) for part in range(3))
    return session(
        f"S{number}",
        activity("welcome"),
        *activities,
        title=words(4),
        purpose=words(12),
        objectives=(words(8), words(8)),
        topic=f"topic-{number % 10}",
        minutes=made.choice((60, 90, 120)),
        modes=made.choice((("solo",), ("solo", "couples"), ("solo", "couples", "mixed"))),
    )


if __name__ == "__main__":
    for name, measured, unit, target in rows():
        print(f"{measured:9.2f} {unit:5} (at most {target:g})  {name}")  # noqa: T201
