"""Hypothesis strategies for the domain's values: whole sessions that keep every rule."""

from __future__ import annotations

from base64 import b64encode

from hypothesis import strategies as st

from curriculum.markup import problems
from curriculum.session import (
    Activity,
    Adaptation,
    Block,
    Card,
    ChecklistBlock,
    Condition,
    Contraindication,
    Debrief,
    DeckBlock,
    DiagramBlock,
    DiagramKind,
    Grouping,
    GroupSize,
    Handout,
    HandoutKind,
    ImageBlock,
    Kind,
    Leader,
    Level,
    Mark,
    Material,
    Per,
    Prerequisite,
    PromptBlock,
    Quantity,
    Question,
    ScaleBlock,
    Session,
    Size,
    Staffing,
    Stage,
    Step,
    TableBlock,
    TakeHome,
    TextBlock,
    Voice,
)
from curriculum.values import TURNING, Access, Minutes, Mode, Setting

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00"
"""The head of a picture of 16 × 16 pixels, all that is looked at."""
MARKS = (
    ":::", "::: say", "\\:::", "\\\\::: say", "---", "# one", "#two", "## three", "\\# four",
    "- five", "- - six", "-", "* seven", "1. eight", "\\- nine", "Reason: ten", "\\Reason: x",
    "Back: eleven", "\\Back: twelve", "  Back: x", "Alt: thirteen", "couples: fourteen",
    "\\online: fifteen", "couples + online: x", "What next: sixteen", "kind: practice",
    "a | b", "\\| c", "d \\\\", "{#name}", "x {#name}", '"quoted"', 'a "b", c', "one, two",
    "a + b", "green", "replaces x", "key: value", "a #b", "'single'", "{{7*7}}", "[x](#y)",
    "**bold** *soft*", "yes", "null", "~", "&anchor", "*alias", "!tag", "%", "@", "`code`", "> x",
    "[x]{lang=de}",
    "1 per person", "x: 1 per person", "2 min", "  indented", "\ttab", "a\u2028b", "é", "[ ]",
)  # fmt: skip
"""Words that mean something somewhere in the format, and must survive everywhere else."""

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", codec="utf-8"
)
_WORDS = st.sampled_from(MARKS) | st.text(_CHARACTERS, min_size=1, max_size=12)

slugs = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
codes = st.from_regex(r"[A-Z][A-Z0-9]{0,3}(-[A-Z0-9]{1,3})?", fullmatch=True)
lines = (
    st.lists(_WORDS, min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda words: words.strip() and not TURNING.search(words))
    .filter(lambda words: not problems(words, inline=True))
)
cells = st.just("") | lines


def texts(*, headings: bool = False) -> st.SearchStrategy[str]:
    """Return texts of several lines, with blank ones and indents among them."""
    line = st.tuples(st.sampled_from(["", "", "  ", "- ", "    "]), _WORDS).map("".join)
    return (
        st.lists(line | st.just("") | st.just("  "), min_size=1, max_size=6)
        .map("\n".join)
        .filter(lambda words: words.strip() and not problems(words, headings=headings))
    )


def some(entries: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple]:
    """Return a few of these, or none."""
    return st.lists(entries, max_size=most).map(tuple)


quarters = st.integers(1, 12).map(lambda number: number / 4)
minutes = st.builds(Minutes, fixed=quarters, per_person=st.just(0.0) | st.just(0.25))
quantities = st.builds(
    Quantity, count=st.integers(1, 500), per=st.sampled_from(Per), spare=st.integers(0, 100)
)
materials = st.builds(
    Material,
    name=lines,
    quantity=quantities,
    used_up=st.booleans(),
    setting=st.none() | st.sampled_from(Setting),
)
_ends = st.tuples(st.integers(1, 100), st.integers(1, 100)).map(sorted)
sizes = (
    _ends.map(lambda ends: Size(at_least=ends[0], at_most=ends[1]))
    | st.builds(Size, at_least=st.integers(1, 100))
    | st.builds(Size, at_most=st.integers(1, 100))
)
conditions = st.builds(
    Condition,
    mode=st.none() | st.sampled_from(Mode),
    setting=st.none() | st.sampled_from(Setting),
    size=st.none() | sizes,
    short=st.booleans(),
    access=st.none() | st.sampled_from(Access),
    culture=st.none() | lines,
).filter(lambda condition: condition != Condition())


