"""Learning platforms, our keys, and people on their way in."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, delete, select

from curriculum.errors import ConflictError, NotFoundError, StaleError
from curriculum.storage.database import reading
from curriculum.storage.lti_doors import behind_door, door_of
from curriculum.storage.lti_keys import OVERLAP, add_key, list_keys
from curriculum.storage.lti_platforms import (
    REGISTRATION_LIFETIME,
    Platform,
    Registration,
    StoredPlatform,
    create_platform,
    create_registration,
    delete_platform,
    find_platform,
    list_platforms,
    load_platform,
    load_registration,
    move_platform,
    save_platform,
    use_registration,
)
from curriculum.storage.lti_tables import lti_completion, lti_platform, lti_state, lti_visit
from curriculum.storage.lti_visits import (
    STATE_LIFETIME,
    VISIT_LIFETIME,
    Expected,
    came_back,
    completed_at,
    create_visit,
    expect,
    forget_completion,
    load_visit,
    note_completion,
)
from curriculum.storage.tables import metadata, organisation

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
MOODLE = Platform(
    name="Moodle",
    issuer="https://lms.example",
    client_id="c1",
    authorization_url="https://lms.example/auth",
    token_url="https://lms.example/token",
    keyset_url="https://lms.example/keys",
    active=True,
)


def connect(engine: Engine, organisation_id: int, **changes: object) -> StoredPlatform:
    with engine.begin() as connection:
        platform = MOODLE.model_copy(update=changes)
        return create_platform(connection, organisation_id, platform)


def test_platforms_are_their_organisations_alone(engine: Engine, river: int, hill: int):
    ours = connect(engine, river)
    with engine.begin() as connection:
        assert load_platform(connection, river, ours.id) == ours
        assert list_platforms(connection, river) == (ours,)
        assert list_platforms(connection, hill) == ()
        for organisation_id, platform_id in ((hill, ours.id), (river, 99), (river, 2**63)):
            with pytest.raises(NotFoundError):
                load_platform(connection, organisation_id, platform_id)
            with pytest.raises(NotFoundError):
                delete_platform(connection, organisation_id, platform_id, expected_etag=ours.etag)


def test_a_change_needs_what_is_changed(engine: Engine, river: int):
    ours = connect(engine, river)
    with engine.begin() as connection:
        changed = MOODLE.model_copy(update={"name": "Campus"})
        saved = save_platform(connection, river, ours.id, changed, expected_etag=ours.etag)
        assert (saved.platform, saved.etag != ours.etag) == (changed, True)
        assert saved.person_key == ours.person_key
        with pytest.raises(StaleError):
            save_platform(connection, river, ours.id, MOODLE, expected_etag=ours.etag)
        with pytest.raises(StaleError):
            delete_platform(connection, river, ours.id, expected_etag=ours.etag)


def test_a_client_id_is_one_platform_of_an_organisation(engine: Engine, river: int, hill: int):
    ours, theirs = connect(engine, river), connect(engine, hill)
    other = connect(engine, hill, client_id="c2")
    with pytest.raises(ConflictError):
        connect(engine, hill)
    with engine.begin() as connection, pytest.raises(ConflictError):
        save_platform(connection, hill, other.id, MOODLE, expected_etag=other.etag)
    with reading(engine) as connection:
        assert find_platform(connection, river, MOODLE.issuer, "c1") == ours
        assert find_platform(connection, river, MOODLE.issuer, None) == ours
        assert find_platform(connection, hill, MOODLE.issuer, "c1") == theirs
        assert find_platform(connection, hill, MOODLE.issuer, None) is None


def share(engine: Engine, stored: StoredPlatform) -> StoredPlatform:
    """Make it one that was connected when all organisations shared their addresses."""
    with engine.begin() as connection:
        rows = lti_platform.update().where(lti_platform.c.id == stored.id)
        connection.execute(rows.values(shared=True))
        return load_platform(connection, stored.organisation_id, stored.id)


def test_nobody_gets_in_the_way_of_what_has_the_shared_addresses(
    engine: Engine, river: int, hill: int
):
    ours = share(engine, connect(engine, river))
    with reading(engine) as connection:
        assert find_platform(connection, None, MOODLE.issuer, None) == ours
    connect(engine, hill)
    connect(engine, hill, client_id="c2")
    with reading(engine) as connection:
        assert find_platform(connection, None, MOODLE.issuer, "c1") == ours
        assert find_platform(connection, None, MOODLE.issuer, None) == ours


def test_the_shared_address_finds_what_is_there_once(engine: Engine, river: int, hill: int):
    ours = connect(engine, river)
    with reading(engine) as connection:
        assert find_platform(connection, None, MOODLE.issuer, "c1") == ours
    connect(engine, hill)
    with reading(engine) as connection:
        assert find_platform(connection, None, MOODLE.issuer, "c1") is None


def test_what_has_the_shared_addresses_stays_who_it_is(engine: Engine, river: int):
    ours = share(engine, connect(engine, river))
    assert ours.signs_as is None
    with engine.begin() as connection:
        for changes in ({"client_id": "theirs"}, {"issuer": "https://theirs.example"}):
            changed = MOODLE.model_copy(update=changes)
            with pytest.raises(ConflictError):
                save_platform(connection, river, ours.id, changed, expected_etag=ours.etag)
        renamed = MOODLE.model_copy(update={"name": "Campus"})
        saved = save_platform(connection, river, ours.id, renamed, expected_etag=ours.etag)
        assert saved.shared
        with pytest.raises(StaleError):
            move_platform(connection, river, ours.id, expected_etag=ours.etag)
        moved = move_platform(connection, river, ours.id, expected_etag=saved.etag)
        assert (moved.shared, moved.signs_as, moved.person("7")) == (False, river, ours.person("7"))


def test_a_door_leads_to_its_organisation(engine: Engine, river: int, hill: int):
    with reading(engine) as connection:
        doors = [door_of(connection, one) for one in (river, hill)]
        assert [behind_door(connection, name) for name in doors] == [river, hill]
        for wrong in ("", "x" * 16, "x" * 65, "é"):
            assert behind_door(connection, wrong) is None


def test_a_platform_is_found_by_what_it_says_of_itself(engine: Engine, river: int):
    first = connect(engine, river)
    with reading(engine) as connection:
        assert find_platform(connection, river, MOODLE.issuer, "c1") == first
        assert find_platform(connection, river, MOODLE.issuer, None) == first
        assert find_platform(connection, river, MOODLE.issuer, "c2") is None
        assert find_platform(connection, river, "https://other.example", "c1") is None
    connect(engine, river, client_id="c2")
    connect(engine, river, client_id="c3", active=False)
    with reading(engine) as connection:
        assert find_platform(connection, river, MOODLE.issuer, None) is None
        assert find_platform(connection, river, MOODLE.issuer, "c3") is None


def test_people_of_two_platforms_have_nothing_in_common(engine: Engine, river: int):
    first, second = connect(engine, river), connect(engine, river, client_id="c2")
    assert first.person("7") == first.person("7")
    assert len({first.person("7"), first.person("8"), second.person("7")}) == 3


def test_a_link_connects_one_platform_within_its_time(engine: Engine, river: int):
    with engine.begin() as connection:
        secret = create_registration(connection, river, roster=True, planning=False, now=NOW)
        assert load_registration(connection, secret, now=NOW) == Registration(
            river, roster=True, planning=False
        )
        assert load_registration(connection, secret, now=NOW + REGISTRATION_LIFETIME) is None
        assert not use_registration(connection, secret, now=NOW + REGISTRATION_LIFETIME)
        assert [use_registration(connection, secret, now=NOW) for _ in range(2)] == [True, False]
        assert load_registration(connection, secret, now=NOW) is None
        assert load_registration(connection, "", now=NOW) is None


def test_keys_are_their_organisations_alone(engine: Engine, river: int, hill: int):
    with engine.begin() as connection:
        for owner, kid in ((None, "server"), (river, "river"), (hill, "hill"), (river, "newer")):
            add_key(connection, owner, kid=kid, pem=kid, now=NOW)
        kids = [
            [one.kid for one in list_keys(connection, owner, now=NOW)] for owner in (None, hill)
        ]
        assert kids == [["server"], ["hill"]]
        assert {one.kid for one in list_keys(connection, river, now=NOW)} == {"newer", "river"}
        unless = {"kid": "again", "pem": "again", "now": NOW, "unless_after": NOW - SECOND}
        assert not add_key(connection, hill, **unless)  # type: ignore[arg-type]


@pytest.mark.parametrize("whose", ["river", None])
def test_an_old_key_is_published_for_a_week(
    engine: Engine, request: pytest.FixtureRequest, whose: str | None
):
    owner = request.getfixturevalue(whose) if whose else None
    with engine.begin() as connection:
        assert list_keys(connection, owner, now=NOW) == ()
        add_key(connection, owner, kid="b", pem="first", now=NOW)
        add_key(connection, owner, kid="a", pem="second", now=NOW + SECOND)
        late = NOW + SECOND + OVERLAP
        assert [one.pem for one in list_keys(connection, owner, now=late - SECOND)] == [
            "second",
            "first",
        ]
        assert [one.pem for one in list_keys(connection, owner, now=late)] == ["second"]
        add_key(connection, owner, kid="c", pem="third", now=late)
        assert [one.kid for one in list_keys(connection, owner, now=NOW)] == ["c", "a"]


def test_a_key_is_not_made_twice(engine: Engine, river: int):
    owner = river
    with engine.begin() as connection:
        made = [
            add_key(connection, owner, kid=kid, pem=kid, now=NOW, unless_after=NOW - SECOND)
            for kid in ("a", "b")
        ]
        assert made == [True, False]
        assert [one.kid for one in list_keys(connection, owner, now=NOW)] == ["a"]


def test_a_state_lets_somebody_back_once(engine: Engine, river: int):
    platform = connect(engine, river)
    with engine.begin() as connection:
        state, nonce = expect(connection, platform.id, now=NOW)
        late, _ = expect(connection, platform.id, now=NOW)
        assert came_back(connection, late, now=NOW + STATE_LIFETIME) is None
        found = [came_back(connection, state, now=NOW) for _ in range(2)]
        assert found == [Expected(platform.id, nonce), None]
        assert came_back(connection, "", now=NOW) is None


def test_a_visit_is_for_its_browser_and_its_time(engine: Engine, river: int):
    platform = connect(engine, river)
    with engine.begin() as connection:
        facts = {"role": "learner", "person": platform.person("7"), "sealed": "x", "now": NOW}
        visit_id = create_visit(connection, platform.id, secret="s", **facts)  # type: ignore[arg-type]
        found = load_visit(connection, visit_id, "s", now=NOW)
        assert found is not None
        assert (found.platform_id, found.role, found.sealed) == (platform.id, "learner", "x")
        assert load_visit(connection, visit_id, "t", now=NOW) is None
        assert load_visit(connection, visit_id, "s", now=NOW + VISIT_LIFETIME) is None
        assert load_visit(connection, "é", "s", now=NOW) is None
        stored = str(connection.execute(select(lti_visit)).one())
    assert "'s'" not in stored


def test_what_the_platform_has_to_be_told_is_kept_until_then(engine: Engine, river: int):
    platform = connect(engine, river)
    with engine.begin() as connection:
        facts = {"role": "learner", "person": platform.person("7"), "sealed": "x", "now": NOW}
        visit_id = create_visit(connection, platform.id, secret="s", **facts)  # type: ignore[arg-type]
        visit = load_visit(connection, visit_id, "s", now=NOW)
        assert visit is not None
        for _ in range(2):
            note_completion(connection, visit, "https://lms.example/item", now=NOW)
        assert completed_at(connection, visit, "https://lms.example/item") == NOW
        assert completed_at(connection, visit, "https://lms.example/other") is None
        assert "lms.example" not in str(connection.execute(select(lti_completion)).one())
        forget_completion(connection, visit, "https://lms.example/item")
        assert completed_at(connection, visit, "https://lms.example/item") is None


def test_with_a_platform_goes_all_that_came_through_it(engine: Engine, river: int):
    platform = connect(engine, river)
    with engine.begin() as connection:
        expect(connection, platform.id, now=NOW)
        create_registration(connection, river, roster=False, planning=False, now=NOW)
        delete_platform(connection, river, platform.id, expected_etag=platform.etag)
        assert connection.execute(select(lti_state)).all() == []
    connect(engine, river)
    with engine.begin() as connection:
        connection.execute(delete(organisation).where(organisation.c.id == river))
        names = [name for name in metadata.tables if name.startswith("lti_")]
        rows = [connection.execute(select(metadata.tables[name])).all() for name in names]
        assert rows == [[]] * 8
