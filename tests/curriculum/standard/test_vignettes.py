"""The index of vignettes names people who are there, in activities and handouts that are there."""

import re
from collections import defaultdict
from pathlib import Path

from curriculum.library import shipped_library

DOCUMENT = Path("docs/vignettes.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCUMENT.splitlines()
    if re.match(r"\| (?!Name)", line)
]
PLACES: dict[str, str] = defaultdict(str)
"""The texts of activities and handouts; some handouts share their activity's title."""
for session in shipped_library().sessions:
    for one in (*session.activities, *session.handouts):
        PLACES[f"{session.code} · {one.title}"] += one.model_dump_json()


def _touching(*words: str) -> int:
    return sum(bool(set(words) & set(row[4].split(", "))) for row in ROWS)


def _aged(low: int, high: int) -> int:
    return sum(any(low <= int(age) < high for age in re.findall(r"\d+", row[1])) for row in ROWS)


def test_there_are_forty_vignettes_or_more_each_with_its_own_name():
    assert len(ROWS) >= 40
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_every_vignette_stands_where_the_index_says():
    assert sorted({row[3] for row in ROWS} - set(PLACES)) == []
    strangers = [
        (name, where)
        for _, who, _, where, _ in ROWS
        for name in re.findall(r"\*\*(\w+)\*\*", who) or ["nobody"]
        if not re.search(rf"\b{name}\b", PLACES[where])
    ]
    assert strangers == []


def test_the_totals_are_those_of_the_rows():
    [told] = re.findall(r"^\*\*In all:\*\* (.*)$", DOCUMENT, re.MULTILINE)
    assert told == (
        f"{len(ROWS)} vignettes; {_touching('same-sex couple')} with a same-sex couple, "
        f"{_touching('no couple')} without any couple, "
        f"{_touching('faith', 'custom')} on faith or custom, "
        f"{_touching('disability')} on disability or health, {_touching('money')} on money, "
        f"{_touching('fear')} on fear; {_aged(60, 120)} with somebody of 60 or older, "
        f"{_aged(18, 30)} with somebody under 30."
    )
