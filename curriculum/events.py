"""Events: what webhooks are told of, and how a message says it.

A message says that something happened and to what. It names no person and carries no content.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import AwareDatetime, Field, StringConstraints

from curriculum.values import Code, Value

Kind = TypeVar("Kind")
Data = TypeVar("Data")

EventId = Annotated[str, StringConstraints(pattern=r"^evt_[A-Za-z0-9_-]{1,60}$")]


class Event(StrEnum):
    """What can be told of."""

    SESSION_PUBLISHED = "session.published"
    WORKSHOP_CHANGED = "workshop.changed"
    RENDITION_READY = "rendition.ready"


Change = Literal["made", "changed", "deleted"]
"""What can happen to a workshop."""


class SessionPublished(Value):
    """Which session has a new revision, and its number."""

    event: ClassVar = Event.SESSION_PUBLISHED

    code: Code
    revision: Annotated[int, Field(ge=1)]


class WorkshopChanged(Value):
    """Which workshop was made, changed or deleted."""

    event: ClassVar = Event.WORKSHOP_CHANGED

    workshop: str
    change: Change


class RenditionReady(Value):
    """Which workshop's document can now be had at once, and its address on this server."""

    event: ClassVar = Event.RENDITION_READY

    workshop: str
    url: str


Told = SessionPublished | WorkshopChanged | RenditionReady


class Message(Value, Generic[Kind, Data]):
    """What is sent of an event."""

    id: EventId
    """The event's own, the same in every attempt and for every webhook."""
    type: Kind
    at: AwareDatetime
    """When it happened."""
    data: Data


class SessionPublishedMessage(Message[Literal[Event.SESSION_PUBLISHED], SessionPublished]):
    """A session of yours or of the library has a new revision."""


class WorkshopChangedMessage(Message[Literal[Event.WORKSHOP_CHANGED], WorkshopChanged]):
    """A workshop was made, changed or deleted."""


class RenditionReadyMessage(Message[Literal[Event.RENDITION_READY], RenditionReady]):
    """A workshop's PDF that took 5 seconds or more is made, and can now be had at once."""


MESSAGES: dict[Event, type[Message[Any, Any]]] = {
    Event.SESSION_PUBLISHED: SessionPublishedMessage,
    Event.WORKSHOP_CHANGED: WorkshopChangedMessage,
    Event.RENDITION_READY: RenditionReadyMessage,
}


def message(event_id: str, at: AwareDatetime, told: Told) -> str:
    """Return a message as it is sent, in JSON."""
    kind = told.event
    return MESSAGES[kind](id=event_id, type=kind, at=at, data=told).model_dump_json()
