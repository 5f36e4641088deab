"""Write an activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curriculum.markdown.escapes import escape_mark, escape_paragraph, escape_scope
from curriculum.markdown.texts_write import Adaptations, block, bullets
from curriculum.session import (
    Activity,
    Contraindication,
    Debrief,
    Grouping,
    Leader,
    Material,
    Step,
)
from curriculum.values import Minutes
from curriculum.wording import STAGES, minutes_phrase, quantity_phrase


def write_activity(activity: Activity) -> str:
    """Return the section of an activity."""
    waiting = Adaptations(activity.adaptations)
    parts = ["\n".join([f"## Activity: {activity.title} {{#{activity.id}}}", *_fields(activity)])]
    parts += [escape_mark(escape_paragraph(activity.aim))] if activity.aim else []
    for step in activity.steps:
        parts += [_step(step), *waiting.of(step.id)]
    parts += waiting.rest()
    parts += [_debrief(activity.debrief)] if activity.debrief else []
    parts += _lists(activity)
    return "\n\n".join(parts)


def _fields(activity: Activity) -> Iterator[str]:
    minutes = minutes_phrase(activity.minutes)
    yield f"kind: {activity.kind}"
    if activity.grouping != Grouping.WHOLE:
        yield f"grouping: {activity.grouping}"
    yield f"minutes: {minutes}"
    if activity.at_least != activity.minutes:
        yield f"at_least: {minutes_phrase(activity.at_least)}"
    if activity.at_most != activity.minutes:
        yield f"at_most: {minutes_phrase(activity.at_most)}"
    if activity.cut_order is not None:
        yield f"optional: {activity.cut_order}"
    if activity.intensity != 1:
        yield f"intensity: {activity.intensity}"


def _step(step: Step) -> str:
    parts = [f"{minutes_phrase(step.minutes)} min"] if step.minutes != Minutes() else []
    parts += [f"handout {step.handout}"] if step.handout else []
    parts += ["co-facilitator"] if step.leader == Leader.CO_FACILITATOR else []
    parts += ["turns"] if step.turns else []
    parts += ["breakout"] if step.breakout else []
    return block(f"{step.voice} {', '.join(parts)}".rstrip(), step.id, step.text.split("\n"))


def _debrief(debrief: Debrief) -> str:
    questions = (f"{STAGES[one.stage]}: {one.text}" for one in debrief.questions)
    return block(f"debrief {minutes_phrase(debrief.minutes)} min", None, bullets(questions))


def _lists(activity: Activity) -> Iterator[str]:
    """Yield the lists that follow the steps."""
    lists: dict[str, Iterable[str]] = {
        "Watch for": activity.watch_for,
        "Contraindications": map(_contraindication, activity.contraindications),
        "Materials": materials(activity.materials),
    }
    for title, entries in lists.items():
        lines = bullets(entries)
        if lines:
            yield "\n".join([f"### {title}", "", *lines])


def _contraindication(one: Contraindication) -> str:
    scope = " + ".join(word.value for word in (one.mode, one.setting) if word)
    return f"{scope}: {one.text}" if scope else escape_scope(one.text)


def materials(entries: Iterable[Material]) -> list[str]:
    """Return things and their quantities, an entry each."""
    return [f"{one.name}: {quantity_phrase(one.quantity)}{_endings(one)}" for one in entries]


def _endings(material: Material) -> str:
    used_up = ", used up" if material.used_up else ""
    return used_up + (f", {material.setting}" if material.setting else "")
