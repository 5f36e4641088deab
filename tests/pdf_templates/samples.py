"""A session with every kind of step and block, and the documents made of it."""

from __future__ import annotations

import base64
import datetime as dt
import struct
import zlib

from curriculum.assemble import assemble
from curriculum.checks import check
from curriculum.documents import Guide, HandoutPack, guide, handout_pack
from curriculum.organisation import Contact, Organisation
from curriculum.plan import Plan
from curriculum.printed import SheetSet
from curriculum.session import (
    Activity,
    Adaptation,
    Card,
    ChecklistBlock,
    Condition,
    Contraindication,
    Debrief,
    DeckBlock,
    DiagramBlock,
    DiagramKind,
    Grouping,
    Handout,
    HandoutKind,
    ImageBlock,
    Kind,
    Leader,
    Mark,
    Material,
    Per,
    PromptBlock,
    Quantity,
    Question,
    ScaleBlock,
    Session,
    Stage,
    Step,
    TableBlock,
    TakeHome,
    TextBlock,
    Voice,
)
from curriculum.sheets import sheets
from curriculum.values import Access, Minutes, Mode, Setting
from curriculum.workshop import BreakItem, Meeting, OwnItem, SessionItem, Workshop


def png(width: int = 6, height: int = 4) -> str:
    """Return a small grey picture in Base64."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
    return base64.b64encode(body + chunk(b"IEND", b"")).decode()


def every_block() -> tuple[Handout, ...]:
    """Return sheets that show every kind of block, one of them discreet."""
    return (
        Handout(
            slug="moves-card",
            title="Four moves of a listener",
            kind=HandoutKind.CARD,
            take_home=TakeHome.TAKE_HOME,
            blocks=(
                TextBlock(text="Try one move. *Then* see what they do.\n\n## 1 Make room\n\nWait."),
                ChecklistBlock(items=("I will try **Make room**.", "I will try Say it back.")),
                PromptBlock(text="Which move will you try first?", lines=3),
                PromptBlock(text="Draw where you will sit.", lines=4, box=True),
            ),
        ),
        Handout(
            slug="week",
            title="Fear and control at home",
            kind=HandoutKind.LOG,
            take_home=TakeHome.DISCREET,
            discreet_title="Notes for the week",
            blocks=(
                TableBlock(
                    caption="My tries",
                    columns=("Day", "Move", "What I noticed"),
                    rows=(("Tuesday", "2", "Wanted to give a tip."), ("Friday", "", "")),
                    row_heads=True,
                    blank_rows=3,
                ),
                ScaleBlock(
                    low_label="Not at all",
                    high_label="Very much",
                    items=("I caught myself before I gave advice.", "It sounded like me."),
                ),
            ),
        ),
        Handout(
            slug="pictures",
            title="Pictures to fill in",
            kind=HandoutKind.WORKSHEET,
            take_home=TakeHome.KEEP,
            blocks=(
                *(
                    DiagramBlock(
                        diagram=kind,
                        labels=("What I can do", "What I can ask for", "", "What is not mine"),
                        alt=f"A drawing of the kind {kind}.",
                    )
                    for kind in DiagramKind
                ),
                ImageBlock(image="chairs.png", alt="Three chairs in a ring."),
            ),
        ),
        Handout(
            slug="sorting-cards",
            title="Sorting cards",
            kind=HandoutKind.DECK,
            take_home=TakeHome.KEEP,
            copies=Quantity(per=Per.GROUP),
            blocks=(
                DeckBlock(
                    per_page=8,
                    cards=tuple(
                        Card(front=f"Sentence {number}", back=f"Answer {number}")
                        for number in range(1, 11)
                    ),
                ),
            ),
        ),
    )


def sample_session(code: str = "AL1", title: str = "Feeling heard") -> Session:
    """Return a session with every voice, an adaptation of each sort, and all sheets."""
    rounds = Activity(
        id="three-rounds",
        title="Three rounds of three",
        kind=Kind.PRACTICE,
        grouping=Grouping.TRIOS,
        intensity=2,
        minutes=Minutes(fixed=37),
        at_least=Minutes(fixed=27),
        at_most=Minutes(fixed=45),
        aim="Everybody speaks, listens and watches once.",
        steps=(
            Step(
                id="choose",
                voice=Voice.SAY,
                minutes=Minutes(fixed=1),
                text="Find two people whom you have not worked with yet. Four is fine too.",
                breakout=True,
            ),
            Step(
                voice=Voice.HAND_OUT,
                minutes=Minutes(fixed=1),
                text="One to each person, face up, with a pen.",
                handout="moves-card",
            ),
            Step(
                voice=Voice.DO,
                minutes=Minutes(fixed=27),
                text="Call the change of roles. Walk the room; do not join in.",
                turns=True,
                leader=Leader.CO_FACILITATOR,
            ),
            Step(voice=Voice.LISTEN_FOR, text="Advice dressed up as a question."),
        ),
        debrief=Debrief(
            minutes=Minutes(fixed=8),
            questions=(
                Question(stage=Stage.WHAT_HAPPENED, text="What made you say more?"),
                Question(stage=Stage.WHAT_IT_MEANS, text="When did a summary get it wrong?"),
                Question(stage=Stage.WHAT_NEXT, text="With whom could you try one summary?"),
            ),
        ),
        watch_for=("Someone who picks the heaviest thing in their life.",),
        contraindications=(
            Contraindication(mode=Mode.COUPLES, text="Not with one's own partner."),
            Contraindication(text="Someone here is afraid of another person in the room."),
        ),
        materials=(Material(name="Timer that all can hear", quantity=Quantity(per=Per.MEETING)),),
        adaptations=(
            Adaptation(
                when=Condition(mode=Mode.MIXED),
                replaces="choose",
                text="Find two people who are neither your partner nor your friend.",
                reason="A partner's story is too near for a first try.",
                mark=Mark.AMBER,
            ),
            Adaptation(
                when=Condition(access=Access.HEARING),
                replaces="choose",
                text="Move the chairs so that everyone sees every face.",
                reason="Faces carry half of the words.",
                mark=Mark.GREEN,
            ),
        ),
    )
    opening = Activity(
        id="arriving",
        title="Arriving",
        kind=Kind.OPENING,
        minutes=Minutes(fixed=4, per_person=0.5),
        at_least=Minutes(fixed=4, per_person=0.5),
        at_most=Minutes(fixed=8, per_person=0.5),
        steps=(
            Step(voice=Voice.SAY, minutes=Minutes(fixed=2), text="Welcome. **You can pass.**"),
            Step(
                voice=Voice.ASK,
                minutes=Minutes(fixed=1, per_person=0.5),
                text="**“What made you come?”**\n\nTake what comes. Silence is an answer too.",
            ),
            Step(
                voice=Voice.DEMONSTRATE,
                minutes=Minutes(fixed=1),
                text="**You:** “It was a long day.”\n\n**Volunteer:** “Hm.” *looks at the phone*",
            ),
            Step(voice=Voice.NOTE, text="In one study people felt more understood."),
        ),
    )
    sheets = Activity(
        id="sheets",
        title="On paper",
        kind=Kind.PLANNING,
        grouping=Grouping.ALONE,
        essential=False,
        cut_order=1,
        intensity=3,
        minutes=Minutes(fixed=9),
        at_least=Minutes(fixed=6),
        at_most=Minutes(fixed=12),
        steps=tuple(
            Step(
                voice=Voice.HAND_OUT,
                minutes=Minutes(fixed=3),
                text=f"Lay out the sheet called {slug}.",
                handout=slug,
            )
            for slug in ("week", "pictures", "sorting-cards")
        ),
    )
    left_out = Activity(
        id="song",
        title="A song",
        kind=Kind.MOVEMENT,
        essential=False,
        cut_order=2,
        minutes=Minutes(fixed=5),
        at_least=Minutes(fixed=5),
        at_most=Minutes(fixed=5),
        steps=(Step(voice=Voice.DO, minutes=Minutes(fixed=5), text="Sing the left-out song."),),
    )
    return Session(
        code=code,
        slug=code.lower(),
        title=title,
        subtitle="Four moves that help someone feel listened to",
        topic="active-listening",
        purpose="People leave with one move that makes another person feel heard.",
        objectives=("Summarise what someone said", "Ask one open question"),
        key_messages=("To say it back is not to agree.",),
        minutes=60,
        at_least=45,
        at_most=90,
        short_cut=60,
        room="Chairs in a ring, no tables.",
        materials=(Material(name="Pens", quantity=Quantity(spare=2)),),
        preparation=("Read the two scenes aloud once.",),
        safety=("Stop when a story of violence begins.",),
        activities=(opening, rounds, sheets, left_out),
        home_practice="One move, once, with anyone who is easy to be with.",
        fidelity=("Each person spoke in all three roles.",),
        references=("weger-2014", "gottman-1998"),
        handouts=every_block(),
        images={"chairs.png": png()},
    )


CONTACTS = Organisation(
    name="Riverside Counselling",
    contacts=(Contact(name="The duty desk", reach="Room 4, until nine", note="Ask for Ama"),),
)


def sample_plan() -> Plan:
    """Return a mixed workshop of two meetings, one on the clock and one that counts from zero."""
    first, second = sample_session(), sample_session("IS1", "Speaking from I")
    workshop = Workshop(
        title="Evenings at the river",
        mode=Mode.MIXED,
        setting=Setting.IN_PERSON,
        people=8,
        facilitators=2,
        meetings=(
            Meeting(
                title="Listening",
                date=dt.date(2027, 3, 9),
                start=dt.time(19, 0),
                minutes=120,
                items=(
                    OwnItem(title="Tea and names", minutes=10, notes="Put out the *good* cups."),
                    SessionItem(
                        session="AL1", revision=3, leave_out=("song",), notes="Ask Ama to open."
                    ),
                    BreakItem.model_validate({"break": 10}),
                ),
            ),
            Meeting(minutes=90, items=(SessionItem(session="IS1", revision=1),)),
        ),
    )
    plan = assemble(workshop, {("AL1", 3): first, ("IS1", 1): second})
    return plan.model_copy(update={"findings": check(plan, CONTACTS)})


def sample_guide() -> Guide:
    """Return the guide of the sample workshop."""
    return guide(sample_plan(), CONTACTS)


def sample_pack(only: str | None = None) -> HandoutPack:
    """Return the handouts of the sample workshop."""
    return handout_pack(sample_plan(), CONTACTS, only=only)


def sample_sheets() -> SheetSet:
    """Return the sheets of the sample workshop."""
    return sheets(sample_plan(), CONTACTS)
