"""Telling a platform that somebody is done: soon, again if it fails, and at their next visit.

What has still to be told is stored with a digest of the person; only a visit knows who they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from api.clock import now
from api.log import log
from api.lti.gate import Gate
from api.lti.services import Service
from api.lti.visits import Visit
from api.network import ForbiddenAddressError
from api.outgoing import UnreachableError
from curriculum.storage.database import reading
from curriculum.storage.lti_visits import completed_at, forget_completion, note_completion

PAUSES = (0, 2, 10, 30)
"""Seconds before each attempt."""


def finish(gate: Gate, visit: Visit) -> None:
    """Note that somebody is done, where the link asks for it, and tell the platform."""
    if visit.said.line_item is None:
        return
    with gate.desk.engine.begin() as connection:
        note_completion(connection, visit.stored, visit.said.line_item, now=now())
    tell(gate, visit)


def tell(gate: Gate, visit: Visit) -> None:
    """Tell the platform what it does not know yet, if there is anything; nobody waits for it."""
    if visit.said.line_item is not None and not gate.closing.is_set():
        gate.courier.submit(_deliver, gate, visit, visit.said.line_item).add_done_callback(_note)


def is_owed(gate: Gate, visit: Visit) -> bool:
    """Tell whether the platform has still to be told."""
    if visit.said.line_item is None:
        return False
    with reading(gate.desk.engine) as connection:
        return completed_at(connection, visit.stored, visit.said.line_item) is not None


def _note(done: Future[None]) -> None:
    """Log a fault of ours, which nobody waits to hear of."""
    if not done.cancelled() and done.exception() is not None:
        log.error("failure", path="lti completion", exc_info=done.exception())


def _deliver(gate: Gate, visit: Visit, line_item: str) -> None:
    for pause in PAUSES:
        if gate.closing.wait(pause):
            return
        with _alone(gate, visit, line_item) as alone:
            if alone and _is_told(gate, visit, line_item):
                return


@contextmanager
def _alone(gate: Gate, visit: Visit, line_item: str) -> Iterator[bool]:
    """Tell whether no other visit of this person tells the same at this moment."""
    what = (visit.stored.platform_id, visit.stored.person, line_item)
    with gate.lock:
        alone = what not in gate.telling
        gate.telling.add(what)
    try:
        yield alone
    finally:
        if alone:
            with gate.lock:
                gate.telling.remove(what)


def _is_told(gate: Gate, visit: Visit, line_item: str) -> bool:
    """Tell the platform, unless it knows; False when it has to be tried again."""
    with reading(gate.desk.engine) as connection:
        done_at = completed_at(connection, visit.stored, line_item)
    if done_at is None:
        return True
    try:
        Service(gate, visit.platform).tell_completion(line_item, visit.said.subject, done_at)
    except (UnreachableError, ForbiddenAddressError) as error:
        log.warning("lti completion", problem=error.code)
        return False
    with gate.desk.engine.begin() as connection:
        forget_completion(connection, visit.stored, line_item)
    return True
