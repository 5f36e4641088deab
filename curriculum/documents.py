"""From a plan to its printed documents: who sees what, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.errors import NotFoundError
from curriculum.organisation import Contact, Organisation
from curriculum.plan import (
    Finding,
    FindingLevel,
    Plan,
    PlanActivity,
    PlanBreak,
    PlanHandout,
    PlanItem,
    PlanMeeting,
    PlanSession,
)
from curriculum.printed import (
    Agenda,
    AgendaRow,
    Guide,
    GuideSession,
    HandoutPack,
    Sheet,
    SheetLine,
)
from curriculum.references import Reference, references
from curriculum.session import Block, ImageBlock, Kind, Session, TableBlock

__all__ = ["CONTACTS_SHEET", "Guide", "HandoutPack", "guide", "handout_pack"]

CONTACTS_SHEET = "support-contacts"
"""The slug of a sheet whose blank table rows take the organisation's support contacts."""


def guide(plan: Plan, organisation: Organisation) -> Guide:
    """Return the facilitator guide of a plan."""
    sessions = tuple(_sessions(plan))
    return Guide(
        title=plan.title,
        language=plan.language,
        organisation=organisation.name,
        contacts=organisation.contacts,
        mode=plan.mode,
        setting=plan.setting,
        people=plan.people,
        facilitators=plan.facilitators,
        notes=plan.notes,
        findings=_findings(plan),
        agendas=tuple(_agenda(meeting) for meeting in plan.meetings),
        packing=plan.materials,
        sheets=tuple(_sheet_line(one) for one in plan.handouts),
        sessions=sessions,
        references=_cited(sessions),
    )


def handout_pack(plan: Plan, organisation: Organisation, *, only: str | None = None) -> HandoutPack:
    """Return the handouts of a plan in the order of their numbers, or those whose slug is `only`.

    One sheet alone lends the pack its title, which is neutral where the sheet is discreet. Raises
    NotFoundError where the plan hands out no sheet of that slug.
    """
    chosen = [one for one in plan.handouts if only in (None, one.slug)]
    if only is not None and not chosen:
        raise NotFoundError(f"This plan hands out no '{only}'; look at its list of handouts.")
    bodies = {(one.session.code, one.revision): one.session for one in plan.sessions}
    return HandoutPack(
        title=plan.title if only is None else chosen[0].title,
        language=plan.language,
        sheets=tuple(
            _sheet(one, bodies[one.session, one.revision], organisation) for one in chosen
        ),
    )


def _sheet(planned: PlanHandout, session: Session, organisation: Organisation) -> Sheet:
    blocks = planned.handout.blocks
    if planned.slug == CONTACTS_SHEET:
        blocks = tuple(_with_contacts(block, organisation.contacts) for block in blocks)
    shown = {block.image for block in blocks if isinstance(block, ImageBlock)}
    return Sheet(
        number=planned.number,
        session=planned.session,
        revision=planned.revision,
        slug=planned.slug,
        title=planned.title,
        kind=planned.handout.kind,
        take_home=planned.take_home,
        language=session.language,
        blocks=blocks,
        images={name: body for name, body in session.images.items() if name in shown},
    )


def _with_contacts(block: Block, contacts: Sequence[Contact]) -> Block:
    """Return a table with contacts in its blank rows: what for, who, and how to reach them."""
    if not isinstance(block, TableBlock) or not block.blank_rows:
        return block
    width = len(block.columns)
    rows = tuple(
        (one.note or "", one.name, one.reach)[-width:] + ("",) * (width - 3) for one in contacts
    )
    blank = max(0, block.blank_rows - len(rows))
    return block.model_copy(update={"rows": block.rows + rows, "blank_rows": blank})


def _sheet_line(planned: PlanHandout) -> SheetLine:
    return SheetLine(
        number=planned.number,
        title=planned.title,
        session=planned.session,
        meeting=planned.meeting,
        kind=planned.handout.kind,
        take_home=planned.take_home,
        copies=planned.copies,
    )


