"""Rounds of a vote: it is opened, people finish, it is revealed, another one begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import Conflict, InvalidInput, TooMany
from capacities.domain.limits import ROUNDS_PER_BALLOT
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.exports.dialects import Dialect
from capacities.services.check import check
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.export_canvas import export_canvas
from capacities.services.find_votes import find_votes
from capacities.services.find_votes import open_vote as vote_open_in
from capacities.services.identify import Identity
from capacities.services.place_dot import place_dot
from capacities.services.read_ballot import read_ballot, read_totals
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.take_seat import come_to_vote, finish_voting
from capacities.services.throttle import Pace
from capacities.services.vote_together import Click, vote_together
from capacities.services.voting_ideas import voting_ideas
from capacities.services.voting_rounds import begin_round, erase_round, read_rounds
from capacities.services.write_canvas import write_canvas
from tests.ballots import DATA, KEY, open_vote, place, somebody, write_ideas
from tests.services.test_ballot_counted import key_of
from tests.timelines import set_silence


@pytest.fixture
def ctx(database_url: str) -> Iterator[Context]:
    """A server whose canvas KEY has gommettes."""
    context = open_context(Settings(database_url=database_url), DATA)
    yield context
    context.close()


@pytest.fixture
def room(ctx: Context, dossier: CreatedDossier) -> str:
    """The dossier, three ideas on its canvas, the vote open."""
    write_ideas(ctx, dossier.dossier_id)
    open_vote(ctx, dossier.dossier_id)
    return dossier.dossier_id


@pytest.fixture
def lea(room: str) -> Identity:
    """Whoever facilitates."""
    return somebody(room, Role.FACILITATOR)


def test_revealing_closes_and_opening_again_hides(ctx: Context, room: str, lea: Identity) -> None:
    """One act ends the vote for all; what is placed after « Rouvrir » is as secret as before."""
    ada, ben = somebody(room), somebody(room)
    place(ctx, ada, "toit")
    view = set_ballot(ctx, lea, KEY, revealed=True)
    assert (view.settings.open, view.totals) == (False, {"toit": 1})
    with pytest.raises(Conflict, match="fermé"):
        place(ctx, ben, "port")
    view = set_ballot(ctx, lea, KEY, open=True)
    assert (view.settings.revealed, view.totals, view.settings.fixed) == (False, None, True)
    place(ctx, ben, "port")
    assert read_totals(ctx, ben, KEY) is None
    assert set_ballot(ctx, lea, KEY, revealed=True).totals == {"toit": 1, "port": 1}


def test_who_has_finished_is_counted_among_who_came(ctx: Context, room: str, lea: Identity) -> None:
    """By the page of the vote or by a gommette; those set aside are not; placing goes on."""
    ada, ben, eve = (somebody(room) for _ in range(3))
    assert come_to_vote(ctx, ada, KEY).seated == 1
    assert come_to_vote(ctx, ada, KEY).seated == 1
    place(ctx, ben, "toit")
    come_to_vote(ctx, eve, KEY)
    view = finish_voting(ctx, ada, KEY, done=True)
    assert (view.done, view.finished, view.seated) == (True, 1, 3)
    assert not read_ballot(ctx, ben, KEY).done
    finish_voting(ctx, ben, KEY, done=True)
    assert read_ballot(ctx, lea, KEY).finished == 2
    assert not place(ctx, ben, "port").done
    assert not finish_voting(ctx, ada, KEY, done=False).done
    set_aside(ctx, lea, KEY, {key_of(ben): True})
    assert (view := read_ballot(ctx, lea, KEY)).seated == 2
    assert view.finished == 0


def test_nobody_is_seated_before_the_vote_is_open(ctx: Context, dossier: CreatedDossier) -> None:
    """A page that waits takes no part in what has not begun; nor in what is over."""
    room = dossier.dossier_id
    write_ideas(ctx, room)
    ada = somebody(room)
    assert come_to_vote(ctx, ada, KEY).seated == 0
    assert finish_voting(ctx, ada, KEY, done=True).done is False
    open_vote(ctx, room)
    assert come_to_vote(ctx, ada, KEY).seated == 1


def test_a_new_round_gives_everything_back_and_keeps_what_was_seen(
    ctx: Context, room: str, lea: Identity
) -> None:
    """Totals and words as they were, nobody's name; ideas changed since change nothing there."""
    ada, ben = somebody(room), somebody(room)
    set_ballot(ctx, lea, KEY, question="  Quels fils\n comptent ? ")
    for who, idea in ((ada, "toit"), (ada, "port"), (ben, "toit"), (ben, "lycee")):
        place(ctx, who, idea)
    finish_voting(ctx, ada, KEY, done=True)
    set_ballot(ctx, lea, KEY, revealed=True)
    view = begin_round(ctx, lea, KEY, keep=True, round=1)
    assert (view.settings.round, view.settings.open, view.totals) == (2, True, None)
    assert (view.past, view.placed, view.seated, view.settings.fixed) == (1, 0, 0, False)
    assert read_ballot(ctx, ada, KEY).left == 4
    card = Card("toit", "Tout autre chose", "idees", "a0")
    write_canvas(ctx, somebody(room, Role.EDITOR), KEY, [card])
    (kept,) = read_rounds(ctx, somebody(room, Role.READER), KEY)
    assert (kept.number, kept.voters, kept.placed) == (1, 2, 4)
    assert kept.question == "Quels fils comptent ?"
    assert [(one.text, one.total, one.rank, one.tied) for one in kept.ranking] == [
        ("Idée toit", 2, 1, False),
        ("Idée lycee", 1, 2, True),
        ("Idée port", 1, 2, True),
    ]
    place(ctx, ben, "port")
    set_ballot(ctx, lea, KEY, revealed=True)
    _, now = read_rounds(ctx, ben, KEY)
    assert (now.number, now.ended_at, now.placed) == (2, "", 1)


