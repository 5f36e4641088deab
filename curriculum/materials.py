"""What to bring: quantities for a head count, merged by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from curriculum.counting import quantity, small_groups
from curriculum.plan import PlanMaterial, PlanSession
from curriculum.session import Activity, Grouping, Material, Session
from curriculum.values import unchecked
from curriculum.workshop import Workshop

_made = unchecked(PlanMaterial)

Needs = list[tuple[Material, int]]
"""Things to bring, each with how many."""


def session_materials(
    throughout: Iterable[Material], activities: Iterable[Needs], workshop: Workshop, code: str
) -> tuple[PlanMaterial, ...]:
    """Return what a session of that code needs throughout and for its activities."""
    return _merged(
        _made(name=one.name, quantity=count, used_up=one.used_up, sessions=(code,))
        for needs in (_counted(throughout, Grouping.WHOLE, workshop), *activities)
        for one, count in needs
    )


def workshop_materials(
    held: Iterable[PlanSession], sessions: Mapping[tuple[str, int], Session], workshop: Workshop
) -> tuple[PlanMaterial, ...]:
    """Return what a whole workshop needs: the most of any session, or all that is used up.

    What a session needs throughout is counted once, in however many parts it is held.
    """
    return _merged(one for part in held for one in _adds(part, sessions, workshop))


def _adds(
    part: PlanSession, sessions: Mapping[tuple[str, int], Session], workshop: Workshop
) -> Iterable[PlanMaterial]:
    """Return what a part needs on top of the parts before it."""
    if part.begins:
        return part.materials
    session = sessions[part.session, part.revision]
    activities = {one.id for one in part.activities}
    held = (activity_needs(one, workshop) for one in session.activities if one.id in activities)
    return session_materials((), held, workshop, session.code)


def merged_materials(sessions: Iterable[PlanSession]) -> tuple[PlanMaterial, ...]:
    """Return what one meeting needs: the most of any session, or all that is used up."""
    return _merged(one for session in sessions for one in session.materials)


def activity_needs(activity: Activity, workshop: Workshop) -> Needs:
    """Return what an activity needs."""
    return _counted(activity.materials, activity.grouping, workshop)


def to_have_at_hand(needs: Needs) -> tuple[str, ...]:
    """Return things with their counts: `12 × Index cards`."""
    return tuple(f"{count} × {one.name}" for one, count in needs)


def _counted(materials: Iterable[Material], grouping: Grouping, workshop: Workshop) -> Needs:
    groups = small_groups(grouping, workshop.people)
    return [
        (
            one,
            quantity(
                one.quantity,
                people=workshop.people,
                facilitators=workshop.facilitators,
                groups=groups,
            ),
        )
        for one in materials
        if one.setting in (None, workshop.setting)
    ]


def _merged(needs: Iterable[PlanMaterial]) -> tuple[PlanMaterial, ...]:
    merged: dict[str, PlanMaterial] = {}
    for one in needs:
        name = one.name.casefold()
        known = merged.setdefault(name, one)
        if known is not one:
            merged[name] = _both(known, one)
    return tuple(merged.values())


def _both(known: PlanMaterial, more: PlanMaterial) -> PlanMaterial:
    used_up = known.used_up or more.used_up
    count = known.quantity + more.quantity if used_up else max(known.quantity, more.quantity)
    sessions = tuple(dict.fromkeys((*known.sessions, *more.sessions)))
    return _made(name=known.name, quantity=count, used_up=used_up, sessions=sessions)
