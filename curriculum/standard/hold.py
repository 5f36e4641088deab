"""Hold sessions to the standard: every rule is a function, every shortfall says where and what."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from curriculum.session import Kind, Session, Stage, Voice
from curriculum.standard.reading import grade, word_count
from curriculum.standard.repeats import repeated
from curriculum.standard.texts import home_words, plain, texts
from curriculum.standard.wording import FORBIDDEN
from curriculum.timing import LONGEST_STRETCH, longest_stretch
from curriculum.values import Code, Slug, Value

HANDOUT_GRADE = 6.0
"""The highest school grade of what participants read."""

SAY_GRADE = 8.0
"""The highest school grade of what is spoken."""

_WORDS_ENOUGH = 30
"""Below so many words a grade is chance."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = frozenset({"GREEK", "CYRILLIC", "HEBREW", "ARABIC"})
"""Scripts that fonts are bundled for; words in Latin letters stand in texts of every language."""

_SPOKEN_A_MINUTE = 160
"""Words that a calm speaker gets through in a minute, at the most."""


class Shortfall(Value):
    """Where a session falls short of the standard, and what to do."""

    session: Code
    where: str
    code: Slug
    message: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.session} · {self.where}: {self.code}: {self.message}"


def hold(sessions: Sequence[Session], evidence: Collection[str]) -> tuple[Shortfall, ...]:
    """Return every shortfall of these sessions; `evidence` are the keys that may be cited."""
    found: list[Shortfall] = []
    for session in sessions:
        for rule in _RULES:
            found += (
                Shortfall(session=session.code, where=where, code=code, message=message)
                for where, code, message in rule(session)
            )
        found += _references(session, evidence)
    found += (
        Shortfall(session=code, where=where, code="repeated", message=message)
        for code, where, message in repeated(sessions)
    )
    return tuple(found)


def _wording(session: Session) -> Iterator[tuple[str, str, str]]:
    for where, _, text in texts(session):
        for rule in FORBIDDEN:
            if match := rule.pattern.search(text):
                yield where, rule.code, f"“{match.group()}”: {rule.why} {rule.instead}"


def _reading(session: Session) -> Iterator[tuple[str, str, str]]:
    for handout in session.handouts:
        prose = "\n".join(
            text for where, _, text in texts(session) if where == f"handout {handout.slug}"
        )
        if word_count(prose) >= _WORDS_ENOUGH and grade(prose) > HANDOUT_GRADE:
            yield (
                f"handout {handout.slug}",
                "handout-grade",
                f"It reads at grade {grade(prose):.1f}; {HANDOUT_GRADE:g} is the most.",
            )
    for where, kind, text in texts(session):
        if kind == "say" and word_count(text) >= _WORDS_ENOUGH and grade(text) > SAY_GRADE:
            yield (
                where,
                "say-grade",
                f"It is spoken at grade {grade(text):.1f}; {SAY_GRADE:g} is the most.",
            )


def _speech(session: Session) -> Iterator[tuple[str, str, str]]:
    """Tell say steps that hold more words than can be spoken in their minutes."""
    for activity in session.activities:
        for number, step in enumerate(activity.steps, start=1):
            words = word_count(plain(step.text))
            minutes = step.minutes.exact(session.people.typical)
            if step.voice is Voice.SAY and words > _SPOKEN_A_MINUTE * minutes:
                yield (
                    f"activity {activity.id} · step {step.id or number}",
                    "say-too-long",
                    f"{words} words cannot be said in {float(minutes):g} minutes.",
                )


def _minutes(session: Session) -> Iterator[tuple[str, str, str]]:
    """Tell a session that runs over its own most, or a short cut that does not fit."""
    for people in range(session.people.at_least, session.people.at_most + 1):
        whole = sum(activity.minutes.whole(people) for activity in session.activities)
        if whole > session.at_most:
            yield (
                "minutes",
                "over-most",
                f"With {people} people it takes {whole} minutes; {session.at_most} are its most.",
            )
        least = sum(
            activity.at_least.whole(people) for activity in session.activities if activity.essential
        )
        if least > session.short_cut:
            yield (
                "short_cut",
                "short-cut-too-short",
                f"With {people} people its essentials need {least} minutes at least.",
            )


def _breaks(session: Session) -> Iterator[tuple[str, str, str]]:
    runs = [
        (activity.minutes.whole(session.people.typical), activity.kind is Kind.BREAK)
        for activity in session.activities
    ]
    if longest_stretch(runs) > LONGEST_STRETCH:
        yield "activities", "no-break", f"{longest_stretch(runs)} minutes pass without a break."


def _debriefs(session: Session) -> Iterator[tuple[str, str, str]]:
    debriefs = [activity.debrief for activity in session.activities if activity.debrief]
    if not debriefs:
        yield "activities", "no-debrief", "No activity has a debrief."
    for activity in session.activities:
        if activity.debrief:
            stages = {question.stage for question in activity.debrief.questions}
            for stage in Stage:
                if stage not in stages:
                    yield f"activity {activity.id}", "debrief-stage", f"No question asks {stage}."


def _safety(session: Session) -> Iterator[tuple[str, str, str]]:
    if not session.safety:
        yield "safety", "no-safety", "It does not say when to pause or stop."
    if not session.fidelity:
        yield "fidelity", "no-fidelity", "It has nothing that an observer could tick."
    if not session.home_practice:
        yield "home practice", "no-home-practice", "It has no home practice."


def _languages(session: Session) -> Iterator[tuple[str, str, str]]:
    """Tell words in other letters than the session's that no mark tells the language of."""
    words = [
        (one.where, word, _script(word))
        for one in home_words(session)
        for word in _WORD.findall(one.text)
    ]
    usual = {script for script, _ in Counter(script for *_, script in words).most_common(1)}
    told = set()
    for where, word, script in words:
        if script in _SCRIPTS - usual and where not in told:
            told.add(where)
            message = f"“{word}” is read out in the session's language: write `[{word}]{{lang=…}}`."
            yield where, "language-unmarked", message


def _script(word: str) -> str:
    """Return the script of a word's first letter, such as `LATIN`."""
    return unicodedata.name(word[0], "").partition(" ")[0]


def _references(session: Session, evidence: Collection[str]) -> Iterator[Shortfall]:
    for key in session.references:
        if key not in evidence:
            yield Shortfall(
                session=session.code,
                where="references",
                code="unknown-reference",
                message=f"'{key}' is not in the evidence list.",
            )


_RULES = (_wording, _reading, _speech, _minutes, _breaks, _debriefs, _safety, _languages)
