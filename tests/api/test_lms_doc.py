from __future__ import annotations

import re
from pathlib import Path

from tests.api.house import House

DOCUMENT = Path(__file__).parents[2] / "docs" / "lms.md"


def test_each_address_of_the_packages_is_told_and_each_that_is_told_is_there(small_house: House):
    paths = small_house.get("/schema/openapi.json", None).json()["paths"]
    packages = {path for path in paths if path.endswith((".imscc", ".zip", "workshop.json"))}
    table = re.findall(r"`(/(?:workshops|sessions)/[^`?]+)`", DOCUMENT.read_text(encoding="utf-8"))
    told = {"/api/v1" + path.replace("{id}", "{workshop_id}") for path in table}
    assert told == packages


def test_a_workshop_is_shared_as_the_page_tells(small_house: House):
    path = small_house.make_workshop().headers["Location"]
    made = small_house.ask("POST", f"{path}/shares", json={"days": 90})
    assert made.status_code == 201
    assert '`POST /api/v1/workshops/{id}/shares`, `{"days": 90}`' in DOCUMENT.read_text("utf-8")
