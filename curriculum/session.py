"""A session of the library: its activities and steps, its handouts and their blocks.

This one shape is the target of the authoring format, the stored body of a revision, the resource of
the API and what the templates read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from curriculum.values import (
    Access,
    Code,
    LanguageTag,
    Line,
    Markdown,
    Minutes,
    Mode,
    Setting,
    Slug,
    Value,
    WholeMinutes,
    one_line,
)

FORMAT: Literal[1] = 1
"""The number of this shape; stored bodies carry it and older ones are upgraded on reading."""


class Voice(StrEnum):
    """What a step asks the facilitator to do."""

    SAY = "say"
    ASK = "ask"
    DO = "do"
    DEMONSTRATE = "demonstrate"
    HAND_OUT = "hand-out"
    LISTEN_FOR = "listen-for"
    NOTE = "note"


class Leader(StrEnum):
    """Who leads a step."""

    LEAD = "lead"
    CO_FACILITATOR = "co-facilitator"


class Kind(StrEnum):
    """What people do in an activity."""

    OPENING = "opening"
    INPUT = "input"
    DEMONSTRATION = "demonstration"
    PRACTICE = "practice"
    SORTING = "sorting"
    REFLECTION = "reflection"
    DISCUSSION = "discussion"
    MOVEMENT = "movement"
    PLANNING = "planning"
    CLOSING = "closing"
    BREAK = "break"


class Grouping(StrEnum):
    """How people sit; `partners` pairs the two people of a couple."""

    WHOLE = "whole"
    ALONE = "alone"
    PAIRS = "pairs"
    TRIOS = "trios"
    FOURS = "fours"
    PARTNERS = "partners"


class Mark(StrEnum):
    """How free a facilitator is to change an adapted text further."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Size(Value):
    """A range of head counts, both ends included; an open end is null."""

    at_least: Annotated[int, Field(ge=1, le=100)] | None = None
    at_most: Annotated[int, Field(ge=1, le=100)] | None = None


class Condition(Value):
    """When an adaptation applies: every part that is given must hold."""

    mode: Mode | None = None
    setting: Setting | None = None
    size: Size | None = None
    short: bool = False
    """The activity was shortened to fit its slot."""
    access: Access | None = None
    culture: Line | None = None
    """A circumstance that only the facilitator can see; always printed, never applied by itself."""


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(max_length=100)]
"""As many as anybody writes, and no more."""


class Adaptation(Value):
    """A replacement of one named text under a condition, with its reason and its mark.

    `replaces` is the id of a step in the activity, of a block in the handout, or, for a session,
    the name of a section (`preparation`, `room`, `home-practice`).
    """

    when: Condition
    replaces: Slug
    text: Markdown
    reason: Line
    mark: Mark
    together: Annotated[bool, Field(exclude_if=lambda together: not together)] = False
    """Nobody goes into small groups for this step after all: online, no rooms are opened for it."""


class Step(Value):
    """A few minutes of an activity: one voice, one text."""

    id: Slug | None = None
    voice: Voice
    minutes: Minutes = Minutes()
    leader: Leader = Leader.LEAD
    text: Markdown
    handout: Slug | None = None
    turns: bool = False
    """The minutes are shared in equal turns among the members of each small group."""
    breakout: bool = False
    """Here people move into small groups; online this costs time of its own."""


class Stage(StrEnum):
    """What a debrief question asks about."""

    WHAT_HAPPENED = "what-happened"
    WHAT_IT_MEANS = "what-it-means"
    WHAT_NEXT = "what-next"


class Question(Value):
    """One question of a debrief."""

    stage: Stage
    text: Line


class Debrief(Value):
    """The talk that closes an activity: what happened, what it means, what next."""

    minutes: Minutes
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=12)]


class Contraindication(Value):
    """A reason not to run an activity; with a mode or a setting it can be checked."""

    mode: Mode | None = None
    setting: Setting | None = None
    text: Line


class Per(StrEnum):
    """What a quantity is counted by."""

    PERSON = "person"
    PAIR = "pair"
    TRIO = "trio"
    FOUR = "four"
    GROUP = "group"
    FACILITATOR = "facilitator"
    MEETING = "meeting"


class Quantity(Value):
    """How many of a thing: `count` for each `per`, and `spare` on top."""

    count: Annotated[int, Field(ge=1, le=500)] = 1
    per: Per = Per.PERSON
    spare: Annotated[int, Field(ge=0, le=100)] = 0


