"""The gommettes of the canvases, as rows: what is held, by whom, and which clicks were done.

Whoever changes a ballot locks its row first: one change at a time on one canvas, so that what
is read in the transaction still holds when it commits.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from capacities.domain.access import Role
from capacities.domain.ballot import BallotSettings, Tally, VotingTable
from capacities.domain.limits import ACTS_REMEMBERED
from capacities.domain.ranking import Group, KeptRound
from capacities.storage.database import Database, now_iso
from capacities.storage.sessions import BROWSER
from capacities.storage.tables import (
    ballot_acts,
    ballot_asides,
    ballot_dots,
    ballot_rounds,
    ballot_seats,
    ballot_tables,
    ballots,
    documents,
    links,
    memberships,
    sessions,
)

_FORGET_EVERY: Final = 100
"""Changes between two deletions of old clicks."""
_turn = threading.Lock()


def _of_one(table: Table) -> ColumnElement[bool]:
    """Rows of one participant of one ballot (``BallotRows._mine``)."""
    return (table.c.document_id == bindparam("document")) & (
        table.c.participant == bindparam("who")
    )


def _seat_saver(kind: Any) -> Any:
    adding = kind.insert(ballot_seats)
    key = ["document_id", "participant"]
    return adding.on_conflict_do_update(index_elements=key, set_={"done": adding.excluded.done})


# What a whole room asks at once, written once: SQLAlchemy takes longer to build a statement than
# SQLite to execute it.
_FIND: Final = select(ballots).where(ballots.c.document_id == bindparam("document"))
_LOCK: Final = _FIND.with_for_update()
_SAVE_VERSION: Final = (
    update(ballots)
    .where(ballots.c.document_id == bindparam("document"))
    .values(version=bindparam("now_at"))
)
_ACTS_DONE: Final = select(ballot_acts.c.act).where(
    _of_one(ballot_acts), ballot_acts.c.act.in_(bindparam("acts", expanding=True))
)
_ADD_ACT: Final = insert(ballot_acts)
_HELD: Final = (
    select(ballot_dots.c.card_id).where(_of_one(ballot_dots)).order_by(ballot_dots.c.slot)
)
_ADD_DOT: Final = insert(ballot_dots).values(
    document_id=bindparam("document"),
    participant=bindparam("who"),
    slot=bindparam("in_slot"),
    card_id=bindparam("card"),
    created_at=bindparam("now"),
)
_MOVE_DOT: Final = (
    update(ballot_dots)
    .where(_of_one(ballot_dots), ballot_dots.c.slot == bindparam("in_slot"))
    .values(card_id=bindparam("card"), created_at=bindparam("now"))
)
_TAKE_DOTS: Final = delete(ballot_dots).where(
    _of_one(ballot_dots), ballot_dots.c.slot >= bindparam("in_slot")
)
_SAVE_SEAT: Final = (_seat_saver(postgresql), _seat_saver(sqlite))


@dataclass(frozen=True, slots=True)
class BallotRow:
    """The settings of one ballot; ``version`` counts the changes made to it."""

    settings: BallotSettings
    version: int


@dataclass(frozen=True, slots=True)
class ComerRow:
    """A browser in a dossier: its pseudonym, its role, when it entered (ISO 8601 UTC)."""

    browser: str
    pseudonym: str
    role: Role
    joined_at: str


@contextmanager
def write_ballot(db: Database) -> Iterator[Connection]:
    """Open a transaction that changes a ballot.

    The voters of this process queue here: two hundred at once would wait for the lock of the
    row with every connection of the pool, rooms could save nothing meanwhile, and on SQLite
    the unlucky ones would poll the lock of the file beyond its timeout.
    """
    db.end_moment()  # who waits holds no connection
    with _turn, db.write() as conn:
        yield conn


class BallotRows:
    """Those of the ballot of one canvas, seen and changed in one transaction."""

    def __init__(self, conn: Connection, document_id: str) -> None:
        self._conn, self._id = conn, document_id

    def find(self, *, lock: bool = False) -> BallotRow | None:
        """Return the ballot as stored, None when nobody touched it yet."""
        row = self._conn.execute(_LOCK if lock else _FIND, {"document": self._id}).one_or_none()
        return None if row is None else _ballot(row)

    def lock(self, default: BallotSettings) -> BallotRow | None:
        """Return the ballot, begun with ``default`` when there is none, others kept waiting.

        None when the document does not exist any more.
        """
        found = self.find(lock=True)
        if found is not None:
            return found
        exists = select(documents.c.id).where(documents.c.id == self._id)
        exists = exists.with_for_update(read=True, key_share=True)
        if self._conn.execute(exists).one_or_none() is None:
            return None
        values = {"document_id": self._id, "version": 0, **_columns(default)}
        kind = sqlite if self._conn.dialect.name == "sqlite" else postgresql
        self._conn.execute(kind.insert(ballots).values(values).on_conflict_do_nothing())
        return self.find(lock=True)

    def save_settings(self, settings: BallotSettings) -> None:
        changing = update(ballots).where(self._of(ballots))
        self._conn.execute(changing.values(_columns(settings)))

    def save_version(self, version: int) -> None:
        self._conn.execute(_SAVE_VERSION, {"document": self._id, "now_at": version})

    def acts_done(self, participant: str, acts: Sequence[str]) -> frozenset[str]:
        """Return those of these clicks of this participant that were done already."""
        named = {**self._mine(participant), "acts": acts}
        return frozenset(self._conn.execute(_ACTS_DONE, named).scalars())

    def remember_acts(self, participant: str, acts: Mapping[str, int]) -> None:
        """Note clicks, with the version that each makes; now and then, forget those of long ago."""
        made = {"document_id": self._id, "participant": participant}
        rows = [{**made, "version": version, "act": act} for act, version in acts.items()]
        if rows:
            self._conn.execute(_ADD_ACT, rows)
        due = [version for version in acts.values() if version % _FORGET_EVERY == 0]
        if due:
            old = ballot_acts.c.version <= max(due) - ACTS_REMEMBERED
            self._conn.execute(delete(ballot_acts).where(self._of(ballot_acts), old))

    def held_by(self, participant: str) -> tuple[str, ...]:
        """Return the card of each slot in use, from slot 0."""
        return tuple(self._conn.execute(_HELD, self._mine(participant)).scalars())

    def save_held(self, participant: str, before: Sequence[str], after: Sequence[str]) -> None:
        """Have a participant hold these cards, slot by slot from 0, in place of those before."""
        mine, now, common = self._mine(participant), now_iso(), min(len(before), len(after))
        slots = [
            {**mine, "in_slot": slot, "card": card, "now": now} for slot, card in enumerate(after)
        ]
        moved = [slots[slot] for slot in range(common) if before[slot] != after[slot]]
        if moved:
            self._conn.execute(_MOVE_DOT, moved)
        if len(after) > common:
            self._conn.execute(_ADD_DOT, slots[common:])
        if len(before) > common:
            self._conn.execute(_TAKE_DOTS, {**mine, "in_slot": common})

    def tally(self) -> Tally:
        """Return every gommette of the canvas."""
        each = ballot_dots.c.participant, ballot_dots.c.card_id
        query = select(*each, func.count()).where(self._of(ballot_dots)).group_by(*each)
        held: dict[str, dict[str, int]] = {}
        for participant, card_id, count in self._conn.execute(query):
            held.setdefault(participant, {})[card_id] = count
        return Tally(MappingProxyType(held))

    def tables(self) -> tuple[VotingTable, ...]:
        """Return the tables declared, by name, « Table 2 » before « Table 10 »."""
        tables = (
            VotingTable(row.id, row.name, row.voters, row.owner, bool(row.confirmed))
            for row in self._conn.execute(select(ballot_tables).where(self._of(ballot_tables)))
        )
        return tuple(sorted(tables, key=_in_reading_order))

    def save_table(self, table: VotingTable) -> None:
        """Declare a table, change its number of voters, or confirm it."""
        said = {"voters": table.voters, "confirmed": int(table.confirmed)}
        changing = update(ballot_tables).where(ballot_tables.c.id == table.id)
        if not self._conn.execute(changing.values(said)).rowcount:
            self._add(ballot_tables, id=table.id, name=table.name, owner=table.owner, **said)

    def remove_table(self, table_id: str) -> None:
        """Take the table away, with its gommettes and the memory of its clicks."""
        for theirs in (ballot_acts, ballot_dots):
            self._conn.execute(delete(theirs).where(self._of(theirs, table_id)))
        self._conn.execute(delete(ballot_tables).where(ballot_tables.c.id == table_id))
        self.take_back({table_id})

    def seats(self) -> dict[str, bool]:
        """Return who came to vote in this round, and whether they have finished."""
        query = select(ballot_seats.c.participant, ballot_seats.c.done)
        found = self._conn.execute(query.where(self._of(ballot_seats)))
        return {row.participant: bool(row.done) for row in found}

    def save_seat(self, participant: str, *, done: bool) -> None:
        """Note that a participant is there, finished or not."""
        said = {"document_id": self._id, "participant": participant, "done": int(done)}
        self._conn.execute(_SAVE_SEAT[self._conn.dialect.name == "sqlite"], said)

    def rounds(self) -> tuple[KeptRound, ...]:
        """Return the rounds that are over and kept, the first one first."""
        query = select(ballot_rounds).where(self._of(ballot_rounds))
        return tuple(
            KeptRound(
                *(row.number, row.ended_at, row.question, row.voters, row.placed),
                tuple((card, text, count) for card, text, count in json.loads(row.results)),
                tuple(_group(*each) for each in json.loads(row.groups)),
            )
            for row in self._conn.execute(query.order_by(ballot_rounds.c.number))
        )

    def count_rounds(self) -> tuple[int, int]:
        """Return how many rounds are kept, and the number of the last one (0: none)."""
        last = func.coalesce(func.max(ballot_rounds.c.number), 0)
        query = select(func.count(), last).where(self._of(ballot_rounds))
        many, number = self._conn.execute(query).one()
        return int(many), int(number)

    def erase_round(self, number: int, ended_at: str) -> bool:
        """Take a kept round away; False when there is none of this number that ended then."""
        one = (ballot_rounds.c.number == number) & (ballot_rounds.c.ended_at == ended_at)
        gone = self._conn.execute(delete(ballot_rounds).where(self._of(ballot_rounds), one))
        return gone.rowcount > 0

    def keep_round(self, kept: KeptRound) -> None:
        """Keep what was seen of a round."""
        said = {name: getattr(kept, name) for name in ("number", "ended_at", "question")}
        results = json.dumps(kept.results, ensure_ascii=False)
        groups = json.dumps([astuple(group) for group in kept.groups], ensure_ascii=False)
        said |= {"results": results, "groups": groups}
        self._add(ballot_rounds, voters=kept.voters, placed=kept.placed, **said)

    def clear(self) -> None:
        """Take away every gommette, and who had come: a round begins."""
        for theirs in (ballot_dots, ballot_seats):
            self._conn.execute(delete(theirs).where(self._of(theirs)))

    def asides(self) -> frozenset[str]:
        """Return the participants set aside."""
        query = select(ballot_asides.c.participant).where(self._of(ballot_asides))
        return frozenset(self._conn.execute(query).scalars())

    def set_aside(self, participants: Set[str]) -> None:
        """Set aside participants who are not."""
        rows = [{"document_id": self._id, "participant": who} for who in participants]
        if rows:
            self._conn.execute(insert(ballot_asides), rows)

    def take_back(self, participants: Set[str]) -> None:
        """Have participants who were set aside count again."""
        theirs = ballot_asides.c.participant.in_(sorted(participants))
        self._conn.execute(delete(ballot_asides).where(self._of(ballot_asides), theirs))

    def _of(self, table: Table, participant: str | None = None) -> ColumnElement[bool]:
        mine = table.c.document_id == self._id
        return mine if participant is None else mine & (table.c.participant == participant)

    def _add(self, table: Table, **values: object) -> None:
        self._conn.execute(insert(table).values(document_id=self._id, **values))

    def _mine(self, participant: str) -> dict[str, str]:
        return {"document": self._id, "who": participant}


def opened_in(conn: Connection, dossier_id: str) -> tuple[tuple[str, BallotRow], ...]:
    """Return the ballots of a dossier that were opened, with the keys of their canvases."""
    query = (
        select(ballots, documents.c.canvas_key)
        .join(documents, documents.c.id == ballots.c.document_id)
        .where(documents.c.dossier_id == dossier_id, ballots.c.opened_at != "")
    )
    return tuple((row.canvas_key, _ballot(row)) for row in conn.execute(query))


def _group(name: str, voters: int, results: list[list[Any]]) -> Group:
    return Group(name, voters, tuple((card, count) for card, count in results))


def _ballot(row: Any) -> BallotRow:
    chosen = BallotSettings(
        dots=row.dots,
        round=row.round,
        opened_at=row.opened_at,
        question=row.question,
        open=bool(row.open),
        secret=bool(row.secret),
        revealed=bool(row.revealed),
        stacking=bool(row.stacking),
        disclosed=bool(row.disclosed),
    )
    return BallotRow(chosen, row.version)


def comers(conn: Connection, dossier_id: str) -> tuple[ComerRow, ...]:
    """Return the browsers in the dossier, as the present values of their cookies know them."""
    query = (
        select(memberships, links.c.role, BROWSER.label("browser"))
        .join(links, links.c.id == memberships.c.link_id)
        .join(sessions, sessions.c.id == memberships.c.session_id)
        .where(memberships.c.dossier_id == dossier_id, sessions.c.successor.is_(None))
    )
    return tuple(
        ComerRow(row.browser, row.pseudonym, Role(row.role), row.joined_at)
        for row in conn.execute(query)
    )


def programs(conn: Connection, dossier_id: str) -> dict[str, Role]:
    """Return the role of each link of the dossier, that a program may show, by the link's id."""
    query = select(links.c.id, links.c.role).where(links.c.dossier_id == dossier_id)
    return {row.id: Role(row.role) for row in conn.execute(query)}


def _columns(settings: BallotSettings) -> dict[str, int | str]:
    chosen = asdict(settings)
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in chosen.items()
    }


def _in_reading_order(table: VotingTable) -> tuple[str, str]:
    digits = re.compile(r"\d+")
    return digits.sub(lambda found: found[0].zfill(9), table.name.casefold()), table.id
