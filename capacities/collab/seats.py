"""The places of the rooms of one process: who holds them, and who is refused one.

Counted before anything dear is done for a newcomer: first by address, of which nothing else is
known, then by all that its rights tell. Everyone finds a place whoever holds the others: no
address and no dossier takes all those of the server, nor readers those of a canvas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from capacities.collab.admission import Refused
from capacities.collab.protocol import Close
from capacities.domain import limits
from capacities.domain.access import Ability, Role, allows
from capacities.domain.networks import network_of

FULL_SERVER = "le serveur est plein pour le moment"
FULL_ADDRESS = "trop de canevas sont ouverts depuis votre réseau"
FULL_BROWSER = (
    f"{limits.CONNECTIONS_PER_BROWSER} canevas sont déjà ouverts dans ce navigateur. "
    "Fermez-en un : celui-ci se reliera tout seul"
)
FULL_PAGES = f"{limits.CONNECTIONS_PER_BROWSER} pages de ce dossier sont déjà ouvertes"
FULL_LINK = "trop de canevas sont ouverts par votre lien"
FULL_DOSSIER = "trop de canevas de ce dossier sont ouverts"
FULL_ROOM = "trop de personnes sont dans ce canevas"

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks for a place.

    ``canvas_key`` is "" for another page of the dossier, ``browser`` None for a program.
    """

    dossier_id: str
    canvas_key: str
    link_id: str
    browser: str | None
    role: Role


class Seat:
    """The places that one socket holds."""

    def __init__(self, taken: Counter[Place]) -> None:
        self._taken = taken
        self._mine: list[Place] = []

    def take(self, guest: Guest) -> None:
        """Take all the places that ``guest`` needs, or none. Raises Refused."""
        kept = _kept_from(guest.role)
        room = f"{guest.dossier_id}/{guest.canvas_key}"
        self._take(
            [
                *([] if guest.browser is None else [_of_browser(guest.browser, guest.canvas_key)]),
                ("link", guest.link_id, limits.CONNECTIONS_PER_LINK, FULL_LINK),
                ("room", room, limits.CONNECTIONS_PER_ROOM - kept, FULL_ROOM),
                ("dossier", guest.dossier_id, limits.CONNECTIONS_PER_DOSSIER - kept, FULL_DOSSIER),
            ]
        )

    def _take(self, wanted: Iterable[tuple[str, str, int, str]]) -> None:
        places = []
        for kind, name, most, sentence in wanted:
            if self._taken[kind, name] >= most:
                raise Refused(Close.TOO_MANY, sentence)
            places.append((kind, name))
        self._taken.update(places)
        self._mine += places

    def _leave(self) -> None:
        for place in self._mine:
            self._taken[place] -= 1
            if not self._taken[place]:
                del self._taken[place]


class Seats:
    """All those of one process; on its event loop."""

    def __init__(self) -> None:
        self.taken: Counter[Place] = Counter()
        """How many of each kind and name: ("room", …), ("dossier", …), ("link", …)…"""

    @contextmanager
    def arriving(self, address: str | None) -> Iterator[Seat]:
        """Hold a place for the socket of an unknown, and later those that its seat takes.

        Raises Refused. All are free again at the end.
        """
        seat = Seat(self.taken)
        wanted = [("server", "", limits.CONNECTIONS_PER_SERVER, FULL_SERVER)]
        counted = network_of(address or "")
        if counted:
            wanted.append(("address", counted, limits.CONNECTIONS_PER_ADDRESS, FULL_ADDRESS))
        seat._take(wanted)
        try:
            yield seat
        finally:
            seat._leave()


def _of_browser(browser: str, canvas_key: str) -> tuple[str, str, int, str]:
    """Return its place: other pages, which only hear news, take none of those of canvases."""
    kind, sentence = ("browser", FULL_BROWSER) if canvas_key else ("pages", FULL_PAGES)
    return kind, browser, limits.CONNECTIONS_PER_BROWSER, sentence


def _kept_from(role: Role) -> int:
    """Return how many of the places of a canvas are not for this role."""
    if allows(role, Ability.MANAGE):
        return 0
    return limits.PLACES_KEPT if allows(role, Ability.EDIT) else 2 * limits.PLACES_KEPT
