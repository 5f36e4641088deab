"""Workshops of an organisation: saved whole, guarded by a version, pinned to revisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.storage.pages import Page
from curriculum.workshop import Workshop


@dataclass(frozen=True, slots=True)
class StoredWorkshop:
    """A workshop with its id, which cannot be guessed, and the version that guards changes."""

    id: str
    version: int
    etag: str
    """Changes with every change; without quotation marks."""
    workshop: Workshop
    created_at: dt.datetime
    updated_at: dt.datetime


def pin(connection: Connection, organisation_id: int | None, workshop: Workshop) -> Workshop:
    """Return the workshop with every session pinned: no revision means the newest published one.

    Raises NotFoundError that names the meeting and the item whose session does not exist.
    """
    raise NotImplementedError


def create_workshop(
    connection: Connection, organisation_id: int, workshop: Workshop
) -> StoredWorkshop:
    """Store a workshop, pinned; NotFoundError as in `pin`."""
    raise NotImplementedError


def load_workshop(connection: Connection, organisation_id: int, workshop_id: str) -> StoredWorkshop:
    """Return a workshop of the organisation; NotFoundError, also for somebody else's."""
    raise NotImplementedError


def save_workshop(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    workshop: Workshop,
    *,
    expected_etag: str,
) -> StoredWorkshop:
    """Replace a workshop, pinned; NotFoundError, StaleError."""
    raise NotImplementedError


def delete_workshop(
    connection: Connection, organisation_id: int, workshop_id: str, *, expected_etag: str
) -> None:
    """Delete a workshop; NotFoundError, StaleError."""
    raise NotImplementedError


def list_workshops(
    connection: Connection, organisation_id: int, *, limit: int, after: str | None = None
) -> Page[StoredWorkshop]:
    """Return the organisation's workshops, last made first; CursorError."""
    raise NotImplementedError
