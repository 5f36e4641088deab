"""A change to a workshop: made on what the page showed, and brought into what others saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Response
from pydantic import ValidationError

from api.faults import Fault, faults_in
from api.problems import RefusedError
from api.web.differences import differences
from api.web.entry import Form
from api.web.fields import Document, document
from api.web.planning import Planning
from curriculum.assemble import Sessions
from curriculum.merging import merge
from curriculum.storage.pinning import pin
from curriculum.storage.sessions import load_pinned
from curriculum.storage.workshops import StoredWorkshop, save_workshop
from curriculum.workshop import Workshop, session_items

Edit = Callable[[Workshop, Sessions], Document]
"""Returns a workshop changed, as plain values that are not checked yet."""

Arrange = Callable[[Workshop, Sessions], Workshop]
"""Returns a workshop with its items at other places."""


def _as_it_is(workshop: Workshop, _: Sessions) -> Workshop:
    return workshop


Note = Callable[[str, Workshop, str], None]
"""Tells the history what was changed: the tag before, the workshop before, the tag after."""


class MistypedError(Exception):
    """What was typed cannot stand in a workshop; each mistake is told."""

    def __init__(self, faults: tuple[Fault, ...], stored: StoredWorkshop) -> None:
        super().__init__()
        self.faults = faults
        self.stored = stored


class OvertakenError(Exception):
    """Somebody changed the same thing of the workshop in between; nothing was saved."""

    def __init__(self, stored: StoredWorkshop, base: Workshop, mine: Workshop) -> None:
        super().__init__()
        self.stored = stored
        self.base = base
        self.mine = mine


@dataclass(frozen=True, slots=True)
class Changed:
    """A workshop after a change."""

    stored: StoredWorkshop
    news: tuple[int, ...] = ()
    """The meetings in which somebody else changed something that the page did not show yet.

    Counted from 1; 0 stands for what is set for the whole workshop.
    """


@dataclass(frozen=True, slots=True)
class Changing:
    """A workshop that somebody's form is about to change."""

    planning: Planning
    form: Form

    def change(self, edit: Edit, arrange: Arrange = _as_it_is) -> Changed:
        """Save what was typed and then arranged anew, and return the workshop as it is then.

        Where the page was older than what is stored, it is brought into that. Raises MistypedError,
        and OvertakenError where somebody else changed the same thing.
        """
        planning, stored = self.planning, self.planning.stored(hold=True)
        fresh = self.form.get("etag") == stored.etag
        base = stored.workshop if fresh else self._shown()
        sessions = planning.sessions(base)
        mine = self._checked(edit(base, sessions), stored)
        mine = self._checked(document(arrange(mine, sessions)), stored)
        # What others saved is pinned too: only so the same change is known to be the same.
        mine = pin(planning.connection, planning.organisation_id, mine)
        merged = merge(base, mine, stored.workshop)
        if merged.clashes:
            raise OvertakenError(stored, base, mine)
        saved = self.save(stored, merged.workshop, planning.history.changed)
        return Changed(saved, merged.news)

    def save(self, stored: StoredWorkshop, mine: Workshop, note: Note) -> StoredWorkshop:
        """Save a workshop in place of what is stored, and note it, if it is another one."""
        if mine == stored.workshop:
            return stored
        saved = save_workshop(
            self.planning.connection,
            self.planning.organisation_id,
            self.planning.workshop_id,
            mine,
            expected_etag=stored.etag,
        )
        note(stored.etag, stored.workshop, saved.etag)
        return saved

    def _shown(self) -> Workshop:
        """Return the workshop that the page was made of."""
        return workshop_in(self.form, "base")

    def _checked(self, plain: Document, stored: StoredWorkshop) -> Workshop:
        try:
            return Workshop.model_validate(plain)
        except ValidationError as error:
            raise MistypedError(faults_in(plain, error), stored) from None


def workshop_in(form: Form, name: str) -> Workshop:
    """Return the workshop that a field of a form carries."""
    try:
        return Workshop.model_validate_json(form.get(name, ""))
    except ValidationError:
        raise RefusedError(
            400, "bad-form", "The page sent something that it did not show; load it again."
        ) from None


def conflict(planning: Planning, error: OvertakenError) -> Response[Any]:
    """Show what both have changed, and let the person choose; nothing is lost before.

    Only what both changed is chosen: what one of them alone changed stands in either.
    """
    stored = error.stored
    sides = error.base, error.mine, stored.workshop
    pins = {item.pin for side in sides for _, _, item in session_items(side)}
    sessions = load_pinned(planning.connection, planning.organisation_id, pins)
    mine, theirs = merge(*sides), merge(*sides, prefer_theirs=True)
    return planning.show(
        "conflict",
        status=409,
        etag=stored.etag,
        title=stored.workshop.title,
        mine=mine.workshop.model_dump_json(),
        theirs=theirs.workshop.model_dump_json(),
        clashes=mine.clashes,
        base=stored.workshop.model_dump_json(),
        my_changes=differences(error.base, error.mine, sessions),
        their_changes=differences(error.base, stored.workshop, sessions),
    )
