"""Rules of names: each names one thing, and whatever is named is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from curriculum.rules.breach import WHOLE, Breach, Path
from curriculum.sentence import sentence
from curriculum.session import Activity, Handout, ImageBlock, Session, Step, Voice

_SECTIONS = {
    "preparation": "preparation",
    "room": "room",
    "home-practice": "home_practice",
}


def name_breaches(session: Session, references: Collection[str] | None) -> Iterator[Breach]:
    """Yield the broken rules of names."""
    yield from _unique([one.id for one in session.activities], ("activities",), "id")
    yield from _unique([one.slug for one in session.handouts], ("handouts",), "slug")
    yield from _cut_orders(session)
    for index, activity in enumerate(session.activities):
        yield from _activity(activity, ("activities", index))
    for index, handout in enumerate(session.handouts):
        yield from _handout(handout, ("handouts", index))
    sections = [name for name, key in _SECTIONS.items() if getattr(session, key)]
    yield from _targets(session, (), sections, "section", (("sections",),))
    yield from _together(session, ())
    yield from _handing_out(session)
    yield from _images(session)
    yield from _lists(session)
    yield from reference_breaches(session.references, references)


def meant(word: str, known: Iterable[str]) -> str:
    """Return a question for the name that was probably meant, or the list of all."""
    options = list(known)
    close = get_close_matches(word, options, n=1)
    if close:
        return sentence("Did you mean `{close}`?", close=close[0])
    return (
        sentence("There are: {names}.", names=", ".join(f"`{one}`" for one in options))
        if options
        else ""
    )


def _unique(names: Sequence[str | None], path: Path, key: str) -> Iterator[Breach]:
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            yield Breach(
                (*path, index, key),
                "duplicate-id",
                sentence("`{name}` is already the name of another.", name=name),
                sentence("Give each a name of its own."),
                ((*path, names.index(name), key),),
            )


def _cut_orders(session: Session) -> Iterator[Breach]:
    orders = [one.cut_order for one in session.activities]
    for index, order in enumerate(orders):
        if order is not None and order in orders[:index]:
            yield Breach(
                ("activities", index, "cut_order"),
                "duplicate-optional",
                sentence("Another activity is left out as number {order} too.", order=order),
                sentence("Give each its own place in the queue."),
                (("activities", orders.index(order), "cut_order"),),
            )


def _activity(activity: Activity, path: Path) -> Iterator[Breach]:
    ids = [one.id for one in activity.steps]
    yield from _unique(ids, (*path, "steps"), "id")
    looked_at = _ids((*path, "steps"), len(ids))
    yield from _targets(activity, path, [one for one in ids if one], "step", looked_at)
    apart = [one.id for one in activity.steps if one.breakout]
    yield from _together(activity, path, apart)


def _handout(handout: Handout, path: Path) -> Iterator[Breach]:
    ids = [one.id for one in handout.blocks]
    yield from _unique(ids, (*path, "blocks"), "id")
    looked_at = _ids((*path, "blocks"), len(ids))
    yield from _targets(handout, path, [one for one in ids if one], "block", looked_at)
    yield from _together(handout, path)


def _ids(path: Path, count: int) -> tuple[Path, ...]:
    """Return the paths of the ids in a list, and of its being whole."""
    return ((*path, WHOLE), *((*path, index, "id") for index in range(count)))


def _targets(
    holder: Session | Activity | Handout,
    path: Path,
    names: Sequence[str],
    what: str,
    looked_at: tuple[Path, ...],
) -> Iterator[Breach]:
    """Hold what the adaptations replace against the names there are."""
    for index, one in enumerate(holder.adaptations):
        if one.replaces not in names:
            yield Breach(
                (*path, "adaptations", index, "replaces"),
                "unknown-target",
                sentence("There is no {what} `{replaces}` here.", what=what, replaces=one.replaces),
                meant(one.replaces, names) or sentence("Give a {what} that name.", what=what),
                looked_at,
            )


def _together(
    holder: Session | Activity | Handout, path: Path, apart: Collection[str | None] = ()
) -> Iterator[Breach]:
    """Hold replacements that keep people together against the steps in which they part."""
    for index, one in enumerate(holder.adaptations):
        if one.together and one.replaces not in apart:
            yield Breach(
                (*path, "adaptations", index, "together"),
                "not-apart",
                sentence("Nobody goes into small groups in `{replaces}`.", replaces=one.replaces),
                sentence("Delete `together`, or write `breakout` behind that step's minutes."),
                ((*path, "adaptations", index, "replaces"),),
            )


def _handing_out(session: Session) -> Iterator[Breach]:
    """Hold steps and handouts together; a name that is misspelt or missing is one breach."""
    slugs = [one.slug for one in session.handouts]
    handed_out: set[str] = set()
    nameless = 0
    for path, step in _steps(session):
        if step.handout is None:
            if step.voice == Voice.HAND_OUT:
                nameless += 1
                yield _names_no_handout(path, slugs)
        elif step.handout not in slugs:
            handed_out |= set(get_close_matches(step.handout, slugs, n=1))
            yield Breach(
                (*path, "handout"),
                "unknown-handout",
                sentence("There is no `handouts/{handout}.md`.", handout=step.handout),
                meant(step.handout, slugs) or sentence("Write it, or delete the name."),
            )
        elif step.voice == Voice.HAND_OUT:
            handed_out.add(step.handout)
    never = [index for index, slug in enumerate(slugs) if slug not in handed_out]
    if len(never) > nameless:
        yield from (_never_handed_out(session, index, slugs[index]) for index in never)


def _names_no_handout(path: Path, slugs: Sequence[str]) -> Breach:
    return Breach(
        path,
        "no-handout",
        sentence("A `hand-out` step names its handout."),
        sentence("Write `handout {name}` behind its minutes.", name=slugs[0] if slugs else "NAME"),
        ((*path, "handout"),),
    )


def _never_handed_out(session: Session, index: int, slug: str) -> Breach:
    return Breach(
        ("handouts", index),
        "never-handed-out",
        sentence("No step hands this out."),
        sentence("Write `::: hand-out 1 min, handout {slug}` into an activity.", slug=slug),
        (
            ("activities", WHOLE),
            *(("activities", number, "steps", WHOLE) for number in range(len(session.activities))),
            *((*path, key) for path, _ in _steps(session) for key in ("handout", "voice")),
        ),
    )


def _steps(session: Session) -> Iterator[tuple[Path, Step]]:
    for number, activity in enumerate(session.activities):
        for index, step in enumerate(activity.steps):
            yield ("activities", number, "steps", index), step


def _images(session: Session) -> Iterator[Breach]:
    shown: set[str] = set()
    for number, handout in enumerate(session.handouts):
        for index, block in enumerate(handout.blocks):
            if not isinstance(block, ImageBlock):
                continue
            shown |= {block.image, *get_close_matches(block.image, session.images, n=1)}
            if block.image not in session.images:
                yield Breach(
                    ("handouts", number, "blocks", index, "image"),
                    "unknown-image",
                    sentence("There is no `images/{image}`.", image=block.image),
                    meant(block.image, session.images)
                    or sentence("Put it there, or delete the block."),
                )
    for name in session.images:
        if name not in shown:
            yield Breach(
                ("images", name),
                "unused-image",
                sentence("No handout shows this picture."),
                sentence("Write `::: image {name}` into one, or delete the file.", name=name),
                tuple(
                    ("handouts", number, "blocks", part)
                    for number, handout in enumerate(session.handouts)
                    for part in (WHOLE, *range(len(handout.blocks)))
                ),
            )


def _lists(session: Session) -> Iterator[Breach]:
    codes = [one.code for one in session.prerequisites]
    yield from _repeated("modes", session.modes)
    yield from _repeated("settings", session.settings)
    yield from _repeated("prerequisites", codes)
    for index, code in enumerate(codes):
        if code == session.code:
            yield Breach(
                ("prerequisites", index),
                "requires-itself",
                sentence("`{code}` is this session's own code.", code=code),
                sentence("Delete it."),
                (("code",),),
            )


def reference_breaches(cited: Sequence[str], known: Collection[str] | None) -> Iterator[Breach]:
    """Yield the keys that stand twice, and those not known; None allows any."""
    yield from _repeated("references", cited)
    for index, key in enumerate(cited):
        if known is not None and key not in known:
            yield Breach(
                ("references", index),
                "unknown-reference",
                sentence("`{key}` is not in the list of references.", key=key),
                meant(key, known) if get_close_matches(key, known) else sentence("Delete it."),
            )


def _repeated(key: str, entries: Sequence[str]) -> Iterator[Breach]:
    for index, entry in enumerate(entries):
        if entry in entries[:index]:
            yield Breach(
                (key, index),
                "repeated",
                sentence("`{entry}` stands in this list twice.", entry=entry),
                sentence("Delete one."),
            )
