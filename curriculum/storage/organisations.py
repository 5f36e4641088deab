"""Organisations: the groups of facilitators who share workshops and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from curriculum.errors import NotFoundError, StaleError
from curriculum.organisation import Organisation
from curriculum.storage.bodies import write_body
from curriculum.storage.lti_doors import make_door
from curriculum.storage.names import is_number
from curriculum.storage.tables import organisation as table


@dataclass(frozen=True, slots=True)
class StoredOrganisation:
    """An organisation with its id and the version that guards changes."""

    id: int
    etag: str
    organisation: Organisation


def create_organisation(connection: Connection, organisation: Organisation) -> StoredOrganisation:
    """Store a new organisation."""
    added = insert(table).values(version=1, body=write_body(organisation)).returning(table)
    stored = _stored(connection.execute(added).one())
    make_door(connection, stored.id)
    return stored


def load_organisation(connection: Connection, organisation_id: int) -> StoredOrganisation:
    """Return an organisation; NotFoundError."""
    found = select(table).where(table.c.id == organisation_id)
    row = connection.execute(found).first() if is_number(organisation_id) else None
    if row is None:
        raise NotFoundError("There is no such organisation.")
    return _stored(row)


def list_organisations(connection: Connection) -> tuple[StoredOrganisation, ...]:
    """Return all organisations, the oldest first."""
    return tuple(_stored(row) for row in connection.execute(select(table).order_by(table.c.id)))


def save_organisation(
    connection: Connection, organisation_id: int, organisation: Organisation, *, expected_etag: str
) -> StoredOrganisation:
    """Replace an organisation's details; NotFoundError, StaleError."""
    held = select(table.c.id).where(table.c.id == organisation_id).with_for_update()
    connection.execute(held)
    stored = load_organisation(connection, organisation_id)
    if stored.etag != expected_etag:
        raise StaleError(f"Somebody else changed {stored.organisation.name}; load it again.")
    row = {"version": table.c.version + 1, "body": write_body(organisation)}
    saved = update(table).where(table.c.id == organisation_id).values(row).returning(table)
    return _stored(connection.execute(saved).one())


def _stored(row: Row[Any]) -> StoredOrganisation:
    """Return a row as it is handed out."""
    body = Organisation.model_validate_json(row.body)
    return StoredOrganisation(row.id, f"{row.id}-{row.version}", body)
