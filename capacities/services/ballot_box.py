"""What every verb on gommettes shares: the canvas, who votes, one change at a time, its news."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from capacities.domain.access import Ability
from capacities.domain.ballot import (
    Ballot,
    BallotSettings,
    Tally,
    Voter,
    VotingTable,
    participant_key,
)
from capacities.domain.ballot_view import BallotView, tell
from capacities.domain.errors import Forbidden, NotFound
from capacities.domain.news import BALLOT, BALLOT_SET
from capacities.domain.ranking import KeptRound
from capacities.domain.silence import hush
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.ensure_canvas import GONE, document_id, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_whole
from capacities.storage import ballots

_KEPT: Final = 64
"""Ballots kept in memory, as last counted: at worst about 1 MB each."""


class BallotBox:
    """The ballot of one canvas, as one person comes to it.

    Attributes:
        me: the participant that the person (or the program) is.
        snapshot: the canvas as the person may see it; ``whole``, what others keep quiet included.
        live: cards that may have gommettes: those on the canvas that are ideas, not titles.
    """

    def __init__(self, ctx: Context, identity: Identity, canvas_key: str) -> None:
        """Raise NotFound when the canvas does not exist, or is none on which one votes."""
        require(identity, Ability.READ)
        template = find_template(ctx, canvas_key)
        if template.dots is None:
            raise NotFound("On ne vote pas sur ce canevas : il n’a pas de gommettes.")
        self._db, self._pace = ctx.db, ctx.votes
        self._device = identity.session_id or f"lien {identity.link_id}"
        self.document_id = document_id(identity.dossier_id, canvas_key)
        self.default = BallotSettings(dots=template.dots)
        self.whole = read_whole(ctx, identity, canvas_key)
        self.snapshot = hush(self.whole, identity.pseudonym)
        self.live = _live(self.snapshot, template)
        self.me = (
            participant_key(self.document_id, Voter.PROGRAM, identity.link_id)
            if identity.session_id is None
            else participant_key(self.document_id, Voter.PERSON, identity.session_id)
        )

    @contextmanager
    def change(self, acts: int = 1) -> Iterator[BallotChange]:
        """Open one change of the ballot: others wait; committed, then announced, at the end.

        Raises TooMany when this device made too many of late: ``acts`` is how many this one is.
        """
        self._pace.record(self._device, acts)
        with ballots.write_ballot(self._db) as conn:
            rows = ballots.BallotRows(conn, self.document_id)
            row = rows.lock(self.default)
            if row is None:
                raise NotFound(GONE)
            change = BallotChange(self, rows, row.version, self._count(rows, row))
            yield change
            change.write_moves()
            news = [(f"{BALLOT}{self.document_id}", change.version)]
            if change.counted.settings != row.settings:
                news.append((f"{BALLOT_SET}{self.document_id}", change.version))
            if change.version != row.version:
                rows.save_version(change.version)
                self._db.bus.notify_others(conn, news)
        if change.version != row.version:
            _keep((self._db.name, self.document_id), change.version, change.counted)
            self._db.bus.deliver(news)

    def view(self) -> BallotView:
        """Return what the person may know of the ballot as it stands."""
        with self._db.read() as conn:
            return self.tell(self.count(conn))

    def tell(self, counted: Ballot) -> BallotView:
        """Return what the person may know of a ballot so counted."""
        return tell(counted, self.me, self.live)

    def count(self, conn: Connection) -> Ballot:
        """Return every gommette of the ballot as it stands."""
        rows = ballots.BallotRows(conn, self.document_id)
        row = rows.find()
        return self._count(rows, row) if row else Ballot(self.default, (), Tally({}))

    def _count(self, rows: ballots.BallotRows, row: ballots.BallotRow) -> Ballot:
        """Return every gommette, counted once for all who ask at one version."""
        key = (self._db.name, self.document_id)
        found = _recall(key, row.version)
        if found is not None:
            return found
        kept, past = rows.count_rounds()
        counted = Ballot(
            *(row.settings, rows.tables(), rows.tally(), rows.asides()),
            seats=rows.seats(),
            kept=kept,
            past=past,
        )
        _keep(key, row.version, counted)
        return counted


class BallotChange:
    """One change under way, in its transaction: what the ballot is, and becomes.

    Attributes:
        counted: the ballot, this change included.
        version: one more than before as soon as something is changed.
    """

    def __init__(
        self, box: BallotBox, rows: ballots.BallotRows, version: int, counted: Ballot
    ) -> None:
        self._box, self._rows, self._before = box, rows, version
        self.version, self.counted = version, counted
        self._named = version
        self._stored: dict[str, tuple[str, ...]] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._acts: dict[str, dict[str, int]] = {}

    def table(self, table_id: str | None) -> VotingTable | None:
        """Return the table for which the person votes, None when it is for themselves."""
        if not table_id:
            return None
        found = next((table for table in self.counted.tables if table.id == table_id), None)
        if found is None:
            raise NotFound("Cette table n’est pas, ou plus, déclarée pour ce vote.")
        if found.owner != self._box.me:
            raise Forbidden(
                "Cette table vote depuis l’appareil qui l’a déclarée : rien n’a été changé."
            )
        return found

    def done(self, who: str, *acts: str) -> frozenset[str]:
        """Return those of these clicks of a participant that were done already."""
        return self._rows.acts_done(who, acts)

    def held(self, who: str) -> tuple[str, ...]:
        """Return the card of each slot that a participant uses."""
        if who not in self._held:
            self._held[who] = self._stored[who] = self._rows.held_by(who)
        return self._held[who]

    def place(self, who: str, act: str, slot: int, card_id: str) -> None:
        """Fill a slot by this click: the next one, or one in use, whose gommette moves."""
        held = self.held(who)
        self._moved(who, act, (*held[:slot], card_id, *held[slot + 1 :]))

    def withdraw(self, who: str, act: str, slot: int) -> None:
        """Empty a slot by this click; the last one comes in its place, no hole is left."""
        *kept, last = self.held(who)
        if slot < len(kept):
            kept[slot] = last
        self._moved(who, act, tuple(kept))

    def write_moves(self) -> None:
        """Write where the gommettes went: all those of a participant at once, however many."""
        for who, held in self._held.items():
            self._rows.save_held(who, self._stored[who], held)
            self._rows.remember_acts(who, self._acts.get(who, {}))
        self._held, self._stored, self._acts = {}, {}, {}

    def seat(self, who: str, *, done: bool) -> None:
        """Note that a participant is there, finished or not."""
        if self.counted.seats.get(who) != done:
            self._rows.save_seat(who, done=done)
            self._becomes(self.counted.seated(who, done=done))

    def begin_round(self, settings: BallotSettings, kept: KeptRound | None) -> None:
        """Take every gommette away, what was seen of them ``kept`` or not; ``settings`` follow."""
        self.write_moves()
        if kept is not None:
            self._rows.keep_round(kept)
        self._rows.clear()
        self._rows.save_settings(settings)
        many, past = self._rows.count_rounds()
        begun = replace(self.counted, settings=settings, tally=Tally({}), seats={})
        self._becomes(replace(begun, kept=many, past=past))

    def erase_round(self, number: int, ended_at: str) -> None:
        """Take a kept round away, if it is there."""
        if self._rows.erase_round(number, ended_at):
            kept, past = self._rows.count_rounds()
            self._becomes(replace(self.counted, kept=kept, past=past))

    def set(self, settings: BallotSettings) -> None:
        """Change the settings."""
        self._rows.save_settings(settings)
        self._becomes(replace(self.counted, settings=settings))

    def put_tables(self, tables: Sequence[VotingTable]) -> None:
        """Declare tables, change their number of voters, or confirm them."""
        if not tables:
            return
        for table in tables:
            self._rows.save_table(table)
        self._becomes(replace(self.counted, tables=self._rows.tables()))

    def set_aside(self, aside: Set[str]) -> None:
        """Have these participants, and no others, set aside."""
        before = self.counted.aside
        if aside == before:
            return
        self._rows.set_aside(aside - before)
        self._rows.take_back(before - aside)
        self._becomes(replace(self.counted, aside=frozenset(aside)))

    def remove_table(self, table: VotingTable) -> None:
        """Take a table away with its gommettes."""
        self.write_moves()
        self._rows.remove_table(table.id)
        tables = tuple(other for other in self.counted.tables if other.id != table.id)
        tally = self.counted.tally.with_held(table.id, ())
        aside = self.counted.aside - {table.id}
        self._becomes(replace(self.counted, tables=tables, tally=tally, aside=aside))

    def view(self) -> BallotView:
        """Return what the person may know of the ballot, this change included."""
        return self._box.tell(self.counted)

    def _moved(self, who: str, act: str, held: tuple[str, ...]) -> None:
        self._held[who] = held
        self._becomes(replace(self.counted, tally=self.counted.tally.with_held(who, held)))
        if self.version == self._named:  # each click names a version of its own
            self.version += 1
        self._named = self.version
        self._acts.setdefault(who, {})[act] = self.version
        if self.counted.seats.get(who):  # whoever had finished goes on
            self.seat(who, done=False)

    def _becomes(self, counted: Ballot) -> None:
        self.counted, self.version = counted, max(self.version, self._before + 1)


_lock = threading.Lock()
_ideas: OrderedDict[int, tuple[Snapshot, Template, frozenset[str]]] = OrderedDict()
_counted: OrderedDict[tuple[str, str], tuple[int, Ballot]] = OrderedDict()


def _live(snapshot: Snapshot, template: Template) -> frozenset[str]:
    """Return the ids of the cards that are ideas, made once for all who ask of one snapshot.

    PostgreSQL keeps no NUL: nor do we.
    """
    with _lock:
        found = _ideas.get(id(snapshot))
        if found is not None and found[0] is snapshot and found[1] is template:
            return found[2]
    live = frozenset(
        card.id
        for card in snapshot.cards
        if not template.holds_titles(card.zone) and "\0" not in card.id
    )
    with _lock:
        _ideas[id(snapshot)] = (snapshot, template, live)
        while len(_ideas) > _KEPT:
            _ideas.popitem(last=False)
    return live


def _recall(key: tuple[str, str], version: int) -> Ballot | None:
    with _lock:
        found = _counted.get(key)
        if found is None or found[0] != version:
            return None
        _counted.move_to_end(key)
        return found[1]


def _keep(key: tuple[str, str], version: int, counted: Ballot) -> None:
    with _lock:
        found = _counted.get(key)
        if found is None or found[0] < version:
            _counted[key] = (version, counted)
        while len(_counted) > _KEPT:
            _counted.popitem(last=False)
