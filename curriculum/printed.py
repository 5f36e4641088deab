"""What is on paper: the guide, the handouts and their parts, as plain values."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from curriculum.face import Face
from curriculum.organisation import Contact
from curriculum.plan import (
    Elsewhere,
    Finding,
    LeftOut,
    PlanActivity,
    PlanMaterial,
    SessionPart,
)
from curriculum.references import Reference
from curriculum.session import (
    Block,
    Grouping,
    GroupSize,
    Handout,
    HandoutKind,
    Leader,
    Prerequisite,
    Staffing,
    TakeHome,
)
from curriculum.values import Mode, Setting, Value
from curriculum.workshop import ClockTime


class AgendaRow(Value):
    """A line of the agenda: an item of the meeting, or an activity of its session."""

    kind: Literal["session", "activity", "break", "own"]
    start: ClockTime
    minutes: int
    title: str | None = None
    """A break between the items has none."""
    session: str | None = None
    part: SessionPart | None = None
    grouping: Grouping | None = None
    groups: tuple[int, ...] = ()
    handouts: tuple[int, ...] = ()
    """The numbers of the sheets that are given out."""
    leader: Leader = Leader.LEAD
    cut_order: int | None = None
    """An activity's place in its session's queue to be left out; 1 goes first."""
    locked: bool = False
    notes: str | None = None


class Agenda(Value):
    """One meeting on one page."""

    number: int
    title: str | None
    date: dt.date | None
    clock: Literal["wall", "elapsed"]
    start: ClockTime
    end: ClockTime
    slot: int
    minutes: int
    rows: tuple[AgendaRow, ...]


class SheetLine(Value):
    """A handout in a list of handouts: what to copy, how often, and whether it may go home."""

    number: int
    title: str
    session: str
    meeting: int
    kind: HandoutKind
    take_home: TakeHome
    copies: int


class LastPart(Value):
    """An activity that took longer the last time, or shorter: `over` is below 0 then."""

    title: str
    over: int


class LastTime(Value):
    """How a session was the last time it was run."""

    session: str
    date: dt.date
    planned: int
    minutes: int
    parts: tuple[LastPart, ...]
    left_out: tuple[str, ...]
    came: int | None
    """How many people; None where nobody noted it."""
    note: str | None


class GuideSession(Value):
    """A session as its facilitator reads it; nothing in it depends on the pages before it."""

    anchor: str
    meeting: int
    meetings: int
    date: dt.date | None
    clock: Literal["wall", "elapsed"]
    code: str
    revision: int
    title: str
    part: SessionPart | None
    subtitle: str | None
    language: str
    start: ClockTime
    end: ClockTime
    minutes: int
    purpose: str
    objectives: tuple[str, ...]
    key_messages: tuple[str, ...]
    people: int
    made_for: GroupSize
    facilitators: int
    staffing: Staffing
    prerequisites: tuple[Prerequisite, ...]
    references: tuple[Reference, ...]
    room: str | None
    preparation: tuple[str, ...]
    materials: tuple[PlanMaterial, ...]
    sheets: tuple[SheetLine, ...]
    safety: tuple[str, ...]
    activities: tuple[PlanActivity, ...]
    left_out: tuple[LeftOut, ...]
    elsewhere: tuple[Elsewhere, ...]
    home_practice: str | None
    fidelity: tuple[str, ...]
    notes: str | None
    last_time: LastTime | None = None


class Guide(Value):
    """The facilitator guide of a workshop, or of a single session."""

    document: Literal["guide"] = "guide"
    face: Face | None = None
    title: str
    language: str
    organisation: str
    contacts: tuple[Contact, ...]
    mode: Mode
    setting: Setting
    people: int
    facilitators: int
    notes: str | None
    findings: tuple[Finding, ...]
    """Those that a facilitator has to settle first: blocks, then warnings."""
    agendas: tuple[Agenda, ...]
    packing: tuple[PlanMaterial, ...]
    sheets: tuple[SheetLine, ...]
    sessions: tuple[GuideSession, ...]
    references: tuple[Reference, ...]


class Sheet(Value):
    """A handout as participants see it, with nothing of the facilitator's in it."""

    number: int
    session: str
    revision: int
    slug: str
    title: str
    """The neutral title where the sheet is discreet."""
    kind: HandoutKind
    take_home: TakeHome
    language: str
    blocks: tuple[Block, ...]
    images: dict[str, str]
    """The pictures it shows, by file name: PNG or JPEG bytes in Base64."""


