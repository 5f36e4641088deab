"""Shares of minutes, stretches without a break, and the clock on the wall."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.timing import Clock, longest_stretch, shares
from curriculum.values import Minutes

weights = st.lists(st.integers(0, 80).map(lambda quarter: quarter / 4), max_size=8)


@given(weights.filter(bool), st.integers(0, 200))
def test_shares_add_up_to_the_total(parts, total):
    assert sum(shares(parts, total)) == total


@given(weights.filter(any), st.integers(0, 200))
def test_shares_give_every_step_a_minute_when_there_are_enough(parts, total):
    timed = [index for index, part in enumerate(parts) if part]
    given_minutes = shares(parts, total)
    if total >= len(timed) and total != sum(parts):
        assert all(given_minutes[index] >= 1 for index in timed)


def test_shares_give_a_minute_to_the_shortest_step_of_an_activity_that_is_rounded_up():
    assert shares([0.25, 1.5, 2.5, 5, 20, 20, 20], 70) == (1, 2, 2, 5, 20, 20, 20)


def test_shares_leave_whole_minutes_as_they_are():
    assert shares([2, 7.5], 10) == (2, 8)


@pytest.mark.parametrize(
    ("runs", "longest"),
    [
        ([], 0),
        ([(60, False), (30, False)], 90),
        ([(60, False), (10, True), (70, False)], 70),
        ([(60, False), (0, True), (40, False)], 100),
    ],
)
def test_longest_stretch_is_counted_between_breaks(runs, longest):
    assert longest_stretch(runs) == longest


@given(st.integers(0, 100), st.integers(0, 20), st.integers(2, 59))
def test_minutes_never_shrink_as_people_come(fixed, per_person, people):
    minutes = Minutes(fixed=fixed / 4, per_person=per_person / 4)
    assert minutes.whole(people) <= minutes.whole(people + 1)


def test_clock_shows_the_hour_on_the_wall_when_the_clocks_go_back():
    clock = Clock.of(dt.date(2026, 10, 25), dt.time(0, 30), "Europe/London")
    assert [clock.at(elapsed) for elapsed in (0, 60, 120)] == [
        dt.time(0, 30),
        dt.time(1, 30),
        dt.time(1, 30),
    ]
    assert clock.shift(120) == dt.timedelta(hours=-1)


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.integers(0, 1439),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.integers(0, 3000),
)
def test_clock_shows_what_the_zone_shows(date, minute, name, elapsed):
    start = dt.time(*divmod(minute, 60))
    moment = dt.datetime.combine(date, start, ZoneInfo(name)).astimezone(dt.UTC)
    shown = (moment + dt.timedelta(minutes=elapsed)).astimezone(ZoneInfo(name)).time()
    assert Clock.of(date, start, name).at(elapsed) == shown


def test_clock_tells_a_start_that_the_clocks_skip():
    assert not Clock.of(dt.date(2026, 3, 29), dt.time(1, 30), "Europe/London").exists()
    assert Clock.of(dt.date(2026, 3, 29), dt.time(3, 0), "Europe/London").exists()


def test_clock_takes_an_earlier_time_for_the_next_days_only_within_half_a_day():
    clock = Clock.of(None, dt.time(22, 0), "UTC")
    assert clock.elapsed(dt.time(0, 30)) == 150
    assert clock.elapsed(dt.time(21, 0)) is None
