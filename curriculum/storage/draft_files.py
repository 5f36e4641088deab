"""The files of a draft as rows: kept beside its body, which is the last that could be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select

from curriculum.drafting import Draft
from curriculum.session import Session
from curriculum.storage.draft_tables import draft_text, picture


def load_files(connection: Connection, session_id: int, body: Session) -> Draft | None:
    """Return the files that the draft with this body is written in; None if there are none."""
    named = select(draft_text).where(draft_text.c.session_id == session_id)
    texts = {row.path: row.text for row in connection.execute(named)}
    if not texts:
        return None
    shown = select(picture).where(picture.c.session_id == session_id)
    pictures = {row.name: bytes(row.content) for row in connection.execute(shown)}
    return Draft(body.code, body.slug, body.topic, texts, pictures)


def store_files(
    connection: Connection, session_id: int, draft: Draft, before: Draft | None
) -> None:
    """Store the files of a draft; those that are stored as they are stay untouched."""
    texts, pictures = (before.texts, before.pictures) if before else ({}, {})
    path, text = draft_text.c.path, draft_text.c.text
    _store(connection, session_id, (path, text), texts, draft.texts)
    name, content = picture.c.name, picture.c.content
    _store(connection, session_id, (name, content), pictures, draft.pictures)


def forget_files(connection: Connection, session_id: int) -> None:
    """Delete the files of a draft that came to its end, or is no longer written in them."""
    for table in (draft_text, picture):
        connection.execute(delete(table).where(table.c.session_id == session_id))


def _store(
    connection: Connection,
    session_id: int,
    columns: tuple[Column[Any], Column[Any]],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Store files of one kind, whose names and contents stand in these columns."""
    name, content = columns
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    if changed:
        held = name.table.c.session_id == session_id
        connection.execute(delete(name.table).where(held, name.in_(changed)))
    rows = [
        {"session_id": session_id, name.name: key, content.name: after[key]}
        for key in sorted(changed & after.keys())
    ]
    if rows:
        connection.execute(insert(name.table), rows)
