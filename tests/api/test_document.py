from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from curriculum.exports import EXPORTS
from tests.api.house import House

CONTRACT = {
    "/health": {"get"},
    "/api/v1/topics": {"get"},
    "/api/v1/sessions": {"get", "post"},
    "/api/v1/sessions/{code}": {"get", "put", "delete"},
    "/api/v1/sessions/{code}/publish": {"post"},
    "/api/v1/sessions/{code}/revisions": {"get"},
    "/api/v1/sessions/{code}/revisions/{revision}": {"get"},
    "/api/v1/sessions/{code}/guide.pdf": {"get"},
    "/api/v1/sessions/{code}/handouts.pdf": {"get"},
    "/api/v1/sessions/{code}/handouts/{handout}.pdf": {"get"},
    "/api/v1/programmes": {"get"},
    "/api/v1/programmes/{code}": {"get"},
    "/api/v1/workshops": {"get", "post"},
    "/api/v1/workshops/{workshop_id}": {"get", "put", "delete"},
    "/api/v1/workshops/{workshop_id}/plan": {"get"},
    "/api/v1/workshops/{workshop_id}/fit": {"post"},
    "/api/v1/workshops/{workshop_id}/guide.pdf": {"get"},
    "/api/v1/workshops/{workshop_id}/handouts.pdf": {"get"},
    "/api/v1/workshops/{workshop_id}/pack.zip": {"get"},
    "/api/v1/workshops/{workshop_id}/cartridge.imscc": {"get"},
    "/api/v1/workshops/{workshop_id}/scorm.zip": {"get"},
    "/api/v1/workshops/{workshop_id}/shares": {"get", "post"},
    "/api/v1/workshops/{workshop_id}/shares/{share_id}": {"delete"},
    "/api/v1/sessions/{code}/cartridge.imscc": {"get"},
    "/api/v1/sessions/{code}/scorm.zip": {"get"},
    "/api/v1/sessions/{code}/markdown.zip": {"get"},
    **{f"/api/v1/workshops/{{workshop_id}}/{name}": {"get"} for name in EXPORTS},
}
PRINTING = {"paper", "size", "ink", "language", "layout", "download"}
Document = dict[str, Any]


@pytest.fixture
def document(small_house: House) -> Document:
    answer = small_house.get("/schema/openapi.json", None)
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json"
    document: Document = answer.json()
    return document


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def parameters(operation: Document) -> set[str]:
    return {one["name"] for one in operation["parameters"] if one["in"] == "query"}


def test_the_document_has_every_address_of_the_contract(document: Document):
    assert document["openapi"] == "3.1.0"
    told = {path: set(item) for path, item in document["paths"].items()}
    assert {path: methods & told.get(path, set()) for path, methods in CONTRACT.items()} == CONTRACT


def test_filters_and_editions_are_those_of_the_contract(document: Document):
    paths = document["paths"]
    assert parameters(paths["/api/v1/sessions"]["get"]) == {
        "q",
        "topic",
        "mode",
        "setting",
        "max_minutes",
        "max_intensity",
        "level",
        "language",
        "updated_since",
        "limit",
        "cursor",
    }
    session = paths["/api/v1/sessions/{code}/guide.pdf"]["get"]
    assert parameters(session) == PRINTING | {"mode", "setting", "people"}
    workshop = paths["/api/v1/workshops/{workshop_id}/guide.pdf"]["get"]
    assert parameters(workshop) == PRINTING | {"meeting", "last_time"}


def test_every_error_is_told_as_a_problem(document: Document):
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status.startswith("4") and "OAuthProblem" not in str(answer):
                assert (path, method, status, answer["content"]) == (path, method, status, problem)


def test_every_object_is_closed(document: Document):
    open_ones = [
        name
        for name, schema in document["components"]["schemas"].items()
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False
    ]
    assert open_ones == []


def test_every_operation_tells_what_it_does_and_who_may(document: Document):
    for path, _, operation in operations(document):
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        assert ("security" in operation) == path.startswith("/api/")


def test_changing_names_the_header_that_it_needs(document: Document):
    needing = {
        (path, method)
        for path, method, operation in operations(document)
        if any(one["name"] == "If-Match" and one["required"] for one in operation["parameters"])
    }
    assert needing == {
        ("/api/v1/sessions/{code}", "put"),
        ("/api/v1/sessions/{code}", "delete"),
        ("/api/v1/workshops/{workshop_id}", "put"),
        ("/api/v1/workshops/{workshop_id}", "delete"),
        ("/api/v1/workshops/{workshop_id}/runs/{run_id}", "put"),
        ("/api/v1/workshops/{workshop_id}/runs/{run_id}", "delete"),
        ("/api/v1/organisation", "put"),
        ("/api/v1/platforms/{platform_id}", "put"),
    }


def test_files_are_binary_and_can_be_had_in_parts(document: Document):
    answers = document["paths"]["/api/v1/sessions/{code}/guide.pdf"]["get"]["responses"]
    binary = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    assert (answers["200"]["content"], answers["206"]["content"]) == (binary, binary)
    assert set(answers) == {
        *("200", "206", "304", "400", "401", "403", "404", "416", "422", "429", "503")
    }


def test_bodies_come_with_examples_that_are_valid(document: Document):
    schemas = document["components"]["schemas"]
    for name in (
        "NewWorkshop",
        "NewToken",
        "NewClient",
        "NewUser",
        "Copy",
        "PublishNote",
        "RunBody",
        "NewInvitation",
    ):
        assert (name, schemas[name].get("examples", [])) != (name, [])


def test_blocks_and_items_are_told_apart(document: Document):
    schemas = document["components"]["schemas"]
    blocks = schemas["Handout"]["properties"]["blocks"]["items"]
    assert blocks["discriminator"]["propertyName"] == "type"
    assert len(schemas["Meeting"]["properties"]["items"]["items"]["oneOf"]) == 3


def test_the_reference_page_loads_nothing_from_elsewhere(small_house: House):
    page = small_house.get("/schema", None)
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!doctype html>", "")
    for part in page.text.split('"'):
        if part.startswith("/static/"):
            assert small_house.get(part, None).status_code == 200


def test_every_operation_tells_its_scope_or_that_there_is_none(document: Document):
    scopes = document["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]
    told = {
        f"{method} {path}": [
            one["client"] for one in operation.get("security", []) if "client" in one
        ]
        for path, method, operation in operations(document)
    }
    assert told["get /api/v1/sessions"] == [["library:read"]]
    assert told["put /api/v1/sessions/{code}"] == [["sessions:write"]]
    assert told["get /api/v1/workshops/{workshop_id}/guide.pdf"] == [["workshops:read"]]
    assert told["post /api/v1/workshops/{workshop_id}/fit"] == [["workshops:write"]]
    assert (told["get /api/v1/users"], told["post /api/v1/tokens"]) == ([], [])
    assert {name for found in told.values() for one in found for name in one} == set(
        scopes["scopes"]
    )


def test_what_is_posted_can_be_done_once(document: Document):
    for path, method, operation in operations(document):
        keyed = any(one["name"] == "Idempotency-Key" for one in operation["parameters"])
        assert (path, method, keyed) == (path, method, method == "post" and "security" in operation)
