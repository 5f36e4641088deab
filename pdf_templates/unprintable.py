"""A check that only the press can make: letters that its fonts have not."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.checking.reading import Reading, warn
from curriculum.plan import Finding, Plan, Where
from pdf_templates.letters import MISSING, unprintable


def letters(reading: Reading) -> Iterator[Finding]:
    """Tell letters that would be printed as an empty box, in sessions and in the workshop's own."""
    places = [(Where(), "The workshop's own texts have", _own_texts(reading.plan))]
    for placed in reading.begun:
        body = placed.session.model_dump_json(exclude={"images"})
        places.append((placed.where, f"{placed.session.code} has", body))
    for where, who, text in places:
        if found := unprintable(text):
            yield warn(
                "letters-not-printable",
                where,
                f"{who} letters that cannot be printed: {' '.join(found)}",
                f"Write it in other letters. On paper each of these is an empty box, {MISSING}.",
            )


def _own_texts(plan: Plan) -> str:
    """Return what the facilitator wrote around the sessions."""
    items = [item for meeting in plan.meetings for item in meeting.items if item.kind != "break"]
    texts = [plan.title, plan.notes, *(meeting.title for meeting in plan.meetings)]
    texts += [item.notes for item in items]
    texts += [item.title for item in items if item.kind == "own"]
    return "\n".join(text for text in texts if text)
