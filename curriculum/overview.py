"""A programme on one page, for the organiser who decides on it and buys what it needs."""

from __future__ import annotations

from curriculum.documents import guide
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.printed import Agenda, Overview, OverviewMeeting
from curriculum.references import references
from curriculum.workshop import Programme


def overview(programme: Programme, plan: Plan, organisation: Organisation) -> Overview:
    """Return the overview of a programme whose workshop was planned."""
    read = guide(plan, organisation)
    return Overview(
        title=programme.title,
        language=plan.language,
        summary=programme.summary,
        aims=programme.aims,
        who_for=programme.who_for,
        who_not_for=programme.who_not_for,
        mode=plan.mode,
        setting=plan.setting,
        people=plan.people,
        meetings=tuple(_meeting(agenda) for agenda in read.agendas),
        minutes=sum(agenda.minutes for agenda in read.agendas),
        packing=read.packing,
        sheets=read.sheets,
        evidence=programme.evidence,
        references=references(programme.references),
    )


def _meeting(agenda: Agenda) -> OverviewMeeting:
    return OverviewMeeting(
        number=agenda.number,
        title=agenda.title,
        minutes=agenda.minutes,
        items=tuple(
            row.title for row in agenda.rows if row.title and row.kind in {"session", "own"}
        ),
    )