def _findings(plan: Plan) -> tuple[Finding, ...]:
    """Return what has to be settled before the workshop is run, the gravest first."""
    return tuple(
        finding
        for level in (FindingLevel.BLOCK, FindingLevel.WARN)
        for finding in plan.findings
        if finding.level == level
    )


def _agenda(meeting: PlanMeeting) -> Agenda:
    return Agenda(
        number=meeting.number,
        title=meeting.title,
        date=meeting.date,
        clock=meeting.clock,
        start=meeting.start,
        end=meeting.end,
        slot=meeting.slot,
        minutes=meeting.minutes,
        rows=tuple(row for item in meeting.items for row in _agenda_rows(item)),
    )


def _agenda_rows(item: PlanItem) -> Iterator[AgendaRow]:
    locked = item.locked_start is not None
    if isinstance(item, PlanBreak):
        yield AgendaRow(kind="break", start=item.start, minutes=item.minutes, locked=locked)
        return
    yield AgendaRow(
        kind=item.kind,
        start=item.start,
        minutes=item.minutes,
        title=item.title,
        session=item.session if isinstance(item, PlanSession) else None,
        part=item.part if isinstance(item, PlanSession) else None,
        locked=locked,
        notes=item.notes,
    )
    if isinstance(item, PlanSession):
        yield from (_activity_row(activity) for activity in item.activities)


def _activity_row(activity: PlanActivity) -> AgendaRow:
    numbers = dict.fromkeys(step.handout_number for step in activity.steps)
    return AgendaRow(
        kind="break" if activity.kind == Kind.BREAK else "activity",
        start=activity.start,
        minutes=activity.minutes,
        title=activity.title,
        grouping=activity.grouping,
        groups=activity.groups,
        leader=activity.leader,
        cut_order=activity.cut_order,
        handouts=tuple(number for number in numbers if number is not None),
    )


def _sessions(plan: Plan) -> Iterator[GuideSession]:
    bodies = {(one.session.code, one.revision): one.session for one in plan.sessions}
    for meeting in plan.meetings:
        for number, item in enumerate(meeting.items, start=1):
            if isinstance(item, PlanSession):
                body = bodies[item.session, item.revision]
                yield _session(plan, meeting, number, item, body)


def _session(
    plan: Plan, meeting: PlanMeeting, number: int, item: PlanSession, body: Session
) -> GuideSession:
    used = {step.handout_number for activity in item.activities for step in activity.steps}
    return GuideSession(
        anchor=f"session-{meeting.number}-{number}",
        meeting=meeting.number,
        meetings=plan.part_of or len(plan.meetings),
        date=meeting.date,
        clock=meeting.clock,
        code=item.session,
        revision=item.revision,
        title=item.title,
        part=item.part,
        subtitle=body.subtitle,
        language=body.language,
        start=item.start,
        end=item.end,
        minutes=item.minutes,
        purpose=body.purpose,
        objectives=body.objectives,
        key_messages=body.key_messages,
        people=plan.people,
        made_for=body.people,
        facilitators=plan.facilitators,
        staffing=body.staffing,
        prerequisites=body.prerequisites,
        references=references(body.references),
        room=item.room,
        preparation=item.preparation,
        materials=item.materials,
        sheets=tuple(_sheet_line(one) for one in plan.handouts if one.number in used),
        safety=body.safety,
        activities=item.activities,
        left_out=item.left_out,
        elsewhere=item.elsewhere,
        home_practice=item.home_practice,
        fidelity=body.fidelity if item.ends else (),
        notes=item.notes,
    )


def _cited(sessions: tuple[GuideSession, ...]) -> tuple[Reference, ...]:
    """Return each reference of the sessions once, in the order of their short forms."""
    found = {one.key: one for session in sessions for one in session.references}
    return tuple(sorted(found.values(), key=lambda one: (one.short, one.key)))