def test_a_new_round_may_ask_something_else(ctx: Context, room: str, lea: Identity) -> None:
    """The round that is kept keeps its own question; without one, the same is asked again."""
    set_ballot(ctx, lea, KEY, question="Quels fils ?")
    place(ctx, somebody(room), "toit")
    set_ballot(ctx, lea, KEY, revealed=True)
    with pytest.raises(InvalidInput, match="trop longue"):
        begin_round(ctx, lea, KEY, keep=True, round=1, question="a" * 201)
    view = begin_round(ctx, lea, KEY, keep=True, round=1, question=" Et d’abord ? ")
    assert (view.settings.round, view.settings.question) == (2, "Et d’abord ?")
    assert [one.question for one in read_rounds(ctx, lea, KEY)] == ["Quels fils ?"]
    assert begin_round(ctx, lea, KEY, keep=False, round=2).settings.question == "Et d’abord ?"


def test_a_round_may_be_erased_and_a_secret_one_is_not_kept(
    ctx: Context, room: str, lea: Identity
) -> None:
    """What nobody has seen is never told by beginning again; asked twice, one round begins."""
    ada = somebody(room)
    place(ctx, ada, "toit")
    with pytest.raises(Conflict, match="encore secrets"):
        begin_round(ctx, lea, KEY, keep=True, round=1)
    assert dict(read_ballot(ctx, ada, KEY).mine) == {"toit": 1}
    for _ in range(2):
        view = begin_round(ctx, lea, KEY, keep=False, round=1)
    assert (view.settings.round, view.past, view.placed) == (2, 0, 0)
    assert read_rounds(ctx, lea, KEY) == ()


def test_a_click_kept_from_a_round_counts_in_no_other(
    ctx: Context, room: str, lea: Identity
) -> None:
    """A phone that was in a pocket sends it late: it is refused with a sentence, not counted."""
    ada = somebody(room)
    place_dot(ctx, ada, KEY, card_id="toit", act="hier", round=1)
    begin_round(ctx, lea, KEY, keep=False, round=1)
    assert dict(place_dot(ctx, ada, KEY, card_id="toit", act="hier", round=1).mine) == {}
    with pytest.raises(Conflict, match="nouveau tour"):
        place_dot(ctx, ada, KEY, card_id="toit", act="tard", round=1)
    with pytest.raises(Conflict, match="nouveau tour"):
        finish_voting(ctx, ada, KEY, done=True, round=1)
    assert dict(place_dot(ctx, ada, KEY, card_id="toit", act="neuf", round=2).mine) == {"toit": 1}


