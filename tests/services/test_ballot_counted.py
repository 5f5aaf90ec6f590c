"""Who counts in a vote: tables confirmed, voters set aside before the reveal, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from capacities.domain.access import Role
from capacities.domain.ballot import Voter, participant_key
from capacities.domain.ballot_view import Roll, VoterLine
from capacities.domain.errors import CapacitiesError, Conflict, Forbidden, NotFound
from capacities.domain.news import BALLOT
from capacities.domain.settings import Settings
from capacities.services.check import check
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.declare_table import declare_table
from capacities.services.identify import Identity, identify
from capacities.services.leave_dossier import leave_dossier
from capacities.services.read_ballot import read_ballot
from capacities.services.read_roll import read_roll
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from tests.ballots import DATA, KEY, open_vote, place, somebody, withdraw, write_ideas
from tests.services.conftest import Door


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


def key_of(who: Identity) -> str:
    assert who.session_id is not None
    return participant_key(f"{who.dossier_id}/{KEY}", Voter.PERSON, who.session_id)


def declare(ctx: Context, who: Identity, name: str, voters: int) -> str:
    """Declare a table; return its id."""
    view = declare_table(ctx, who, KEY, name=name, voters=voters)
    return next(each.table.id for each in view.tables if each.table.name == name)


def refuses(kind: type[CapacitiesError], words: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(kind, match=words):
        attempt()


def line(roll: Roll, who: Identity) -> VoterLine:
    assert roll.voters is not None
    return next(one for one in roll.voters if one.id == key_of(who))


def test_a_table_counts_once_whoever_facilitates_confirmed_it(
    ctx: Context, room: str, lea: Identity
) -> None:
    """It votes meanwhile, for nothing; then what it placed is in the counts."""
    editor = somebody(room, Role.EDITOR)
    table = declare(ctx, editor, "Table 3", 6)
    place(ctx, editor, "toit", table=table)
    view = read_ballot(ctx, editor, KEY)
    assert (view.tables[0].table.confirmed, view.tables[0].left) == (False, 23)
    assert (view.voters, view.placed, view.turnout.aside) == (0, 0, 0)
    view = confirm_tables(ctx, lea, KEY, {table: 6})
    assert (view.turnout.devices, view.turnout.tables, view.turnout.table_voters) == (0, 1, 6)
    assert (view.voters, view.placed, view.tables[0].table.confirmed) == (6, 1, True)
    assert set_ballot(ctx, lea, KEY, revealed=True).totals == {"toit": 1}
    assert check(ctx).problems == ()


def test_what_whoever_facilitates_declares_is_confirmed(
    ctx: Context, room: str, lea: Identity
) -> None:
    """Their own table, or another's whose number they correct."""
    editor = somebody(room, Role.EDITOR)
    declare(ctx, lea, "Table 1", 6)
    declare(ctx, editor, "Table 2", 200)
    declare_table(ctx, lea, KEY, name="Table 2", voters=7)
    declare(ctx, editor, "Table 3", 5)
    view = declare_table(ctx, lea, KEY, name="Table 3", voters=5)
    assert [(t.table.voters, t.table.confirmed) for t in view.tables] == [
        (6, True),
        (7, True),
        (5, True),
    ]


def test_more_voters_than_confirmed_is_asked_again(ctx: Context, room: str, lea: Identity) -> None:
    """Fewer is not; nor the same number."""
    editor = somebody(room, Role.EDITOR)
    table = declare(ctx, editor, "Table 1", 6)
    place(ctx, editor, "toit", table=table)
    confirm_tables(ctx, lea, KEY, {table: 6})
    for voters, confirmed in ((6, True), (4, True), (5, False), (4, False)):
        view = declare_table(ctx, editor, KEY, name="Table 1", voters=voters)
        assert view.tables[0].table.confirmed is confirmed
    assert view.voters == 0
    assert confirm_tables(ctx, lea, KEY, {table: 4}).voters == 4


def test_only_what_was_read_is_confirmed(ctx: Context, room: str, lea: Identity) -> None:
    """A table that changed or left meanwhile: nothing is confirmed, and that is said."""
    editor = somebody(room, Role.EDITOR)
    one, two = declare(ctx, editor, "Table 1", 6), declare(ctx, editor, "Table 2", 6)
    declare_table(ctx, editor, KEY, name="Table 2", voters=200)
    refuses(Conflict, "200 votants", lambda: confirm_tables(ctx, lea, KEY, {one: 6, two: 6}))
    declare_table(ctx, editor, KEY, name="Table 2", voters=0)
    refuses(Conflict, "retirée", lambda: confirm_tables(ctx, lea, KEY, {one: 6, two: 200}))
    assert not read_ballot(ctx, lea, KEY).tables[0].table.confirmed
    confirm_tables(ctx, lea, KEY, {one: 6})
    assert confirm_tables(ctx, lea, KEY, {one: 6}).tables[0].table.confirmed


