"""Each group's own addresses for its platforms."""

from __future__ import annotations

from typing import Annotated

from litestar.params import PathParameter
from sqlalchemy import Connection, Engine

from api.lti.tool import tool_facts
from curriculum.errors import NotFoundError
from curriculum.storage.database import reading
from curriculum.storage.lti_doors import behind_door, door_of

DoorPath = Annotated[str, PathParameter(pattern=r"^[a-z0-9]{16}$")]


def own_facts(connection: Connection, organisation_id: int, ours: str) -> dict[str, str]:
    """Return what a platform of this organisation has to know of us."""
    return tool_facts(ours, door_of(connection, organisation_id))


def whose(engine: Engine, door: str) -> int:
    """Return the id of the organisation that this door leads to; NotFoundError."""
    with reading(engine) as connection:
        found = behind_door(connection, door)
    if found is None:
        raise NotFoundError("There is no such address; copy it from the page of your platforms.")
    return found
