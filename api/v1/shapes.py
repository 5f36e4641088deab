"""The shapes that only the API has: the house's own values, with what is known of them beside."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field

from api.faults import Fault
from api.problems import RefusedError
from curriculum.revision import Change
from curriculum.session import Session
from curriculum.storage.catalogue import SessionSummary
from curriculum.values import Code, Line, Markdown, Mode, Setting, Slug, Value

Known = TypeVar("Known", bound=Value)

READ_ONLY: dict[str, Any] = {"readOnly": True}
"""What a GET tells beside a body, and a PUT takes along without an effect."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
Revision = Annotated[int, Field(ge=1, le=1_000_000)]
Next = Annotated[str | None, Field(description="The cursor of the next page; null on the last.")]


def example(**body: Any) -> ConfigDict:
    """Return the setting by which a value shows an example of itself."""
    return ConfigDict(json_schema_extra={"examples": [body]})


def only(model: type[Known], value: Value) -> Known:
    """Return the part of a larger value that the model knows."""
    return model(**{name: getattr(value, name) for name in model.model_fields})


def check_read_only(body: Value, known: Value, *names: str) -> None:
    """Refuse a body that would change what cannot be changed; left out or null, it does not.

    Moments are the same within a second: programs keep them more or less exactly.
    """
    faults = tuple(
        Fault(
            where=f"/{name}",
            message="this cannot be changed",
            action="Send it as a GET tells it, or leave it out.",
        )
        for name in names
        if not _is_same(getattr(body, name), getattr(known, name))
    )
    if faults:
        detail = f"'{faults[0].where}' is read-only, and the body would change it."
        raise RefusedError(422, "invalid", detail, errors=faults)


def _is_same(sent: Any, known: Any) -> bool:
    if isinstance(sent, dt.datetime) and isinstance(known, dt.datetime) and sent.tzinfo:
        return abs(sent - known) < dt.timedelta(seconds=1)
    return sent is None or sent == known


# --- library --------------------------------------------------------------------------------------


class Topic(Value):
    """A topic of the library, and how many published sessions it has."""

    topic: Slug
    sessions: int


class TopicList(Value):
    """All topics in use."""

    items: tuple[Topic, ...]
    next: Next = None


AsOf = Annotated[
    dt.datetime | None,
    Field(description="With `updated_since`: what to send as that next time, to miss nothing."),
]


class DeletedSession(Value):
    """A session that is listed no more; only lists with `updated_since` tell it."""

    code: Code
    deleted_at: dt.datetime


class SessionList(Value):
    """A page of published sessions."""

    items: tuple[SessionSummary | DeletedSession, ...]
    next: Next
    as_of: AsOf = None


class SessionResource(Session):
    """A session, and how it stands."""

    own: bool
    """It belongs to the organisation that asks; the others ship with the product."""
    copied_from: Code | None
    draft: bool
    """This is unpublished; only editors of its organisation see it."""
    revision: Revision | None
    """The newest published revision; null before the first."""
    digest: Digest | None
    """Of that revision's content."""
    updated_at: dt.datetime


class SessionBody(Session):
    """A session as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another `own` or `copied_from` is refused: they stay what they are.
    """

    own: Annotated[bool | None, Field(json_schema_extra=READ_ONLY)] = None
    copied_from: Annotated[Code | None, Field(json_schema_extra=READ_ONLY)] = None
    draft: Annotated[bool | None, Field(json_schema_extra=READ_ONLY)] = None
    revision: Annotated[Revision | None, Field(json_schema_extra=READ_ONLY)] = None
    digest: Annotated[Digest | None, Field(json_schema_extra=READ_ONLY)] = None
    updated_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None


class Copy(Value):
    """Under which code a copy is to stand."""

    model_config = example(code="AL1-RIVER")

    code: Code


class PublishNote(Value):
    """What changed, in a line for those who read the history."""

    model_config = example(note="Shorter rounds.")

    note: Line | None = None


class RevisionFacts(Value):
    """A published revision without its body."""

    code: Code
    revision: Revision
    digest: Digest
    note: Line | None
    published_at: dt.datetime


class RevisionList(Value):
    """The revisions of a session, newest first."""

    items: tuple[RevisionFacts, ...]
    next: Next = None


class RevisionResource(Session):
    """A session as it was published once; it never changes."""

    own: bool
    revision: Revision
    digest: Digest
    note: Line | None
    published_at: dt.datetime


class DifferenceResource(Value):
    """What differs between two revisions of a session."""

    code: Code
    before: Revision
    after: Revision
    changes: tuple[Change, ...]


class ProgrammeSummary(Value):
    """A ready-made workshop as a list shows it."""

    code: Slug
    title: Line
    summary: Markdown
    mode: Mode
    setting: Setting
    meetings: int
    sessions: tuple[Code, ...]


class ProgrammeList(Value):
    """All ready-made workshops."""

    items: tuple[ProgrammeSummary, ...]
    next: Next = None
