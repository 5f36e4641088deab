"""Printing without a server: sessions, programmes and workshops of the library, the handbook."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from api.commands.failing import WrongCallError, say
from api.commands.house import first_organisation, library
from api.commands.wanted import wanted_workshop
from api.plans import checked_plan, face_of, organisation_of
from api.settings import Settings
from curriculum import documents
from curriculum.edition import Edition, Ink, Layout, Paper, PrintSize
from curriculum.errors import NotFoundError
from curriculum.face import Face
from curriculum.handbook import shipped_handbook
from curriculum.layouts import takes_a_sheet
from curriculum.organisation import Organisation
from curriculum.overview import overview as overview_of
from curriculum.plan import FindingLevel, Plan
from curriculum.printed import Document, SheetKind
from curriculum.sheets import sheets as sheets_of
from curriculum.storage.database import reading
from curriculum.storage.programmes import load_programme
from pdf_templates.press import Press, Progress, Step
from pdf_templates.words import no_words

CLEAR = "\x1b[K"
"""Tells a terminal to empty the rest of its line."""


class _House(NamedTuple):
    """For whom it is printed."""

    id: int | None
    organisation: Organisation
    face: Face | None


def guide(asked: Namespace) -> int:
    """Print a facilitator guide."""
    return _print_plan(asked, documents.guide)


def handouts(asked: Namespace) -> int:
    """Print the handouts, and tell which keep their size where the others take half a sheet."""

    def make(plan: Plan, organisation: Organisation) -> Document:
        pack = documents.handout_pack(plan, organisation)
        full = [f"{sheet.number} {sheet.title}" for sheet in pack.sheets if takes_a_sheet(sheet)]
        if asked.layout == Layout.TWO_UP and full:
            say(f"These keep their full size: {', '.join(full)}.")
        return pack

    return _print_plan(asked, make)


def sheets(asked: Namespace) -> int:
    """Print the sheets to sign in, hang up and tick off."""
    only = [SheetKind(name) for name in asked.sheets or ()]
    return _print_plan(asked, partial(sheets_of, only=only))


def overview(asked: Namespace) -> int:
    """Print a page about a programme for the organiser who decides on it."""
    settings = Settings()
    with library(settings) as engine:
        with reading(engine) as connection:
            programme = load_programme(connection, asked.programme)
        asked.what, asked.mode, asked.setting = programme.code, None, None
        plan, house = _plan(engine, asked)
    _print(settings, asked, house, overview_of(programme, plan, house.organisation))
    return 0


def handbook(asked: Namespace) -> int:
    """Print the handbook."""
    settings = Settings()
    with library(settings) as engine, reading(engine) as connection:
        house = _house(connection)
    _print(settings, asked, house, shipped_handbook())
    return 0


def _print_plan(asked: Namespace, make: Callable[[Plan, Organisation], Document]) -> int:
    settings = Settings()
    with library(settings) as engine:
        plan, house = _plan(engine, asked)
    _print(settings, asked, house, make(plan, house.organisation))
    for finding in plan.findings:
        if finding.level == FindingLevel.BLOCK:
            say(f"Before you run it: {finding.message} {finding.action}")
    return 0


def _plan(engine: Engine, asked: Namespace) -> tuple[Plan, _House]:
    with reading(engine) as connection:
        house = _house(connection)
        workshop = wanted_workshop(connection, house.id, asked)
        return checked_plan(connection, house.id, workshop), house


def _house(connection: Connection) -> _House:
    stored = first_organisation(connection)
    number = stored.id if stored else None
    return _House(number, organisation_of(connection, number), face_of(connection, number))


def _print(settings: Settings, asked: Namespace, house: _House, document: Document) -> None:
    if asked.output != "-" and not Path(asked.output).parent.is_dir():
        raise NotFoundError(f"There is no folder {Path(asked.output).parent} to write to.")
    if asked.language and (told := no_words(asked.language)):
        raise WrongCallError(f"--language: {told}")
    edition = Edition(
        paper=Paper(asked.paper) if asked.paper else house.organisation.paper,
        size=PrintSize(asked.size),
        ink=Ink(asked.ink),
        language=asked.language or document.language,
        layout=Layout(getattr(asked, "layout", "pages")),
    )
    document = document.model_copy(update={"face": house.face})
    with _press(settings) as press:
        content = press.pdf(document, edition, progress=_progress()).read_bytes()
    if asked.output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        Path(asked.output).write_bytes(content)
        say(f"{asked.output}: {len(content) // 1000} kB.")


@contextmanager
def _press(settings: Settings) -> Iterator[Press]:
    """Open a press; what it printed is kept if there is a data folder to keep it in."""
    with TemporaryDirectory() as passing:
        folder = settings.renditions if settings.data.is_dir() else Path(passing)
        press = Press(folder, settings.press_limits)
        try:
            yield press
        finally:
            press.close()


def _progress() -> Progress | None:
    """Return what tells a person at a terminal how far it is; a script is told nothing."""
    if not sys.stderr.isatty():
        return None

    def tell(step: Step) -> None:
        end = "\n" if step.done == step.total else ""
        sys.stderr.write(f"\r{CLEAR}{_named(step)}{end}")
        sys.stderr.flush()

    return tell


def _named(step: Step) -> str:
    """Return a step in words: `Session 3 of 9: Listening without fixing`."""
    if not step.title:
        return f"Printing: {step.done} of {step.total}"
    return f"{step.kind.capitalize()} {step.number} of {step.of}: {step.title}"
