"""What really arrives of each event is what the OpenAPI document says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import pytest

from curriculum.events import Event
from tests.api.house import House
from tests.api.receiver import Receiver, until
from tests.api.test_webhooks import receiver, subscribe, trusting

__all__ = ["receiver", "trusting"]

Json = dict[str, Any]


@pytest.fixture
def document(small_house: House) -> Json:
    told: Json = small_house.get("/schema/openapi.json", None).json()
    return told


def mistakes(schema: Json, value: Any, document: Json) -> list[str]:
    whole = {**schema, "components": document["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return [str(one) for one in validator.iter_errors(value)]


def wrong(document: Json, headers: Mapping[str, str], body: bytes) -> list[str]:
    """Return what a message has that the document does not say."""
    told = json.loads(body)
    operation = document["webhooks"][told["type"]]["post"]
    content = operation["requestBody"]["content"][headers["content-type"]]
    found = mistakes(content["schema"], told, document)
    for one in operation["parameters"]:
        found += mistakes(one["schema"], headers[one["name"]], document)
    return found


def test_each_event_is_told_with_its_answers(document: Json):
    assert list(document["webhooks"]) == [event.value for event in Event]
    for item in document["webhooks"].values():
        assert list(item["post"]["responses"]) == ["2XX", "410", "default"]
        assert [one["name"] for one in item["post"]["parameters"]] == [
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
        ]


def test_what_arrives_is_what_the_document_says(trusting: House, receiver: Receiver):
    document = trusting.get("/schema/openapi.json", None).json()
    hook = subscribe(trusting, receiver.url)
    trusting.ask("POST", f"/api/v1/webhooks/{hook['id']}/secret")
    place = trusting.make_workshop().headers["Location"]
    trusting.get(f"{place}/sheets.pdf?sheets=sign-in")
    trusting.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    trusting.ask("POST", "/api/v1/sessions/AL1-RIVER/publish")
    until(lambda: len(receiver.came) == len(Event))
    assert {json.loads(body)["type"] for _, body in receiver.came} == {one.value for one in Event}
    assert [wrong(document, headers, body) for headers, body in receiver.came] == [[], [], []]


def test_a_message_that_differs_would_be_found(document: Json):
    headers = {"content-type": "application/json"}
    headers |= {"webhook-id": "1", "webhook-timestamp": "soon", "webhook-signature": "v1"}
    body = {"id": "evt_1", "type": "workshop.changed", "at": "today", "data": {"workshop": "x"}}
    assert len(wrong(document, headers, json.dumps(body).encode())) == 5
