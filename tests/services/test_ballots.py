"""Gommettes placed and taken back by people, programs and tables, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from capacities.domain.access import Role
from capacities.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from capacities.domain.limits import TABLES_PER_BALLOT
from capacities.domain.news import BALLOT, BALLOT_SET
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.services.check import check
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.declare_table import declare_table
from capacities.services.delete_dossier import delete_dossier
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.leave_dossier import leave_dossier
from capacities.services.read_ballot import read_ballot, read_totals
from capacities.services.set_ballot import set_ballot
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import ballot_dots
from tests.ballots import DATA, KEY, open_vote, place, somebody, withdraw, write_ideas
from tests.services.conftest import COLOR, Door


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


def totals(ctx: Context, dossier_id: str) -> dict[str, int]:
    """What is on each card, once the facilitator has revealed it."""
    set_ballot(ctx, somebody(dossier_id, Role.FACILITATOR), KEY, revealed=True)
    found = read_totals(ctx, somebody(dossier_id, Role.READER), KEY)
    assert found is not None
    return dict(found)


def test_a_canvas_waits_for_whoever_opens_its_vote(ctx: Context, dossier: CreatedDossier) -> None:
    """Secret, four gommettes each, as the template says, not open; looking writes nothing."""
    room = dossier.dossier_id
    write_ideas(ctx, room)
    with pytest.raises(Conflict, match="pas encore ouvert"):
        place(ctx, somebody(room), "toit")
    view = read_ballot(ctx, somebody(room), KEY)
    assert (view.settings.dots, view.settings.open, view.settings.secret) == (4, False, True)
    assert view.settings.opened_at == ""
    assert (dict(view.mine), view.left, view.voters, view.placed) == ({}, 4, 0, 0)
    assert (view.totals, view.tables) == (None, ())


def test_four_gommettes_and_no_fifth(ctx: Context, room: str) -> None:
    """Several on one card if one likes; then one is taken back and placed elsewhere."""
    who = somebody(room)
    for card in ("toit", "toit", "port", "lycee"):
        view = place(ctx, who, card)
    assert (dict(view.mine), view.left) == ({"toit": 2, "port": 1, "lycee": 1}, 0)
    with pytest.raises(Conflict, match="Toutes les gommettes"):
        place(ctx, who, "port")
    assert withdraw(ctx, who, "toit").left == 1
    assert dict(place(ctx, who, "port").mine) == {"toit": 1, "port": 2, "lycee": 1}
    assert totals(ctx, room) == {"toit": 1, "port": 2, "lycee": 1}


def test_the_same_click_counts_once(ctx: Context, room: str) -> None:
    """Tried again at once, later, or after the gommette was taken back: nothing more."""
    who = somebody(room)
    place(ctx, who, "toit", "clic-1")
    place(ctx, who, "toit", "clic-1")
    assert dict(place(ctx, who, "port", "clic-2").mine) == {"toit": 1, "port": 1}
    withdraw(ctx, who, "toit", "clic-3")
    assert dict(withdraw(ctx, who, "toit", "clic-3").mine) == {"port": 1}
    assert dict(place(ctx, who, "toit", "clic-1").mine) == {"port": 1}
    assert place(ctx, somebody(room), "toit", "clic-1").voters == 2


def test_a_retry_is_answered_even_when_the_ballot_has_closed(ctx: Context, room: str) -> None:
    """What was done is done: the page that missed the answer is told the state."""
    who, manager = somebody(room), somebody(room, Role.FACILITATOR)
    place(ctx, who, "toit", "clic-1")
    set_ballot(ctx, manager, KEY, open=False)
    assert dict(place(ctx, who, "toit", "clic-1").mine) == {"toit": 1}
    with pytest.raises(Conflict, match="fermé"):
        place(ctx, who, "toit")
    with pytest.raises(Conflict, match="fermé"):
        withdraw(ctx, who, "toit")
    set_ballot(ctx, manager, KEY, open=True)
    assert withdraw(ctx, who, "toit").left == 4


def test_a_refused_click_may_be_tried_again(ctx: Context, room: str) -> None:
    """It did nothing: when a gommette is free again, the same click places it."""
    who = somebody(room)
    for card in ("toit", "toit", "port", "lycee"):
        place(ctx, who, card)
    with pytest.raises(Conflict):
        place(ctx, who, "port", "clic")
    withdraw(ctx, who, "toit")
    assert dict(place(ctx, who, "port", "clic").mine) == {"toit": 1, "port": 2, "lycee": 1}


def test_gommettes_on_a_deleted_card_are_given_back(ctx: Context, room: str) -> None:
    """They count for nothing; those not placed elsewhere come back with the card."""
    who = somebody(room)
    for card in ("toit", "toit", "toit", "port"):
        place(ctx, who, card)
    write_ideas(ctx, room, ["toit"], deleted=True)
    view = read_ballot(ctx, who, KEY)
    assert (dict(view.mine), view.left, totals(ctx, room)) == ({"port": 1}, 3, {"port": 1})
    open_vote(ctx, room)
    place(ctx, who, "lycee")
    write_ideas(ctx, room, ["toit"])
    view = read_ballot(ctx, who, KEY)
    assert (dict(view.mine), view.left) == ({"toit": 2, "port": 1, "lycee": 1}, 0)
    with pytest.raises(Conflict, match="elle vous reste"):
        place(ctx, who, "absente")


def test_only_ideas_are_weighted(ctx: Context, room: str) -> None:
    """The title of a group of boxes is no idea."""
    write_canvas(ctx, somebody(room, Role.EDITOR), KEY, [Card("g", "Élus", "groupe", "a0")])
    with pytest.raises(Conflict):
        place(ctx, somebody(room), "g")


def test_one_gommette_on_each_card_when_it_is_so_decided(ctx: Context, room: str) -> None:
    """Those already stacked stay; a table puts one per voter."""
    who, editor = somebody(room), somebody(room, Role.EDITOR)
    place(ctx, who, "toit")
    place(ctx, who, "toit")
    set_ballot(ctx, somebody(room, Role.FACILITATOR), KEY, stacking=False)
    with pytest.raises(Conflict, match="par idée et par personne"):
        place(ctx, who, "toit")
    assert dict(place(ctx, who, "port").mine) == {"toit": 2, "port": 1}
    table = declare_table(ctx, editor, KEY, name="Table 1", voters=2).tables[0].table.id
    place(ctx, editor, "toit", table=table)
    place(ctx, editor, "toit", table=table)
    with pytest.raises(Conflict, match="les 2 votants"):
        place(ctx, editor, "toit", table=table)


def test_more_or_fewer_gommettes(ctx: Context, room: str) -> None:
    """More at any time; fewer only when nobody placed more."""
    who, manager = somebody(room), somebody(room, Role.FACILITATOR)
    for _ in range(3):
        place(ctx, who, "toit")
    with pytest.raises(Conflict, match="plus de 2"):
        set_ballot(ctx, manager, KEY, dots=2, open=False)
    assert read_ballot(ctx, who, KEY).settings.open
    assert set_ballot(ctx, manager, KEY, dots=3).settings.dots == 3
    with pytest.raises(Conflict):
        place(ctx, who, "port")
    withdraw(ctx, who, "toit")
    set_ballot(ctx, manager, KEY, dots=2)
    set_ballot(ctx, manager, KEY, dots=6)
    assert place(ctx, who, "port").left == 3
    with pytest.raises(InvalidInput, match="de 1 à 20"):
        set_ballot(ctx, manager, KEY, dots=21)


def test_a_table_votes_by_the_device_that_declared_it(ctx: Context, room: str) -> None:
    """Its voters' gommettes, apart from those of the person who enters them."""
    editor, other = somebody(room, Role.EDITOR), somebody(room, Role.EDITOR)
    declare_table(ctx, editor, KEY, name="Table 3", voters=6)
    view = declare_table(ctx, editor, KEY, name=" table  3 ", voters=6)
    assert [(t.table.name, t.table.voters, t.mine, t.left) for t in view.tables] == [
        ("Table 3", 6, True, 24)
    ]
    table = view.tables[0].table.id
    confirm_tables(ctx, somebody(room, Role.FACILITATOR), KEY, {table: 6})
    for _ in range(24):
        view = place(ctx, editor, "toit", table=table)
    assert (view.tables[0].left, view.left, view.voters, view.placed) == (0, 4, 6, 24)
    assert view.tables[0].dots == {"toit": 24}
    with pytest.raises(Conflict, match=r"\(24\)"):
        place(ctx, editor, "toit", table=table)
    seen = read_ballot(ctx, other, KEY).tables[0]
    assert (seen.mine, seen.left, seen.dots) == (False, None, None)
    for attempt in (
        lambda: place(ctx, other, "toit", table=table),
        lambda: withdraw(ctx, other, "toit", table=table),
    ):
        with pytest.raises(Forbidden, match="appareil"):
            attempt()
    with pytest.raises(NotFound, match="Cette table"):
        place(ctx, editor, "toit", table="absente")
    assert totals(ctx, room) == {"toit": 24}


