"""The specimen: the sample session, and beside it whatever a page can hold.

`python -m tests.pdf_templates.specimen` prints its guide and its handouts into `build/specimen`.
"""

from __future__ import annotations

from pathlib import Path

from curriculum.assemble import assemble
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, PrintSize
from curriculum.layouts import layouts_of
from curriculum.plan import Plan
from curriculum.printed import Guide, HandoutPack
from curriculum.session import (
    Activity,
    Adaptation,
    Condition,
    Grouping,
    Kind,
    Leader,
    Mark,
    Session,
    Step,
    Voice,
)
from curriculum.values import Access, Minutes, Mode
from curriculum.workshop import Meeting, SessionItem, Workshop
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.samples import CONTACTS, sample_session

LONG_WORD = "Beziehungsgesprächsvorbereitungsbogenverzeichnis"
RIGHT_TO_LEFT = (
    "- [**רותם:** “אני רוצה לדבר הערב.”]{lang=he}\n- [**נועם:** “בוא נשב רגע.”]{lang=he}"
)
LONG_LIST = "\n".join(f"- Answer {number}: say it back, and wait." for number in range(1, 31))
TEXTS = {
    Voice.SAY: f"Tonight we talk about the {LONG_WORD}. Nobody has to.",
    Voice.ASK: "**“What did you notice?”**\n\nTake three answers, [auch auf Deutsch]{lang=de}.",
    Voice.DO: LONG_LIST,
    Voice.DEMONSTRATE: RIGHT_TO_LEFT,
    Voice.LISTEN_FOR: "A joke that is none.",
    Voice.NOTE: "*Studies* disagree about **this**.",
}


def specimen_session() -> Session:
    """Return a session with every voice, way of sitting, and colour of change."""
    session = sample_session()
    added = [_voices(), *map(_sitting, Grouping)]
    return session.model_copy(update={"activities": (*session.activities, *added)})


def specimen_plan() -> Plan:
    """Return a workshop of two meetings with it."""
    session = specimen_session()
    item = SessionItem(session=session.code, revision=1)
    meetings = (Meeting(minutes=480, items=(item,)), Meeting(minutes=480, items=(item,)))
    workshop = Workshop(title="Specimen", people=9, mode=Mode.MIXED, meetings=meetings)
    return assemble(workshop, {(session.code, 1): session})


def specimen_guide() -> Guide:
    """Return its guide."""
    return guide(specimen_plan(), CONTACTS)


def specimen_pack() -> HandoutPack:
    """Return its handouts."""
    return handout_pack(specimen_plan(), CONTACTS)


def main() -> None:
    """Print both in every size and layout."""
    folder = Path("build/specimen")
    press = Press(folder / "parts", PressLimits(workers=0))
    for document in (specimen_guide(), specimen_pack()):
        for size in PrintSize:
            for layout in layouts_of(document, size):
                edition = Edition(size=size, layout=layout)
                path = folder / f"{document.document}-{size}-{layout}.pdf"
                path.write_bytes(press.pdf(document, edition).read_bytes())
                print(path)  # noqa: T201 - it is a command


def _voices() -> Activity:
    steps = tuple(
        Step(id=voice, voice=voice, minutes=Minutes(fixed=2), text=text)
        for voice, text in TEXTS.items()
    )
    helped = steps[2].model_copy(update={"leader": Leader.CO_FACILITATOR})
    return _activity("voices", "Every voice", (*steps[:2], helped, *steps[3:])).model_copy(
        update={
            "adaptations": tuple(
                Adaptation(
                    when=Condition(access=access),
                    replaces="say",
                    text=f"Say it so: {mark}.",
                    reason="It is the same for everyone.",
                    mark=mark,
                )
                for mark, access in zip(Mark, Access, strict=False)
            ),
            "watch_for": ("Somebody who leaves.",),
        }
    )


def _sitting(grouping: Grouping) -> Activity:
    step = Step(voice=Voice.DO, minutes=Minutes(fixed=3), text="Sit so.")
    made = _activity(f"sit-{grouping}", f"Sitting: {grouping}", (step,))
    return made.model_copy(update={"grouping": grouping})


def _activity(name: str, title: str, steps: tuple[Step, ...]) -> Activity:
    minutes = Minutes(fixed=sum(step.minutes.fixed for step in steps))
    return Activity(
        id=name,
        title=title,
        kind=Kind.DISCUSSION,
        minutes=minutes,
        at_least=minutes,
        at_most=minutes,
        steps=steps,
    )


if __name__ == "__main__":
    main()
