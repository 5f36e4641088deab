"""Every text of a session with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from curriculum.markup import unbracketed, without_spans
from curriculum.session import (
    Activity,
    Block,
    ChecklistBlock,
    DeckBlock,
    Handout,
    PromptBlock,
    ScaleBlock,
    Session,
    TableBlock,
    TextBlock,
    Voice,
)

_MARKS = re.compile(r"[*_#>`]|^\s*(?:-|\d+\.)\s+", re.MULTILINE)


class Text(NamedTuple):
    """A text, where it stands (`activity choose · step 2`) and what it is."""

    where: str
    kind: str
    """`say`, another voice, `handout`, `adaptation`, or the name of a section."""
    text: str


def texts(session: Session) -> Iterator[Text]:
    """Yield every text of a session, its marks taken off, in the order it is printed."""
    for where, kind, text in _all(session):
        yield Text(where, kind, plain(text))


def home_words(session: Session) -> Iterator[Text]:
    """Yield every text without what is marked as another language's."""
    for where, kind, text in _all(session):
        yield Text(where, kind, without_spans(text))


def plain(text: str) -> str:
    """Return Markdown without its marks."""
    return _MARKS.sub("", unbracketed(text))


def _all(session: Session) -> Iterator[tuple[str, str, str]]:
    yield "purpose", "purpose", session.purpose
    for name in ("objectives", "key_messages", "preparation", "safety", "fidelity"):
        for entry in getattr(session, name):
            yield name.replace("_", " "), name, entry
    for name in ("room", "home_practice"):
        if text := getattr(session, name):
            yield name.replace("_", " "), name, text
    for activity in session.activities:
        yield from _activity(activity)
    for adaptation in session.adaptations:
        yield f"adaptation of {adaptation.replaces}", "adaptation", adaptation.text
    for handout in session.handouts:
        yield from _handout(handout)


def _activity(activity: Activity) -> Iterator[tuple[str, str, str]]:
    where = f"activity {activity.id}"
    if activity.aim:
        yield where, "aim", activity.aim
    voices = {}
    for number, step in enumerate(activity.steps, start=1):
        place = f"{where} · step {step.id or number}"
        voices[step.id] = step.voice
        yield place, step.voice.value, step.text
    for adaptation in activity.adaptations:
        spoken = voices.get(adaptation.replaces) is Voice.SAY
        place = f"{where} · adaptation of {adaptation.replaces}"
        yield place, "say" if spoken else "adaptation", adaptation.text
    for question in activity.debrief.questions if activity.debrief else ():
        yield f"{where} · debrief", "debrief", question.text
    for entry in activity.watch_for:
        yield f"{where} · watch for", "watch-for", entry
    for reason in activity.contraindications:
        yield f"{where} · contraindications", "contraindication", reason.text


def _handout(handout: Handout) -> Iterator[tuple[str, str, str]]:
    where = f"handout {handout.slug}"
    yield where, "handout", handout.printed_title
    for block in handout.blocks:
        for text in block_texts(block):
            yield where, "handout", text
    for adaptation in handout.adaptations:
        yield f"{where} · adaptation of {adaptation.replaces}", "handout", adaptation.text


def block_texts(block: Block) -> Iterator[str]:
    """Yield what a participant reads in a block."""
    if isinstance(block, TextBlock | PromptBlock):
        yield block.text
    elif isinstance(block, ChecklistBlock | ScaleBlock):
        yield from block.items
    elif isinstance(block, TableBlock):
        yield from (cell for row in block.rows for cell in row if cell)
    elif isinstance(block, DeckBlock):
        for card in block.cards:
            yield card.front
            if card.back:
                yield card.back
