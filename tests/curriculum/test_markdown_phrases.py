from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.markdown import phrases
from curriculum.markdown.escapes import (
    escape_back,
    escape_cell,
    escape_mark,
    escape_paragraph,
    escape_scope,
    split_cells,
    unescape_back,
    unescape_mark,
    unescape_paragraph,
    unescape_scope,
)
from curriculum.markdown.notes import Misread
from curriculum.session import Condition, GroupSize, Quantity, Staffing
from curriculum.values import Minutes
from curriculum.wording import (
    condition_phrase,
    minutes_phrase,
    people_phrase,
    quantity_phrase,
    quoted,
    staffing_phrase,
)
from tests.strategies import MARKS, conditions, group_sizes, quantities

all_minutes = st.builds(
    Minutes,
    fixed=st.integers(0, 480 * 4).map(lambda number: number / 4),
    per_person=st.integers(0, 30 * 4).map(lambda number: number / 4),
)
words = st.sampled_from(MARKS) | st.text("\\|:#- 1.Backouples+", max_size=12) | st.text()


@given(all_minutes)
def test_minutes_are_read_as_they_are_written(minutes: Minutes):
    assert phrases.minutes(minutes_phrase(minutes)) == minutes


@given(quantities)
def test_quantity_is_read_as_it_is_written(quantity: Quantity):
    assert phrases.quantity(quantity_phrase(quantity)) == quantity


@given(group_sizes())
def test_group_size_is_read_as_it_is_written(people: GroupSize):
    assert phrases.people(people_phrase(people)) == people


@given(st.builds(Staffing, least=st.integers(1, 6), another_from=st.none() | st.integers(2, 100)))
def test_staffing_is_read_as_it_is_written(staffing: Staffing):
    assert phrases.staffing(staffing_phrase(staffing)) == staffing


@given(conditions)
def test_condition_is_read_as_it_is_written(condition: Condition):
    parts = phrases.split_outside_quotes(condition_phrase(condition), " + ")
    assert phrases.condition(parts) == condition


@given(words)
def test_quoted_words_are_read_as_they_are_written(one: str):
    assert phrases.unquote(quoted(one.replace("\n", " "))) == one.replace("\n", " ")


@pytest.mark.parametrize("text", ["", "12 +", "4 + 1", "1 2", "per person", "x", "-1", "1e3", "½"])
def test_words_that_are_no_minutes_are_refused(text: str):
    with pytest.raises(Misread):
        phrases.minutes(text)


@pytest.mark.parametrize(
    ("escape", "unescape"),
    [
        (escape_mark, unescape_mark),
        (escape_back, unescape_back),
        (escape_paragraph, unescape_paragraph),
        (escape_scope, unescape_scope),
    ],
)
@given(one=words)
def test_every_escape_is_undone(escape, unescape, one: str):
    assert unescape(escape(one)) == one


@given(st.lists(words.map(lambda one: " ".join(one.split())), min_size=2, max_size=4))
def test_cells_are_split_as_they_are_joined(cells: list[str]):
    row = "|" + "".join(f" {escape_cell(cell)} |" for cell in cells)
    assert split_cells(row) == cells
