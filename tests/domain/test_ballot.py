"""The rules of the ballot, without database: what may be placed, taken back, seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.access import Role
from capacities.domain.ballot import (
    Ballot,
    BallotSettings,
    Tally,
    Voter,
    VotingTable,
    change_dots,
    change_flags,
    check_act,
    check_fits,
    check_none_waits,
    check_not_fixed,
    check_open,
    check_room,
    check_voters,
    choose_slot,
    clean_table_name,
    confirm,
    find_slot,
    participant_key,
    waiting_tables,
)
from capacities.domain.ballot_view import Device, call_roll, tell
from capacities.domain.errors import CapacitiesError, Conflict, InvalidInput
from capacities.domain.limits import DOTS_PER_VOTER, TABLES_PER_BALLOT, VOTERS_PER_TABLE

FOUR = BallotSettings(dots=4, open=True)
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
    closed = replace(FOUR, open=False, opened_at="2026-01-01")
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
    view = tell(Ballot(chosen, tables, tally, frozenset()), "moi", LIVE)
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
        assert tell(Ballot(chosen, tables, moved, frozenset()), "moi", LIVE) == view


@given(tallies, st.frozensets(cards))
def test_deleting_a_card_does_not_tell_how_many_gommettes_it_had(
    tally: Tally, live: frozenset[str]
) -> None:
    """While it is secret, the counts seen by one who did not vote never move with the cards."""
    blind = tell(Ballot(FOUR, (), tally, frozenset()), "personne", frozenset())
    assert replace(tell(Ballot(FOUR, (), tally, frozenset()), "personne", live)) == blind


def test_a_table_is_confirmed_as_it_was_read() -> None:
    """With the number seen, or not at all; a table confirmed already is left as it is."""
    waits = replace(TABLE, confirmed=False)
    other = VotingTable("u", "Table 10", 3, owner="elle")
    assert confirm([waits, other], {"t": 2, "u": 3}) == (TABLE,)
    for seen in ({"t": 3}, {"t": 2, "u": 4}, {"absente": 2}):
        with pytest.raises(Conflict, match="rien n’a été confirmé"):
            confirm([waits, other], seen)
    assert waiting_tables([waits, other], frozenset()) == (waits,)
    assert waiting_tables([waits, other], frozenset({"t"})) == ()
    check_none_waits(())
    with pytest.raises(Conflict, match=r"« Table 3 ».*Rien n’a été dévoilé"):
        check_none_waits([waits])


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=8))
def test_totals_seen_are_never_forgotten_while_there_are_gommettes(
    story: list[tuple[bool, bool, bool]],
) -> None:
    """However often they are shown, hidden, shown live: who counts stays fixed."""
    now, seen = FOUR, False
    for secret, revealed, some in story:
        tally = Tally({"moi": {"a": 1}} if some else {})
        now = change_flags(now, replace(now, secret=secret, revealed=revealed), tally)
        seen = now.shown or (seen and some)
        assert now.fixed is seen
        if seen:
            with pytest.raises(Conflict, match="ont été vus"):
                check_not_fixed(now)
        else:
            check_not_fixed(now)


participants = st.frozensets(st.sampled_from(["moi", "elle", "lui", "t", "u"]))


@given(settings, tallies, participants, st.booleans())
def test_who_does_not_count_is_as_if_they_had_not_voted(
    chosen: BallotSettings, tally: Tally, aside: frozenset[str], confirmed: bool
) -> None:
    """For every count that anybody sees; they still see their own gommettes, and that."""
    tables = (replace(TABLE, confirmed=confirmed), VotingTable("u", "Table 10", 3, owner="elle"))
    out = aside | (frozenset() if confirmed else {"t"})
    seen = tell(Ballot(chosen, tables, tally, aside), "moi", LIVE)
    without = tell(Ballot(chosen, tables, tally.without(out), frozenset()), "moi", LIVE)
    assert (seen.totals, seen.placed, seen.voters) == (
        without.totals,
        without.placed,
        without.voters,
    )
    assert seen.turnout.aside == len(aside & tally.held.keys())
    assert seen.counted is ("moi" not in aside)
    assert seen.mine == tally.placed_by("moi", LIVE)


@given(settings, tallies, participants)
def test_the_roll_tells_how_many_and_never_where(
    chosen: BallotSettings, tally: Tally, aside: frozenset[str]
) -> None:
    """Gommettes put elsewhere change nothing of it; it is closed while totals may be seen."""
    tables = (TABLE, VotingTable("u", "Table 10", 3, owner="elle"))
    devices = {"moi": Device("Ada", Role.VOTER, "2026-05-03T12:00:00+00:00")}
    roll = call_roll(Ballot(chosen, tables, tally, aside), devices)
    moved = Tally({who: {"b": sum(cards.values())} for who, cards in tally.held.items()})
    assert call_roll(Ballot(chosen, tables, moved, aside), devices) == roll
    assert [one.device for one in roll.tables] == [devices["moi"], None]
    if chosen.fixed:
        assert (roll.voters, {one.placed for one in roll.tables}) == (None, {None})
    else:
        assert roll.voters is not None
        assert {one.id for one in roll.voters} == (tally.held.keys() | aside) - {"t", "u"}


def test_a_table_is_told_apart_only_when_that_tells_nobody() -> None:
    """Tables of three and more, the others together; nothing while one or two would be left, nor
    before the reveal, nor while the totals move."""
    tables = (VotingTable("t1", "Table 1", 6, "x"), VotingTable("t2", "Table 2", 2, "y"))
    held = {"t1": {"a": 5}, "t2": {"a": 1}, "moi": {"b": 2}}
    shown = replace(FOUR, revealed=True, open=False)

    def told(held: dict[str, dict[str, int]], settings: BallotSettings = shown) -> list[object]:
        view = tell(Ballot(settings, tables, Tally(held)), "moi", LIVE)
        return [(group.name, group.voters, group.placed) for group in view.groups]

    assert told(held) == [("Table 1", 6, 5), ("", 3, 3)]
    assert told({"t1": {"a": 5}}) == [("Table 1", 6, 5)]
    assert told({"t1": {"a": 5}, "t2": {"a": 1}}) == []
    assert told({"t1": {"a": 5}, "moi": {"a": 1}, "toi": {"a": 1}}) == []
    assert told({"t2": {"a": 1}, "moi": {"b": 2}}) == []
    assert told(held, replace(FOUR, secret=False)) == []
    assert told(held, FOUR) == []
