from __future__ import annotations

from dataclasses import dataclass

import pytest

from curriculum.errors import AuthoringError, Mistake
from curriculum.markdown import read_session
from tests.curriculum.folder import good_folder

KNOWN = {"weger-2014", "rogers-2018"}
S, CARD, LOG = "session.md", "handouts/moves-card.md", "handouts/practice-log.md"


@dataclass(frozen=True)
class Slip:
    """A change of the good folder, and the mistake that it makes: on the changed line, or `at`."""

    code: str
    file: str
    old: str
    new: str
    at: str | None = None
    hint: str = ""
    """Words that the suggestion holds."""

    def apply(self, files: dict[str, bytes]) -> None:
        text = files[self.file].decode()
        assert text.count(self.old) == 1, self.old
        files[self.file] = text.replace(self.old, self.new).encode()

    def line(self, files: dict[str, bytes]) -> int:
        text = files[self.file].decode()
        at = text.index(self.at) if self.at else good_folder()[self.file].decode().index(self.old)
        return text[:at].count("\n") + 1


SLIPS = [
    Slip("missing-field", S, "code: AL9\n", "", "---"),
    Slip("unknown-field", S, "title: Hearing", "titel: Hearing", hint="`title`"),
    Slip("duplicate-field", S, "minutes: 70", "minutes: 70\nminutes: 71", "minutes: 71"),
    Slip("bad-yaml", S, "title: Hearing it once", "title: Hearing: once", hint="quotes"),
    Slip("bad-yaml", S, "title: Hearing it once", "title: *hearing*"),
    Slip("bad-yaml", S, "title: Hearing it once", "title: !!python/name:os.system x"),
    Slip("not-a-field", S, "title: Hearing it once", "title Hearing it once"),
    Slip("empty", S, "title: Hearing it once", "title:"),
    Slip("list-not-expected", S, "title: Hearing it once", "title: [Hearing, once]"),
    Slip("list-expected", S, "modes: [solo, couples]", "modes: solo", hint="`[solo]`"),
    Slip("bad-name", S, "code: AL9", "code: al9", hint="AL1"),
    Slip("bad-minutes", S, "at_most: 85", "at_most: an hour"),
    Slip("too-many-minutes", S, "at_most: 85", "at_most: 8500"),
    Slip("bad-short-cut", S, "short_cut: 60", "short_cut: 45", hint="`60`"),
    Slip("bad-people", S, "people: 4 to 14, typically 8", "people: 4-14"),
    Slip("bad-people", S, "4 to 14, typically 8", "14 to 4", hint="`4 to 14, typically 9`"),
    Slip("bad-people", S, "4 to 14, typically 8", "14 to 4, typically 8", hint="`4 to 14, typic"),
    Slip("bad-people", S, "4 to 14, typically 8", "4 to 14", hint="`4 to 14, typically 9`"),
    Slip("bad-facilitators", S, "facilitators: 1", "facilitators: one"),
    Slip("bad-value", S, "[solo, couples]", "[solo, cuples]", "modes", hint="`couples`"),
    Slip("repeated", S, "[solo, couples]", "[solo, couples, solo]", "modes"),
    Slip("requires-itself", S, "requires: [OP]", "requires: [AL9]"),
    Slip("unknown-reference", S, "[weger-2014]", "[weger-2015]", "references", "`weger-2014`"),
    Slip("minutes-out-of-order", S, "at_least: 45", "at_least: 71"),
    Slip("minutes-out-of-order", S, "at_most: 85", "at_most: 59"),
    Slip("activities-do-not-add-up", S, "minutes: 70", "minutes: 65", hint="`minutes: 70`"),
    Slip("unknown-section", S, "## Room", "## Rooms", hint="`Room`"),
    Slip("unknown-section", S, "## Room", "## Thoughts on listening", hint="`Purpose`"),
    Slip("duplicate-section", S, "## Safety", "## Materials"),
    Slip("missing-section", S, "## Objectives", "## Key messages", "---"),
    Slip("empty-section", S, "- Bell: 1 per meeting\n", "", "## Materials"),
    Slip("not-a-list", S, "- Repeat what was said in one sentence.\n- Ask", "Repeat.\n\nAsk"),
    Slip("not-a-list", S, "- Not for someone", "* Not for someone"),
    Slip("list-not-expected", S, "People listen once", "- People listen once"),
    Slip("nested-list", S, "- Ask one open question.", "- Ask\n  - or wait", "- Ask"),
    Slip("objectives-count", S, "- Ask one open question.\n", "", "- Repeat"),
    Slip("too-long", S, "- Ask one open question.", f"- {'so ' * 120}"),
    Slip("bad-quantity", S, "- Bell: 1 per meeting", "- Bell: one"),
    Slip("bad-quantity", S, "- Bell: 1 per meeting", "- Bell: 1 per meting", hint="`meeting`"),
    Slip("bad-quantity", S, "- Bell: 1 per meeting", "- A bell"),
    Slip(
        "bad-quantity", S, "- Bell: 1 per meeting", "- Bell: 3.3 per person", hint="`4 per person`"
    ),
    Slip(
        "bad-quantity",
        S,
        "- Bell: 1 per meeting",
        "- Bell: 1 per pair, usedup",
        hint="pair, used up`",
    ),
    Slip("stray-text", S, "## Purpose", "Hello.\n\n## Purpose"),
    Slip("heading-level", S, "## Purpose", "# Hearing it once\n\n## Purpose"),
    Slip("heading-level", S, "## Room", "### Room"),
    Slip("heading-level", S, "## Activity: A second", "### Activity: A second"),
    Slip("heading-level", S, "### Contraindications", "#### Contraindications"),
    Slip("unknown-section", S, "## Activity: A second", "## A second"),
    Slip("bad-name", S, "{#begin}", "{begin}", "::: say 2", "`{#begin}`"),
    Slip("bad-yaml", S, "modes: [solo, couples]", "modes: [solo, couples", hint="`]`"),
    Slip("bad-yaml", S, "title: Hearing", 'title: "Hearing', hint='`"`'),
    Slip("bad-yaml", S, "short_cut: 60", "\tshort_cut: 60", hint="spaces"),
    Slip(
        "not-a-field",
        S,
        "at_most: 30 + 1 per person\n\nEvery",
        "at_most: 30 + 1 per person\nEvery",
        "Everybody is",
    ),
    Slip(
        "out-of-place",
        S,
        "A circle of chairs.",
        "A circle.\n\n::: say 1 min\nHello.\n:::",
        "::: say 1",
    ),
    Slip("no-id", S, " {#first-round}", "", "## Activity: A first", "`{#a-first-round}`"),
    Slip("bad-name", S, "{#first-round}", "{#First Round}", "## Activity: A first"),
    Slip("duplicate-id", S, "{#second-round}", "{#first-round}", "## Activity: A second"),
    Slip("missing-field", S, "kind: practice\ngrouping", "grouping", "## Activity: A first"),
    Slip("unknown-field", S, "grouping: pairs", "groping: pairs", hint="`grouping`"),
    Slip("bad-value", S, "grouping: pairs", "grouping: pears", hint="`pairs`"),
    Slip("bad-value", S, "kind: practice\nminutes", "kind: exercise\nminutes"),
    Slip("bad-minutes", S, "minutes: 20 + 1 per person", "minutes: 20 and 1 each"),
    Slip("bad-minutes", S, "at_least: 10 + 1 per", "at_least: 10.1 + 1 per", hint="`10 + 1 per"),
    Slip("bad-minutes", S, "at_least: 10 + 1 per", "at_least: 3.3 per", hint="`3.25 per person`"),
    Slip("too-many-minutes", S, "at_most: 30 + 1 per", "at_most: 490 + 1 per"),
    Slip("minutes-out-of-order", S, "at_least: 10 + 1 per", "at_least: 21 + 1 per"),
    Slip("minutes-out-of-order", S, "at_most: 30 + 1 per", "at_most: 19 + 1 per"),
    Slip("steps-do-not-add-up", S, "minutes: 20 + 1", "minutes: 21 + 1", hint="20 + 1 per"),
    Slip("steps-do-not-add-up", S, "::: do 41 min", "::: do 40 min", "minutes: 42"),
    Slip("bad-optional", S, "optional: 1", "optional: yes"),
    Slip("short-cut-too-short", S, "optional: 1\n", "", "short_cut", "`optional`"),
    Slip("bad-intensity", S, "optional: 1", "optional: 1\nintensity: 4", "intensity: 4"),
    Slip("stray-text", S, "::: debrief", "Well done.\n\n::: debrief", "Well done."),
    Slip("unknown-block", S, "::: do 41", "::: doo 41", hint="`do`"),
    Slip("unknown-block", S, "::: say 2", "::: whisper-softly 2"),
    Slip("unclosed", S, "somebody you do not know.\n:::", "somebody.", "::: say 2"),
    Slip("unclosed", S, "The same again.\n:::", "The same again.", "::: do 41"),
    Slip("stray-close", S, "::: adapt online, green", ":::\n\n::: adapt online, green"),
    Slip("unknown-part", S, "turns, breakout", "turn, breakout", "::: do 13", "`turns`"),
    Slip("duplicate-part", S, "turns, breakout", "turns, turns", "::: do 13"),
    Slip("bad-minutes", S, "::: say 2 min", "::: say 2 minutes", hint="`2 min`"),
    Slip("no-minutes", S, "::: say 2 min", "::: say", hint="`::: say 2 min`"),
    Slip("no-text", S, "Call the change.\n", "", "::: do 13", ""),
    Slip("no-handout", S, ", handout moves-card", "", "::: hand-out 1 min\n"),
    Slip("unknown-handout", S, "moves-card", "moves-cart", "::: hand-out 1", "`moves-card`"),
    Slip("no-condition", S, "adapt online, green", "adapt green", "::: adapt green"),
    Slip(
        "bad-condition",
        S,
        "adapt online, green",
        "adapt onlin, green",
        "::: adapt onlin",
        "`online`",
    ),
    Slip(
        "bad-condition",
        S,
        "adapt online, green",
        "adapt online + in-person, green",
        "::: adapt online +",
    ),
    Slip("bad-condition", S, "adapt online, green", "adapt size large, green", "::: adapt size"),
    Slip(
        "bad-condition",
        S,
        "adapt online, green",
        "adapt size 9 to 4, green",
        "::: adapt size",
        "Swap",
    ),
    Slip("bad-mark", S, "adapt online, green", "adapt online, blue", "::: adapt online"),
    Slip("no-mark", S, "adapt online, green", "adapt online", "::: adapt online"),
    Slip("no-target", S, ", replaces begin", "", "::: adapt online"),
    Slip("unknown-target", S, "replaces begin", "replaces begun", "::: adapt online", "`begin`"),
    Slip("unknown-target", S, "replaces room", "replaces rooms", "::: adapt couples", "`room`"),
    Slip("not-apart", S, "replaces room", "replaces room, together", "::: adapt couples"),
    Slip("no-reason", S, "\nReason: Nobody can walk about.", "", "::: adapt online"),
    Slip("no-stage", S, "- What happened: What", "- What", "- What did you"),
    Slip("no-stage", S, "- What it means:", "- What it mean:", hint="`What it means:`"),
    Slip(
        "missing-stage",
        S,
        "- What next: Whom could you listen to?\n",
        "",
        "::: debrief",
        "What next",
    ),
    Slip("no-minutes", S, "::: debrief 4 min", "::: debrief"),
    Slip("unknown-scope", S, "- couples: Not", "- cuples: Not", hint="`couples`"),
    Slip("unknown-section", S, "### Contraindications", "### Contraindication", hint="tions`"),
    Slip("empty-section", S, "### Contraindications", "### Materials\n\n### Contraindications"),
    Slip("html", S, "Find somebody", "Find <b>somebody</b>", None, r"`\<`"),
    Slip("heading", S, "The same again.", "Well.\n\n### The same again.", "### The same"),
    Slip("picture", S, "The same again.", "![Again](again.png)"),
    Slip("table", S, "The same again.", "| a | b |\n|---|---|\n| c | d |"),
    Slip("forbidden-link", S, "The same again.", "[Again](javascript:x)"),
    Slip("forbidden-link", S, "A circle of chairs.", "Chairs.\n\n[More](chairs.html)", "[More]"),
    Slip("link-definition", S, "The same again.", "[a]: https://a.example"),
    Slip("control-character", S, "The same again.", "The same\x07 again."),
    Slip("control-character", S, "The same again.", "The same\x00 again."),
    Slip("line-too-long", S, "::: do 41 min", f"::: do 41 min, turns{',' * 3000}"),
    Slip("no-front-matter", CARD, "---\ntitle: Moves", "title: Moves"),
    Slip("front-matter-open", CARD, "---\nRead one line.", "\nRead one line.", "---"),
    Slip("bad-value", CARD, "kind: card", "kind: cart", hint="`card`"),
    Slip("bad-value", CARD, "take_home: discreet", "take_home: maybe"),
    Slip("no-discreet-title", CARD, "discreet_title: Notes\n", "", "take_home"),
    Slip("missing-field", LOG, "take_home: keep\n", "", "---"),
    Slip("bad-quantity", CARD, "copies: 1 per person, 2 spare", "copies: enough"),
    Slip("bad-number", CARD, "::: prompt 3 lines", "::: prompt 30 lines", hint="`24`"),
    Slip("unknown-part", CARD, "::: prompt 3 lines", "::: prompt 3 rows", hint="`3 lines`"),
    Slip("unknown-block", CARD, "::: prompt 3", "::: promt 3", hint="`prompt`"),
    Slip("no-text", CARD, "Which will you try?\n", "", "::: prompt"),
    Slip("bad-per-page", CARD, "4 per page", "5 per page", "::: cards"),
    Slip("duplicate-back", CARD, "- Wait.", "  Back: “And then?”"),
    Slip("no-entries", CARD, "- Ask.\n  Back: “What was that like?”\n- Wait.\n", "", "::: cards"),
    Slip("bad-scale", CARD, "scale 1 to 5", "scale 5 to 1", "::: scale", "`::: scale 1 to 5, "),
    Slip("bad-scale", CARD, 'scale 1 to 5, "Never"', "scale 1 to 5, Never", "::: scale"),
    Slip("bad-number", CARD, "scale 1 to 5", "scale 1 to 50", "::: scale"),
    Slip("no-caption", CARD, '"What helps"', "What helps", "::: table"),
    Slip("uneven-row", CARD, "| At work | |", "| At work |"),
    Slip("bad-table", CARD, "|---|---|\n", "", "| When"),
    Slip("bad-table", CARD, "| When | What |", "| When | |"),
    Slip("unknown-diagram", CARD, "diagram loop", "diagram loup", "::: diagram", "`loop`"),
    Slip("no-alt", CARD, "Alt: Two people in a loop.\n", "", "::: diagram"),
    Slip("no-alt", CARD, "Alt: Two chairs side by side.\n", "", "::: image"),
    Slip("unknown-image", CARD, "two-chairs.png", "two-chair.png", "::: image", "`two-chairs.png`"),
    Slip("unknown-target", CARD, "replaces try", "replaces tri", "::: adapt", "`try`"),
    Slip("duplicate-id", CARD, "4 per page", "4 per page {#try}", "::: cards"),
    Slip("heading", CARD, "Read one line.", "# Read one line."),
    Slip("empty-handout", LOG, "::: checklist\n- I listened once.\n:::\n", "", "---"),
]

