"""A hundred people voting at once, and random voters against a simple model: exact counts."""

from __future__ import annotations

import contextlib
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from capacities.domain.access import Role
from capacities.domain.ballot import Voter, participant_key
from capacities.domain.errors import Conflict
from capacities.domain.settings import Settings
from capacities.services.check import check
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.declare_table import declare_table
from capacities.services.identify import Identity
from capacities.services.read_ballot import read_ballot
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.take_seat import finish_voting
from capacities.services.voting_rounds import begin_round
from capacities.storage import ballots
from tests.ballots import CARDS, DATA, KEY, open_vote, place, somebody, withdraw, write_ideas

VOTERS = 100


@pytest.fixture
def ctx(database_url: str) -> Iterator[Context]:
    """A server whose canvas KEY has gommettes."""
    context = open_context(Settings(database_url=database_url), DATA)
    yield context
    context.close()


@pytest.mark.slow
def test_a_hundred_voters_at_once(ctx: Context, dossier: CreatedDossier) -> None:
    """A click sent up to three times, at the same moment or later, is one gommette."""
    room = dossier.dossier_id
    write_ideas(ctx, room)
    open_vote(ctx, room)
    people = [somebody(room) for _ in range(VOTERS)]
    start = threading.Barrier(VOTERS)
    choices = [random.Random(number).choices(CARDS, k=4) for number in range(VOTERS)]
    expected = Counter(card for chosen in choices for card in chosen)

    def vote(number: int) -> None:
        who, chosen, lost = people[number], choices[number], f"{number}-perdu"
        hesitates = number % 4 == 0
        start.wait()
        if hesitates:
            place(ctx, who, "toit", lost)
            withdraw(ctx, who, "toit")
        for slot, card in enumerate(chosen):
            act, times = f"{number}-{slot}", 1 + number % 3 if slot == number % 4 else 1
            with ThreadPoolExecutor(times) as fingers:
                copies = [fingers.submit(place, ctx, who, card, act) for _ in range(times)]
            assert all(dict(copy.result().mine)[card] >= 1 for copy in copies)
        if hesitates:
            place(ctx, who, "toit", lost)  # a retry that comes very late
            with pytest.raises(Conflict):
                place(ctx, who, chosen[0])

    with ThreadPoolExecutor(VOTERS) as crowd:
        for done in [crowd.submit(vote, number) for number in range(VOTERS)]:
            done.result()
    manager = somebody(room, Role.FACILITATOR)
    view = set_ballot(ctx, manager, KEY, revealed=True)
    assert (view.totals, view.placed, view.voters) == (dict(expected), 4 * VOTERS, VOTERS)
    assert check(ctx).problems == ()


def test_one_person_clicking_everywhere_at_once(ctx: Context, dossier: CreatedDossier) -> None:
    """Forty different clicks in the same instant: four gommettes, thirty-six refusals."""
    room = dossier.dossier_id
    write_ideas(ctx, room)
    open_vote(ctx, room)
    who = somebody(room)
    start = threading.Barrier(40)

    def click(_: int) -> bool:
        start.wait()
        try:
            place(ctx, who, "toit")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(40) as fingers:
        assert sum(fingers.map(click, range(40))) == 4
    assert dict(read_ballot(ctx, who, KEY).mine) == {"toit": 4}


def test_the_first_fifty_gommettes_begin_one_ballot(ctx: Context, dossier: CreatedDossier) -> None:
    """Nobody touched it before: it is begun once, and no first gommette is lost."""
    room = dossier.dossier_id
    write_ideas(ctx, room)
    open_vote(ctx, room)
    with ThreadPoolExecutor(50) as crowd:
        list(crowd.map(lambda _: place(ctx, somebody(room), "port"), range(50)))
    assert read_ballot(ctx, somebody(room), KEY).placed == 50


