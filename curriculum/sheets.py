"""Sheets made from a plan: to sign in, to hang up, to tick off."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from curriculum.documents import guide
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.printed import (
    Agenda,
    AgendaRow,
    FidelityList,
    GuideSession,
    SheetKind,
    SheetSet,
    TickedActivity,
    WallAgenda,
    WallRow,
)
from curriculum.session import Kind
from curriculum.values import Setting


def sheets(
    plan: Plan, organisation: Organisation, *, only: Collection[SheetKind] | None = None
) -> SheetSet:
    """Return the sheets of a plan: those asked for, or all that are of use in its setting."""
    read = guide(plan, organisation)
    wanted = only or _useful(plan.setting)
    return SheetSet(
        title=plan.title,
        language=plan.language,
        kinds=tuple(kind for kind in SheetKind if kind in wanted),
        setting=plan.setting,
        people=plan.people,
        agendas=tuple(_agenda(agenda) for agenda in read.agendas),
        packing=read.packing,
        sheets=read.sheets,
        checklists=tuple(_checklist(session) for session in read.sessions),
    )


def _useful(setting: Setting) -> Collection[SheetKind]:
    """Return every kind; online nobody puts a name tent up."""
    return set(SheetKind) - ({SheetKind.TENTS} if setting == Setting.ONLINE else set())


def _agenda(agenda: Agenda) -> WallAgenda:
    return WallAgenda(
        number=agenda.number,
        title=agenda.title,
        date=agenda.date,
        clock=agenda.clock,
        end=agenda.end,
        rows=tuple(_rows(agenda.rows)),
    )


def _rows(rows: tuple[AgendaRow, ...]) -> Iterator[WallRow]:
    """Yield what all may read; the first activity tells a session's start better than its title."""
    for row in rows:
        if row.kind != "session":
            yield WallRow(start=row.start, title=row.title, rest=row.kind == "break")


def _checklist(session: GuideSession) -> FidelityList:
    return FidelityList(
        anchor=session.anchor,
        meeting=session.meeting,
        date=session.date,
        clock=session.clock,
        code=session.code,
        revision=session.revision,
        title=session.title,
        part=session.part,
        language=session.language,
        activities=tuple(
            TickedActivity(
                start=one.start, minutes=one.minutes, title=one.title, essential=one.essential
            )
            for one in session.activities
            if one.kind != Kind.BREAK
        ),
        left_out=session.left_out,
        fidelity=session.fidelity,
    )
