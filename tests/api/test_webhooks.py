from __future__ import annotations

import base64
import datetime as dt
import hmac
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from api.outgoing import Outgoing
from api.webhooks import DELAYS, Courier, next_attempt, signatures
from curriculum.events import Event, WorkshopChanged
from curriculum.storage.database import reading
from curriculum.storage.integrators_tables import delivery, webhook
from curriculum.storage.outbox import claim_deliveries, emit, forget_deliveries
from curriculum.storage.people import Role
from tests.api.house import House, fault, open_house
from tests.api.receiver import LOOPBACK, Receiver, receiving, until

HOOKS = "/api/v1/webhooks"
NOW = dt.datetime(2026, 11, 1, 18, 0, tzinfo=dt.UTC)
EVENTS = list(Event)
CHANGED = WorkshopChanged(workshop="x7kq", change="changed")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def trusting(engine: Engine, tmp_path: Path) -> Iterator[House]:
    """Open a server that may send to this machine."""
    settings: dict[str, Any] = {"trusted_networks": LOOPBACK, "slow_seconds": 0}
    with open_house(engine, tmp_path / "data", **settings) as house:
        yield house


def subscribe(house: House, url: str, *events: str) -> dict[str, Any]:
    made = house.ask("POST", HOOKS, json={"url": url, "events": list(events or EVENTS)})
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def log(house: House, hook: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = house.get(f"{HOOKS}/{hook['id']}/deliveries").json()["items"]
    return items


def signed_by(secret: str, headers: Any, body: bytes) -> bool:
    """Check a signature as the standard describes it, with no code of ours."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = b".".join(
        [headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body]
    )
    expected = "v1," + base64.b64encode(hmac.new(key, content, "sha256").digest()).decode()
    return expected in headers["webhook-signature"].split()


def test_a_change_is_told_signed_and_logged(trusting: House, receiver: Receiver):
    hook = subscribe(trusting, receiver.url, "workshop.changed")
    made = trusting.make_workshop().json()
    until(lambda: len(receiver.came) == 1)
    headers, body = receiver.came[0]
    told = json.loads(body)
    assert (told["type"], told["data"]) == (
        "workshop.changed",
        {"workshop": made["id"], "change": "made"},
    )
    assert headers["webhook-id"] == told["id"]
    assert signed_by(hook["secret"], headers, body)
    until(lambda: log(trusting, hook)[0]["state"] == "delivered")
    entry = log(trusting, hook)[0]
    assert (entry["attempts"], entry["status"], entry["body"]) == (1, 204, body.decode())


def test_what_happens_to_a_workshop_and_a_session_is_told(trusting: House, receiver: Receiver):
    subscribe(trusting, receiver.url)
    made = trusting.make_workshop()
    place, etag = made.headers["Location"], made.headers["ETag"]
    saved = trusting.ask("PUT", place, headers={"If-Match": etag}, json=made.json())
    trusting.get(f"{place}/materials.csv")
    trusting.get(f"{place}/sheets.pdf?sheets=sign-in")
    trusting.ask("DELETE", place, headers={"If-Match": saved.headers["ETag"]})
    trusting.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    trusting.ask("POST", "/api/v1/sessions/AL1-RIVER/publish")
    until(lambda: len(receiver.came) == 5)
    told = sorted((json.loads(body) for _, body in receiver.came), key=lambda one: one["at"])
    found = [(one["type"], one["data"]) for one in told]
    workshop = made.json()["id"]
    assert found == [
        ("workshop.changed", {"workshop": workshop, "change": "made"}),
        ("workshop.changed", {"workshop": workshop, "change": "changed"}),
        ("rendition.ready", {"workshop": workshop, "url": f"{place}/sheets.pdf?sheets=sign-in"}),
        ("workshop.changed", {"workshop": workshop, "change": "deleted"}),
        ("session.published", {"code": "AL1-RIVER", "revision": 1}),
    ]


def test_publishing_without_a_change_is_no_event(house: House):
    hook = subscribe(house, "https://lms.example.org/hook", "session.published")
    place = "/api/v1/sessions/AL1-RIVER"
    house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    for _ in range(2):
        draft = house.get(place)
        house.ask("PUT", place, headers={"If-Match": draft.headers["ETag"]}, json=draft.json())
        assert house.ask("POST", f"{place}/publish").json()["revision"] == 1
    assert len(log(house, hook)) == 1


def test_what_failed_is_sent_again_with_the_same_id(trusting: House, receiver: Receiver):
    receiver.answers = [500, 301, 204]
    hook = subscribe(trusting, receiver.url)
    trusting.make_workshop()
    for count in (1, 2, 3):
        until(lambda: len(receiver.came) == count)  # noqa: B023 - it is called at once
        until(lambda: log(trusting, hook)[0]["attempts"] == count)  # noqa: B023
        if count < 3:
            status = [500, 301][count - 1]  # until then the log tells of the attempt before
            until(lambda: log(trusting, hook)[0]["status"] == status)  # noqa: B023
            entry = log(trusting, hook)[0]
            assert (entry["state"], entry["problem"] is None) == ("waiting", False)
            assert entry["due_at"] > entry["created_at"]
            hurry(trusting)
    until(lambda: log(trusting, hook)[0]["state"] == "delivered")
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1


def hurry(house: House) -> None:
    """Let what waits be due now."""
    with house.engine.begin() as connection:
        waiting = update(delivery).where(delivery.c.due_at.is_not(None))
        connection.execute(waiting.values(due_at=dt.datetime.now(dt.UTC)))


def test_each_attempt_waits_longer_with_some_chance_in_it():
    waits = [
        [next_attempt(attempts, NOW) for _ in range(50)] for attempts in range(1, len(DELAYS) + 1)
    ]
    for found, delay in zip(waits, DELAYS, strict=True):
        assert len(set(found)) > 1
        assert all(delay * 0.8 <= one - NOW <= delay * 1.2 for one in found if one)
    assert next_attempt(len(DELAYS) + 1, NOW) is None


def test_after_the_last_attempt_it_is_given_up(trusting: House, receiver: Receiver):
    receiver.answers = [503]
    hook = subscribe(trusting, receiver.url)
    with trusting.engine.begin() as connection:
        emit(connection, 1, CHANGED)
        connection.execute(update(delivery).values(attempts=len(DELAYS)))
    until(lambda: log(trusting, hook)[0]["state"] == "failed")
    assert log(trusting, hook)[0]["problem"] == "It answered 503; only 200 to 299 will do."


def test_a_receiver_that_is_gone_is_left_alone_until_it_is_saved(
    trusting: House, receiver: Receiver
):
    receiver.answers = [410, 204]
    hook = subscribe(trusting, receiver.url)
    path = f"{HOOKS}/{hook['id']}"
    trusting.make_workshop()
    until(lambda: trusting.get(path).json()["stopped_at"] is not None)
    trusting.make_workshop()
    assert [one["state"] for one in log(trusting, hook)] == ["failed"]
    saved = trusting.ask("PUT", path, json={"url": receiver.url, "events": EVENTS})
    assert saved.json()["stopped_at"] is None
    trusting.make_workshop()
    until(lambda: [one["state"] for one in log(trusting, hook)] == ["delivered", "failed"])


def test_a_delivery_can_be_sent_again(trusting: House, receiver: Receiver):
    hook = subscribe(trusting, receiver.url)
    trusting.make_workshop()
    until(lambda: log(trusting, hook)[0]["state"] == "delivered")
    entry = log(trusting, hook)[0]
    path = f"{HOOKS}/{hook['id']}/deliveries/{entry['id']}/redeliver"
    again = trusting.ask("POST", path)
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    until(lambda: len(receiver.came) == 2)
    assert [body for _, body in receiver.came] == [entry["body"].encode()] * 2


def test_two_secrets_sign_for_a_day(trusting: House, receiver: Receiver):
    hook = subscribe(trusting, receiver.url)
    new = trusting.ask("POST", f"{HOOKS}/{hook['id']}/secret").json()
    trusting.make_workshop()
    until(lambda: len(receiver.came) == 1)
    with trusting.engine.begin() as connection:
        connection.execute(update(webhook).values(old_secret_until=NOW))
    trusting.make_workshop()
    until(lambda: len(receiver.came) == 2)
    found = [
        [signed_by(one["secret"], headers, body) for one in (hook, new)]
        for headers, body in receiver.came
    ]
    assert found == [[True, True], [False, True]]


def test_signatures_are_those_of_the_standard():
    """The example of Standard Webhooks 1.0."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    found = signatures([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_is_undone_with_its_cause(trusting: House):
    hook = subscribe(trusting, "http://127.0.0.1:9/hook")
    with suppress(RuntimeError), trusting.engine.begin() as connection:
        emit(connection, 1, CHANGED)
        raise RuntimeError
    assert log(trusting, hook) == []


def test_of_two_servers_one_sends(engine: Engine, trusting: House):
    subscribe(trusting, "http://127.0.0.1:9/hook")
    later = NOW + dt.timedelta(minutes=2)
    with engine.begin() as connection:
        for _ in range(8):
            emit(connection, 1, CHANGED)
        connection.execute(update(delivery).values(due_at=NOW - dt.timedelta(days=9999)))

    def claim(_: int) -> list[int]:
        with engine.begin() as connection:
            found = claim_deliveries(connection, now=NOW, until=later, most=2)
            return [one.id for one in found]

    with ThreadPoolExecutor(4) as threads:
        claimed = [one for found in threads.map(claim, range(4)) for one in found]
    assert len(claimed) == len(set(claimed))


def test_what_was_claimed_by_a_server_that_stopped_is_sent_by_the_next(
    engine: Engine, tmp_path: Path, receiver: Receiver
):
    with open_house(engine, tmp_path / "one", trusted_networks=LOOPBACK) as house:
        subscribe(house, receiver.url)
    with engine.begin() as connection:
        emit(connection, 1, CHANGED)
        at = dt.datetime.now(dt.UTC)
        assert len(claim_deliveries(connection, now=at, until=at, most=9)) == 1
    courier = Courier(engine, Outgoing(LOOPBACK))
    courier.start()
    until(lambda: len(receiver.came) == 1)
    courier.stop()
    with reading(engine) as connection:
        assert connection.execute(select(delivery.c.attempts)).scalars().all() == [2]


def test_the_log_forgets_what_is_old_and_was_sent(engine: Engine, trusting: House):
    subscribe(trusting, "http://127.0.0.1:9/hook")
    with engine.begin() as connection:
        for _ in range(3):
            emit(connection, 1, CHANGED)
        ids = connection.execute(select(delivery.c.id).order_by(delivery.c.id)).scalars().all()
        soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        connection.execute(update(delivery).values(due_at=soon))
        sent = update(delivery).where(delivery.c.id.in_(ids[:2])).values(due_at=None)
        connection.execute(sent)
        old = update(delivery).where(delivery.c.id.in_(ids[::2])).values(created_at=NOW)
        connection.execute(old)
        forget_deliveries(connection, before=NOW + dt.timedelta(days=1))
        assert connection.execute(select(delivery.c.id)).scalars().all() == ids[1:]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://lms.example.org/hook", "https://"),
        ("ftp://lms.example.org", "https://"),
        ("https://user@lms.example.org", "password"),
        ("https://ü:secret@lms.example.org", "password"),
        ("https://", "no address"),
        ("lms", "no address"),
        ("https://lms.example.org:port", "no address"),
        ("https://lms.example.org:0/", "no address"),
        ("https://lms\\.example.org", "no address"),
        ("https://lms..example.org", "no address"),
        (f"https://{'a' * 64}.example.org", "no address"),
        ("https://l%6Ds.example.org", "no address"),
        ("https://☃/", "no address"),
        ("https://lms.example.org/a hook", "space"),
        (" https://lms.example.org", "space"),
        ("https://lms.example.org/\nhook", "space"),
        ("https://lms.example.org/\u200b", "space"),
        ("https://lms.example.org/#hook", "#"),
        ("https://lms.example.org/häk", "letters"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(small_house: House, url: str, why: str):
    refused = small_house.ask("POST", HOOKS, json={"url": url, "events": EVENTS})
    assert refused.status_code == 422
    problem = fault("address-forbidden", refused)
    assert (problem["errors"][0]["where"], why in problem["detail"]) == ("/url", True)


def test_a_host_may_be_written_in_letters_of_any_script(small_house: House):
    for host in ("bücher.example", "xn--bcher-kva.example"):
        hook = subscribe(small_house, f"https://{host}:8443/hook?of=us")
        assert (
            small_house.get(f"{HOOKS}/{hook['id']}").json()["url"]
            == f"https://{host}:8443/hook?of=us"
        )
    asked = Outgoing().check("https://bücher.example:8443/hook?of=us").geturl()
    assert asked == "https://xn--bcher-kva.example:8443/hook?of=us"


def test_nothing_is_sent_into_the_house(house: House, receiver: Receiver):
    port = receiver.url.split(":")[2].split("/")[0]
    hook = subscribe(house, f"https://127.0.0.1:{port}/hook")
    house.make_workshop()
    until(lambda: log(house, hook)[0]["problem"] is not None)
    assert (receiver.came, log(house, hook)[0]["status"]) == ([], None)


def test_webhooks_are_managed_by_owners_and_are_nobody_elses(house: House):
    hook = subscribe(house, "https://lms.example.org/hook")
    path = f"{HOOKS}/{hook['id']}"
    fault("role-needed", house.get(HOOKS, Role.EDITOR))
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    body = {"url": "https://lms.example.org", "events": EVENTS}
    for method, place, sent in (
        ("GET", path, None),
        ("PUT", path, body),
        ("DELETE", path, None),
        ("POST", f"{path}/secret", None),
        ("GET", f"{path}/deliveries", None),
        ("POST", f"{path}/deliveries/1/redeliver", None),
    ):
        more = {"json": sent} if sent else {}
        fault("not-found", house.ask(method, place, None, headers=stranger, **more))
    assert "secret" not in house.get(path).json()
    house.make_workshop()
    assert house.ask("DELETE", path).status_code == 204
    assert house.get(HOOKS).json()["items"] == []


def test_an_organisation_has_so_many_webhooks_at_most(small_house: House):
    for _ in range(20):
        subscribe(small_house, "https://lms.example.org/hook")
    body = {"url": "https://lms.example.org", "events": EVENTS}
    refused = small_house.ask("POST", HOOKS, json=body)
    assert refused.status_code == 413
