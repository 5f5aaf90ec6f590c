"""The places of the rooms: everyone finds one, whoever holds the others."""

from __future__ import annotations

from contextlib import ExitStack, suppress

import pytest

from capacities.collab.admission import Refused
from capacities.collab.protocol import Close
from capacities.collab.seats import Guest, Seats
from capacities.domain.access import Role
from capacities.domain.limits import (
    CONNECTIONS_PER_ADDRESS,
    CONNECTIONS_PER_BROWSER,
    CONNECTIONS_PER_DOSSIER,
    CONNECTIONS_PER_LINK,
    CONNECTIONS_PER_ROOM,
    CONNECTIONS_PER_SERVER,
    PLACES_KEPT,
)

TOWN_HALL = "192.0.2.7"


class Crowd:
    """Sockets opened one after the other, all closed at the end."""

    def __init__(self, seats: Seats, stack: ExitStack) -> None:
        self.seats, self.stack = seats, stack
        self.came = 0

    def come(
        self,
        role: Role = Role.EDITOR,
        *,
        dossier: str = "d1",
        canvas: str = "c1",
        link: str = "",
        browser: str | None = "",
        address: str | None = TOWN_HALL,
    ) -> None:
        """Take a place as somebody with a browser of one's own, unless told otherwise."""
        self.came += 1
        name = f"b{self.came}" if browser == "" else browser
        guest = Guest(dossier, canvas, link or f"{dossier}-{role}", name, role)
        self.stack.enter_context(self.seats.arriving(address)).take(guest)

    def fill(self, role: Role, **more: str) -> int:
        """Come until refused; return how many did."""
        count = 0
        with pytest.raises(Refused) as refused:  # noqa: PT012 (it comes in the end)
            while True:
                self.come(role, **more)
                count += 1
        assert refused.value.code is Close.TOO_MANY
        return count


@pytest.fixture
def crowd() -> Crowd:
    """Nobody yet."""
    return Crowd(Seats(), ExitStack())


def test_a_plenary_behind_one_address_finds_room(crowd: Crowd) -> None:
    """200 people with one editing link and two tabs each, all from the town hall."""
    for person in range(200):
        for _tab in range(2):
            crowd.come(browser=f"p{person}")


def test_one_browser_has_a_dozen_tabs(crowd: Crowd) -> None:
    """The next one is refused with a sentence; another browser is not."""
    for _ in range(CONNECTIONS_PER_BROWSER):
        crowd.come(browser="b")
    with pytest.raises(Refused, match="dans ce navigateur"):
        crowd.come(browser="b", canvas="c2")
    crowd.come(browser="other")


def test_readers_leave_room_to_those_who_write_and_facilitate(crowd: Crowd) -> None:
    """However full it is of readers, then of editors, whoever facilitates enters."""
    assert crowd.fill(Role.READER) == CONNECTIONS_PER_ROOM - 2 * PLACES_KEPT
    assert crowd.fill(Role.EDITOR) == PLACES_KEPT
    assert crowd.fill(Role.FACILITATOR) == PLACES_KEPT


def test_one_link_does_not_take_all_the_places_of_its_dossier(crowd: Crowd) -> None:
    """In as many canvases as it likes, a reading link leaves places to the others."""
    for rank in range(CONNECTIONS_PER_LINK):
        crowd.come(Role.READER, canvas=f"c{rank % 3}")
    with pytest.raises(Refused, match="votre lien"):
        crowd.come(Role.READER)
    crowd.come(Role.EDITOR)
    crowd.come(Role.FACILITATOR)


def test_one_dossier_leaves_room_to_the_others(crowd: Crowd) -> None:
    """By all its links and from many addresses, it is stopped; a stranger enters."""
    for rank in range(2 * CONNECTIONS_PER_DOSSIER):
        with suppress(Refused):
            crowd.come(Role.READER, link=f"l{rank % 9}", canvas=f"c{rank % 9}", address=None)
    assert crowd.seats.taken["dossier", "d1"] == CONNECTIONS_PER_DOSSIER - 2 * PLACES_KEPT
    crowd.come(Role.FACILITATOR, address=None)
    crowd.come(dossier="d2")


def test_one_address_leaves_room_to_the_others(crowd: Crowd) -> None:
    """Sockets that never say who they are count too; another address still enters."""
    for _ in range(CONNECTIONS_PER_ADDRESS):
        crowd.stack.enter_context(crowd.seats.arriving(TOWN_HALL))
    with pytest.raises(Refused, match="votre réseau"):
        crowd.come()
    crowd.come(address="192.0.2.8")


def test_the_server_has_an_end(crowd: Crowd) -> None:
    """Beyond CONNECTIONS_PER_SERVER, nobody enters."""
    for _ in range(CONNECTIONS_PER_SERVER):
        crowd.stack.enter_context(crowd.seats.arriving(None))
    with pytest.raises(Refused, match="plein"):
        crowd.come()


def test_places_are_given_back(crowd: Crowd) -> None:
    """Whoever leaves, or is refused after having taken some, holds nothing any more."""
    crowd.fill(Role.EDITOR, browser="b")
    crowd.stack.close()
    assert len(crowd.seats.taken) == 0


def test_a_program_counts_by_its_link(crowd: Crowd) -> None:
    """It has no browser: twenty of its sockets are no dozen tabs."""
    for _ in range(CONNECTIONS_PER_LINK):
        crowd.come(browser=None)
    with pytest.raises(Refused, match="votre lien"):
        crowd.come(browser=None, canvas="c2")
