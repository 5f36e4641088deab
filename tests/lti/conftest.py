"""The tool and a platform, each on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from api.lti.keys import current_keys
from curriculum.storage.lti_platforms import Platform, StoredPlatform, create_platform
from curriculum.storage.organisations import list_organisations
from tests.api.house import HOST, House, open_house
from tests.api.test_conformance import served
from tests.lti.browser import Browser
from tests.lti.lms import Lms, open_lms


@dataclass(frozen=True)
class Tool:
    """The tool, and where it is."""

    house: House
    address: str

    @property
    def organisation_id(self) -> int:
        """Return the organisation that the house's tokens are of."""
        with self.house.engine.begin() as connection:
            return list_organisations(connection)[0].id

    def connect(self, platform: Platform, **changes: Any) -> StoredPlatform:
        """Connect a platform with the organisation."""
        wanted, organisation_id = platform.model_copy(update=changes), self.organisation_id
        with self.house.engine.begin() as connection:
            return create_platform(connection, organisation_id, wanted)


@pytest.fixture
def lms() -> Iterator[Lms]:
    """Open a platform."""
    with open_lms() as opened:
        yield opened


@pytest.fixture
def tool(sqlite_engine: Engine, tmp_path: Path, lms: Lms) -> Iterator[Tool]:
    """Open the tool, which may ask platforms on this machine."""
    settings = {
        "allowed_hosts": ("127.0.0.1", HOST),
        "trusted_networks": (ip_network("127.0.0.0/8"),),
    }
    with (
        open_house(sqlite_engine, tmp_path / "data", **settings) as house,
        served(house.app) as address,
    ):
        current_keys(house.engine)
        lms.tool_keys = f"{address}/.well-known/jwks.json"
        yield Tool(house, address)


@pytest.fixture
def connected(tool: Tool, lms: Lms) -> StoredPlatform:
    """Connect the platform."""
    return tool.connect(lms.platform)


@pytest.fixture
def browser(tool: Tool) -> Browser:
    """Open somebody's browser."""
    return Browser(tool.address)