class HandoutPack(Value):
    """The handouts of a workshop in the order of their numbers, each once."""

    document: Literal["handouts"] = "handouts"
    face: Face | None = None
    title: str
    language: str
    sheets: tuple[Sheet, ...]


class SheetKind(StrEnum):
    """A sort of page for copying and hanging up."""

    SIGN_IN = "sign-in"
    TENTS = "tents"
    AGREEMENTS = "agreements"
    AGENDA = "agenda"
    LISTS = "lists"
    FIDELITY = "fidelity"


class WallRow(Value):
    """A line of the agenda that all may read: when, what, and whether it is a break."""

    start: ClockTime
    title: str | None
    """A break between the items has none."""
    rest: bool


class WallAgenda(Value):
    """A meeting for the wall and for signing in, with nothing of the facilitator's in it."""

    number: int
    title: str | None
    date: dt.date | None
    clock: Literal["wall", "elapsed"]
    end: ClockTime
    rows: tuple[WallRow, ...]


class TickedActivity(Value):
    """An activity as it was planned, to be ticked when it has been done."""

    start: ClockTime
    minutes: int
    title: str
    essential: bool


class FidelityList(Value):
    """What was planned of a session, and what its author asks to be kept to."""

    anchor: str
    meeting: int
    date: dt.date | None
    clock: Literal["wall", "elapsed"]
    code: str
    revision: int
    title: str
    part: SessionPart | None
    language: str
    activities: tuple[TickedActivity, ...]
    left_out: tuple[LeftOut, ...]
    fidelity: tuple[str, ...]


class SheetSet(Value):
    """The pages of a workshop for copying, ticking and hanging up."""

    document: Literal["sheets"] = "sheets"
    face: Face | None = None
    title: str
    language: str
    kinds: tuple[SheetKind, ...]
    """Which of them, in the order of printing."""
    setting: Setting
    people: int
    agendas: tuple[WallAgenda, ...]
    packing: tuple[PlanMaterial, ...]
    sheets: tuple[SheetLine, ...]
    checklists: tuple[FidelityList, ...]


class ChapterSection(Value):
    """What stands under one heading of a chapter; without one, under the chapter's title."""

    heading: str | None
    text: str
    """In Markdown; a quotation is words to speak."""


class Chapter(Value):
    """A chapter of the handbook."""

    anchor: str
    number: int
    title: str
    summary: str
    sections: tuple[ChapterSection, ...]


class Handbook(Value):
    """How to run these groups: chapters to read, and forms to copy; the same for everyone."""

    document: Literal["handbook"] = "handbook"
    face: Face | None = None
    title: str = "Handbook for facilitators"
    language: str = "en"
    chapters: tuple[Chapter, ...]
    forms: tuple[Handout, ...]


class OverviewMeeting(Value):
    """A meeting in a line: what is done in it, and how long that takes."""

    number: int
    title: str | None
    minutes: int
    items: tuple[str, ...]


class Overview(Value):
    """A programme on one page, for whoever decides on it."""

    document: Literal["overview"] = "overview"
    face: Face | None = None
    title: str
    language: str
    summary: str
    aims: tuple[str, ...]
    who_for: str
    who_not_for: str
    mode: Mode
    setting: Setting
    people: int
    meetings: tuple[OverviewMeeting, ...]
    minutes: int
    packing: tuple[PlanMaterial, ...]
    """What is used up is bought; the rest has to be at hand."""
    sheets: tuple[SheetLine, ...]
    evidence: str | None
    references: tuple[Reference, ...]


Document = Guide | HandoutPack | SheetSet | Handbook | Overview
"""Whatever the press prints."""
