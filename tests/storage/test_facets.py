"""What the library's filters promise, held against what they then find."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from curriculum.storage.catalogue import SessionQuery, find_sessions
from curriculum.storage.database import reading
from curriculum.storage.facets import Facets, count_facets
from tests.builders import activity, session, step
from tests.storage.conftest import Ship
from tests.storage.test_catalogue import publish_own

LIBRARY = (
    session("AL1", title="Feeling heard", purpose="Listen so that the other feels heard."),
    session("AL2", title="When you disagree", modes=("couples",), minutes=90),
    session("BD1", title="What a boundary is", topic="boundaries", settings=("in-person",)),
    session("BD2", activity("deep", step(60), intensity=3), title="A kind no", topic="boundaries"),
    session("IS1", title="Speaking from I", topic="speaking", level="core"),
)
FIELDS = {"minutes": "max_minutes", "intensity": "max_intensity"}


def facets(engine: Engine, organisation_id: int | None = None, **query: Any) -> Facets:
    with reading(engine) as connection:
        return count_facets(connection, organisation_id, SessionQuery(**query))


def test_each_choice_counts_what_text_and_the_other_filters_leave(engine: Engine, ship: Ship):
    ship(*LIBRARY)
    found = facets(engine, topic="boundaries", mode="solo")
    assert found.total == 2
    assert found.counts["topic"] == {"": 4, "boundaries": 2, "listening": 1, "speaking": 1}
    assert found.counts["setting"] == {"": 2, "in-person": 2, "online": 1}
    assert found.counts["intensity"] == {"": 2, "1": 1, "2": 1, "3": 2}
    assert found.counts["level"] == {"": 2, "core": 0, "further": 2}


def test_counts_follow_what_is_searched_for(engine: Engine, ship: Ship):
    ship(*LIBRARY)
    assert facets(engine, text="disag").counts["topic"] == {"": 1, "listening": 1}
    assert facets(engine, text="?").total == 0


def test_own_session_counts_in_place_of_the_shipped_one(engine: Engine, ship: Ship, river: int):
    publish_own(engine, river, session("AL1", title="Ours", topic="speaking"))
    ship(*LIBRARY)
    assert facets(engine, river).counts["topic"]["speaking"] == 2
    assert facets(engine, None).counts["topic"]["speaking"] == 1


QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"text": "heard"},
    {"text": "feeling h", "mode": "couples"},
    {"topic": "boundaries", "setting": "online"},
    {"mode": "solo", "max_minutes": 75, "max_intensity": 2},
    {"level": "core", "max_intensity": 3},
)


@pytest.mark.parametrize("query", QUERIES)
def test_every_count_is_what_choosing_it_finds(engine: Engine, ship: Ship, query: dict[str, Any]):
    ship(*LIBRARY)
    for name, choices in facets(engine, **query).counts.items():
        field = FIELDS.get(name, name)
        asked = [SessionQuery(**{**query, field: choice or None}) for choice in choices]
        with reading(engine) as connection:
            found = [len(find_sessions(connection, None, one, limit=100).items) for one in asked]
        assert found == list(choices.values())