def test_a_table_changes_and_leaves(ctx: Context, room: str) -> None:
    """Its number of voters follows the room; 0 takes it away with its gommettes."""
    editor, manager = somebody(room, Role.EDITOR), somebody(room, Role.FACILITATOR)
    table = declare_table(ctx, editor, KEY, name="Table 1", voters=2).tables[0].table.id
    for _ in range(5):
        place(ctx, editor, "toit", table=table)
    with pytest.raises(Conflict, match="2 votants au moins"):
        declare_table(ctx, editor, KEY, name="Table 1", voters=1)
    assert declare_table(ctx, editor, KEY, name="Table 1", voters=3).tables[0].left == 7
    with pytest.raises(Conflict, match="autre appareil"):
        declare_table(ctx, somebody(room, Role.EDITOR), KEY, name="TABLE 1", voters=3)
    set_ballot(ctx, manager, KEY, open=False)
    with pytest.raises(Conflict, match="fermé"):
        declare_table(ctx, editor, KEY, name="Table 1", voters=0)
    view = declare_table(ctx, manager, KEY, name="Table 1", voters=0)
    assert (view.tables, view.placed, view.voters) == ((), 0, 0)
    assert declare_table(ctx, manager, KEY, name="Table 9", voters=0).tables == ()
    with pytest.raises(Forbidden):
        declare_table(ctx, somebody(room, Role.VOTER), KEY, name="Table 2", voters=3)