def test_the_reveal_asks_what_becomes_of_tables_that_wait(
    ctx: Context, room: str, lea: Identity
) -> None:
    """Never dropped in silence, whichever way the totals come to be shown."""
    editor = somebody(room, Role.EDITOR)
    one, two = declare(ctx, editor, "Table 1", 6), declare(ctx, editor, "Table 2", 6)
    for table in (one, two):
        place(ctx, editor, "toit", table=table)
    refuses(Conflict, "2 tables attendent", lambda: set_ballot(ctx, lea, KEY, revealed=True))
    confirm_tables(ctx, lea, KEY, {one: 6})
    refuses(
        Conflict, "Une table attend.*« Table 2 »", lambda: set_ballot(ctx, lea, KEY, secret=False)
    )
    assert read_ballot(ctx, lea, KEY).totals is None
    view = set_ballot(ctx, lea, KEY, revealed=True, leave_waiting=True)
    assert (view.totals, view.turnout.aside) == ({"toit": 1}, 1)
    assert [table.aside for table in view.tables] == [False, True]
    assert not set_ballot(ctx, lea, KEY, open=False).settings.open


def test_a_voter_set_aside_counts_for_nothing_until_taken_back(
    ctx: Context, room: str, lea: Identity
) -> None:
    """Their gommettes stay where they are; they know it; everybody knows how many they are."""
    ada, ben = somebody(room), somebody(room)
    for who in (ada, ada, ben):
        place(ctx, who, "toit")
    view = set_aside(ctx, lea, KEY, {key_of(ada): True})
    assert (view.voters, view.placed, view.turnout.aside) == (1, 1, 1)
    mine = place(ctx, ada, "port")
    assert (mine.counted, dict(mine.mine), mine.placed) == (False, {"toit": 2, "port": 1}, 1)
    assert read_ballot(ctx, ben, KEY).counted
    assert set_aside(ctx, lea, KEY, {key_of(ada): False}).placed == 4
    set_aside(ctx, lea, KEY, {key_of(ada): True, key_of(ben): False})
    view = set_ballot(ctx, lea, KEY, revealed=True)
    assert (view.totals, view.placed, view.turnout.aside) == ({"toit": 1}, 1, 1)
    assert check(ctx).problems == ()


def test_a_table_is_set_aside_with_its_gommettes(ctx: Context, room: str, lea: Identity) -> None:
    """Before or after it was confirmed; one that was taken away leaves nothing behind."""
    editor = somebody(room, Role.EDITOR)
    table = declare(ctx, editor, "Table 1", 2)
    place(ctx, editor, "toit", table=table)
    set_aside(ctx, lea, KEY, {table: True})
    assert confirm_tables(ctx, lea, KEY, {table: 2}).voters == 0
    assert read_ballot(ctx, editor, KEY).tables[0].aside
    assert read_ballot(ctx, editor, KEY).counted
    assert set_aside(ctx, lea, KEY, {table: False}).voters == 2
    set_aside(ctx, lea, KEY, {table: True})
    declare_table(ctx, editor, KEY, name="Table 1", voters=0)
    again = declare(ctx, editor, "Table 1", 2)
    assert again != table
    assert not read_ballot(ctx, editor, KEY).tables[0].aside


def test_once_totals_were_seen_who_counts_is_fixed(ctx: Context, room: str, lea: Identity) -> None:
    """Else the difference would be somebody's vote: revealed, hidden again, or shown live."""
    ada = somebody(room)
    place(ctx, ada, "toit")
    attempts = ({key_of(ada): True}, {key_of(ada): False})
    for shown in ({"revealed": True}, {"revealed": False}, {"secret": False}, {"secret": True}):
        view = set_ballot(ctx, lea, KEY, **shown)
        assert view.settings.fixed
        for asked in attempts:
            refuses(Conflict, "ont été vus", lambda asked=asked: set_aside(ctx, lea, KEY, asked))
    assert read_ballot(ctx, ada, KEY).counted


def test_who_counts_is_free_again_when_nothing_seen_is_left(
    ctx: Context, room: str, lea: Identity
) -> None:
    """A rehearsal, taken back to the last gommette, says nothing of the votes to come."""
    ada = somebody(room)
    place(ctx, ada, "toit")
    set_ballot(ctx, lea, KEY, secret=False)
    withdraw(ctx, ada, "toit")
    assert not set_ballot(ctx, lea, KEY, secret=True).settings.fixed
    place(ctx, ada, "port")
    assert set_aside(ctx, lea, KEY, {key_of(ada): True}).turnout.aside == 1


def test_no_way_of_leaving_the_count_is_left_once_totals_were_seen(
    ctx: Context, room: str, lea: Identity
) -> None:
    """A table that counts neither waits again nor is taken away by another; late ones come in."""
    editor = somebody(room, Role.EDITOR)
    table = declare(ctx, editor, "Table 1", 2)
    place(ctx, editor, "toit", table=table)
    confirm_tables(ctx, lea, KEY, {table: 2})
    set_ballot(ctx, lea, KEY, secret=False)
    for who, voters, words in ((editor, 3, "seule la personne"), (lea, 0, "ont été vus")):
        refuses(
            Conflict,
            words,
            lambda who=who, voters=voters: declare_table(
                ctx, who, KEY, name="Table 1", voters=voters
            ),
        )
    assert declare_table(ctx, lea, KEY, name="Table 1", voters=3).totals == {"toit": 1}
    late = declare(ctx, editor, "Table 2", 2)
    place(ctx, editor, "port", table=late)
    assert read_ballot(ctx, lea, KEY).totals == {"toit": 1}
    assert confirm_tables(ctx, lea, KEY, {late: 2}).totals == {"toit": 1, "port": 1}
    useless = declare(ctx, editor, "Table 3", 200)
    place(ctx, editor, "port", table=useless)
    assert len(declare_table(ctx, lea, KEY, name="Table 3", voters=0).tables) == 2


