"""Telling whether the machine has what it takes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from api.commands.failing import FAILED, print_alone, say
from api.commands.house import database
from api.plans import NOBODY
from api.settings import Settings
from curriculum.assemble import assemble, single_session
from curriculum.documents import guide
from curriculum.edition import Edition
from curriculum.library import shipped_library
from curriculum.storage.database import reading
from curriculum.storage.organisations import list_organisations
from pdf_templates.press import Press, PressLimits

PANGO = (
    "Install Pango: 'apt-get install libpango-1.0-0 libharfbuzz-subset0', 'dnf install pango' or "
    "'brew install pango'."
)


def doctor(_: Namespace) -> int:
    """Try each thing that is needed and tell how it went, a line each."""
    settings = Settings()
    trials: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("Python", _python, "Install Python 3.11 or newer."),
        ("Fonts", _fonts, "Install the package again; its fonts are missing."),
        (
            "Printing",
            _print,
            PANGO,
        ),
        ("Data folder", lambda: _folder(settings.data), "Let this user write in CURRICULUM_DATA."),
        ("Database", lambda: _database(settings), "Look at CURRICULUM_DATABASE_URL."),
    )
    fine = [_try(*trial) for trial in trials]
    return 0 if all(fine) else FAILED


def _try(name: str, trial: Callable[[], str], remedy: str) -> bool:
    try:
        found = trial()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        say(f"{name}: {str(error).splitlines()[0] if str(error) else type(error).__name__}")
        say(f"  {remedy}")
        return False
    print_alone(f"{name}: {found}")
    return True


def _python() -> str:
    return sys.version.split()[0]


def _fonts() -> str:
    found = [one.name for one in files("pdf_templates").joinpath("fonts").iterdir()]
    faces = [name for name in found if name.endswith(".ttf")]
    if not faces:
        raise FileNotFoundError("There is none.")
    return f"{len(faces)} faces"


def _print() -> str:
    """Print a guide of the library, in this process, and tell its size."""
    session = shipped_library().sessions[0]
    plan = assemble(single_session(session, 1), {(session.code, 1): session})
    with TemporaryDirectory() as folder:
        press = Press(Path(folder), PressLimits(workers=0))
        try:
            size = press.pdf(guide(plan, NOBODY), Edition()).stat().st_size
        finally:
            press.close()
    return f"a guide of {size // 1000} kB"


def _folder(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder):
        return str(folder.resolve())


def _database(settings: Settings) -> str:
    with database(settings) as engine, reading(engine) as connection:
        count = len(list_organisations(connection))
        return f"{connection.dialect.name}, {count} organisation{'' if count == 1 else 's'}"