def test_tables_are_bounded(ctx: Context, room: str) -> None:
    """Nobody fills the list without end."""
    editor = somebody(room, Role.EDITOR)
    for number in range(TABLES_PER_BALLOT):
        declare_table(ctx, editor, KEY, name=f"Table {number}", voters=1)
    with pytest.raises(Conflict, match="50 tables"):
        declare_table(ctx, editor, KEY, name="Une de trop", voters=1)
    with pytest.raises(InvalidInput, match="de 1 à 200"):
        declare_table(ctx, editor, KEY, name="Table 0", voters=201)


def test_totals_are_secret_from_everyone_until_revealed(ctx: Context, room: str) -> None:
    """The facilitator too sees only how many voted; then everyone who reads sees all."""
    for card in ("toit", "toit", "port"):
        place(ctx, somebody(room), card)
    manager = somebody(room, Role.FACILITATOR)
    everyone = [somebody(room, role) for role in Role]
    for who in everyone:
        view = read_ballot(ctx, who, KEY)
        assert (view.totals, dict(view.mine), view.voters, view.placed) == (None, {}, 3, 3)
        assert read_totals(ctx, who, KEY) is None
    set_ballot(ctx, manager, KEY, revealed=True)
    assert [read_totals(ctx, who, KEY) for who in everyone] == [{"toit": 2, "port": 1}] * 4
    set_ballot(ctx, manager, KEY, revealed=False)
    assert read_totals(ctx, manager, KEY) is None
    set_ballot(ctx, manager, KEY, secret=False)
    assert read_totals(ctx, manager, KEY) == {"toit": 2, "port": 1}


def test_deleting_a_card_tells_nothing_of_a_secret_ballot(ctx: Context, room: str) -> None:
    """Putting a card in the corbeille to see the count drop does not work."""
    for card in ("toit", "toit", "port"):
        place(ctx, somebody(room), card)
    manager = somebody(room, Role.FACILITATOR)
    before = read_ballot(ctx, manager, KEY)
    write_ideas(ctx, room, ["toit"], deleted=True)
    assert read_ballot(ctx, manager, KEY) == before
    assert set_ballot(ctx, manager, KEY, revealed=True).placed == 1


