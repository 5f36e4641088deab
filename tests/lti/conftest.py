"""The tool and a platform, each on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from api.clock import now
from api.lti.doors import own_facts
from curriculum.storage.lti_keys import add_key
from curriculum.storage.lti_platforms import Platform, StoredPlatform, create_platform
from curriculum.storage.organisations import list_organisations
from tests.api.house import HOST, House, open_house
from tests.api.test_conformance import served
from tests.lti.browser import Browser
from tests.lti.lms import Lms, new_key, open_lms


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

    @property
    def facts(self) -> dict[str, str]:
        """Return what the organisation's platforms have to know."""
        with self.house.engine.begin() as connection:
            return own_facts(connection, list_organisations(connection)[0].id, self.address)

    def connect(self, platform: Platform, **changes: Any) -> StoredPlatform:
        """Connect a platform with the organisation."""
        wanted, organisation_id = platform.model_copy(update=changes), self.organisation_id
        with self.house.engine.begin() as connection:
            return create_platform(connection, organisation_id, wanted)


@cache
def _our_key() -> str:
    """Return the key that the tool begins with: making one takes long."""
    return new_key("ours").as_pem(private=True).decode()


@pytest.fixture
def lms() -> Iterator[Lms]:
    """Open a platform."""
    with open_lms() as opened:
        yield opened


@contextmanager
def open_tool(engine: Engine, folder: Path, lms: Lms) -> Iterator[Tool]:
    """Open the tool, which may ask platforms on this machine."""
    settings = {
        "allowed_hosts": ("127.0.0.1", "localhost", HOST),
        "trusted_networks": (ip_network("127.0.0.0/8"),),
    }
    with (
        open_house(engine, folder, **settings) as house,
        served(house.app) as address,
    ):
        opened = Tool(house, address)
        owner = opened.organisation_id
        with house.engine.begin() as connection:
            add_key(connection, owner, kid="ours", pem=_our_key(), now=now())
        lms.tool_keys = opened.facts["keyset_url"]
        yield opened


@pytest.fixture
def tool(sqlite_engine: Engine, tmp_path: Path, lms: Lms) -> Iterator[Tool]:
    """Open the tool."""
    with open_tool(sqlite_engine, tmp_path / "data", lms) as opened:
        yield opened


@pytest.fixture
def connected(tool: Tool, lms: Lms) -> StoredPlatform:
    """Connect the platform."""
    return tool.connect(lms.platform)


@pytest.fixture
def browser(tool: Tool) -> Browser:
    """Open somebody's browser."""
    return Browser(tool.address, tool.facts["login_url"])
