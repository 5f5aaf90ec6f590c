"""How new browsers are paced: so many at once, then one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain import limits
from capacities.domain.errors import TooMany
from capacities.domain.limits import (
    JOIN_BY_ADDRESS_EVERY_S,
    JOIN_BY_LINK_EVERY_S,
    JOINS_AT_ONCE_BY_ADDRESS,
    JOINS_AT_ONCE_BY_LINK,
)
from capacities.services.throttle import Arrivals, Guesses, Spacing, Throttle


@given(st.lists(st.integers(0, 5), max_size=80), st.integers(1, 6), st.integers(1, 4))
def test_no_more_pass_than_at_once_and_one_each_time(
    gaps: list[int], at_once: int, every_s: int
) -> None:
    """Over any stretch of time, whoever asks and whenever; and who must wait is told how long."""
    pace, now, passed = Spacing(at_once, every_s), 0, list[int]()
    for gap in gaps:
        now += gap
        wait_s = pace.wait_s("x", now)
        if wait_s == 0:
            pace.take("x", now)
            passed.append(now)
        else:
            assert pace.wait_s("x", now + wait_s) == 0
            assert pace.wait_s("x", now + wait_s - 0.5) > 0
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            span = passed[last] - passed[first]
            assert last - first + 1 <= at_once + span // every_s


def test_keys_do_not_wait_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own pace; those seen longest ago are forgotten, so that memory is bounded."""
    monkeypatch.setattr(limits, "VISITORS_REMEMBERED", 2)
    pace = Spacing(1, 10)
    for key in "abc":
        pace.take(key, 0)
    assert [pace.wait_s(key, 0) for key in "abc"] == [0, 10, 10]


def fill(arrivals: Arrivals, address: str, links: int) -> None:
    for link in range(links):
        for _ in range(JOINS_AT_ONCE_BY_LINK):
            arrivals.record(f"lien {link}", address, facilitates=False)


def test_one_address_is_paced_by_all_its_links_and_never_who_facilitates() -> None:
    """A building has room for two plenaries; whoever facilitates enters it at any time."""
    clock = [0.0]
    arrivals = Arrivals(lambda: clock[0])
    fill(arrivals, "1.2.3.4", JOINS_AT_ONCE_BY_ADDRESS // JOINS_AT_ONCE_BY_LINK)
    with pytest.raises(TooMany) as refused:
        arrivals.record("encore un lien", "1.2.3.4", facilitates=False)
    assert refused.value.wait_s == JOIN_BY_ADDRESS_EVERY_S
    arrivals.record("animation", "1.2.3.4", facilitates=True)
    arrivals.record("encore un lien", "4.3.2.1", facilitates=False)
    clock[0] += 2 * JOIN_BY_ADDRESS_EVERY_S
    arrivals.record("encore un lien", "1.2.3.4", facilitates=False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1%eth0", "2001:db8::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:1.2.3.4", "1.2.3.4", True),
        ("1.2.3.4", "1.2.3.5", False),
        ("testclient", "testclient", True),
    ],
)
def test_addresses_of_one_subscriber_are_one(one: str, other: str, same: bool) -> None:
    """An IPv6 subscriber has more addresses than anybody could count."""
    arrivals = Arrivals(lambda: 0.0)
    fill(arrivals, one, 1)
    if same:
        with pytest.raises(TooMany):
            arrivals.record("lien 0", other, facilitates=False)
    else:
        arrivals.record("lien 0", other, facilitates=False)


def test_a_subscriber_counts_once_whichever_address_is_shown() -> None:
    """Of an IPv6 subscriber, as of those who enter; others are not concerned."""
    throttle = Throttle(1, 60, "Attendez.", lambda: 0.0)
    throttle.record("2001:db8::1")
    throttle.record("2001:db8:0:1::1")
    with pytest.raises(TooMany):
        throttle.record("2001:db8::ffff:1")


def test_addresses_are_forgotten_as_soon_as_they_count_no_more() -> None:
    """As the page « Données personnelles » says: neither before, nor long after."""
    clock = [0.0]
    throttle, arrivals = Throttle(2, 60, "Attendez.", lambda: clock[0]), Arrivals(lambda: clock[0])
    for at in (0.0, 50.0):
        clock[0] = at
        throttle.record("1.2.3.4")
        arrivals.record("lien", "1.2.3.4", facilitates=False)
    clock[0] = 50.0 + JOIN_BY_LINK_EVERY_S
    throttle.forget()
    arrivals.forget()
    assert "1.2.3.4" in str(vars(throttle))
    assert "1.2.3.4" not in str([vars(each) for each in spacings(arrivals)])
    clock[0] = 110.0
    throttle.forget()
    assert "1.2.3.4" not in str(vars(throttle))


def spacings(arrivals: Arrivals) -> list[Spacing]:
    return [each for each in vars(arrivals).values() if isinstance(each, Spacing)]


def guess(guesses: Guesses, address: str) -> bool:
    """Try a wrong code; tell whether it could be tried."""
    try:
        guesses.check(address)
    except TooMany:
        return False
    guesses.failed(address)
    return True


def test_a_subscriber_guesses_no_more_from_all_its_networks() -> None:
    """65,536 of them in a /48: they are one."""
    guesses = Guesses(lambda: 0.0)
    tried = sum(guess(guesses, f"2001:db8:1:{number:x}::1") for number in range(200))
    assert tried == limits.CODE_FAILURES_PER_WINDOW
    assert guess(guesses, "2001:db8:2::1")


def test_nobody_guesses_beyond_what_all_may() -> None:
    """As many networks as one likes, cycled or not; ten minutes later, all begin again."""
    clock = [0.0]
    guesses = Guesses(lambda: clock[0])
    assert limits.CODE_FAILURES_AT_MOST <= limits.VISITORS_REMEMBERED
    tried = sum(guess(guesses, f"2001:db8:{number % 900:x}::1") for number in range(2_000))
    assert tried == limits.CODE_FAILURES_AT_MOST
    clock[0] = limits.CODE_FAILURE_WINDOW_S
    assert guess(guesses, "2001:db8:ffff::1")
