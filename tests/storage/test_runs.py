"""Runs of a workshop: kept whole, guarded, nobody else's; what people wrote is apart from them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from curriculum.errors import ConflictError, NotFoundError, StaleError
from curriculum.run import Place, Run, RunPart, RunStep
from curriculum.storage.people import Role, create_user
from curriculum.storage.privacy import erase_person, export_person
from curriculum.storage.runs import (
    StoredRun,
    create_run,
    delete_run,
    last_runs,
    list_runs,
    load_run,
    save_run,
)
from curriculum.storage.runs_tables import reflection
from curriculum.storage.runs_tables import run as run_table
from curriculum.storage.workshops import create_workshop, delete_workshop
from curriculum.workshop import Meeting, Workshop

SEVEN = dt.datetime(2026, 11, 27, 19, 0, tzinfo=dt.UTC)
WORKSHOP = Workshop(title="Evening", meetings=(Meeting(minutes=90),))


def run(hour: int = 0, session: str = "AL1", **facts: Any) -> Run:
    began = SEVEN + dt.timedelta(hours=hour)
    part = RunPart(item=1, session=session, title="Rounds", steps=(RunStep(minutes=10),))
    return Run(
        **{
            "meeting": 1,
            "planned_at": began,
            "began_at": began,
            "ended_at": began + dt.timedelta(minutes=80),
            "parts": (part,),
            **facts,
        }
    )


@pytest.fixture
def evening(engine: Engine, river: int) -> str:
    """Return the id of a workshop of the organisation by the river."""
    with engine.begin() as connection:
        return create_workshop(connection, river, WORKSHOP).id


def add(engine: Engine, river: int, evening: str, held: Run, **facts: Any) -> StoredRun:
    with engine.begin() as connection:
        return create_run(connection, river, evening, held, **facts)


def test_a_run_is_kept_whole_and_the_latest_listed_first(engine: Engine, river: int, evening: str):
    early = add(engine, river, evening, run(reflection="Fewer words.", people=7))
    late = add(engine, river, evening, run(1))
    with engine.begin() as connection:
        assert load_run(connection, river, evening, early.id) == early
        assert [one.id for one in list_runs(connection, river, evening)] == [late.id, early.id]
    assert (early.run.reflection, early.run.people) == ("Fewer words.", 7)


def test_a_record_that_is_sent_twice_is_kept_once(engine: Engine, river: int, evening: str):
    add(engine, river, evening, run())
    with pytest.raises(ConflictError):
        add(engine, river, evening, run())


def test_of_two_devices_the_second_is_told(engine: Engine, river: int, evening: str):
    place = Place(part=0, step=0, since=SEVEN)
    first = add(engine, river, evening, run(ended_at=None, place=place))
    with engine.begin() as connection:
        saved = save_run(connection, river, evening, first.id, run(), expected_etag=first.etag)
        with pytest.raises(StaleError):
            save_run(connection, river, evening, first.id, run(), expected_etag=first.etag)
        with pytest.raises(ConflictError, match="keeps its meeting"):
            save_run(connection, river, evening, first.id, run(2), expected_etag=saved.etag)
        assert load_run(connection, river, evening, first.id) == saved


def test_another_organisations_run_is_not_there(
    engine: Engine, river: int, hill: int, evening: str
):
    stored = add(engine, river, evening, run())
    with engine.begin() as connection:
        theirs = create_workshop(connection, hill, WORKSHOP).id
        for owner, workshop in ((hill, evening), (hill, theirs), (river, theirs)):
            with pytest.raises(NotFoundError):
                load_run(connection, owner, workshop, stored.id)
            with pytest.raises(NotFoundError):
                delete_run(connection, owner, workshop, stored.id, expected_etag=stored.etag)
        with pytest.raises(NotFoundError):
            create_run(connection, hill, evening, run(3))
        with pytest.raises(NotFoundError):
            list_runs(connection, hill, evening)
        assert last_runs(connection, hill, {"AL1"}) == {}


def test_the_last_run_of_a_session_is_one_that_has_ended(engine: Engine, river: int, evening: str):
    open_run = {"ended_at": None, "place": Place(part=0, step=0, since=SEVEN)}
    add(engine, river, evening, run(0))
    second = add(engine, river, evening, run(1))
    add(engine, river, evening, run(2, **open_run))
    add(engine, river, evening, run(3, session="AL11"))
    with engine.begin() as connection:
        assert last_runs(connection, river, {"AL1", "BD1"}) == {"AL1": second.run}


def test_deleting_a_workshop_takes_its_runs_along(engine: Engine, river: int, evening: str):
    add(engine, river, evening, run(reflection="Fewer words."))
    with engine.begin() as connection:
        etag = f"{evening}-1"
        delete_workshop(connection, river, evening, expected_etag=etag)
        assert connection.execute(select(reflection)).all() == []


def test_whoever_leaves_takes_their_words_along_but_not_the_minutes(
    engine: Engine, river: int, evening: str
):
    with engine.begin() as connection:
        create_user(connection, river, name="Ada", role=Role.OWNER, now=SEVEN)
        bo = create_user(connection, river, name="Bo", role=Role.FACILITATOR, now=SEVEN)
    stored = add(engine, river, evening, run(reflection="Fewer words."), user_id=bo.id)
    with engine.begin() as connection:
        told = export_person(connection, bo.id)["reflection"]
        erase_person(connection, bo.id)
        left = load_run(connection, river, evening, stored.id).run
    assert told == [{"run_id": stored.id, "user_id": bo.id, "text": "Fewer words."}]
    assert left == run()


def test_a_deleted_run_is_gone(engine: Engine, river: int, evening: str):
    stored = add(engine, river, evening, run(reflection="Tried out."))
    with engine.begin() as connection:
        with pytest.raises(StaleError):
            delete_run(connection, river, evening, stored.id, expected_etag="old")
        delete_run(connection, river, evening, stored.id, expected_etag=stored.etag)
        assert list_runs(connection, river, evening) == ()


def test_a_record_from_before_attendance_by_code_is_read(engine: Engine, river: int, evening: str):
    stored = add(engine, river, evening, run(people=7))
    with engine.begin() as connection:
        old = stored.run.model_dump(mode="json", exclude={"attendance"})
        connection.execute(update(run_table).values(body=json.dumps(old)))
        found = load_run(connection, river, evening, stored.id).run
    assert (found.people, found.came, found.attendance) == (7, 7, ())