def adaptations(
    targets: list[str], *, headings: bool = False
) -> st.SearchStrategy[tuple[Adaptation, ...]]:
    """Return adaptations of these targets in any order."""
    if not targets:
        return st.just(())
    return some(
        st.builds(
            Adaptation,
            when=conditions,
            replaces=st.sampled_from(targets),
            text=texts(headings=headings),
            reason=lines,
            mark=st.sampled_from(Mark),
        )
    )


_SPEAKING = [
    voice for voice in Voice if voice not in {Voice.NOTE, Voice.LISTEN_FOR, Voice.HAND_OUT}
]
_step_parts = {
    "leader": st.sampled_from(Leader),
    "text": texts(),
    "turns": st.booleans(),
    "breakout": st.booleans(),
}


def steps(handouts: list[str], ids: list[str]) -> st.SearchStrategy[list[Step]]:
    """Return steps with these ids, handing out each of the handouts."""
    named = st.none() | st.sampled_from(handouts) if handouts else st.none()
    handing_out = [
        st.builds(
            Step,
            voice=st.just(Voice.HAND_OUT),
            minutes=minutes,
            handout=st.just(one),
            **_step_parts,
        )
        for one in handouts
    ]
    speaking = st.builds(
        Step, voice=st.sampled_from(_SPEAKING), minutes=minutes, handout=named, **_step_parts
    )
    silent = st.builds(
        Step, voice=st.sampled_from([Voice.NOTE, Voice.LISTEN_FOR]), handout=named, **_step_parts
    )
    others = [(speaking | silent).map(lambda s, i=i: s.model_copy(update={"id": i})) for i in ids]
    return st.tuples(*handing_out, *others, speaking | silent).flatmap(st.permutations)


@st.composite
def debriefs(draw: st.DrawFn) -> Debrief:
    """Draw a debrief with every stage, in their order."""
    questions = [
        Question(stage=stage, text=draw(lines))
        for stage in Stage
        for _ in range(draw(st.integers(1, 2)))
    ]
    return Debrief(minutes=draw(minutes), questions=tuple(questions))


contraindications = st.builds(
    Contraindication,
    mode=st.none() | st.sampled_from(Mode),
    setting=st.none() | st.sampled_from(Setting),
    text=lines,
)


