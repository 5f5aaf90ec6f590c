"""What one dossier may spend, and in which order those who wait are served."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from capacities.collab.accounts import Accounts
from capacities.collab.purse import Common, Participant, Purse
from capacities.domain.limits import (
    DEAR_AT_ONCE_S,
    DEAR_SHARE,
    HELD_BYTES_PER_BROWSER,
    MODEST_AT_ONCE_S,
    MODEST_SHARE,
    SMOOTH_S,
)


def on_a_loop(scene: Callable[[Purse], Awaitable[None]]) -> None:
    """Play a scene with a purse on a loop of its own."""

    async def play() -> None:
        loop = asyncio.get_running_loop()
        await asyncio.wait_for(_played(scene(Purse(loop, Common(loop)))), 60)

    asyncio.run(play())


async def _played(scene: Awaitable[None]) -> None:
    await scene


def test_long_work_is_dearer_than_as_much_short_work() -> None:
    """Ten times 20 ms cost 0.2 s; 200 ms at once cost ten times that."""

    async def scene(purse: Purse) -> None:
        purse.ready(100)
        for _ in range(10):
            purse.pay(SMOOTH_S, None)
        short = DEAR_AT_ONCE_S - purse.dear.left
        purse.pay(10 * SMOOTH_S, None)
        long = DEAR_AT_ONCE_S - purse.dear.left - short
        assert abs(short - 10 * SMOOTH_S) < 1e-9
        assert abs(long - 100 * SMOOTH_S) < 1e-9

    on_a_loop(scene)


def test_opening_a_large_canvas_keeps_nobody_waiting_for_long() -> None:
    """Half a second of it is charged five times that, not twenty-five times."""

    async def scene(purse: Purse) -> None:
        purse.pay_opening(SMOOTH_S)
        assert abs(DEAR_AT_ONCE_S - purse.dear.left - SMOOTH_S) < 1e-9
        purse.pay_opening(25 * SMOOTH_S)
        assert abs(DEAR_AT_ONCE_S - purse.dear.left - SMOOTH_S - 125 * SMOOTH_S) < 1e-9

    on_a_loop(scene)


def test_what_many_are_shown_is_dearer() -> None:
    """The same message costs more when two hundred people receive it."""

    async def scene(purse: Purse) -> None:
        purse.pay(0.001, None, 4_000, 1)
        one = DEAR_AT_ONCE_S - purse.dear.left
        purse.pay(0.001, None, 4_000, 200)
        assert DEAR_AT_ONCE_S - purse.dear.left - one > 1.5 * one

    on_a_loop(scene)


def test_dear_work_gives_way_to_the_others() -> None:
    """After a slice of work the dossier waits for the loop to serve the others, even when it may
    spend more."""

    async def scene(purse: Purse) -> None:
        now = asyncio.get_running_loop().time()
        assert purse.ready(now)
        purse.pay(SMOOTH_S, None)
        assert not purse.ready(now)
        await asyncio.sleep(0)
        assert purse.ready(now)

    on_a_loop(scene)


def test_those_who_wait_are_served_by_what_they_have_left() -> None:
    """Whoever spent least goes first, and nobody before the debt is paid."""

    async def scene(purse: Purse) -> None:
        loop = asyncio.get_running_loop()
        greedy, modest = Participant(), Participant()
        for participant in (greedy, modest):
            participant.dear.open(loop.time())
        purse.ready(loop.time())
        greedy.dear.left -= 0.9 * DEAR_AT_ONCE_S
        purse.dear.left = -0.1 * DEAR_SHARE
        began = loop.time()
        served: list[str] = []
        done = asyncio.Event()
        purse.later("greedy", greedy.dear, lambda: (served.append("greedy"), done.set()))
        purse.later("modest", modest.dear, lambda: served.append("modest"))
        await done.wait()
        assert served == ["modest", "greedy"]
        assert loop.time() - began > 0.09

    on_a_loop(scene)


def test_typing_is_not_stopped_by_dear_work() -> None:
    """A dossier in debt for its dear messages still takes the letters typed."""

    async def scene(purse: Purse) -> None:
        now = asyncio.get_running_loop().time()
        purse.pay(3.0, None)
        assert not purse.ready(now)
        assert purse.typing.open(now)

    on_a_loop(scene)


def test_dossiers_that_spend_much_share_what_is_left() -> None:
    """Ten of them, opened by one visitor, get what one would; who spent little waits for none."""

    async def scene(_purse: Purse) -> None:
        loop = asyncio.get_running_loop()
        common, now = Common(loop), loop.time()
        greedy = [Purse(loop, common) for _ in range(10)]
        taken = 0
        for second in range(20):
            for _ in range(1_000):
                for purse in greedy:
                    common.slice = 0.0
                    if purse.ready(now + second):
                        purse.pay(0.001, None)
                        taken += 1
        together = DEAR_AT_ONCE_S + 20 * DEAR_SHARE
        alone = MODEST_AT_ONCE_S + 20 * MODEST_SHARE
        assert taken <= 1_000 * (together + 10 * alone) + 100
        assert Purse(loop, common).ready(now + 19)
        assert Purse(loop, common).may_type(now + 19)

    on_a_loop(scene)


def test_what_waits_is_bounded_by_browser() -> None:
    """One browser does not hold all that its dossier may."""

    async def scene(purse: Purse) -> None:
        greedy, other = Participant(), Participant()
        assert purse.hold(greedy, HELD_BYTES_PER_BROWSER)
        assert not purse.hold(greedy, 1)
        assert purse.hold(other, 1)
        assert purse.hold(greedy, -HELD_BYTES_PER_BROWSER)
        assert purse.hold(greedy, 1)

    on_a_loop(scene)


def test_coming_back_pays_no_debt() -> None:
    """A browser that reconnects, or a dossier that everyone left, finds what it had spent.

    Once all is paid back, nothing of them is remembered: neither the dossier, nor the address.
    """

    async def scene(_purse: Purse) -> None:
        loop = asyncio.get_running_loop()
        accounts = Accounts(loop)
        accounts.participant("b").rate.left = -50
        assert accounts.participant("b").rate.left == -50
        purse = accounts.purse("d1")
        purse.dear.open(loop.time())
        purse.dear.left = -5
        accounts.used(purse)
        del purse
        accounts.knock("1.2.3.4")
        accounts.forget_rested(loop.time())
        assert "1.2.3.4" in str(vars(accounts))
        assert accounts.purse("d1").dear.left < -4
        accounts.forget_rested(loop.time() + 60)
        assert accounts.purse("d1").dear.left > 0
        assert "1.2.3.4" not in str(vars(accounts))
        assert accounts.participant(None) is not accounts.participant(None)

    on_a_loop(scene)
