"""Scopes: what a program may do, beside the role that it may not go beyond."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from curriculum.storage.people import Role


class Scope(StrEnum):
    """A part of the API that a program may use."""

    LIBRARY_READ = "library:read"
    WORKSHOPS_READ = "workshops:read"
    WORKSHOPS_WRITE = "workshops:write"
    SESSIONS_WRITE = "sessions:write"
    WEBHOOKS = "webhooks"

    @property
    def meaning(self) -> str:
        """Return in words what it lets do."""
        return MEANINGS[self]


MEANINGS = {
    Scope.LIBRARY_READ: "Read sessions, programmes and their documents.",
    Scope.WORKSHOPS_READ: "Read your organisation’s workshops, their plans and documents.",
    Scope.WORKSHOPS_WRITE: "Make, change and delete workshops.",
    Scope.SESSIONS_WRITE: "Read drafts; draft, publish and withdraw your organisation’s sessions.",
    Scope.WEBHOOKS: "Manage webhooks and see what was sent to them.",
}


def role_of(scopes: Iterable[Scope]) -> Role:
    """Return the role that includes what these scopes let do with workshops and sessions."""
    found = set(scopes)
    if Scope.SESSIONS_WRITE in found:
        return Role.EDITOR
    return Role.FACILITATOR if Scope.WORKSHOPS_WRITE in found else Role.READER


def read_scopes(written: str) -> frozenset[Scope]:
    """Return the scopes of a stored list."""
    return frozenset(map(Scope, written.split()))


def write_scopes(scopes: Iterable[Scope]) -> str:
    """Return scopes as a list with spaces between, always in the same order."""
    return " ".join(in_order(scopes))


def in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Return scopes, each once, in the order in which they are always told."""
    found = set(scopes)
    return tuple(scope for scope in Scope if scope in found)