def test_a_table_never_counts_for_more_than_was_read(ctx: Context, dossier: CreatedDossier) -> None:
    """Its number is raised while it is being confirmed: confirmed as read, or asked again."""
    room = dossier.dossier_id
    open_vote(ctx, room)
    owner, manager = somebody(room, Role.EDITOR), somebody(room, Role.FACILITATOR)
    view = declare_table(ctx, owner, KEY, name="Table", voters=6)
    table = view.tables[0].table.id
    start = threading.Barrier(2)

    def raise_it() -> None:
        start.wait()
        declare_table(ctx, owner, KEY, name="Table", voters=200)

    def confirm_it() -> None:
        start.wait()
        with contextlib.suppress(Conflict):
            confirm_tables(ctx, manager, KEY, {table: 6})

    for _ in range(10):
        with ThreadPoolExecutor(2) as hands:
            for done in [hands.submit(raise_it), hands.submit(confirm_it)]:
                done.result()
        found = read_ballot(ctx, manager, KEY).tables[0].table
        assert (found.voters, found.confirmed) == (200, False)
        declare_table(ctx, owner, KEY, name="Table", voters=6)


def test_two_processes_share_one_ballot(
    ctx: Context, database_url: str, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps the count exact is the database: neither a queue nor a memory of a process."""
    monkeypatch.setattr(ballots, "_turn", contextlib.nullcontext())
    other = open_context(Settings(database_url=database_url), DATA)
    room = dossier.dossier_id
    write_ideas(ctx, room)
    open_vote(ctx, room)
    who, manager = somebody(room), somebody(room, Role.FACILITATOR)
    start = threading.Barrier(16)

    def click(number: int) -> bool:
        start.wait()
        try:
            place((ctx, other)[number % 2], who, "toit", f"clic-{number // 4}")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(16) as fingers:
        assert all(fingers.map(click, range(16)))
    for context in (ctx, other):
        assert dict(read_ballot(context, who, KEY).mine) == {"toit": 4}
    withdraw(other, who, "toit")
    assert read_ballot(ctx, who, KEY).left == 1
    assert who.session_id is not None
    voter = participant_key(f"{room}/{KEY}", Voter.PERSON, who.session_id)
    set_aside(other, manager, KEY, {voter: True})
    assert not read_ballot(ctx, who, KEY).counted
    set_ballot(ctx, manager, KEY, open=False)
    with pytest.raises(Conflict, match="fermé"):
        place(other, who, "toit")
    other.close()


@dataclass
class Model:
    """What a ballot must be, kept as plainly as possible."""

    dots: int = 4
    open: bool = True
    stacking: bool = True
    voters: dict[str, int] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)
    done: set[tuple[str, str]] = field(default_factory=set)
    gone: str | None = None
    secret: bool = True
    revealed: bool = False
    seen: bool = False  # totals were seen, and are hidden again
    seats: dict[str, bool] = field(default_factory=dict)
    kept: int = 0
    waits: bool = True  # the table, to be confirmed
    aside: set[str] = field(default_factory=set)

    @property
    def shown(self) -> bool:
        return self.revealed or not self.secret

    @property
    def fixed(self) -> bool:
        return self.shown or self.seen

    def set_open(self, *, open: bool) -> None:
        if open and not self.open and self.revealed:
            self.revealed, fixed = False, True
            self.seen = fixed and not self.shown and any(self.held.values())
        self.open = open

    def finish(self, who: str, *, done: bool) -> None:
        if self.open:
            self.seats[who] = done

    def new_round(self, *, keep: bool) -> bool:
        if keep and not self.shown:
            return False
        self.kept += keep and any(self.live(who) for who in self.counted())
        self.held = {who: [] for who in self.held}
        self.seats.clear()
        self.open, self.revealed, self.seen = True, False, False
        return True

    def counted(self) -> list[str]:
        out = self.aside | ({"table"} if self.waits else set())
        return [name for name in self.held if name not in out]

    def live(self, who: str) -> Counter[str]:
        return Counter(card for card in self.held[who] if card != self.gone)

    def place(self, who: str, card: str, act: str) -> bool:
        if (who, act) in self.done:
            return True
        mine, live = self.held[who], self.live(who)
        if not self.open or card == self.gone:
            return False
        if not self.stacking and live[card] >= self.voters[who]:
            return False
        if len(mine) >= self.dots * self.voters[who]:
            if self.gone not in mine:
                return False
            mine.remove(self.gone)
        mine.append(card)
        self._acted(who, act)
        return True

    def _acted(self, who: str, act: str) -> None:
        self.done.add((who, act))
        if who in self.seats:
            self.seats[who] = False

    def withdraw(self, who: str, card: str, act: str) -> bool:
        if (who, act) in self.done:
            return True
        if not self.open or card not in self.held[who]:
            return False
        self.held[who].remove(card)
        self._acted(who, act)
        return True

    def resize_table(self, voters: int) -> bool:
        if not self.open:
            return False
        before = self.voters["table"]
        more, counts = voters > before, not self.waits
        if len(self.held["table"]) > self.dots * voters or (more and counts and self.fixed):
            return False
        self.waits = self.waits or more
        self.voters["table"] = voters
        return True

    def set_aside(self, name: str, *, put: bool) -> bool:
        if self.fixed:
            return False
        (self.aside.add if put else self.aside.discard)(name)
        return True

    def reveal(self) -> None:
        if not self.shown:
            self.aside |= {"table"} if self.waits else set()
        if not self.revealed:
            self.revealed, self.open = True, False

    def set_dots(self, dots: int) -> bool:
        if any(len(mine) > dots * self.voters[who] for who, mine in self.held.items()):
            return False
        self.dots = dots
        return True


class Run:
    """One random story of a ballot, lived by the product and by the model."""

    def __init__(self, ctx: Context, seed: int) -> None:
        self.ctx, self.chance = ctx, random.Random(seed)
        self.room = create_dossier(ctx, title="a", territory="b", use_case="").dossier_id
        write_ideas(ctx, self.room)
        open_vote(ctx, self.room)
        self.manager = somebody(self.room, Role.FACILITATOR)
        self.people: dict[str, tuple[Identity, str | None]] = {}
        self.model = Model(secret=seed % 2 == 1)
        set_ballot(ctx, self.manager, KEY, secret=self.model.secret)
        for name in ("ada", "ben"):
            self._add(name, somebody(self.room), None, 1)
        owner = somebody(self.room, Role.EDITOR)
        view = declare_table(ctx, owner, KEY, name="Table", voters=2)
        self._add("table", owner, view.tables[0].table.id, 2)
        self.acts: list[str] = []

    def _add(self, name: str, who: Identity, table: str | None, voters: int) -> None:
        self.people[name] = (who, table)
        self.model.voters[name], self.model.held[name] = voters, []

    def step(self) -> None:
        kind = self.chance.random()
        if kind < 0.65:
            self._vote(self.chance.choice((place, place, withdraw)))
        elif kind < 0.8:
            self.chance.choice((self._confirm, self._resize, self._set_aside, self._set_aside))()
        elif kind < 0.87:
            self.model.set_open(open=not self.model.open or self.chance.random() < 0.7)
            set_ballot(self.ctx, self.manager, KEY, open=self.model.open)
        elif kind < 0.885:
            self.chance.choice((self._finish, self._finish, self._new_round, self.reveal))()
        elif kind < 0.9:
            self.model.stacking = not self.model.stacking
            set_ballot(self.ctx, self.manager, KEY, stacking=self.model.stacking)
        elif kind < 0.95:
            dots = self.chance.randint(1, 5)
            expected = self.model.set_dots(dots)
            assert self._passes(lambda: set_ballot(self.ctx, self.manager, KEY, dots=dots)) is (
                expected
            )
        else:
            self._delete_or_restore()

    def _vote(self, verb: Callable[..., object]) -> None:
        name = self.chance.choice(list(self.people))
        who, table = self.people[name]
        card = self.chance.choice(CARDS)
        if self.acts and self.chance.random() < 0.25:
            act = self.chance.choice(self.acts)  # a retry, or a click of somebody else
        else:
            self.acts.append(act := uuid.uuid4().hex)
        expected = getattr(self.model, verb.__name__)(name, card, act)
        for _ in range(self.chance.choice((1, 1, 2))):  # a request that arrives twice
            assert self._passes(lambda: verb(self.ctx, who, card, act, table)) is expected

    def _confirm(self) -> None:
        table = self.people["table"][1]
        assert table is not None
        seen = self.model.voters["table"] + self.chance.choice((0, 0, 1))
        expected = seen == self.model.voters["table"]
        self.model.waits = self.model.waits and not expected
        assert self._passes(lambda: confirm_tables(self.ctx, self.manager, KEY, {table: seen})) is (
            expected
        )

    def _resize(self) -> None:
        owner, voters = self.people["table"][0], self.chance.randint(1, 4)
        expected = self.model.resize_table(voters)
        assert self._passes(
            lambda: declare_table(self.ctx, owner, KEY, name="Table", voters=voters)
        ) is (expected)

    def _set_aside(self) -> None:
        name, put = self.chance.choice(list(self.people)), self.chance.random() < 0.6
        who, table = self.people[name]
        if not (table or self.model.held[name] or name in self.model.aside):
            return
        assert who.session_id is not None
        document = f"{self.room}/{KEY}"
        one = table or participant_key(document, Voter.PERSON, who.session_id)
        expected = self.model.set_aside(name, put=put)
        assert self._passes(lambda: set_aside(self.ctx, self.manager, KEY, {one: put})) is (
            expected
        )

    def reveal(self) -> None:
        """Show the totals, leaving aside the table if it waits."""
        set_ballot(self.ctx, self.manager, KEY, revealed=True, leave_waiting=True)
        self.model.reveal()

    def _finish(self) -> None:
        name, done = self.chance.choice(("ada", "ben")), self.chance.random() < 0.7
        finish_voting(self.ctx, self.people[name][0], KEY, done=done)
        self.model.finish(name, done=done)

    def _new_round(self) -> None:
        keep = self.chance.random() < 0.5
        now = read_ballot(self.ctx, self.manager, KEY).settings.round
        expected = self.model.new_round(keep=keep)
        for _ in range(2):  # a request that arrives twice begins one round
            assert self._passes(
                lambda: begin_round(self.ctx, self.manager, KEY, keep=keep, round=now)
            ) is (expected)

    def _delete_or_restore(self) -> None:
        if self.model.gone is None:
            self.model.gone = self.chance.choice(CARDS)
            write_ideas(self.ctx, self.room, [self.model.gone], deleted=True)
        else:
            write_ideas(self.ctx, self.room, [self.model.gone])
            self.model.gone = None

    def _passes(self, attempt: Callable[[], object]) -> bool:
        try:
            attempt()
        except Conflict:
            return False
        return True

    def compare(self) -> None:
        totals: Counter[str] = Counter()
        counted = self.model.counted()
        for name, (who, table) in self.people.items():
            view = read_ballot(self.ctx, who, KEY)
            mine = view.tables[0].dots if table else view.mine
            left = view.tables[0].left if table else view.left
            live, model = self.model.live(name), self.model
            assert mine == dict(live)
            assert left == max(0, model.dots * model.voters[name] - live.total())
            assert live.total() <= model.dots * model.voters[name]
            if not table:
                assert view.counted is (name not in model.aside)
            if name in counted:
                totals += live
        view = read_ballot(self.ctx, self.manager, KEY)
        if self.model.shown:
            assert (view.totals, view.placed) == (dict(totals), totals.total())
        else:
            placed = sum(len(self.model.held[name]) for name in counted)
            assert (view.totals, view.placed) == (None, placed)
        assert view.voters == sum(
            self.model.voters[name] for name in counted if self.model.held[name]
        )
        there = {name for name in ("ada", "ben") if self.model.held[name]} | set(self.model.seats)
        there -= self.model.aside
        assert (view.seated, view.finished) == (
            len(there),
            sum(self.model.seats.get(name, False) for name in there),
        )
        assert (view.past, view.settings.fixed) == (self.model.kept, self.model.fixed)
        assert view.turnout.aside == sum(bool(self.model.held[name]) for name in self.model.aside)


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 12))]
)
def test_random_voters_are_counted_as_a_simple_model_counts(ctx: Context, seed: int) -> None:
    """Places, withdrawals, retries, double requests, cards deleted, settings changed, tables
    confirmed or resized, voters set aside and taken back, rounds begun; then all is revealed."""
    run = Run(ctx, seed)
    for _ in range(60):
        run.step()
        run.compare()
    run.reveal()
    for _ in range(10):
        run.step()
        run.compare()
    assert check(ctx).problems == ()
