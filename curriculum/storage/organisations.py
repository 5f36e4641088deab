"""Organisations: the groups of facilitators who share workshops and drafts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.organisation import Organisation


@dataclass(frozen=True, slots=True)
class StoredOrganisation:
    """An organisation with its id and the version that guards changes."""

    id: int
    etag: str
    organisation: Organisation


def create_organisation(connection: Connection, organisation: Organisation) -> StoredOrganisation:
    """Store a new organisation."""
    raise NotImplementedError


def load_organisation(connection: Connection, organisation_id: int) -> StoredOrganisation:
    """Return an organisation; NotFoundError."""
    raise NotImplementedError


def list_organisations(connection: Connection) -> tuple[StoredOrganisation, ...]:
    """Return all organisations, the oldest first."""
    raise NotImplementedError


def save_organisation(
    connection: Connection, organisation_id: int, organisation: Organisation, *, expected_etag: str
) -> StoredOrganisation:
    """Replace an organisation's details; NotFoundError, StaleError."""
    raise NotImplementedError