def test_leaving_keeps_the_gommettes_and_coming_back_gives_no_others(
    ctx: Context, room: str, door: Door
) -> None:
    """Quitting a dossier erases nobody's vote, and a browser still known votes no second time."""
    other = create_dossier(ctx, title="Port", territory="Dunkerque", use_case="")
    elsewhere = join(ctx, None, other.tokens[Role.READER], "Ada", COLOR, "")
    joined = door.enter(Role.EDITOR, cookie=elsewhere.cookie)
    for card in ("toit", "toit", "port", "lycee"):
        place(ctx, identify(ctx, room, cookie=joined.cookie), card)
    assert leave_dossier(ctx, joined.cookie, room).was_inside
    assert totals(ctx, room) == {"toit": 2, "port": 1, "lycee": 1}
    again = door.enter(Role.EDITOR, "Un autre nom", joined.cookie)
    back = identify(ctx, room, cookie=again.cookie)
    assert read_ballot(ctx, back, KEY).left == 0
    with pytest.raises(Conflict):
        place(ctx, back, "port")


def test_a_program_votes_as_its_link(ctx: Context, room: str, dossier: CreatedDossier) -> None:
    """One participant, whatever the number of programs that show the token."""
    token = dossier.tokens[Role.EDITOR]
    one, two = (identify(ctx, room, bearer=token) for _ in range(2))
    place(ctx, one, "toit")
    assert dict(place(ctx, two, "port").mine) == {"toit": 1, "port": 1}
    assert read_ballot(ctx, one, KEY).voters == 1


def test_what_cannot_be_is_refused(ctx: Context, room: str) -> None:
    """No ballot on that canvas, no such canvas, no click named, no right."""
    who = somebody(room)
    for verb in (read_ballot, read_totals):
        with pytest.raises(NotFound, match="On ne vote pas"):
            verb(ctx, who, "sans")
        with pytest.raises(NotFound, match="canevas n’existe pas"):
            verb(ctx, who, "inconnu")
    with pytest.raises(InvalidInput, match="rechargez"):
        place(ctx, who, "toit", "pas un nom")
    reader = replace(who, role=Role.READER)
    for attempt in (place, withdraw):
        with pytest.raises(Forbidden, match="voter"):
            attempt(ctx, reader, "toit")
    with pytest.raises(Forbidden):
        set_ballot(ctx, somebody(room, Role.EDITOR), KEY, revealed=True)
    delete_dossier(ctx, somebody(room, Role.FACILITATOR))
    with pytest.raises(NotFound):
        place(ctx, who, "toit")


def test_each_change_is_announced_once(ctx: Context, room: str) -> None:
    """With a number that grows; what changes nothing says nothing."""
    heard: list[tuple[str, int]] = []
    ctx.db.bus.subscribe(lambda name, number, _origin: heard.append((name, number)))
    who, manager = somebody(room), somebody(room, Role.FACILITATOR)
    place(ctx, who, "toit", "clic")
    place(ctx, who, "toit", "clic")
    withdraw(ctx, who, "toit")
    with pytest.raises(Conflict):
        withdraw(ctx, who, "toit")
    set_ballot(ctx, manager, KEY, open=False)
    set_ballot(ctx, manager, KEY, open=False)
    declare_table(ctx, manager, KEY, name="Table 1", voters=3)
    declare_table(ctx, manager, KEY, name="Table 1", voters=3)
    expected = [(f"{BALLOT}{room}/{KEY}", number) for number in (2, 3, 4, 5)]
    assert [event for event in heard if event[0].startswith(BALLOT)] == expected
    set_again = [number for name, number in heard if name.startswith(BALLOT_SET)]
    assert set_again == [4], "only the facilitator's decision"


def test_check_finds_a_ballot_that_breaks_its_promise(ctx: Context, room: str) -> None:
    """A sound ballot passes; a hole or a slot too many is told."""
    editor = somebody(room, Role.EDITOR)
    table = declare_table(ctx, editor, KEY, name="Table 1", voters=2).tables[0].table.id
    for _ in range(8):
        place(ctx, editor, "toit", table=table)
    place(ctx, editor, "toit")
    assert check(ctx).problems == ()
    with ctx.db.write() as conn:
        conn.execute(
            update(ballot_dots)
            .where(ballot_dots.c.participant == table, ballot_dots.c.slot == 7)
            .values(slot=8)
        )
    assert [line for line in check(ctx).problems if "gommettes" in line]
