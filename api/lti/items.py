"""What a link in a course leads to: a session's page, one of its handouts, a workshop's pack."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection

from api.plans import checked_plan, organisation_of
from curriculum.assemble import single_session
from curriculum.documents import handout_pack
from curriculum.errors import NotFoundError
from curriculum.participants import taken_home
from curriculum.plan import Plan
from curriculum.printed import HandoutPack, Sheet
from curriculum.storage.sessions import load_revision
from curriculum.storage.workshops import load_workshop
from curriculum.values import Mode
from curriculum.workshop import Workshop

_SESSION = re.compile(r"/lti/sessions/([A-Z0-9-]{1,25})(?:/handouts/([a-z0-9-]{1,60}))?/?")
_WORKSHOP = re.compile(r"/lti/workshops/([A-Za-z0-9_-]{1,64})/?")


@dataclass(frozen=True, slots=True)
class Target:
    """What the path of a link names; nothing at all is a link to the tool itself."""

    session: str = ""
    handout: str = ""
    workshop: str = ""

    @property
    def is_something(self) -> bool:
        """Tell whether the link is about anything."""
        return bool(self.session or self.workshop)

    @property
    def path(self) -> str:
        """Return the path of links to it."""
        if self.workshop:
            return f"/lti/workshops/{self.workshop}"
        sheet = f"/handouts/{self.handout}" if self.handout else ""
        return f"/lti/sessions/{self.session}{sheet}"


def target_of(path: str) -> Target:
    """Return what a path names."""
    if found := _SESSION.fullmatch(path):
        return Target(session=found[1], handout=found[2] or "")
    found = _WORKSHOP.fullmatch(path)
    return Target(workshop=found[1]) if found else Target()


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown of it: its plan, and those of its sheets that somebody may have."""

    target: Target
    workshop: Workshop
    plan: Plan
    pack: HandoutPack

    @property
    def alone(self) -> Sheet | None:
        """Return the sheet that the link is about, if it is about one."""
        return self.pack.sheets[0] if self.target.handout else None

    def sheet(self, number: int) -> Sheet:
        """Return a sheet by its number; NotFoundError."""
        found = next((one for one in self.pack.sheets if one.number == number), None)
        if found is None:
            raise NotFoundError("There is no such sheet here.")
        return found


def load_item(
    connection: Connection, organisation_id: int, target: Target, *, everything: bool
) -> Item:
    """Return what a link leads to; without `everything`, only what participants take home.

    Raises NotFoundError, also for a link to the tool itself, and to what another group has.
    """
    workshop = _workshop(connection, organisation_id, target)
    plan = checked_plan(connection, organisation_id, workshop)
    house = organisation_of(connection, organisation_id)
    pack = handout_pack(plan, house, only=target.handout or None)
    if not everything:
        pack = taken_home(pack)
    if target.handout and not pack.sheets:
        raise NotFoundError("This sheet stays in the room; you get it there.")
    return Item(target, workshop, plan, pack)


def _workshop(connection: Connection, organisation_id: int, target: Target) -> Workshop:
    if target.workshop:
        return load_workshop(connection, organisation_id, target.workshop).workshop
    if not target.session:
        raise NotFoundError("This link leads to nothing yet; whoever teaches has still to choose.")
    stored = load_revision(connection, organisation_id, target.session)
    modes = stored.session.modes
    mode = Mode.SOLO if Mode.SOLO in modes else modes[0]
    return single_session(stored.session, stored.number, mode=mode)
