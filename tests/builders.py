"""Small sessions and workshops for tests, each argument the one thing that a test is about."""

from __future__ import annotations

from typing import Any

from curriculum.session import (
    Activity,
    Debrief,
    Handout,
    Kind,
    Question,
    Session,
    Stage,
    Step,
    TextBlock,
    Voice,
)
from curriculum.values import Minutes
from curriculum.workshop import Meeting, SessionItem, Workshop


def minutes(fixed: float, per_person: float = 0) -> Minutes:
    return Minutes(fixed=fixed, per_person=per_person)


def step(fixed: float = 5, per_person: float = 0, **parts: Any) -> Step:
    return Step(
        **{"voice": Voice.SAY, "minutes": minutes(fixed, per_person), "text": "Welcome.", **parts}
    )


def activity(name: str = "round", *steps: Step, **parts: Any) -> Activity:
    """Return an activity that lasts as long as its steps and its debrief."""
    steps = steps or (step(),)
    total = sum((one.minutes for one in steps), Minutes())
    if debrief := parts.get("debrief"):
        total += debrief.minutes
    return Activity(
        **{
            "id": name,
            "title": name.replace("-", " ").capitalize(),
            "kind": Kind.PRACTICE,
            "minutes": total,
            "at_least": total,
            "at_most": total,
            "steps": steps,
            **parts,
        }
    )


def rest(name: str = "break", fixed: float = 10, cut_order: int = 9) -> Activity:
    return activity(name, kind=Kind.BREAK, essential=False, cut_order=cut_order).model_copy(
        update={
            "steps": (),
            "minutes": minutes(fixed),
            "at_least": minutes(fixed),
            "at_most": minutes(fixed),
        }
    )


def debrief(fixed: float = 4) -> Debrief:
    questions = tuple(Question(stage=stage, text=f"{stage.value}?") for stage in Stage)
    return Debrief(minutes=minutes(fixed), questions=questions)


def handout(slug: str = "card", **parts: Any) -> Handout:
    return Handout(
        **{
            "slug": slug,
            "title": slug.capitalize(),
            "kind": "card",
            "take_home": "take-home",
            "blocks": (TextBlock(text="Breathe."),),
            **parts,
        }
    )


def session(code: str = "AL1", *activities: Activity, **parts: Any) -> Session:
    activities = activities or (activity(),)
    return Session(
        **{
            "code": code,
            "slug": code.lower(),
            "title": f"Session {code}",
            "topic": "listening",
            "purpose": "People feel heard.",
            "objectives": ("Summarise what someone said", "Ask one open question"),
            "minutes": 60,
            "at_least": 30,
            "at_most": 90,
            "short_cut": 60,
            "activities": activities,
            **parts,
        }
    )


def workshop(*sessions: Session, **parts: Any) -> Workshop:
    """Return a workshop of one meeting with these sessions, pinned to revision 1."""
    items = tuple(SessionItem(session=one.code, revision=1) for one in sessions)
    meeting = {"start": "19:00", "minutes": 120, "items": items, **parts.pop("meeting", {})}
    return Workshop(**{"title": "Evening", "meetings": (Meeting(**meeting),), **parts})


def library(*sessions: Session) -> dict[tuple[str, int], Session]:
    return {(one.code, 1): one for one in sessions}
