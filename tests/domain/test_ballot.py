"""The rules of the ballot, without database: what may be placed, taken back, seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.ballot import (
    BallotSettings,
    Tally,
    Voter,
    VotingTable,
    change_dots,
    check_act,
    check_fits,
    check_open,
    check_room,
    check_voters,
    choose_slot,
    clean_table_name,
    find_slot,
    participant_key,
)
from capacities.domain.ballot_view import tell
from capacities.domain.errors import CapacitiesError, Conflict, InvalidInput
from capacities.domain.limits import DOTS_PER_VOTER, TABLES_PER_BALLOT, VOTERS_PER_TABLE

FOUR = BallotSettings(dots=4)
LIVE = frozenset({"a", "b", "c"})
TABLE = VotingTable("t", "Table 3", 2, owner="moi")


def test_each_gommette_takes_the_next_slot_until_none_is_left() -> None:
    """Four slots, then a refusal that says what to do."""
    held: list[str] = []
    for card in ("a", "a", "b", "c"):
        assert choose_slot(FOUR, held, card, LIVE) == len(held)
        held.append(card)
    with pytest.raises(Conflict, match=r"posées \(4\) : retirez-en une"):
        choose_slot(FOUR, held, "a", LIVE)


def test_a_gommette_whose_card_is_gone_may_be_placed_elsewhere() -> None:
    """Its slot is taken only when no other is left: until then it may come back."""
    assert choose_slot(FOUR, ["a", "x"], "b", LIVE) == 2
    assert choose_slot(FOUR, ["a", "x", "y", "b"], "b", LIVE) == 1


def test_a_table_has_the_gommettes_of_its_voters() -> None:
    """Two voters, eight gommettes; without stacking, two at most on one card."""
    assert choose_slot(FOUR, ["a"] * 7, "a", LIVE, TABLE) == 7
    with pytest.raises(Conflict, match=r"\(8\)"):
        choose_slot(FOUR, ["a"] * 8, "a", LIVE, TABLE)
    single = replace(FOUR, stacking=False)
    assert choose_slot(single, ["a"], "a", LIVE, TABLE) == 1
    with pytest.raises(Conflict, match="les 2 votants de cette table"):
        choose_slot(single, ["a", "a"], "a", LIVE, TABLE)
    with pytest.raises(Conflict, match="vous avez la vôtre"):
        choose_slot(single, ["a"], "a", LIVE)


def test_only_an_idea_on_the_canvas_takes_gommettes() -> None:
    """An unknown card, or one in the corbeille, is refused; the gommette is kept."""
    with pytest.raises(Conflict, match="elle vous reste"):
        choose_slot(FOUR, [], "x", LIVE)


def test_a_closed_ballot_changes_no_more() -> None:
    """Nothing is placed nor taken back."""
    closed = replace(FOUR, open=False)
    for attempt in (
        lambda: choose_slot(closed, [], "a", LIVE),
        lambda: find_slot(closed, ["a"], "a"),
        lambda: check_open(closed),
    ):
        with pytest.raises(Conflict, match="fermé"):
            attempt()


def test_the_last_gommette_placed_on_a_card_is_the_one_taken_back() -> None:
    """And where there is none, that is said."""
    assert find_slot(FOUR, ["a", "b", "a", "c"], "a") == 2
    with pytest.raises(Conflict, match="pas de gommette sur cette idée"):
        find_slot(FOUR, ["a"], "b")


def test_nobody_loses_a_gommette_to_a_smaller_number() -> None:
    """Fewer gommettes than somebody placed is refused; a table counts its voters."""
    tally = Tally({"moi": {"a": 2, "x": 1}, "t": {"a": 5}})
    assert change_dots(FOUR, 3, tally, [TABLE]).dots == 3
    with pytest.raises(Conflict, match="plus de 2"):
        change_dots(FOUR, 2, tally, [TABLE])
    with pytest.raises(Conflict, match="plus de 2"):
        change_dots(FOUR, 2, Tally({"t": {"a": 5}}), [TABLE])
    assert change_dots(FOUR, 3, Tally({"t": {"a": 5}}), [TABLE]).dots == 3
    for wrong in (0, -1, DOTS_PER_VOTER + 1):
        with pytest.raises(InvalidInput):
            change_dots(FOUR, wrong, tally, [])


def test_a_tally_follows_one_participant() -> None:
    """What somebody holds replaces what they held; who holds nothing is not in it."""
    tally = Tally({"moi": {"a": 2}, "elle": {"b": 1}})
    assert tally.with_held("moi", ("a", "b", "b")).held == {
        "moi": {"a": 1, "b": 2},
        "elle": {"b": 1},
    }
    assert tally.with_held("moi", ()).held == {"elle": {"b": 1}}
    assert (tally.used("moi"), tally.used("lui"), tally.placed()) == (2, 0, 3)


def test_what_a_table_declares_is_bounded() -> None:
    """A name of one line, a possible number of voters, not too many tables."""
    assert clean_table_name("  Table\n3\u200b ") == "Table 3"
    assert (check_voters(0), check_voters(VOTERS_PER_TABLE)) == (0, VOTERS_PER_TABLE)
    check_fits(FOUR, 2, 8)
    check_room(TABLES_PER_BALLOT - 1)
    for attempt in (
        lambda: clean_table_name(" \u200b"),
        lambda: clean_table_name("x" * 41),
        lambda: check_voters(-1),
        lambda: check_voters(VOTERS_PER_TABLE + 1),
        lambda: check_fits(FOUR, 1, 5),
        lambda: check_room(TABLES_PER_BALLOT),
        lambda: check_act(""),
        lambda: check_act("é"),
        lambda: check_act("x" * 65),
        lambda: check_act("x\n"),
    ):
        with pytest.raises(CapacitiesError):
            attempt()


def test_one_person_is_another_participant_on_another_canvas() -> None:
    """What is kept of a voter ties no two canvases together."""
    keys = {participant_key(c, v, "x") for c in ("d/un", "d/deux") for v in Voter}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


cards = st.sampled_from(["a", "b", "c", "x"])
tallies = st.dictionaries(
    st.sampled_from(["moi", "elle", "lui", "t", "u"]),
    st.dictionaries(cards, st.integers(1, 4), min_size=1),
).map(Tally)
settings = st.builds(
    BallotSettings, st.just(4), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)


@given(settings, tallies)
def test_a_view_tells_what_may_be_known_and_no_more(chosen: BallotSettings, tally: Tally) -> None:
    """Whatever is hidden could be different without the view changing."""
    tables = (TABLE, VotingTable("u", "Table 10", 3, owner="elle"))
    view = tell(chosen, tables, tally, frozenset(), "moi", LIVE)
    assert view.mine == {c: n for c, n in tally.held.get("moi", {}).items() if c in LIVE}
    assert view.left == max(0, 4 - sum(view.mine.values()))
    assert view.voters == sum({"t": 2, "u": 3}.get(who, 1) for who in tally.held)
    assert [(t.mine, t.dots is None, t.left is None) for t in view.tables] == [
        (True, False, False),
        (False, True, True),
    ]
    if chosen.revealed or not chosen.secret:
        assert view.totals is not None
        assert sum(view.totals.values()) == view.placed
        assert set(view.totals) <= LIVE
    else:
        moved = Tally(
            {
                who: dict(cards) if who in ("moi", "t") else {"b": sum(cards.values())}
                for who, cards in tally.held.items()
            }
        )
        assert tell(chosen, tables, moved, frozenset(), "moi", LIVE) == view


@given(tallies, st.frozensets(cards))
def test_deleting_a_card_does_not_tell_how_many_gommettes_it_had(
    tally: Tally, live: frozenset[str]
) -> None:
    """While it is secret, the counts seen by one who did not vote never move with the cards."""
    blind = tell(FOUR, (), tally, frozenset(), "personne", frozenset())
    assert replace(tell(FOUR, (), tally, frozenset(), "personne", live)) == blind