class Material(Value):
    """A thing to bring, with its quantity rule."""

    name: Line
    quantity: Quantity
    used_up: bool = False
    """It is gone afterwards: what several sessions need of it adds up."""
    setting: Setting | None = None
    """Where it is needed; null means in a room and online."""


class Activity(Value):
    """A part of a session with its own minutes, made of steps."""

    id: Slug
    title: Line
    kind: Kind
    grouping: Grouping = Grouping.WHOLE
    essential: bool = True
    cut_order: Annotated[int, Field(ge=1, le=99)] | None = None
    """Its place in the queue to be left out, 1 first; only optional activities have one."""
    intensity: Annotated[int, Field(ge=1, le=3)] = 1
    minutes: Minutes
    at_least: Minutes
    at_most: Minutes
    aim: Line | None = None
    steps: Annotated[tuple[Step, ...], Field(max_length=60)] = ()
    debrief: Debrief | None = None
    watch_for: Many[Line] = ()
    contraindications: Many[Contraindication] = ()
    materials: Many[Material] = ()
    adaptations: Many[Adaptation] = ()


# --- handouts -------------------------------------------------------------------------------------


class TextBlock(Value):
    """Text to read; `##` headings are allowed in it."""

    type: Literal["text"] = "text"
    id: Slug | None = None
    text: Markdown


class PromptBlock(Value):
    """A question with room to write: ruled lines of 9 mm, or one open box as high as they are."""

    type: Literal["prompt"] = "prompt"
    id: Slug | None = None
    text: Markdown
    lines: Annotated[int, Field(ge=1, le=24)] = 2
    box: bool = False


class ChecklistBlock(Value):
    """Boxes to tick."""

    type: Literal["checklist"] = "checklist"
    id: Slug | None = None
    items: Annotated[tuple[Line, ...], Field(min_length=1, max_length=40)]


class ScaleBlock(Value):
    """Statements to rate on one scale from `low` to `high`, both ends named."""

    type: Literal["scale"] = "scale"
    id: Slug | None = None
    low: Annotated[int, Field(ge=0, le=1)] = 1
    high: Annotated[int, Field(ge=3, le=10)] = 5
    low_label: Line
    high_label: Line
    items: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


Cell = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\r\n]*$"),
    AfterValidator(one_line),
]
"""A line that may be empty."""

Label = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=80, pattern=r"^[^\r\n]*$"),
    AfterValidator(one_line),
]
"""A few words on a drawing; empty, it is room to write."""


class TableBlock(Value):
    """A table; an empty cell is room to write, and `blank_rows` more follow the given rows."""

    type: Literal["table"] = "table"
    id: Slug | None = None
    caption: Line
    columns: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)]
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(max_length=60)] = ()
    row_heads: bool = False
    """The first column names its row."""
    blank_rows: Annotated[int, Field(ge=0, le=40)] = 0


class Card(Value):
    """One card of a deck."""

    front: Markdown
    back: Markdown | None = None


class DeckBlock(Value):
    """Cards to cut out, `per_page` on a sheet."""

    type: Literal["deck"] = "deck"
    id: Slug | None = None
    per_page: Literal[2, 4, 6, 8, 10] = 8
    cards: Annotated[tuple[Card, ...], Field(min_length=1, max_length=80)]


class DiagramKind(StrEnum):
    """The drawings that the press knows."""

    CIRCLES = "circles"
    LOOP = "loop"
    LADDER = "ladder"
    THERMOMETER = "thermometer"
    MAP = "map"


class DiagramBlock(Value):
    """A drawing with labels; an empty label is room to write. `alt` says what it shows."""

    type: Literal["diagram"] = "diagram"
    id: Slug | None = None
    diagram: DiagramKind
    labels: Annotated[tuple[Label, ...], Field(min_length=2, max_length=10)]
    alt: Line


ImageName = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.(png|jpe?g)$", max_length=80)
]


class ImageBlock(Value):
    """A picture of the session's own, by its name in `Session.images`."""

    type: Literal["image"] = "image"
    id: Slug | None = None
    image: ImageName
    alt: Line


Block = Annotated[
    TextBlock
    | PromptBlock
    | ChecklistBlock
    | ScaleBlock
    | TableBlock
    | DeckBlock
    | DiagramBlock
    | ImageBlock,
    Field(discriminator="type"),
]


class HandoutKind(StrEnum):
    """What sort of sheet it is."""

    WORKSHEET = "worksheet"
    CARD = "card"
    DECK = "deck"
    CHECKLIST = "checklist"
    LOG = "log"
    FORM = "form"
    POSTER = "poster"
    CERTIFICATE = "certificate"


