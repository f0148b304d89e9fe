"""Requests are counted by caller over all processes of a home; who waits as long as told is let in."""

import pytest

from api.errors import TooManyRequests
from api.limits import RateLimits

START = 1_000_020.0
"""Some second, twenty after a full minute."""


@pytest.fixture
def limits(tmp_path):
    opened = RateLimits(tmp_path)
    yield opened
    opened.close()


def let_in(limits, who, times, allowed=10):
    """Return which of the requests at these times were let in."""
    passed = []
    for at in times:
        try:
            limits.hit(who, allowed, at)
        except TooManyRequests:
            continue
        passed.append(at)
    return passed


def test_so_many_a_minute_for_each_caller(limits):
    assert len(let_in(limits, "one", [START + n for n in range(30)])) == 10
    assert len(let_in(limits, "another", [START + n for n in range(30)])) == 10


def test_processes_of_one_home_share_the_count(limits, tmp_path):
    other = RateLimits(tmp_path)
    assert len(let_in(limits, "one", [START] * 6)) == 6
    assert len(let_in(other, "one", [START] * 6)) == 4
    other.close()


def test_a_full_minute_gives_no_second_helping(limits):
    late, early = [START + 39] * 30, [START + 41] * 30
    assert len(let_in(limits, "one", late + early)) == 10


@pytest.mark.parametrize("gap", [0.0, 1.5, 3.0, 7.0])
def test_who_waits_as_long_as_told_is_let_in(limits, gap):
    now = START
    for _ in range(100):
        try:
            limits.hit("one", 10, now)
        except TooManyRequests as refused:
            assert 1 <= refused.retry_after_s <= 66
            now += refused.retry_after_s
            limits.hit("one", 10, now)
        now += gap


def test_no_window_of_a_minute_lets_in_twice_as_many(limits):
    times = let_in(limits, "one", [START + n / 7 for n in range(7 * 600)])
    busiest = max(sum(at <= other < at + 60 for other in times) for at in times)
    assert 90 <= len(times) <= 110, "ten a minute, for ten minutes"
    assert busiest <= 15


def test_past_minutes_are_forgotten(limits, tmp_path):
    let_in(limits, "one", [START])
    let_in(limits, "two", [START + 600])
    assert limits._counts.execute("SELECT who FROM hits").fetchall() == [("two",)]


def test_a_damaged_file_costs_the_sharing_only(tmp_path, caplog):
    (tmp_path / "limits.sqlite").write_bytes(b"no database " * 400)
    limits = RateLimits(tmp_path)
    assert len(let_in(limits, "one", [START] * 20)) == 10
    assert "per_process" in caplog.text
    limits.close()