@st.composite
def activities(draw: st.DrawFn, name: str, cut_order: int | None, handouts: list[str]) -> Activity:
    """Draw an activity whose steps add up, and that hands out these handouts."""
    ids = draw(st.lists(slugs, max_size=3, unique=True))
    parts = draw(steps(handouts, ids))
    debrief = draw(st.none() | debriefs())
    total = sum((step.minutes for step in parts), Minutes())
    total = total + debrief.minutes if debrief else total
    more = Minutes(fixed=draw(quarters))
    return Activity(
        id=name,
        title=draw(lines),
        kind=draw(st.sampled_from(Kind)),
        grouping=draw(st.sampled_from(Grouping)),
        essential=cut_order is None,
        cut_order=cut_order,
        intensity=draw(st.integers(1, 3)),
        minutes=total,
        at_least=draw(st.sampled_from([total, Minutes(fixed=total.fixed / 4 // 0.25 * 0.25)])),
        at_most=draw(st.sampled_from([total, total + more])),
        aim=draw(st.none() | lines),
        steps=tuple(parts),
        debrief=debrief,
        watch_for=draw(some(lines)),
        contraindications=draw(some(contraindications)),
        materials=draw(some(materials)),
        adaptations=draw(adaptations(ids)),
    )


def _list_of(entries: st.SearchStrategy[object], least: int, most: int) -> st.SearchStrategy[tuple]:
    return st.lists(entries, min_size=least, max_size=most).map(tuple)


@st.composite
def tables(draw: st.DrawFn, name: str | None) -> TableBlock:
    """Draw a table whose rows are even."""
    width = draw(st.integers(2, 4))
    return TableBlock(
        id=name,
        caption=draw(lines),
        columns=draw(_list_of(lines, width, width)),
        rows=draw(some(_list_of(cells, width, width))),
        row_heads=draw(st.booleans()),
        blank_rows=draw(st.integers(0, 40)),
    )


def blocks(name: str | None, images: list[str]) -> st.SearchStrategy[Block]:
    """Return blocks of every kind with this id."""
    given = {"id": st.just(name)}
    labels = _list_of(cells.map(lambda words: words[:40]), 2, 10)
    kinds: list[st.SearchStrategy[Block]] = [
        st.builds(TextBlock, text=texts(headings=True), **given),
        st.builds(PromptBlock, text=texts(), lines=st.integers(1, 24), box=st.booleans(), **given),
        st.builds(ChecklistBlock, items=_list_of(lines, 1, 3), **given),
        st.builds(
            ScaleBlock,
            low=st.integers(0, 1),
            high=st.integers(3, 10),
            low_label=lines,
            high_label=lines,
            items=_list_of(lines, 1, 3),
            **given,
        ),
        tables(name),
        st.builds(
            DeckBlock,
            per_page=st.sampled_from([2, 4, 6, 8, 10]),
            cards=_list_of(st.builds(Card, front=texts(), back=st.none() | texts()), 1, 3),
            **given,
        ),
        st.builds(
            DiagramBlock,
            diagram=st.sampled_from(DiagramKind),
            labels=labels,
            alt=lines,
            **given,
        ),
    ]
    if images:
        kinds.append(st.builds(ImageBlock, image=st.sampled_from(images), alt=lines, **given))
    return st.one_of(kinds)


@st.composite
def handouts(draw: st.DrawFn, slug: str, images: list[str]) -> Handout:
    """Draw a handout."""
    ids = draw(st.lists(slugs, max_size=2, unique=True))
    names = draw(st.permutations([*ids, None, None]))
    take_home = draw(st.sampled_from(TakeHome))
    return Handout(
        slug=slug,
        title=draw(lines),
        kind=draw(st.sampled_from(HandoutKind)),
        take_home=take_home,
        discreet_title=draw(lines if take_home == TakeHome.DISCREET else st.none() | lines),
        copies=draw(quantities),
        blocks=tuple(draw(blocks(name, images)) for name in names),
        adaptations=draw(adaptations(ids, headings=True)),
    )


@st.composite
def group_sizes(draw: st.DrawFn) -> GroupSize:
    """Draw a group size."""
    least, typical, most = sorted(draw(st.lists(st.integers(2, 20), min_size=3, max_size=3)))
    return GroupSize(at_least=least, typical=typical, at_most=most)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Draw a session that keeps every rule."""
    people = draw(group_sizes())
    slugs_of_handouts = draw(st.lists(slugs, max_size=2, unique=True))
    names = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    parts = [
        draw(
            activities(name, None if index == 0 else index, slugs_of_handouts if not index else [])
        )
        for index, name in enumerate(names)
    ]
    total = sum(one.minutes.whole(people.typical) for one in parts)
    room, home_practice = draw(st.none() | texts()), draw(st.none() | texts())
    preparation = draw(some(lines))
    sections = [
        name
        for name, held in (
            ("room", room), ("home-practice", home_practice), ("preparation", preparation)
        )
        if held
    ]  # fmt: skip
    sheets = [draw(handouts(slug, ["two-chairs.png"])) for slug in slugs_of_handouts]
    shown = {
        block.image for sheet in sheets for block in sheet.blocks if isinstance(block, ImageBlock)
    }
    code, *others = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    return Session(
        code=code,
        slug=draw(slugs),
        title=draw(lines),
        subtitle=draw(st.none() | lines),
        topic=draw(slugs),
        language=draw(st.sampled_from(["en", "no", "pt-BR"])),
        level=draw(st.sampled_from(Level)),
        purpose=draw(lines),
        objectives=draw(_list_of(lines, 2, 4)),
        key_messages=draw(some(lines)),
        minutes=total,
        at_least=draw(st.integers(0, total)),
        at_most=draw(st.integers(total, 1440)),
        short_cut=draw(st.sampled_from([60, 90])),
        people=people,
        staffing=Staffing(least=draw(st.integers(1, 6)), another_from=draw(st.none() | st.just(9))),
        modes=draw(st.lists(st.sampled_from(Mode), min_size=1, unique=True).map(tuple)),
        settings=draw(st.lists(st.sampled_from(Setting), min_size=1, unique=True).map(tuple)),
        agreements=draw(st.booleans()),
        room=room,
        materials=draw(some(materials)),
        preparation=preparation,
        safety=draw(some(lines)),
        prerequisites=tuple(Prerequisite(code=one, hard=draw(st.booleans())) for one in others),
        activities=tuple(parts),
        home_practice=home_practice,
        fidelity=draw(some(lines)),
        references=draw(st.lists(slugs, max_size=3, unique=True).map(tuple)),
        handouts=tuple(sheets),
        adaptations=draw(adaptations(sections)),
        images={name: b64encode(PNG).decode() for name in shown},
    )
