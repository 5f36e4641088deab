"""What to bring: quantities for a head count, merged by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curriculum.counting import quantity, small_groups
from curriculum.plan import PlanMaterial, PlanSession
from curriculum.session import Activity, Material, Session
from curriculum.values import Code


def session_materials(
    session: Session, activities: Sequence[Activity], people: int, facilitators: int
) -> tuple[PlanMaterial, ...]:
    """Return what a session needs with these activities; a thing used twice is brought once."""
    needs: list[tuple[str, int]] = [
        (one.name, quantity(one.quantity, people=people, facilitators=facilitators))
        for one in session.materials
    ]
    for activity in activities:
        needs += _needs(activity, people, facilitators)
    return _merged((name, count, (session.code,)) for name, count in needs)


def merged_materials(sessions: Iterable[PlanSession]) -> tuple[PlanMaterial, ...]:
    """Return what a whole workshop needs: of each thing, the most that any meeting needs."""
    return _merged(
        (one.name, one.quantity, one.sessions) for session in sessions for one in session.materials
    )


def activity_materials(activity: Activity, people: int, facilitators: int) -> tuple[str, ...]:
    """Return what to have at hand, with counts: `Index cards: 12`."""
    return tuple(f"{name}: {count}" for name, count in _needs(activity, people, facilitators))


def _needs(activity: Activity, people: int, facilitators: int) -> list[tuple[str, int]]:
    groups = small_groups(activity.grouping, people)

    def count(material: Material) -> int:
        return quantity(material.quantity, people=people, facilitators=facilitators, groups=groups)

    return [(material.name, count(material)) for material in activity.materials]


def _merged(
    needs: Iterable[tuple[str, int, tuple[Code, ...]]],
) -> tuple[PlanMaterial, ...]:
    merged: dict[str, PlanMaterial] = {}
    for name, count, sessions in needs:
        known = merged.get(name.casefold())
        merged[name.casefold()] = PlanMaterial(
            name=known.name if known else name,
            quantity=max(count, known.quantity if known else 0),
            sessions=tuple(dict.fromkeys((*(known.sessions if known else ()), *sessions))),
        )
    return tuple(merged.values())
