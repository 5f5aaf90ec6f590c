"""What one address may do so many times: counted by address, and a whole mairie shares one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

from capacities.domain import limits
from capacities.domain.errors import TooMany
from capacities.domain.networks import network_of, site_of


class Throttle:
    """Counts in memory, by a clock that never jumps; thread-safe.

    Args:
        most: times within ``window_s`` seconds, beyond which ``sentence`` is the refusal.
        of: what is counted in place of an address.
    """

    def __init__(
        self,
        most: int,
        window_s: float,
        sentence: str,
        clock: Callable[[], float] = time.monotonic,
        of: Callable[[str], str] = network_of,
    ) -> None:
        self._most, self._window_s, self._sentence = most, window_s, sentence
        self._of = of
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, address: str) -> int:
        """Return how many times ``address`` is counted for now."""
        since, network = self._clock() - self._window_s, self._of(address) or address
        with self._lock:
            return sum(1 for one in self._seen.get(network, ()) if one > since)

    def check(self, address: str) -> None:
        """Raise TooMany when ``address`` must wait; count nothing."""
        if self.count(address) >= self._most:
            raise TooMany(self._sentence, self._window_s)

    def record(self, address: str) -> None:
        """Count one time from ``address``; raise TooMany when it must wait."""
        now, network = self._clock(), self._of(address) or address
        with self._lock:
            times = self._seen.setdefault(network, deque(maxlen=self._most))
            self._seen.move_to_end(network)
            while times and times[0] <= now - self._window_s:
                times.popleft()
            full = len(times) == self._most
            if not full:
                times.append(now)
            while len(self._seen) > limits.VISITORS_REMEMBERED:
                self._seen.popitem(last=False)
        if full:
            raise TooMany(self._sentence, self._window_s)

    def forget(self) -> None:
        """Forget the addresses whose window is over."""
        over = self._clock() - self._window_s
        with self._lock:
            for network in [one for one, times in self._seen.items() if times[-1] <= over]:
                del self._seen[network]


class Spacing:
    """So many at once, then one by one; by key, in memory. Not thread-safe.

    Args:
        at_once: how many may pass without waiting; ``every_s``: seconds that each one takes to
            be given back.
    """

    def __init__(self, at_once: int, every_s: float) -> None:
        self._every_s, self._slack_s = every_s, (at_once - 1) * every_s
        self._paid_until: OrderedDict[str, float] = OrderedDict()

    def wait_s(self, key: str, now: float) -> float:
        """Return the seconds before one more may pass, 0 when it may now."""
        return max(0.0, self._paid_until.get(key, now) - self._slack_s - now)

    def take(self, key: str, now: float, times: int = 1) -> None:
        """Count one that passes, that takes as much as ``times`` of them."""
        spent_s = times * self._every_s
        self._paid_until[key] = max(self._paid_until.get(key, now), now) + spent_s
        self._paid_until.move_to_end(key)
        while len(self._paid_until) > limits.VISITORS_REMEMBERED:
            self._paid_until.popitem(last=False)

    def forget(self, now: float) -> None:
        """Forget the keys to which all was given back."""
        for key in [one for one, paid in self._paid_until.items() if paid <= now]:
            del self._paid_until[key]


class Arrivals:
    """Paces the browsers that enter for the first time, by link and by address; thread-safe.

    One that enters by a replaced cookie counts as one more: it gets a session of its own.

    Links are named by their digest: what one address spends of a link, others keep, and a
    link given anew starts afresh.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_link = Spacing(limits.JOINS_AT_ONCE_BY_LINK, limits.JOIN_BY_LINK_EVERY_S)
        self._by_address = Spacing(limits.JOINS_AT_ONCE_BY_ADDRESS, limits.JOIN_BY_ADDRESS_EVERY_S)

    def record(self, link: str, address: str, *, facilitates: bool) -> None:
        """Count a new browser; raise TooMany when it must wait.

        Whoever facilitates is never kept out by what others of their address do.
        """
        now, network = self._clock(), network_of(address) or address
        pair = f"{link} {network}"
        with self._lock:
            wait_s = self._by_link.wait_s(pair, now)
            if not facilitates:
                wait_s = max(wait_s, self._by_address.wait_s(network, now))
            if wait_s == 0:
                self._by_link.take(pair, now)
                self._by_address.take(network, now)
                return
        raise TooMany(
            "Beaucoup d’appareils viennent d’entrer depuis votre réseau : les suivants entrent "
            "un à un. Réessayez dans quelques secondes ; ceux qui sont entrés le restent.",
            wait_s=wait_s,
        )

    def forget(self) -> None:
        """Forget the addresses to which all was given back."""
        now = self._clock()
        with self._lock:
            self._by_link.forget(now)
            self._by_address.forget(now)


