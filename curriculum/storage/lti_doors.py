"""The name under which platforms find an organisation: its own addresses have it in them.

It is drawn by lot, so that nobody can tell from it whose it is, or try all of them.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, insert, select

from curriculum.storage.lti_tables import lti_door as table
from curriculum.storage.names import is_name

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 16


def make_door(connection: Connection, organisation_id: int) -> None:
    """Give a new organisation its door."""
    name = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))  # 79 bits
    connection.execute(insert(table).values(organisation_id=organisation_id, name=name))


def door_of(connection: Connection, organisation_id: int) -> str:
    """Return the name of an organisation's door."""
    own = select(table.c.name).where(table.c.organisation_id == organisation_id)
    return str(connection.execute(own).scalar_one())


def behind_door(connection: Connection, name: str) -> int | None:
    """Return the id of the organisation whose door has this name."""
    if not is_name(name):
        return None
    return connection.execute(select(table.c.organisation_id).where(table.c.name == name)).scalar()
