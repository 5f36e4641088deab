from __future__ import annotations

import json
import re
from typing import Any

from curriculum.storage.drafts import create_draft, publish
from tests.api.house import LISTENING, House
from tests.builders import session


def told(page: str) -> dict[str, Any]:
    """Return the one piece of linked data of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    read: dict[str, Any] = json.loads(found[0])
    return read


def test_a_session_is_told_as_a_learning_resource(house: House):
    data = told(house.get("/library/AL1", None).text)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "LearningResource")
    assert {name: data[name] for name in ("name", "identifier", "inLanguage", "timeRequired")} == {
        "name": "Feeling heard",
        "identifier": "AL1",
        "inLanguage": "en",
        "timeRequired": "PT83M",
    }
    assert data["teaches"] == list(LISTENING.objectives)
    assert (data["about"], data["learningResourceType"]) == ("listening", "Workshop session")
    assert data["license"] == "https://spdx.org/licenses/MIT"
    assert data["url"].endswith("/library/AL1")
    guide = data["encoding"][0]["contentUrl"]
    assert house.get(guide[guide.index("/api") :], None).status_code == 200


def test_programmes_are_told_on_the_first_page(house: House):
    graph = told(house.get("/", None).text)["@graph"]
    assert [(one["name"], one["timeRequired"]) for one in graph] == [("Evenings", "PT240M")]


def test_a_groups_own_session_has_no_licence_of_ours(house: House):
    house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    house.ask("POST", "/api/v1/sessions/AL1-RIVER/publish")
    data = told(house.get("/library/AL1-RIVER").text)
    assert ("license" in data, data["name"]) == (False, "Feeling heard")


def test_a_title_cannot_end_the_element(house: House):
    title = '</script><img src=x onerror="alert(1)"> & more'
    with house.engine.begin() as connection:
        create_draft(connection, 1, session("OWN1", title=title))
        publish(connection, 1, "OWN1")
    assert told(house.get("/library/OWN1").text)["name"] == title
