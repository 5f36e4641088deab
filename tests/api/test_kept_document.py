"""Callers rely on the document as it was kept; breaking it by accident fails here."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.openapi.breaking import compared
from tests.openapi.document import CLIENT, current, kept
from tests.openapi.write_client import write_operations, write_shapes

Json = dict[str, Any]


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Json:
    return current(tmp_path_factory.mktemp("document"))


def test_nothing_that_callers_rely_on_is_broken(now: Json):
    assert compared(kept(), now).breaks == ()


def test_what_is_new_is_kept(now: Json):
    """Run `make openapi` and commit what it writes."""
    assert compared(kept(), now).additions == ()


def test_the_client_is_written_from_the_kept_document():
    """Run `make openapi` and commit what it writes."""
    assert (CLIENT / "shapes.py").read_text() == write_shapes(kept())
    assert (CLIENT / "operations.py").read_text() == write_operations(kept())


def changed(change: Callable[[Json], object]) -> Json:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


PATH = "/things/{id}"
DOCUMENT: Json = {
    "paths": {
        PATH: {
            "get": {
                "operationId": "get_thing",
                "security": [{}, {"client": ["things:read"]}],
                "parameters": [
                    {
                        "in": "query",
                        "name": "q",
                        "required": False,
                        "schema": {"type": "string", "maxLength": 20},
                    },
                    {
                        "in": "query",
                        "name": "mode",
                        "required": False,
                        "schema": {"$ref": "#/components/schemas/Mode"},
                    },
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        }
                    },
                    "404": {},
                },
            },
            "put": {
                "operationId": "save_thing",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                    }
                },
                "responses": {"204": {}},
            },
        }
    },
    "webhooks": {
        "thing.changed": {
            "post": {
                "parameters": [{"in": "header", "name": "webhook-id"}],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Told"}}
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Told": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string"}},
            },
            "Mode": {"type": "string", "enum": ["solo", "couples"]},
            "Thing": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                },
            },
        }
    },
}


def thing(document: Json) -> Json:
    found: Json = document["components"]["schemas"]["Thing"]
    return found


def operation(document: Json, method: str = "get") -> Json:
    found: Json = document["paths"][PATH][method]
    return found


def told_of_change(document: Json) -> Json:
    found: Json = document["webhooks"]["thing.changed"]["post"]
    return found


BREAKS: list[tuple[Callable[[Json], object], tuple[str, ...]]] = [
    (lambda d: d["paths"].pop(PATH), (f"GET {PATH}: it is gone", f"PUT {PATH}: it is gone")),
    (lambda d: d["paths"][PATH].pop("put"), (f"PUT {PATH}: it is gone",)),
    (
        lambda d: operation(d).update(operationId="load_thing"),
        (f"GET {PATH}: the client's method 'get_thing' is called otherwise",),
    ),
    (
        lambda d: operation(d)["security"].pop(0),
        (f"GET {PATH}: it can no longer be entered by anybody",),
    ),
    (
        lambda d: operation(d)["parameters"].pop(0),
        (f"GET {PATH}: the query parameter 'q' is gone",),
    ),
    (
        lambda d: operation(d)["parameters"][0].update(required=True),
        (f"GET {PATH}: the query parameter 'q' is newly needed",),
    ),
    (
        lambda d: operation(d)["parameters"][0]["schema"].update(maxLength=10),
        (f"GET {PATH} query q: maxLength is 10, stricter than before",),
    ),
    (
        lambda d: d["components"]["schemas"]["Mode"]["enum"].pop(),
        (f"GET {PATH} query mode: 'couples' is no longer taken",),
    ),
    (lambda d: operation(d)["responses"].pop("200"), (f"GET {PATH}: it no longer answers 200",)),
    (
        lambda d: thing(d)["properties"].pop("note"),
        (f"GET {PATH} answer.note: it is gone", f"PUT {PATH} body.note: it is gone"),
    ),
    (
        lambda d: thing(d).update(required=[]),
        (f"GET {PATH} answer.name: it may be left out",),
    ),
    (
        lambda d: thing(d)["required"].append("parts"),
        (f"PUT {PATH} body.parts: it is newly needed",),
    ),
    (
        lambda d: thing(d)["properties"].update(name={"type": "integer"}),
        (
            f"GET {PATH} answer.name: it was string and is integer",
            f"PUT {PATH} body.name: it was string and is integer",
        ),
    ),
    (
        lambda d: thing(d)["properties"].update(note={"type": "string"}),
        (f"PUT {PATH} body.note: null is no longer taken",),
    ),
    (
        lambda d: thing(d)["properties"].update(
            name={"anyOf": [{"type": "string"}, {"type": "null"}]}
        ),
        (f"GET {PATH} answer.name: null is newly told",),
    ),
    (
        lambda d: operation(d, "put")["requestBody"].update(required=True),
        (f"PUT {PATH}: a body is newly needed",),
    ),
    (lambda d: d["webhooks"].clear(), ("webhook thing.changed: it is gone",)),
    (
        lambda d: told_of_change(d)["parameters"].clear(),
        ("webhook thing.changed: the header 'webhook-id' is gone",),
    ),
    (
        lambda d: d["components"]["schemas"]["Told"]["properties"].clear(),
        ("webhook thing.changed body.id: it is gone",),
    ),
]


@pytest.mark.parametrize(("change", "told"), BREAKS)
def test_each_break_is_told_with_its_place(change: Callable[[Json], object], told: tuple[str, ...]):
    assert compared(DOCUMENT, changed(change)).breaks == told


ADDITIONS: list[Callable[[Json], object]] = [
    lambda d: d["paths"].update({"/more": {"get": operation(d)}}),
    lambda d: operation(d)["security"].append({"token": []}),
    lambda d: operation(d)["parameters"].append(
        {"in": "query", "name": "limit", "required": False, "schema": {"type": "integer"}}
    ),
    lambda d: operation(d)["responses"].update({"403": {}}),
    lambda d: thing(d)["properties"].update(more={"type": "string"}),
    lambda d: d["components"]["schemas"]["Mode"]["enum"].append("mixed"),
    lambda d: operation(d)["parameters"][0]["schema"].update(maxLength=30),
    lambda d: operation(d).update(description="Better words."),
    lambda d: d["webhooks"].update({"thing.made": d["webhooks"]["thing.changed"]}),
    lambda d: told_of_change(d)["parameters"].append({"in": "header", "name": "more"}),
]


@pytest.mark.parametrize("change", ADDITIONS)
def test_additions_break_nothing_and_are_told(change: Callable[[Json], object]):
    found = compared(DOCUMENT, changed(change))
    assert (found.breaks, len(found.additions)) == ((), 1)


def test_the_same_document_differs_in_nothing():
    found = compared(DOCUMENT, copy.deepcopy(DOCUMENT))
    assert (found.breaks, found.additions) == ((), ())