ALONE = {
    "requires-itself", "no-handout", "unknown-handout", "front-matter-open", "no-front-matter",
    "bad-people", "not-apart", "no-id", "bad-name", "no-stage", "no-minutes", "bad-table",
    "heading",
}  # fmt: skip
"""Slips that hide another, or that another hides: what is missing cannot be wrong as well."""


def mistakes_in(files: dict[str, bytes]) -> tuple[Mistake, ...]:
    with pytest.raises(AuthoringError) as caught:
        read_session(files, slug="hearing-it-once", topic="active-listening", references=KNOWN)
    return caught.value.mistakes


def test_good_folder_has_no_mistakes():
    session = read_session(
        good_folder(), slug="hearing-it-once", topic="active-listening", references=KNOWN
    )
    assert session.code == "AL9"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code}-{slip.new[:30]}")
def test_each_slip_is_one_mistake_on_its_line(slip: Slip):
    files = good_folder()
    slip.apply(files)
    found = [(one.file, one.line, one.code) for one in mistakes_in(files)]
    assert found == [(slip.file, slip.line(files), slip.code)], mistakes_in(files)
    assert slip.hint in mistakes_in(files)[0].suggestion


def test_many_slips_in_one_folder_are_all_reported():
    files, applied = good_folder(), []
    for slip in SLIPS:
        if slip.code not in {*ALONE, *applied} and files[slip.file].decode().count(slip.old) == 1:
            slip.apply(files)
            applied.append(slip.code)
    assert len(applied) > 40
    assert sorted(one.code for one in mistakes_in(files)) == sorted(applied)