class TakeHome(StrEnum):
    """Whether a sheet may leave the room."""

    TAKE_HOME = "take-home"
    DISCREET = "discreet"
    KEEP = "keep"


class Handout(Value):
    """A participant's sheet: one message, one thing to do."""

    slug: Slug
    title: Line
    kind: HandoutKind
    take_home: TakeHome
    discreet_title: Line | None = None
    """The neutral title that stands on paper and in file names; `discreet` sheets must have one."""
    copies: Quantity = Quantity()
    blocks: Annotated[tuple[Block, ...], Field(min_length=1, max_length=60)]
    adaptations: Many[Adaptation] = ()

    @property
    def printed_title(self) -> str:
        """Return the title that may be seen by others: the neutral one where there is one."""
        return self.discreet_title or self.title


# --- the session ----------------------------------------------------------------------------------


class GroupSize(Value):
    """How many people it is for; its stated minutes are those at `typical`."""

    at_least: Annotated[int, Field(ge=2, le=100)] = 4
    typical: Annotated[int, Field(ge=2, le=100)] = 8
    at_most: Annotated[int, Field(ge=2, le=100)] = 14


class Staffing(Value):
    """How many facilitators: `least`, and one more from `another_from` people on."""

    least: Annotated[int, Field(ge=1, le=6)] = 1
    another_from: Annotated[int, Field(ge=2, le=100)] | None = None


class Prerequisite(Value):
    """A session that belongs before this one; a hard one must come before it."""

    code: Code
    hard: bool = False


class Level(StrEnum):
    """Where it stands in a course."""

    CORE = "core"
    FURTHER = "further"


class Session(Value):
    """A modular unit of the library, 60 to 120 minutes."""

    format: Literal[1] = FORMAT
    code: Code
    slug: Slug
    title: Line
    subtitle: Line | None = None
    topic: Slug
    language: LanguageTag = "en"
    level: Level = Level.FURTHER
    purpose: Line
    objectives: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    key_messages: Many[Line] = ()
    minutes: WholeMinutes
    """The target at the typical head count; `at_least` and `at_most` are its ends."""
    at_least: WholeMinutes
    at_most: WholeMinutes
    short_cut: WholeMinutes
    """A slot that the essential activities fit at the typical head count."""
    people: GroupSize = GroupSize()
    staffing: Staffing = Staffing()
    modes: Annotated[tuple[Mode, ...], Field(min_length=1, max_length=3)] = tuple(Mode)
    settings: Annotated[tuple[Setting, ...], Field(min_length=1, max_length=2)] = tuple(Setting)
    agreements: bool = False
    """It opens a workshop: the group makes its agreements here."""
    room: Markdown | None = None
    materials: Many[Material] = ()
    preparation: Many[Line] = ()
    safety: Many[Line] = ()
    """When to pause or stop, and who this is not for."""
    prerequisites: Many[Prerequisite] = ()
    activities: Annotated[tuple[Activity, ...], Field(min_length=1, max_length=40)]
    home_practice: Markdown | None = None
    fidelity: Many[Line] = ()
    references: Many[Slug] = ()
    handouts: Annotated[tuple[Handout, ...], Field(max_length=20)] = ()
    adaptations: Many[Adaptation] = ()
    images: Annotated[dict[ImageName, str], Field(max_length=40)] = Field(default_factory=dict)
    """Pictures by file name: PNG or JPEG bytes in Base64."""

    @field_validator("prerequisites")
    @classmethod
    def _hard_ones_first(cls, given: tuple[Prerequisite, ...]) -> tuple[Prerequisite, ...]:
        return tuple(sorted(given, key=lambda one: not one.hard))

    @field_validator("handouts")
    @classmethod
    def _in_the_order_of_use(
        cls, given: tuple[Handout, ...], info: ValidationInfo
    ) -> tuple[Handout, ...]:
        """Sort the handouts by the first step that uses them; a folder keeps no other order."""
        activities: tuple[Activity, ...] = info.data.get("activities", ())
        used = [step.handout for activity in activities for step in activity.steps]
        return tuple(
            sorted(given, key=lambda one: used.index(one.slug) if one.slug in used else len(used))
        )

    @property
    def intensity(self) -> int:
        """Return how much its most intense activity asks of people: 1 to 3."""
        return max(one.intensity for one in self.activities)

    def activity(self, activity_id: str) -> Activity | None:
        """Return the activity with this id, or None."""
        return next((one for one in self.activities if one.id == activity_id), None)

    def handout(self, slug: str) -> Handout | None:
        """Return the handout with this slug, or None."""
        return next((one for one in self.handouts if one.slug == slug), None)
