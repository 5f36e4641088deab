"""Which workshop a command means: a session, a programme, a stored workshop, or a file."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from sqlalchemy import Connection

from api.commands.failing import WrongCallError
from api.faults import faults_in
from api.v1.from_programme import from_programme
from api.v1.shapes import only
from api.v1.workshop_shapes import FromProgramme, NewWorkshop
from curriculum.assemble import single_session
from curriculum.errors import CurriculumError, NotFoundError
from curriculum.storage.pinning import pin
from curriculum.storage.programmes import load_programme
from curriculum.storage.sessions import load_revision
from curriculum.storage.workshops import load_workshop
from curriculum.values import Mode, Setting
from curriculum.workshop import Workshop

FILES = (".json", ".yaml", ".yml")
CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}(-[A-Z0-9]{1,12})?")
LEAST, MOST = 2, 60


class WorkshopFileError(CurriculumError):
    """A file that holds no workshop."""

    code = "workshop-file"


def wanted_workshop(
    connection: Connection, organisation_id: int | None, asked: Namespace
) -> Workshop:
    """Return the workshop that is meant, pinned, for the people that the options name."""
    if asked.people is not None and not LEAST <= asked.people <= MOST:
        raise WrongCallError(f"--people is a number from {LEAST} to {MOST}.")
    if CODE.fullmatch(asked.what):
        return _session(connection, organisation_id, asked)
    found = _find(connection, organisation_id, asked.what)
    options = {"mode": asked.mode, "setting": asked.setting, "people": asked.people}
    chosen = {name: value for name, value in options.items() if value is not None}
    return pin(connection, organisation_id, Workshop(**(dict(found) | chosen)))


def _session(connection: Connection, organisation_id: int | None, asked: Namespace) -> Workshop:
    stored = load_revision(connection, organisation_id, asked.what)
    return single_session(
        stored.session,
        stored.number,
        mode=Mode(asked.mode or Mode.SOLO),
        setting=Setting(asked.setting or Setting.IN_PERSON),
        people=asked.people,
    )


def _find(connection: Connection, organisation_id: int | None, what: str) -> Workshop:
    if what.endswith(FILES):
        return _read(connection, Path(what))
    try:
        return load_programme(connection, what).workshop
    except NotFoundError:
        if organisation_id is None:
            raise _unknown(what) from None
    try:
        return load_workshop(connection, organisation_id, what).workshop
    except NotFoundError:
        raise _unknown(what) from None


def _unknown(what: str) -> NotFoundError:
    return NotFoundError(
        f"'{what}' is no session, programme or workshop here; session codes are written in "
        "capitals, like AL1."
    )


def _read(connection: Connection, path: Path) -> Workshop:
    """Return the workshop of a file, as the API takes it, or as a programme's file holds it."""
    data = _load(path)
    if isinstance(data, dict) and isinstance(data.get("workshop"), dict):
        data = data["workshop"]
    try:
        asked = NewWorkshop.model_validate(data).root
    except ValidationError as error:
        faults = (f"{path}: {one.where or '/'}: {one.message}" for one in faults_in(data, error))
        raise WorkshopFileError("\n".join(faults)) from None
    if isinstance(asked, FromProgramme):
        return from_programme(connection, asked)
    return only(Workshop, asked)


def _load(path: Path) -> Any:
    """Return what a file says; every scalar in YAML is text, so that 19:00 is no number."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        reason = str(error).replace("\n", " ")
        raise WorkshopFileError(f"{path}: this cannot be read: {reason}") from None
