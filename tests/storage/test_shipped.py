"""The shipped library, brought into the database at start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event

from curriculum.errors import NotFoundError
from curriculum.storage.catalogue import SessionQuery, find_sessions
from curriculum.storage.database import reading
from curriculum.storage.programmes import list_programmes, load_programme
from curriculum.storage.sessions import list_revisions, load_pinned, load_session
from curriculum.storage.shipped import ShippedReport
from curriculum.workshop import Programme
from tests.builders import session, workshop
from tests.storage.conftest import Ship

NOTHING = ShippedReport((), (), (), ())


def programme(code: str, title: str = "On my own") -> Programme:
    texts = {"summary": "Six evenings.", "who_for": "Adults.", "who_not_for": "Nobody."}
    return Programme(code=code, title=title, workshop=workshop(session("AL1")), **texts)


def listed(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [one.code for one in find_sessions(connection, None, SessionQuery(), limit=9).items]


def test_loading_publishes_what_changed(engine: Engine, ship: Ship):
    assert ship(session("AL1"), session("AL2")).sessions_published == ("AL1", "AL2")
    assert ship(session("AL1", title="New"), session("AL2")).sessions_published == ("AL1",)
    with reading(engine) as connection:
        numbers = [one.number for one in list_revisions(connection, None, "AL1")]
        assert numbers == [2, 1]
        assert [one.number for one in list_revisions(connection, None, "AL2")] == [1]


def test_loading_again_changes_nothing(engine: Engine, ship: Ship):
    library = (session("AL1"), session("AL2"))
    ship(*library, programmes=(programme("on-my-own"),))
    written: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: written.append(args[2].split()[0]))
    assert ship(*library, programmes=(programme("on-my-own"),)) == NOTHING
    assert {"INSERT", "UPDATE"} & set(written) == set()


def test_a_session_that_vanished_stays_for_those_who_are_pinned(engine: Engine, ship: Ship):
    ship(session("AL1"), session("AL2"))
    assert ship(session("AL2")).sessions_withdrawn == ("AL1",)
    assert listed(engine) == ["AL2"]
    with reading(engine) as connection:
        assert load_pinned(connection, None, [("AL1", 1)]) == {("AL1", 1): session("AL1")}
        with pytest.raises(NotFoundError):
            load_session(connection, None, "AL1")
    assert ship(session("AL2")) == NOTHING


def test_a_session_that_vanished_comes_back(engine: Engine, ship: Ship):
    ship(session("AL1"))
    ship()
    assert ship(session("AL1")).sessions_published == ("AL1",)
    assert listed(engine) == ["AL1"]
    with reading(engine) as connection:
        assert len(list_revisions(connection, None, "AL1")) == 1


def test_programmes_follow_the_library(engine: Engine, ship: Ship):
    ship(programmes=(programme("b", "Beta"), programme("a", "Zeta")))
    report = ship(programmes=(programme("b", "Beta two"), programme("c", "Alpha")))
    assert (report.programmes_stored, report.programmes_removed) == (("b", "c"), ("a",))
    with reading(engine) as connection:
        assert [one.title for one in list_programmes(connection)] == ["Alpha", "Beta two"]
        assert load_programme(connection, "b") == programme("b", "Beta two")
        for code in ("a", "\x00", "\ud800"):
            with pytest.raises(NotFoundError):
                load_programme(connection, code)


def test_several_processes_may_load_at_once(ship: Ship):
    with ThreadPoolExecutor(4) as threads:
        reports = list(threads.map(lambda _: ship(session("AL1")), range(4)))
    assert sorted(len(report.sessions_published) for report in reports) == [0, 0, 0, 1]
