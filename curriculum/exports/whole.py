"""A workshop with all that it is made of, as JSON for programs."""

from __future__ import annotations

from curriculum.plan import PinnedSession
from curriculum.values import Value
from curriculum.workshop import Workshop


class WholeWorkshop(Value):
    """A workshop and the sessions that it is pinned to."""

    workshop: Workshop
    sessions: tuple[PinnedSession, ...]


def whole(workshop: Workshop, sessions: tuple[PinnedSession, ...]) -> bytes:
    """Return the workshop and its sessions; the same gives the same bytes."""
    return WholeWorkshop(workshop=workshop, sessions=sessions).model_dump_json(indent=1).encode()
