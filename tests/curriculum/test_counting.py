"""Small groups, turns and quantities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.counting import quantity, small_groups, turns
from curriculum.plan import Turns
from curriculum.session import Grouping, Per, Quantity


@pytest.mark.parametrize(
    ("grouping", "people", "groups"),
    [
        (Grouping.PAIRS, 8, (2, 2, 2, 2)),
        (Grouping.PAIRS, 7, (2, 2, 3)),
        (Grouping.PAIRS, 3, (3,)),
        (Grouping.TRIOS, 9, (3, 3, 3)),
        (Grouping.TRIOS, 8, (4, 4)),
        (Grouping.TRIOS, 7, (3, 4)),
        (Grouping.TRIOS, 5, (2, 3)),
        (Grouping.FOURS, 6, (3, 3)),
        (Grouping.FOURS, 9, (4, 5)),
        (Grouping.FOURS, 10, (3, 3, 4)),
        (Grouping.WHOLE, 8, ()),
        (Grouping.ALONE, 8, ()),
    ],
)
def test_small_groups_leave_nobody_over(grouping, people, groups):
    assert small_groups(grouping, people) == groups


@given(st.sampled_from([Grouping.PAIRS, Grouping.TRIOS, Grouping.FOURS]), st.integers(2, 100))
def test_small_groups_hold_everybody_and_are_even(grouping, people):
    groups = small_groups(grouping, people)
    assert sum(groups) == people
    assert max(groups) - min(groups) <= 1
    assert min(groups) >= 2


def test_turns_share_the_minutes_in_every_size_of_group():
    assert turns(27, (3, 3, 4)) == (
        Turns(group_size=3, seconds_each=540),
        Turns(group_size=4, seconds_each=405),
    )


@pytest.mark.parametrize(
    ("per", "count"),
    [
        (Per.PERSON, 9 + 2),
        (Per.PAIR, 4 + 2),
        (Per.TRIO, 3 + 2),
        (Per.FOUR, 2 + 2),
        (Per.GROUP, 3 + 2),
        (Per.FACILITATOR, 2 + 2),
        (Per.MEETING, 1 + 2),
    ],
)
def test_quantity_counts_by_its_rule_and_adds_the_spare(per, count):
    rule = Quantity(count=1, per=per, spare=2)
    assert quantity(rule, people=9, facilitators=2, groups=(3, 3, 3)) == count


def test_quantity_takes_the_whole_group_for_one_where_there_are_no_small_ones():
    assert quantity(Quantity(count=3, per=Per.GROUP), people=9, facilitators=1) == 3
