"""Check a plan: whatever would make the evening unsafe, late or wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from curriculum.checking import clock, content, people, sequence
from curriculum.checking.reading import Reading
from curriculum.organisation import Organisation
from curriculum.plan import Finding, FindingLevel, Plan

Check = Callable[[Reading], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (
    people.unsupported_modes,
    people.contraindicated_activities,
    people.partner_exercises,
    clock.slots,
    clock.locked_starts,
    clock.changes_of_the_clock,
    clock.breaks,
    clock.activity_minutes,
    sequence.opening,
    sequence.prerequisites,
    sequence.repetitions,
    sequence.parts,
    sequence.dates,
    people.group_sizes,
    people.facilitators,
    people.support_contacts,
    content.essentials,
    content.unknown_activities,
    content.newer_revisions,
    content.handouts,
    content.languages,
    people.cautions,
)
"""Every check there is; a new one is a function in `curriculum/checking/` and a line here."""

_GRAVITY = {FindingLevel.BLOCK: 0, FindingLevel.WARN: 1, FindingLevel.NOTE: 2}


def check(
    plan: Plan,
    organisation: Organisation,
    latest: Mapping[str, int] | None = None,
    *,
    more: Collection[Check] = (),
) -> tuple[Finding, ...]:
    """Return what is the matter with a plan, the gravest first.

    `latest` are the newest published revisions by code; a code that is not in it counts as current.
    `more` are checks that need to know what the rules do not.
    """
    reading = Reading(plan, organisation, latest or {})
    found = [finding for one in (*_CHECKS, *more) for finding in one(reading)]
    return tuple(sorted(found, key=lambda finding: _GRAVITY[finding.level]))