def test_clicks_kept_by_a_phone_are_done_together_each_once(
    ctx: Context, room: str, lea: Identity
) -> None:
    """In order, as if one by one; the one too many is refused alone; sent again, nothing more."""
    ada = somebody(room)
    clicks = [
        Click(f"c{n}", card) for n, card in enumerate(("toit", "toit", "port", "lycee", "toit"))
    ]
    clicks[3:3] = [Click("retour", "toit", back=True), Click("perdue", "absente")]
    for _ in range(2):
        said = vote_together(ctx, ada, KEY, clicks, round=1, done=True)
        assert dict(said.view.mine) == {"toit": 2, "port": 1, "lycee": 1}
        assert (list(said.refused), said.view.done) == (["perdue"], True)
        afresh = open_context(ctx.settings, DATA)  # by the rows alone
        assert read_ballot(afresh, ada, KEY) == said.view
        afresh.close()
    twice = vote_together(ctx, ada, KEY, [Click("b", "toit", back=True)] * 2, round=1)
    assert dict(twice.view.mine) == {"toit": 1, "port": 1, "lycee": 1}
    vote_together(ctx, ada, KEY, [Click("c9", "toit")], round=1)
    more = vote_together(ctx, ada, KEY, [Click("trop", "toit")], round=1)
    assert "Toutes les gommettes" in more.refused["trop"]
    begin_round(ctx, lea, KEY, keep=False, round=1)
    late = vote_together(ctx, ada, KEY, [*clicks, Click("tard", "toit")], round=1, done=True)
    assert (dict(late.view.mine), late.view.done) == ({}, False)
    assert {"tard", "perdue"} == late.refused.keys()
    with pytest.raises(InvalidInput, match="40 gestes"):
        vote_together(ctx, ada, KEY, [Click(f"x{n}", "toit") for n in range(41)], round=2)
    assert check(ctx).problems == ()


def test_rounds_kept_are_bounded(ctx: Context, room: str, lea: Identity) -> None:
    """Beyond, one is told to export them; an empty round is not kept."""
    ada = somebody(room)
    set_ballot(ctx, lea, KEY, secret=False)
    assert begin_round(ctx, lea, KEY, keep=True, round=1).past == 0
    for number in range(2, ROUNDS_PER_BALLOT + 2):
        place(ctx, ada, "toit")
        begin_round(ctx, lea, KEY, keep=True, round=number)
    place(ctx, ada, "toit")
    with pytest.raises(Conflict, match="garde déjà"):
        begin_round(ctx, lea, KEY, keep=True, round=ROUNDS_PER_BALLOT + 2)
    with pytest.raises(InvalidInput, match="trop longue"):
        set_ballot(ctx, lea, KEY, question="a" * 201)


def test_what_was_seen_leaves_in_the_files_and_nothing_else_does(
    ctx: Context, room: str, lea: Identity
) -> None:
    """A column of the cards and a table of rounds, filled as soon as all may see, not before."""
    ada = somebody(room)
    place(ctx, ada, "port")
    reader = somebody(room, Role.READER)

    def leave(table: str = "") -> list[str]:
        content = export_canvas(ctx, reader, KEY, Dialect.OPEN, table).content
        with content:
            return content.read().decode().splitlines()

    assert (leave()[0].split(",")[-1], leave()[1].split(",")[-1]) == ("gommettes", "")
    assert len(leave("gommettes")) == 1
    set_ballot(ctx, lea, KEY, revealed=True)
    assert sorted(line.rpartition(",")[2] for line in leave()[1:]) == ["0", "0", "1"]
    assert leave("gommettes")[1] == "1,1,non,Idée port,1,,,1,port,"
    begin_round(ctx, lea, KEY, keep=True, round=1)
    assert {line.rpartition(",")[2] for line in leave()[1:]} == {""}
    assert leave("gommettes")[1].startswith("1,1,non,Idée port,1,,20")


def test_the_link_leads_to_the_vote_that_is_open(ctx: Context, room: str, lea: Identity) -> None:
    """The last one opened; those that are over stay known; none before anything was opened."""
    found = find_votes(ctx, somebody(room))
    assert (opened := vote_open_in(found)) is not None
    assert (opened.canvas_key, opened.settings.open) == (KEY, True)
    set_ballot(ctx, lea, KEY, revealed=True)
    (over,) = found = find_votes(ctx, somebody(room))
    assert (vote_open_in(found), over.settings.shown) == (None, True)


