"""Keeping the data safe."""

from __future__ import annotations

from argparse import Namespace

from api.commands.failing import say
from api.commands.house import database
from api.settings import Settings
from curriculum.storage import backup as storage_backup
from curriculum.storage.database import open_database


def back_up(asked: Namespace) -> int:
    """Copy the database to a file, also while the server runs."""
    with database(Settings()) as engine:
        storage_backup.backup(engine, asked.file)
    say(f"{asked.file}: {asked.file.stat().st_size // 1000} kB.")
    return 0


def restore(asked: Namespace) -> int:
    """Replace the database by a backup."""
    engine = open_database(Settings().database)
    try:
        storage_backup.restore(engine, asked.file)
    finally:
        engine.dispose()
    say(f"The database is that of {asked.file}.")
    return 0
