"""Rules of content: what has to be there for people, and parts that contradict each other."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator

from curriculum.pictures import picture_fault
from curriculum.rules.breach import Breach, Path
from curriculum.sentence import sentence
from curriculum.session import (
    Activity,
    Condition,
    Debrief,
    Handout,
    Kind,
    Session,
    TableBlock,
    TakeHome,
)
from curriculum.wording import STAGES


def content_breaches(session: Session) -> Iterator[Breach]:
    """Yield the broken rules of content."""
    yield from _objectives(session)
    yield from _people(session)
    for index, activity in enumerate(session.activities):
        yield from _activity(activity, ("activities", index))
    for index, handout in enumerate(session.handouts):
        yield from _handout(handout, ("handouts", index))
    yield from _conditions(session)
    yield from _pictures(session)


def _objectives(session: Session) -> Iterator[Breach]:
    count = len(session.objectives)
    if not 2 <= count <= 4:
        yield Breach(
            ("objectives",),
            "objectives-count",
            sentence("A session has two to four objectives, not {count}.", count=count),
            sentence("Write what one can watch people do."),
        )


def _people(session: Session) -> Iterator[Breach]:
    people = session.people
    if not people.at_least <= people.typical <= people.at_most:
        yield Breach(
            ("people",),
            "bad-people",
            sentence("The typical number of people lies between the least and the most."),
            sentence("Write them like `4 to 14, typically 8`."),
        )


def _activity(activity: Activity, path: Path) -> Iterator[Breach]:
    if activity.kind != Kind.BREAK and not activity.steps:
        yield Breach(
            (*path, "steps"),
            "no-steps",
            sentence("Only a break has no steps."),
            sentence("Write what to say and do: `::: say 2 min` … `:::`."),
            ((*path, "kind"),),
        )
    if activity.essential != (activity.cut_order is None):
        yield Breach(
            (*path, "cut_order"),
            "essential-or-optional",
            sentence(
                "An optional activity has a place in the queue to be left out, an "
                "essential one none."
            ),
            sentence("Give it a `cut_order` and `essential: false`, or neither."),
        )
    if activity.debrief:
        yield from _debrief(activity.debrief, (*path, "debrief"))


def _debrief(debrief: Debrief, path: Path) -> Iterator[Breach]:
    stages = [question.stage for question in debrief.questions]
    missing = [f"`{words}:`" for stage, words in STAGES.items() if stage not in stages]
    order = list(STAGES)
    if missing:
        yield Breach(
            path,
            "missing-stage",
            sentence("A debrief asks what happened, what it means and what next."),
            sentence("Add a question with {missing}.", missing=" and one with ".join(missing)),
        )
    elif stages != sorted(stages, key=order.index):
        yield Breach(
            path,
            "stages-out-of-order",
            sentence("A debrief asks what happened, then what it means, then what next."),
            sentence("Put the questions in that order."),
        )


def _handout(handout: Handout, path: Path) -> Iterator[Breach]:
    if handout.take_home == TakeHome.DISCREET and not handout.discreet_title:
        yield Breach(
            (*path, "take_home"),
            "no-discreet-title",
            sentence("A discreet sheet has a neutral title on paper."),
            sentence("Write `discreet_title: Notes for the week`."),
            ((*path, "discreet_title"),),
        )
    for index, block in enumerate(handout.blocks):
        if isinstance(block, TableBlock) and {len(row) for row in block.rows} - {
            len(block.columns)
        }:
            yield Breach(
                (*path, "blocks", index, "rows"),
                "uneven-row",
                sentence(
                    "Every row has {columns} cells, one for each column.",
                    columns=len(block.columns),
                ),
            )


def _conditions(session: Session) -> Iterator[Breach]:
    holders: list[tuple[Path, Session | Activity | Handout]] = [
        ((), session),
        *((("activities", index), one) for index, one in enumerate(session.activities)),
        *((("handouts", index), one) for index, one in enumerate(session.handouts)),
    ]
    for path, holder in holders:
        for index, adaptation in enumerate(holder.adaptations):
            yield from _condition(adaptation.when, (*path, "adaptations", index, "when"))


def _condition(condition: Condition, path: Path) -> Iterator[Breach]:
    size = condition.size
    if condition == Condition():
        yield Breach(path, "no-condition", sentence("An adaptation says when it applies."))
    elif size and size.at_least is None and size.at_most is None:
        yield Breach(path, "bad-condition", sentence("A size has at least one end."))
    elif size and (size.at_least or 0) > (size.at_most or 100):
        yield Breach(
            path,
            "bad-condition",
            sentence("The ends of this size are the wrong way round."),
            sentence("Swap them."),
        )


def _pictures(session: Session) -> Iterator[Breach]:
    for name, encoded in session.images.items():
        try:
            fault = picture_fault(name, b64decode(encoded, validate=True))
        except binascii.Error:
            fault = ("not-a-picture", "The picture is not valid Base64.", "Encode it again.")
        if fault:
            yield Breach(("images", name), *fault)
