"""The plan: a workshop worked out to the minute, the copy and the finding."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from curriculum.sentence import Said
from curriculum.session import (
    Adaptation,
    Contraindication,
    Grouping,
    Handout,
    Kind,
    Leader,
    Question,
    Session,
    TakeHome,
    Voice,
)
from curriculum.values import Code, Mode, Setting, Slug, Value
from curriculum.workshop import ClockTime


class FindingLevel(StrEnum):
    """How grave a finding is: do not run it like this, think again, good to know."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Where(Value):
    """The place a finding speaks of; meetings and items are counted from 1."""

    meeting: int | None = None
    item: int | None = None
    session: Code | None = None
    activity: Slug | None = None
    handout: Slug | None = None


class Finding(Value):
    """What a check found: where, what is the matter, and what to do about it."""

    level: FindingLevel
    code: Slug
    where: Where = Where()
    message: Said
    action: Said


class Turns(Value):
    """How a step's minutes are shared in groups of one size."""

    group_size: int
    seconds_each: int


class PlanStep(Value):
    """A step with its place on the clock, in the words that apply to this workshop."""

    id: Slug | None = None
    start: ClockTime
    elapsed: int
    """Minutes since the meeting began."""
    minutes: int
    voice: Voice
    leader: Leader
    text: str
    questions: tuple[Question, ...] = ()
    """The questions of a debrief; only its step has them."""
    handout: Slug | None = None
    handout_number: int | None = None
    turns: tuple[Turns, ...] = ()
    adapted: Adaptation | None = None
    """The replacement that stands here in place of the base text."""
    generated: bool = False
    """Put in by the plan, such as the move into breakout rooms; not in the session's text."""


class PlanActivity(Value):
    """An activity with its clock times, groups and steps."""

    id: Slug
    title: str
    kind: Kind
    grouping: Grouping
    groups: tuple[int, ...]
    """The size of each small group; empty where all sit together or work alone."""
    leader: Leader = Leader.LEAD
    """Who leads it; in its steps the two have changed places where it is the co-facilitator."""
    essential: bool
    cut_order: int | None
    """Its place in the queue to be left out, among those planned here; essential ones have none."""
    intensity: int
    aim: str | None
    start: ClockTime
    end: ClockTime
    elapsed: int
    minutes: int
    shortened: bool
    """Its minutes are fewer than its target for this head count."""
    least: int
    """The fewest minutes that it can take with this head count; `most` is the other end."""
    most: int
    steps: tuple[PlanStep, ...]
    watch_for: tuple[str, ...]
    contraindications: tuple[Contraindication, ...]
    materials: tuple[str, ...]
    """What to have at hand, with counts: '2 flip-chart sheets'."""
    options: tuple[Adaptation, ...]
    """Adaptations that only the facilitator can decide on: access needs, culture."""


class SessionPart(Value):
    """Which part of its session an item holds, where the session is held in several."""

    number: int
    """Counted from 1 in the order they run."""
    of: int
    resumed: bool
    """An earlier part stands in the same meeting; what to prepare is told there."""

    @property
    def last(self) -> bool:
        """Tell whether no part comes after it."""
        return self.number == self.of


class Elsewhere(Value):
    """An activity that another part of the same session holds."""

    id: Slug
    title: str
    meeting: int
    part: int


class LeftOut(Value):
    """An activity that this workshop leaves out."""

    id: Slug
    title: str
    minutes: int
    """What it would take."""


class PlanSession(Value):
    """A session in a meeting."""

    kind: Literal["session"] = "session"
    session: Code
    revision: int
    title: str
    part: SessionPart | None
    """Null where the item holds the session whole."""
    start: ClockTime
    end: ClockTime
    elapsed: int
    minutes: int
    locked_start: ClockTime | None
    activities: tuple[PlanActivity, ...]
    left_out: tuple[LeftOut, ...]
    """What no part of the session holds."""
    elsewhere: tuple[Elsewhere, ...]
    unknown: tuple[Slug, ...]
    """Activities that the item names but this revision does not have."""
    room: str | None
    preparation: tuple[str, ...]
    home_practice: str | None
    materials: tuple[PlanMaterial, ...]
    notes: str | None

    @property
    def begins(self) -> bool:
        """Tell whether the session begins here, or goes on."""
        return self.part is None or self.part.number == 1

    @property
    def ends(self) -> bool:
        """Tell whether the session ends here, or goes on in a later part."""
        return self.part is None or self.part.last


class PlanBreak(Value):
    """A break."""

    kind: Literal["break"] = "break"
    start: ClockTime
    end: ClockTime
    elapsed: int
    minutes: int
    locked_start: ClockTime | None


class PlanOwn(Value):
    """An item of the facilitator's own."""

    kind: Literal["own"] = "own"
    title: str
    start: ClockTime
    end: ClockTime
    elapsed: int
    minutes: int
    locked_start: ClockTime | None
    notes: str | None


PlanItem = Annotated[PlanSession | PlanBreak | PlanOwn, Field(discriminator="kind")]


class PlanMaterial(Value):
    """A thing to bring and how many."""

    name: str
    quantity: int
    used_up: bool
    """It is gone afterwards, so that what each session needs of it adds up."""
    sessions: tuple[Code, ...]
    """The sessions that use it."""


class PlanHandout(Value):
    """A handout of the pack: its number, its copies, where it is used."""

    number: int
    session: Code
    revision: int
    slug: Slug
    title: str
    """The title that may be seen: the neutral one for discreet sheets."""
    take_home: TakeHome
    copies: int
    meeting: int
    handout: Handout
    """The sheet itself, in the words that apply."""


class PlanMeeting(Value):
    """A meeting with its clock."""

    number: int
    title: str | None
    date: dt.date | None
    clock: Literal["wall", "elapsed"]
    """`wall` times are of the workshop's time zone; `elapsed` times count from 00:00."""
    start: ClockTime
    end: ClockTime
    slot: int
    """The minutes there are."""
    minutes: int
    """The minutes that the items take, waiting for locked starts included."""
    items: tuple[PlanItem, ...]


class Plan(Value):
    """A workshop worked out: everything that checks, documents and exports read."""

    title: str
    mode: Mode
    setting: Setting
    people: int
    facilitators: int
    language: str
    time_zone: str
    programme: Slug | None
    notes: str | None
    meetings: tuple[PlanMeeting, ...]
    materials: tuple[PlanMaterial, ...]
    handouts: tuple[PlanHandout, ...]
    findings: tuple[Finding, ...] = ()
    part_of: Annotated[int | None, Field(exclude=True)] = None
    """How many meetings the workshop has, where this holds one of them alone; not in the API."""
    sessions: tuple[PinnedSession, ...] = Field(exclude=True)
    """The sessions' own bodies, each once, for whoever needs more than the plan; not in the API."""


class PinnedSession(Value):
    """A session at the revision that a workshop holds it to."""

    revision: int
    session: Session


for _model in (PlanSession, PlanMeeting, Plan):
    _model.model_rebuild()
