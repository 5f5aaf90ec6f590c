"""A réussite becomes the point of arrival of a rétroplanning: once, and walkable back."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import Forbidden, InvalidInput, NotFound
from capacities.domain.sequels import origin_of, source_of
from capacities.domain.snapshot import Card
from capacities.services.carry_on import CarriedOn, carried_on, carry_on
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from tests.services.conftest import Door

DREAM, BACK = "projection", "retroplanning"
CARD = Card("r1", "Tous partagent", "reussites-espace", "a0", "Zoé", color="souhait")


def _dream(ctx: Context, who: Identity, *cards: Card) -> None:
    write_canvas(ctx, who, DREAM, cards or [CARD])


def test_a_success_arrives_in_its_lane_with_where_it_comes_from(ctx: Context, door: Door) -> None:
    """Its words, its nature, who did it and when; the projection is as it was."""
    who = door.identity(Role.EDITOR, "Ada")
    _dream(ctx, who)
    before = read_canvas(ctx, who, DREAM)
    done = carry_on(ctx, who, DREAM, "r1", clock=lambda: "2026-11-22T10:00:00+00:00")
    (card,) = read_canvas(ctx, who, BACK).cards
    assert done == CarriedOn(BACK, card.id, "Rétroplanning", "new")
    assert (card.zone, card.text, dict(card.fields)) == (
        "espace", "Tous partagent", {"nature": "reussite"},
    )  # fmt: skip
    assert (card.author, card.created) == ("Ada", "2026-11-22T10:00:00+00:00")
    assert source_of(card.origin) == (DREAM, "r1")
    assert read_canvas(ctx, who, DREAM) == before


def test_the_same_again_leads_to_the_same_card(ctx: Context, door: Door) -> None:
    """Whatever became of it there: words changed, moved, or thrown away, whence it comes back."""
    who = door.identity(Role.EDITOR)
    _dream(ctx, who)
    first = carry_on(ctx, who, DREAM, "r1")
    (card,) = read_canvas(ctx, who, BACK).cards
    write_canvas(ctx, who, BACK, [replace(card, text="Autrement", zone="parcours")])
    assert carry_on(ctx, who, DREAM, "r1") == replace(first, there="already")
    write_canvas(ctx, who, BACK, [replace(card, text="Autrement", deleted=True)])
    assert carry_on(ctx, who, DREAM, "r1") == replace(first, there="back")
    (again,) = read_canvas(ctx, who, BACK).cards
    assert (again.id, again.text, again.deleted) == (card.id, "Autrement", False)


def test_two_who_do_it_at_once_add_one(ctx: Context, door: Door) -> None:
    """And each is led to it."""
    people = [door.identity(Role.EDITOR, name) for name in ("Ada", "Zoé", "Max")]
    _dream(ctx, people[0])
    done: list[CarriedOn] = []
    threads = [
        threading.Thread(target=lambda who=who: done.append(carry_on(ctx, who, DREAM, "r1")))
        for who in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (card,) = read_canvas(ctx, people[0], BACK).cards
    assert {one.card for one in done} == {card.id}


@pytest.mark.parametrize(
    ("canvas", "card", "error", "said"),
    [
        (DREAM, "r2", NotFound, "n’est plus là"),
        (DREAM, "gone", NotFound, "n’est plus là"),
        (DREAM, "blank", InvalidInput, "est vide"),
        (DREAM, "beside", InvalidInput, "ne va pas dans un autre"),
        (DREAM, "x" * 60, InvalidInput, "ne va pas dans un autre"),
        ("pourquoi", "centre", InvalidInput, "ne vont pas ailleurs"),
    ],
)
def test_what_cannot_go_is_told(
    ctx: Context, door: Door, canvas: str, card: str, error: type[Exception], said: str
) -> None:
    """And the rétroplanning holds nothing."""
    who = door.identity(Role.EDITOR)
    gone, blank = replace(CARD, id="gone", deleted=True), replace(CARD, id="blank", text=" ")
    _dream(ctx, who, gone, blank, replace(CARD, id="beside", zone="donnees"),
           replace(CARD, id="x" * 60))  # fmt: skip
    with pytest.raises(error, match=said):
        carry_on(ctx, who, canvas, card)
    assert read_canvas(ctx, who, BACK).cards == ()


def test_a_reader_carries_nothing(ctx: Context, door: Door) -> None:
    """It would write."""
    _dream(ctx, door.identity(Role.EDITOR))
    with pytest.raises(Forbidden):
        carry_on(ctx, door.identity(Role.READER), DREAM, "r1")


@pytest.mark.parametrize("origin", [None, "", "r1", "/r1", "projection/"])
def test_an_origin_of_another_kind_names_no_canvas(origin: str | None) -> None:
    """As those of a drawing, or of an example."""
    assert source_of(origin) is None
    assert source_of(origin_of("projection", "a/b")) == ("projection", "a/b")


def test_a_canvas_knows_which_of_its_cards_were_carried_on(ctx: Context, door: Door) -> None:
    """Read by whoever reads it; not those thrown away there, nor in canvases that carry none."""
    who = door.identity(Role.EDITOR)
    _dream(ctx, who, CARD, replace(CARD, id="r2"))
    assert carried_on(ctx, who, DREAM) == {}
    done = carry_on(ctx, who, DREAM, "r1")
    assert carried_on(ctx, door.identity(Role.READER), DREAM) == {"r1": done.card}
    assert carried_on(ctx, who, BACK) == {}
    (card,) = read_canvas(ctx, who, BACK).cards
    write_canvas(ctx, who, BACK, [replace(card, deleted=True)])
    assert carried_on(ctx, who, DREAM) == {}
