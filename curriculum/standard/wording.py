"""Wording that must not be printed: blame, promises, guesses about gender, unproven claims."""

from __future__ import annotations

import re
from typing import NamedTuple


class Forbidden(NamedTuple):
    """A pattern, why it must not stand, and what to write instead."""

    code: str
    pattern: re.Pattern[str]
    why: str
    instead: str


def _rule(code: str, pattern: str, why: str, instead: str) -> Forbidden:
    return Forbidden(code, re.compile(pattern, re.IGNORECASE), why, instead)


FORBIDDEN = (
    _rule(
        "promise",
        r"\b(?:your|the|a) partner will (?:come (?:round|around|along|to)|change|soften|join|agree)"
        r"|\b(?:will|is going to) (?:save|fix|repair|heal) (?:your|the|a) (?:marriage|relationship)"
        r"|\bguarantee[sd]? (?:that )?(?:your|the) (?:partner|relationship)",
        "It promises what nobody can promise.",
        "Say what may help, and that sometimes it does not.",
    ),
    _rule(
        "blame",
        r"\b(?:it is|it's|it’s) (?:all )?(?:your|their|his|her) fault\b(?! (?:is|was) not)"
        r"|\byou (?:are|were) to blame\b|\byou made (?:him|her|them) (?:do|leave|stop)\b"
        r"|\b(?:stubborn|lazy|selfish) (?:partner|husband|wife)",
        "It lays blame on somebody.",
        "Say what happens between people.",
    ),
    _rule(
        "label",
        r"\b(?:narcissis\w*|toxic|gaslight\w*|codependen\w*|love language\w*|red flags?)\b",
        "It is a label or a fashion word.",
        "Say what one would see or hear.",
    ),
    _rule(
        "gender",
        r"\b(?:men|women|husbands|wives) (?:always|never|usually|tend to|don't|don’t|need|want|are"
        r" (?:better|worse|more|less))\b|\bmen (?:with)?draw\b|\bwomen (?:demand|nag)\b",
        "It takes a person's gender for an explanation.",
        "Speak of people, or of one person with a name.",
    ),
    _rule(
        "percent-of-problems",
        r"\b69\s*(?:%|per ?cent)",
        "That 69 % of problems stay has no sample behind it that could be found.",
        "Say that some problems stay.",
    ),
    _rule(
        "five-to-one",
        r"\b5\s*:\s*1\b|\bfive to one\b|\bfive (?:good|positive|kind) \w+ for (?:each|every)",
        "No threshold such as 5:1 has been verified.",
        "Say that kind moments matter.",
    ),
    _rule(
        "six-years",
        r"\bsix years\b.*\b(?:help|therap)|\bwait(?:ed)?\b.*\bsix years\b",
        "That couples wait six years is not what the best study found.",
        "Leave it out.",
    ),
    _rule(
        "seven-thirty-eight",
        r"\b(?:93|55)\s*(?:%|per ?cent) (?:of )?(?:communication|what we say|meaning)|7-38-55",
        "It comes from two small studies of single words.",
        "Say that tone matters.",
    ),
    _rule(
        "divorce-predicted",
        r"\bpredict\w*\b.{0,40}\b(?:9\d|94)\s*(?:%|per ?cent)",
        "The accuracy falls sharply when it is tested on other people.",
        "Leave it out.",
    ),
    _rule(
        "twenty-minutes",
        r"\b(?:at least|least|must|needs?)\b[^.]{0,30}\b(?:20|twenty) minutes\b[^.]{0,40}"
        r"\b(?:calm|body|pulse|heart)",
        "That a break must last twenty minutes has not been verified.",
        "Let people agree on a time to come back.",
    ),
    _rule(
        "phone-number",
        r"(?<![\w.])(?:\+\d{1,3}[ -]?)?"
        r"(?:\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}|1-?800-[\d-]{6,})\b",
        "A number in a library goes stale, and a wrong one is dangerous.",
        "Leave it to the organisation's own support contacts.",
    ),
    _rule(
        "web-address",
        r"\b(?:https?://|www\.)\S+",
        "A web address on paper may be looked up on a shared device.",
        "Leave it to the organisation's own support contacts.",
    ),
)
"""Source: EVIDENCE.md, sections D and E, and the writing standard of the library."""