def test_the_ideas_are_read_once_for_the_whole_room(ctx: Context, room: str) -> None:
    """In reading order, group by group, titles left out; anew when something is written."""
    ada = somebody(room)
    first = voting_ideas(ctx, ada, KEY)
    assert voting_ideas(ctx, somebody(room), KEY) is first
    texts = [idea.text for group in first.groups for idea in group.ideas]
    assert texts == ["Idée lycee", "Idée port", "Idée toit"]
    write_canvas(ctx, somebody(room, Role.EDITOR), KEY, [Card("vide", "  ", "idees", "a0")])
    write_canvas(ctx, somebody(room, Role.EDITOR), KEY, [Card("neuve", "Une autre", "idees", "b0")])
    again = voting_ideas(ctx, ada, KEY)
    assert [idea.text for group in again.groups for idea in group.ideas] == [*texts, "Une autre"]


def test_a_kept_round_is_erased_for_good(ctx: Context, room: str, lea: Identity) -> None:
    """Asked twice, no other goes; the numbers of those left, and of those to come, stay apart."""
    ada = somebody(room)
    set_ballot(ctx, lea, KEY, secret=False)
    for number, idea in ((1, "toit"), (2, "port"), (3, "lycee")):
        place(ctx, ada, idea)
        begin_round(ctx, lea, KEY, keep=True, round=number)
    first, second, third = read_rounds(ctx, lea, KEY)
    for _ in range(2):
        view = erase_round(ctx, lea, KEY, number=2, ended_at=second.ended_at)
        assert (view.kept, view.past) == (2, 3)
    assert read_rounds(ctx, ada, KEY) == (first, third)
    place(ctx, ada, "port")
    assert begin_round(ctx, lea, KEY, keep=True, round=4).past == 4
    assert erase_round(ctx, lea, KEY, number=4, ended_at="hier").kept == 3
    for one in read_rounds(ctx, lea, KEY):
        view = erase_round(ctx, lea, KEY, number=one.number, ended_at=one.ended_at)
    assert (view.kept, view.past, read_rounds(ctx, lea, KEY)) == (0, 0, ())


def test_a_round_is_not_kept_while_its_ideas_are_hidden(
    ctx: Context, room: str, lea: Identity
) -> None:
    """Neither others' left out of it, nor one's own told to all; it may be once all is said."""
    zoe = replace(somebody(room), pseudonym="Zoé")
    card = Card("toit", "Idée toit", "idees", "a0", "Zoé", silence="s1")
    write_canvas(ctx, replace(zoe, role=Role.EDITOR), KEY, [card])
    place(ctx, zoe, "toit")
    set_silence(ctx, lea, "s1", KEY)
    set_ballot(ctx, lea, KEY, revealed=True)
    for who in (lea, replace(lea, pseudonym="Zoé")):
        with pytest.raises(Conflict, match="encore cachées"):
            begin_round(ctx, who, KEY, keep=True, round=1)
    set_silence(ctx, lea, None, KEY)
    assert begin_round(ctx, lea, KEY, keep=True, round=1).kept == 1
    (kept,) = read_rounds(ctx, lea, KEY)
    assert [(one.text, one.total) for one in kept.ranking] == [("Idée toit", 1)]


def test_one_device_does_not_keep_all_votes_busy(ctx: Context, room: str) -> None:
    """Acts sent together count as many; it waits, whatever the canvas, and others do not."""
    moment = [0.0]
    paced = replace(ctx, votes=Pace(40, 0.5, "Beaucoup de gestes", lambda: moment[0]))
    ada, clicks = somebody(room), [Click(f"c{n}", "absente") for n in range(40)]
    vote_together(paced, ada, KEY, clicks, round=1)
    for act in (
        lambda: vote_together(paced, ada, KEY, clicks, round=1),
        lambda: place(paced, ada, "toit"),
        lambda: finish_voting(paced, ada, KEY, done=True),
    ):
        with pytest.raises(TooMany, match="Beaucoup de gestes"):
            act()
    assert dict(read_ballot(paced, ada, KEY).mine) == {}
    place(paced, somebody(room), "toit")
    moment[0] += 0.5
    assert dict(place(paced, ada, "toit").mine) == {"toit": 1}
