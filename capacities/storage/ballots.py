"""The gommettes of the canvases, as rows: what is held, by whom, and which clicks were done.

Whoever changes a ballot locks its row first: one change at a time on one canvas, so that what
is read in the transaction still holds when it commits.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from capacities.domain.access import Role
from capacities.domain.ballot import BallotSettings, Tally, VotingTable
from capacities.domain.limits import ACTS_REMEMBERED
from capacities.storage.database import Database, now_iso
from capacities.storage.sessions import BROWSER
from capacities.storage.tables import (
    ballot_acts,
    ballot_asides,
    ballot_dots,
    ballot_tables,
    ballots,
    documents,
    links,
    memberships,
    sessions,
)

_FORGET_EVERY: Final = 100
"""Changes between two deletions of old clicks."""
_FLAGS: Final = ("open", "secret", "revealed", "stacking", "disclosed")
_turn = threading.Lock()


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
    with _turn, db.write() as conn:
        yield conn


def find_ballot(conn: Connection, document_id: str) -> BallotRow | None:
    """Return the ballot as stored, None when nobody touched it yet."""
    return _read(conn, document_id, lock=False)


def lock_ballot(conn: Connection, document_id: str, default: BallotSettings) -> BallotRow | None:
    """Return the ballot, begun with ``default`` when there is none, others kept waiting.

    None when the document does not exist any more.
    """
    found = _read(conn, document_id, lock=True)
    if found is not None:
        return found
    exists = select(documents.c.id).where(documents.c.id == document_id)
    if conn.execute(exists.with_for_update(read=True, key_share=True)).one_or_none() is None:
        return None
    values = {"document_id": document_id, "version": 0, **_columns(default)}
    kind = sqlite if conn.dialect.name == "sqlite" else postgresql
    conn.execute(kind.insert(ballots).values(values).on_conflict_do_nothing())
    return _read(conn, document_id, lock=True)


def save_settings(conn: Connection, document_id: str, settings: BallotSettings) -> None:
    conn.execute(
        update(ballots).where(ballots.c.document_id == document_id).values(_columns(settings))
    )


def save_version(conn: Connection, document_id: str, version: int) -> None:
    conn.execute(
        update(ballots).where(ballots.c.document_id == document_id).values(version=version)
    )


def act_done(conn: Connection, document_id: str, participant: str, act: str) -> bool:
    """Tell whether this click of this participant was done already."""
    mine = _of(ballot_acts, document_id, participant)
    query = select(ballot_acts.c.version).where(mine, ballot_acts.c.act == act)
    return conn.execute(query).one_or_none() is not None


def remember_act(
    conn: Connection, document_id: str, version: int, participant: str, act: str
) -> None:
    """Note the click that makes ``version``; now and then, forget those of long before."""
    conn.execute(
        insert(ballot_acts).values(
            document_id=document_id, version=version, participant=participant, act=act
        )
    )
    if version % _FORGET_EVERY == 0:
        conn.execute(
            delete(ballot_acts).where(
                ballot_acts.c.document_id == document_id,
                ballot_acts.c.version <= version - ACTS_REMEMBERED,
            )
        )


def held_by(conn: Connection, document_id: str, participant: str) -> tuple[str, ...]:
    """Return the card of each slot in use, from slot 0."""
    query = select(ballot_dots.c.card_id).where(_of(ballot_dots, document_id, participant))
    return tuple(conn.execute(query.order_by(ballot_dots.c.slot)).scalars())


def put_dot(
    conn: Connection,
    document_id: str,
    participant: str,
    held: tuple[str, ...],
    slot: int,
    card_id: str,
) -> tuple[str, ...]:
    """Fill a slot, the next one or one in use, whose gommette moves; return what is then held."""
    if slot == len(held):
        conn.execute(
            insert(ballot_dots).values(
                document_id=document_id,
                participant=participant,
                slot=slot,
                card_id=card_id,
                created_at=now_iso(),
            )
        )
    else:
        _move(conn, document_id, participant, slot, card_id)
    return (*held[:slot], card_id, *held[slot + 1 :])


def take_dot(
    conn: Connection, document_id: str, participant: str, held: tuple[str, ...], slot: int
) -> tuple[str, ...]:
    """Empty a slot; the last one comes in its place, no hole is left; return what is then held."""
    *kept, last = held
    if slot < len(kept):
        _move(conn, document_id, participant, slot, last)
        kept[slot] = last
    conn.execute(delete(ballot_dots).where(_slot(document_id, participant, len(kept))))
    return tuple(kept)


def read_tally(conn: Connection, document_id: str) -> Tally:
    """Return every gommette of the canvas."""
    query = (
        select(ballot_dots.c.participant, ballot_dots.c.card_id, func.count())
        .where(ballot_dots.c.document_id == document_id)
        .group_by(ballot_dots.c.participant, ballot_dots.c.card_id)
    )
    held: dict[str, dict[str, int]] = {}
    for participant, card_id, count in conn.execute(query):
        held.setdefault(participant, {})[card_id] = count
    return Tally(MappingProxyType(held))


def tables_of(conn: Connection, document_id: str) -> tuple[VotingTable, ...]:
    """Return the tables declared, in the order of their names, « Table 2 » before « Table 10 »."""
    rows = conn.execute(select(ballot_tables).where(ballot_tables.c.document_id == document_id))
    tables = (
        VotingTable(row.id, row.name, row.voters, row.owner, bool(row.confirmed)) for row in rows
    )
    return tuple(sorted(tables, key=_in_reading_order))


def save_table(conn: Connection, document_id: str, table: VotingTable) -> None:
    """Declare a table, change its number of voters, or confirm it."""
    said = {"voters": table.voters, "confirmed": int(table.confirmed)}
    changed = conn.execute(
        update(ballot_tables).where(ballot_tables.c.id == table.id).values(said)
    ).rowcount
    if not changed:
        conn.execute(
            insert(ballot_tables).values(
                id=table.id, document_id=document_id, name=table.name, owner=table.owner, **said
            )
        )


def remove_table(conn: Connection, document_id: str, table_id: str) -> None:
    """Take the table away, with its gommettes and the memory of its clicks."""
    for theirs in (ballot_acts, ballot_dots):
        conn.execute(delete(theirs).where(_of(theirs, document_id, table_id)))
    conn.execute(delete(ballot_tables).where(ballot_tables.c.id == table_id))
    take_back(conn, document_id, {table_id})


def asides_of(conn: Connection, document_id: str) -> frozenset[str]:
    """Return the participants set aside."""
    query = select(ballot_asides.c.participant).where(ballot_asides.c.document_id == document_id)
    return frozenset(conn.execute(query).scalars())


def set_aside(conn: Connection, document_id: str, participants: Set[str]) -> None:
    """Set aside participants who are not."""
    if participants:
        conn.execute(
            insert(ballot_asides),
            [{"document_id": document_id, "participant": who} for who in participants],
        )


def take_back(conn: Connection, document_id: str, participants: Set[str]) -> None:
    """Have participants who were set aside count again."""
    conn.execute(
        delete(ballot_asides).where(
            ballot_asides.c.document_id == document_id,
            ballot_asides.c.participant.in_(sorted(participants)),
        )
    )


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


def _read(conn: Connection, document_id: str, *, lock: bool) -> BallotRow | None:
    query = select(ballots).where(ballots.c.document_id == document_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    flags = {flag: bool(getattr(row, flag)) for flag in _FLAGS}
    return BallotRow(BallotSettings(dots=row.dots, **flags), row.version)


def _columns(settings: BallotSettings) -> dict[str, int]:
    return {name: int(value) for name, value in asdict(settings).items()}


def _of(table: Table, document_id: str, participant: str) -> ColumnElement[bool]:
    return (table.c.document_id == document_id) & (table.c.participant == participant)


def _slot(document_id: str, participant: str, slot: int) -> ColumnElement[bool]:
    return _of(ballot_dots, document_id, participant) & (ballot_dots.c.slot == slot)


def _move(conn: Connection, document_id: str, participant: str, slot: int, card_id: str) -> None:
    conn.execute(
        update(ballot_dots)
        .where(_slot(document_id, participant, slot))
        .values(card_id=card_id, created_at=now_iso())
    )


def _in_reading_order(table: VotingTable) -> tuple[str, str]:
    digits = re.compile(r"\d+")
    return digits.sub(lambda found: found[0].zfill(9), table.name.casefold()), table.id
