"""Who is where: told by several processes, one of which may die."""

from __future__ import annotations

from typing import cast

import pytest

from capacities.collab.connection import Connection, Credentials
from capacities.collab.whereabouts import Elsewhere, people_of, together
from capacities.domain.access import Role
from capacities.domain.limits import PEOPLE_LEASE_S
from capacities.domain.news import VOTING, Present, Whereabouts
from capacities.services.identify import Identity


def person(name: str, canvas: str = "c", mark: str = "") -> Whereabouts:
    return Whereabouts(mark or name, name, "#0b5d66", canvas)


def part(number: int, part: int, parts: int, *names: str, process: str = "p") -> Present:
    return Present("d", process, number, part, parts, tuple(map(person, names)))


def names(lists: list[list[Whereabouts]]) -> list[list[str]]:
    return [[one.name for one in people] for people in lists]


def test_the_nearest_and_a_canvas_go_first() -> None:
    """One person, whatever the processes and the tabs; in the order of the alphabet."""
    here = [person("Élise"), person("zoé", ""), person("Ada", "")]
    there = [person("Zoe", "b", "zoé"), person("Elise", "b", "Élise"), person("Bob", "")]
    told = together([here, there])
    found = [(one.name, one.canvas_key) for one in told]
    assert sorted(found) == [("Ada", ""), ("Bob", ""), ("Zoe", "b"), ("Élise", "c")]
    assert together([there, here])[0].name == "Ada"


def test_a_telling_counts_once_whole() -> None:
    """In parts, in any order; one left unfinished by a newer one is dropped."""
    elsewhere = Elsewhere()
    elsewhere.hear(part(1, 1, 2, "Bob"), 0)
    assert elsewhere.lists(0) == []
    elsewhere.hear(part(1, 0, 2, "Ada"), 0)
    assert names(elsewhere.lists(0)) == [["Ada", "Bob"]]
    elsewhere.hear(part(2, 0, 2, "Cléo"), 1)
    elsewhere.hear(part(3, 0, 1, "Dan"), 1)
    elsewhere.hear(part(2, 1, 2, "Eve"), 1)
    assert names(elsewhere.lists(1)) == [["Dan"]]


def test_a_process_gone_silent_is_forgotten() -> None:
    """It is believed for a while, then its people are nowhere."""
    elsewhere = Elsewhere()
    elsewhere.hear(part(1, 0, 1, "Ada"), 0)
    elsewhere.hear(part(1, 0, 1, "Bob", process="q"), 30)
    assert names(elsewhere.lists(PEOPLE_LEASE_S - 1)) == [["Ada"], ["Bob"]]
    assert names(elsewhere.lists(PEOPLE_LEASE_S + 1)) == [["Bob"]]


def test_parts_that_make_no_whole_do_not_pile_up() -> None:
    """Whatever is announced under one name takes one place."""
    elsewhere = Elsewhere()
    for number in range(100):
        elsewhere.hear(part(number, 0, 2, "Ada"), 0)
    assert len(elsewhere._told["p"]) == 1


class Page:
    """An open page, as far as telling who is where goes."""

    closed = False

    def __init__(self, role: Role) -> None:
        self.identity = Identity(role, "d", "l", "Ada", "#0b5d66", session_id="s")
        self.credentials = Credentials("d", None, None, None)


@pytest.mark.parametrize(
    ("role", "places", "told"),
    [
        (Role.VOTER, [""], VOTING),
        (Role.VOTER, ["", "c"], "c"),
        (Role.EDITOR, [""], ""),
    ],
)
def test_who_came_to_vote_only_is_at_the_vote(role: Role, places: list[str], told: str) -> None:
    """Their page is no canvas, and no page that the others know."""
    pages = {cast("Connection", Page(role)): place for place in places}
    assert [one.canvas_key for one in people_of(pages)] == [told]
    elsewhere = [person("Ada", "b", people_of(pages)[0].mark)]
    at = [one.canvas_key for one in together([people_of(pages), elsewhere])]
    assert at == ["c" if told == "c" else "b"]