def test_the_roll_says_who_voted_and_never_where(
    ctx: Context, room: str, lea: Identity, door: Door, dossier: CreatedDossier
) -> None:
    """Pseudonym, link, arrival, how many; a device that has left has no name."""
    joined = door.enter(Role.EDITOR, "Ada")
    ada = identify(ctx, room, cookie=joined.cookie)
    door.enter(Role.READER, "Passante")
    left = somebody(room)
    program = identify(ctx, room, bearer=dossier.tokens[Role.EDITOR])
    for who in (ada, ada, left, program):
        place(ctx, who, "toit")
    table = declare(ctx, ada, "Table 1", 6)
    place(ctx, ada, "port", table=table)
    set_aside(ctx, lea, KEY, {key_of(left): True})
    withdraw(ctx, left, "toit")
    roll = read_roll(ctx, lea, KEY)
    assert roll.voters is not None
    assert len(roll.voters) == 3
    found = line(roll, ada)
    assert (found.placed, found.aside) == (2, False)
    assert found.device is not None
    assert (found.device.name, found.device.role) == ("Ada", Role.EDITOR)
    assert found.device.came_at is not None
    assert (line(roll, left).device, line(roll, left).placed, line(roll, left).aside) == (
        None,
        0,
        True,
    )
    assert [one.device and one.device.name for one in roll.tables] == ["Ada"]
    assert [one.placed for one in roll.tables] == [1]
    assert {one.device.name for one in roll.voters if one.device} == {"Ada", "Programme"}
    leave_dossier(ctx, joined.cookie, room)
    assert line(read_roll(ctx, lea, KEY), ada).device is None


def test_the_roll_knows_a_browser_by_whichever_cookie_it_votes(
    ctx: Context, room: str, lea: Identity, door: Door
) -> None:
    """One that came back without the answer to its last entry is not a device without a name."""
    first = door.enter(Role.EDITOR, "Ada")
    door.enter(Role.EDITOR, "Ada", cookie=first.cookie)
    last = door.enter(Role.EDITOR, "Ada L.", cookie=first.cookie)
    ada = identify(ctx, room, cookie=last.cookie)
    place(ctx, ada, "toit")
    found = line(read_roll(ctx, lea, KEY), ada).device
    assert found is not None
    assert found.name.startswith("Ada")


def test_the_roll_is_closed_with_the_totals_open(ctx: Context, room: str, lea: Identity) -> None:
    """Watching who has just voted beside totals that move would tell where."""
    editor = somebody(room, Role.EDITOR)
    place(ctx, editor, "toit")
    table = declare(ctx, editor, "Table 1", 6)
    set_ballot(ctx, lea, KEY, secret=False, leave_waiting=True)
    roll = read_roll(ctx, lea, KEY)
    assert (roll.voters, [one.id for one in roll.tables]) == (None, [table])
    assert roll.tables[0].placed is None


def test_only_whoever_facilitates_decides_who_counts(
    ctx: Context, room: str, lea: Identity
) -> None:
    """No other role sees the roll, confirms or sets aside; and nobody sets aside a stranger."""
    table = declare(ctx, somebody(room, Role.EDITOR), "Table 1", 6)
    for role in (Role.EDITOR, Role.VOTER, Role.READER):
        who = somebody(room, role)
        refuses(Forbidden, "anime", lambda who=who: read_roll(ctx, who, KEY))
        refuses(Forbidden, "anime", lambda who=who: confirm_tables(ctx, who, KEY, {table: 6}))
        refuses(Forbidden, "anime", lambda who=who: set_aside(ctx, who, KEY, {table: True}))
    for stranger in ("", "absent", key_of(somebody(room))):
        refuses(NotFound, "appareil", lambda one=stranger: set_aside(ctx, lea, KEY, {one: True}))
    refuses(NotFound, "On ne vote pas", lambda: read_roll(ctx, lea, "sans"))


def test_each_decision_is_announced_once(ctx: Context, room: str, lea: Identity) -> None:
    """Pages ask again when a table waits, is confirmed, or somebody is set aside."""
    editor = somebody(room, Role.EDITOR)
    heard: list[int] = []
    ctx.db.bus.subscribe(lambda name, n, _: heard.append(n) if name.startswith(BALLOT) else None)
    table = declare(ctx, editor, "Table 1", 6)
    for _ in range(2):
        confirm_tables(ctx, lea, KEY, {table: 6})
        set_aside(ctx, lea, KEY, {table: True})
    assert heard == [2, 3, 4]