class Pace:
    """So many at once for each dossier, or device, then one by one; in memory, thread-safe."""

    def __init__(
        self,
        at_once: int,
        every_s: float,
        sentence: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sentence, self._clock = sentence, clock
        self._lock = threading.Lock()
        self._spacing = Spacing(at_once, every_s)

    def check(self, key: str) -> None:
        """Raise TooMany when one more must wait; count nothing, as long as it is not accepted."""
        with self._lock:
            wait_s = self._spacing.wait_s(key, self._clock())
        if wait_s > 0:
            raise TooMany(self._sentence, wait_s=wait_s)

    def record(self, key: str, times: int = 1) -> None:
        """Count one, that takes as much as ``times`` of them; raise TooMany when it must wait."""
        now = self._clock()
        with self._lock:
            wait_s = self._spacing.wait_s(key, now)
            if wait_s == 0:
                self._spacing.take(key, now, times)
                return
        raise TooMany(self._sentence, wait_s=wait_s)

    def forget(self) -> None:
        """Forget those to which all was given back."""
        with self._lock:
            self._spacing.forget(self._clock())


def wrong_links() -> Throttle:
    """Return the count of the wrong links tried: failures, and not visits.

    With 32 random bytes a right one is never guessed, so a room full of people holding
    yesterday's poster does not lock out those who hold today's.
    """
    return Throttle(
        limits.FAILURES_PER_WINDOW,
        limits.FAILURE_WINDOW_S,
        "Trop d’essais avec des liens qui n’ouvrent rien. Attendez dix minutes, ou "
        "demandez un lien à jour à la personne qui anime.",
    )


class Guesses:
    """Paces those who try entry codes: by network, all together, and by code; thread-safe.

    Six signs can be guessed: unlike wrong links, too many wrong codes keep right ones out too.
    What all may fail is less than the networks remembered: none is forgotten before its time.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        window_s = limits.CODE_FAILURE_WINDOW_S
        here = limits.CODE_FAILURES_PER_WINDOW
        self._here = Throttle(here, window_s, _CODES_HERE, clock, site_of)
        self._all = Throttle(limits.CODE_FAILURES_AT_MOST, window_s, _CODES_OF_ALL, clock)
        self._spent = Throttle(limits.CODE_ENTRIES, 24 * 3600, _CODE_SPENT, clock)

    def check(self, address: str) -> None:
        """Raise TooMany when no code is to be tried from ``address`` for now.

        Beyond a first ceiling for all, only those who have not failed yet: a few hostile networks
        do not keep everybody out. Beyond a second one, nobody: networks are cheap.
        """
        self._here.check(address)
        self._all.check("")
        if self._here.count(address) and self._all.count("") >= limits.CODE_FAILURES_OF_ALL:
            raise TooMany(_CODES_OF_ALL, limits.CODE_FAILURE_WINDOW_S)

    def failed(self, address: str) -> None:
        """Count a wrong code."""
        self._here.record(address)
        self._all.record("")

    def entered(self, code_mark: str) -> None:
        """Count a new browser let in by a code; raise TooMany when it is spent."""
        self._spent.record(code_mark)

    def forget(self) -> None:
        """Forget the counts whose window is over."""
        for one in (self._here, self._all, self._spent):
            one.forget()


_CODES_HERE: Final = (
    "Trop de codes faux viennent d’être tapés depuis votre réseau\u00a0: attendez dix minutes, ou "
    "entrez par le QR code ou le lien, qui marchent toujours."
)
_CODES_OF_ALL: Final = (
    "Trop de codes faux viennent d’être tapés\u00a0: les codes attendent dix minutes. Le QR code "
    "et le lien, eux, marchent toujours."
)
_CODE_SPENT: Final = (
    f"Ce code a déjà fait entrer {limits.CODE_ENTRIES} appareils\u00a0: il ne sert plus. Demandez "
    "le lien, ou un autre code, à la personne qui anime."
)


def creations() -> Throttle:
    """Return the count of the dossiers created: anybody may, so that only a machine is stopped."""
    return Throttle(
        limits.CREATIONS_PER_WINDOW,
        limits.CREATION_WINDOW_S,
        "Beaucoup de dossiers viennent d’être créés depuis votre réseau : attendez une heure "
        "avant d’en créer un autre. Ceux qui existent restent ouverts.",
    )


def images() -> Pace:
    """Return the count of the images brought in, by dossier."""
    return Pace(
        limits.BACKGROUNDS_AT_ONCE,
        limits.BACKGROUND_EVERY_S,
        "Beaucoup d’images viennent d’être envoyées dans ce dossier : les suivantes passent une à "
        "une. Celle-ci n’a rien changé : réessayez dans une minute.",
    )


def calls() -> Pace:
    """Return the count of the times that everybody is brought somewhere, by dossier."""
    return Pace(
        limits.CALLS_AT_ONCE,
        limits.CALL_EVERY_S,
        "Tout le monde vient d’être amené plusieurs fois dans ce dossier\u00a0: attendez quelques "
        "secondes. Personne n’a été déplacé cette fois-ci.",
    )


def votes() -> Pace:
    """Return the count of the changes made to votes, by device: they are made one at a time."""
    return Pace(
        limits.VOTES_AT_ONCE,
        limits.VOTE_EVERY_S,
        "Beaucoup de gestes viennent d’être faits depuis cet appareil\u00a0: les suivants passent "
        "un à un. Celui-ci n’a rien changé\u00a0: réessayez dans quelques secondes.",
    )


def sentences() -> Pace:
    """Return the count of the versions of sketches that are a sentence alone, by dossier."""
    return Pace(
        limits.SKETCH_SENTENCES_AT_ONCE,
        limits.SKETCH_SENTENCE_EVERY_S,
        "Beaucoup de phrases viennent d’être enregistrées dans ce dossier\u00a0: les suivantes "
        "passent une à une. Rien n’a été changé\u00a0: réessayez dans un moment.",
    )
