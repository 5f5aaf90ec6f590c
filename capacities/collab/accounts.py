"""Whose account each thing is on: the purses of the dossiers, the participants, the addresses."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from capacities.collab.admission import Refused
from capacities.collab.bucket import Bucket
from capacities.collab.protocol import Close
from capacities.collab.purse import Common, Participant, Purse
from capacities.domain.limits import (
    ARRIVALS_AT_ONCE,
    ARRIVALS_PER_SECOND,
    ENTRIES_AT_ONCE,
    VISITORS_REMEMBERED,
)
from capacities.domain.networks import network_of

TOO_OFTEN = "trop d’ouvertures à la fois"


class Accounts:
    """All those of one process; on its event loop. Coming back does not fill a bucket again."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._common = Common(loop)
        self._purses: WeakValueDictionary[str, Purse] = WeakValueDictionary()
        self._kept: set[Purse] = set()
        """Purses that nobody may use any more but that are in debt."""
        self._browsers: OrderedDict[str, Participant] = OrderedDict()
        self._addresses: OrderedDict[str, Bucket] = OrderedDict()
        self._asking: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def purse(self, dossier_id: str) -> Purse:
        """Return the purse of a dossier."""
        purse = self._purses.get(dossier_id)
        if purse is None:
            purse = self._purses[dossier_id] = Purse(self._loop, self._common)
        return purse

    def participant(self, browser: str | None) -> Participant:
        """Return the account of a browser; a program has one for each socket."""
        if browser is None:
            return Participant()
        known = self._browsers.setdefault(browser, Participant())
        self._browsers.move_to_end(browser)
        if len(self._browsers) > VISITORS_REMEMBERED:
            self._browsers.popitem(last=False)
        return known

    def knock(self, address: str | None) -> None:
        """Count one arrival from an address. Raises Refused."""
        counted = network_of(address or "")
        if not counted:
            return
        bucket = self._addresses.setdefault(counted, Bucket(ARRIVALS_PER_SECOND, ARRIVALS_AT_ONCE))
        self._addresses.move_to_end(counted)
        if len(self._addresses) > VISITORS_REMEMBERED:
            self._addresses.popitem(last=False)
        self._spend(bucket)

    def enter(self, purse: Purse, participant: Participant) -> None:
        """Count one arrival of somebody known. Raises Refused."""
        self._spend(participant.arrivals)
        self._spend(purse.arrivals)
        self._kept.add(purse)

    def used(self, purse: Purse) -> None:
        """Remember a purse until its debts are paid, whoever leaves."""
        self._kept.add(purse)

    def forget_rested(self, now: float) -> None:
        """Forget the purses that owe nothing, unless rooms use them, and the addresses likewise."""
        self._kept = {purse for purse in self._kept if not purse.rested(now)}
        while self._addresses and next(iter(self._addresses.values())).rested(now):
            self._addresses.popitem(last=False)

    @asynccontextmanager
    async def asking(self, secret: str | None) -> AsyncIterator[None]:
        """Wait for one's turn to be asked who one is: so many at once by one secret."""
        key = secret or ""
        turn = self._asking.get(key)
        if turn is None:
            turn = self._asking[key] = asyncio.Semaphore(ENTRIES_AT_ONCE)
        async with turn:
            yield

    def _spend(self, bucket: Bucket) -> None:
        if not bucket.open(self._loop.time()):
            raise Refused(Close.TOO_MANY, TOO_OFTEN)
        bucket.left -= 1
