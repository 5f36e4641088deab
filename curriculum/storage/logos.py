"""Logos: an organisation's face beside its settings, whose version they share."""

from __future__ import annotations

from base64 import b64decode, b64encode

from sqlalchemy import Connection, delete, insert, select, update

from curriculum.errors import NotFoundError
from curriculum.face import Face, Logo
from curriculum.storage.face_tables import logo as table
from curriculum.storage.organisations import load_organisation
from curriculum.storage.tables import organisation


def find_logo(connection: Connection, organisation_id: int) -> Logo | None:
    """Return the logo, if there is one."""
    found = select(table).where(table.c.organisation_id == organisation_id)
    row = connection.execute(found).first()
    if row is None:
        return None
    return Logo.model_construct(name=row.name, body=b64encode(row.content).decode())


def load_face(connection: Connection, organisation_id: int) -> Face:
    """Return what printed pages show of an organisation; NotFoundError."""
    settings = load_organisation(connection, organisation_id).organisation
    return Face(
        name=settings.name,
        accent=settings.accent,
        footer=settings.footer,
        logo=find_logo(connection, organisation_id),
    )


def save_logo(connection: Connection, organisation_id: int, logo: Logo) -> None:
    """Put a logo in the place of the one before; NotFoundError."""
    load_organisation(connection, organisation_id)
    _count_up(connection, organisation_id)  # first: it keeps others waiting until this one is in
    connection.execute(delete(table).where(table.c.organisation_id == organisation_id))
    row = {"organisation_id": organisation_id, "name": logo.name, "content": b64decode(logo.body)}
    connection.execute(insert(table).values(row))


def delete_logo(connection: Connection, organisation_id: int) -> None:
    """Take the logo away; NotFoundError where there is none."""
    gone = connection.execute(delete(table).where(table.c.organisation_id == organisation_id))
    if not gone.rowcount:
        raise NotFoundError("There is no logo.")
    _count_up(connection, organisation_id)


def _count_up(connection: Connection, organisation_id: int) -> None:
    """Give the organisation a new version: what was printed for it is out of date."""
    row = {"version": organisation.c.version + 1}
    connection.execute(update(organisation).where(organisation.c.id == organisation_id).values(row))
