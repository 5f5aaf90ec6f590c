"""What each person may know of a ballot: secrecy is decided here alone.

Whoever facilitates sees who has voted and how much, never where; and only until the totals
have been seen: watching both would tell where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from capacities.domain.access import Role
from capacities.domain.ballot import Ballot, BallotSettings, Tally, VotingTable
from capacities.domain.limits import GROUP_VOTERS
from capacities.domain.ranking import Group


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as one viewer sees it; ``left`` and ``dots`` are None for a table of others."""

    table: VotingTable
    aside: bool
    mine: bool
    left: int | None
    dots: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who placed at least one gommette, and counts.

    Attributes:
        devices: people (browsers) and programs, tables apart.
        tables: tables; ``table_voters``, the voters that they declare.
        aside: devices and tables that placed some, and were set aside.
    """

    devices: int
    tables: int
    table_voters: int
    aside: int

    @property
    def voters(self) -> int:
        """Voters; a table counts all its own."""
        return self.devices + self.table_voters


@dataclass(frozen=True, slots=True)
class BallotView:
    """What one viewer may know of a ballot; cards are given by id.

    Attributes:
        counted: the viewer was not set aside.
        placed: sum of the totals when they are shown. Before, gommettes of those who count,
            those on cards since deleted included: else deleting a card would tell how many
            it had.
        totals: None while they are secret.
        done: the viewer said that they have finished.
        seated: participants who have come to this round and count; ``finished``, those of them
            who said so.
        kept: how many rounds before this one are kept; ``past``, the number of the last.
        groups: once revealed, what each table placed, where that tells how nobody in particular
            voted; empty otherwise.
    """

    settings: BallotSettings
    mine: Mapping[str, int]
    left: int
    counted: bool
    turnout: Turnout
    placed: int
    totals: Mapping[str, int] | None
    tables: tuple[TableView, ...]
    done: bool = False
    seated: int = 0
    finished: int = 0
    kept: int = 0
    past: int = 0
    groups: tuple[Group, ...] = ()

    @property
    def voters(self) -> int:
        """Voters who count and placed at least one gommette."""
        return self.turnout.voters


@dataclass(frozen=True, slots=True)
class Device:
    """What is known of a browser or a program that is in the dossier.

    ``came_at`` is ISO 8601 UTC, None for a program.
    """

    name: str
    role: Role
    came_at: str | None


@dataclass(frozen=True, slots=True)
class VoterLine:
    """One device that voted; ``device`` is None when it has left or was forgotten."""

    id: str
    device: Device | None
    placed: int
    aside: bool


@dataclass(frozen=True, slots=True)
class TableLine:
    """Which device votes for a table, and how many gommettes it placed (None: not told)."""

    id: str
    device: Device | None
    placed: int | None


@dataclass(frozen=True, slots=True)
class Roll:
    """Who voted, for whoever facilitates; ``voters`` is None once the totals have been seen."""

    voters: tuple[VoterLine, ...] | None
    tables: tuple[TableLine, ...]


def tell(ballot: Ballot, viewer: str, live: Set[str]) -> BallotView:
    """Say what ``viewer`` (the key of a participant) may know of a ballot."""
    settings, tables, tally, aside = ballot.settings, ballot.tables, ballot.tally, ballot.aside
    mine = tally.placed_by(viewer, live)
    counted = tally.without(aside | {table.id for table in tables if not table.confirmed})
    totals = counted.totals(live) if settings.shown else None
    there = _there(ballot)
    return BallotView(
        settings=settings,
        mine=mine,
        left=_left(settings, 1, mine),
        counted=viewer not in aside,
        turnout=_turnout(tables, counted, aside & frozenset(tally.held)),
        placed=sum(totals.values()) if totals is not None else counted.placed(),
        totals=totals,
        tables=tuple(_tell_table(ballot, table, viewer, live) for table in tables),
        done=ballot.seats.get(viewer, False),
        seated=len(there),
        finished=sum(ballot.seats.get(who, False) for who in there),
        kept=ballot.kept,
        past=ballot.past,
        groups=_groups(tables, counted, live) if settings.revealed else (),
    )


def _groups(tables: Sequence[VotingTable], counted: Tally, live: Set[str]) -> tuple[Group, ...]:
    """Return what each large enough table placed, then all the others together.

    None at all when those others are too few to be told together: the difference would tell them.
    """
    told = [t for t in tables if t.id in counted.held and t.voters >= GROUP_VOTERS]
    others = counted.without({table.id for table in told})
    small = {table.id: table.voters for table in tables}
    voters = sum(small.get(who, 1) for who in others.held)
    if not told or 0 < voters < GROUP_VOTERS:
        return ()
    groups = [Group(t.name, t.voters, _sorted(counted.placed_by(t.id, live))) for t in told]
    rest = [Group("", voters, _sorted(others.totals(live)))] if voters else []
    return (*groups, *rest)


def _sorted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items()))


def _there(ballot: Ballot) -> frozenset[str]:
    """Return who takes part: came to the voting page, or placed some; devices, not tables."""
    tables = {table.id for table in ballot.tables}
    return frozenset(ballot.seats.keys() | ballot.tally.held.keys()) - ballot.aside - tables


def call_roll(ballot: Ballot, devices: Mapping[str, Device]) -> Roll:
    """Say who voted to whoever facilitates; ``devices`` are those of the dossier, by key."""
    tally, aside, fixed = ballot.tally, ballot.aside, ballot.settings.fixed
    voters = (tally.held.keys() | aside) - {table.id for table in ballot.tables}
    lines = (VoterLine(who, devices.get(who), tally.used(who), who in aside) for who in voters)
    return Roll(
        voters=None if fixed else tuple(sorted(lines, key=lambda line: line.id)),
        tables=tuple(
            TableLine(t.id, devices.get(t.owner), None if fixed else tally.used(t.id))
            for t in ballot.tables
        ),
    )


def _turnout(tables: Sequence[VotingTable], counted: Tally, aside: Set[str]) -> Turnout:
    groups = [table.voters for table in tables if table.id in counted.held]
    return Turnout(
        devices=len(counted.held) - len(groups),
        tables=len(groups),
        table_voters=sum(groups),
        aside=len(aside),
    )


def _tell_table(ballot: Ballot, table: VotingTable, viewer: str, live: Set[str]) -> TableView:
    put_aside = table.id in ballot.aside
    if table.owner != viewer:
        return TableView(table, put_aside, mine=False, left=None, dots=None)
    dots = ballot.tally.placed_by(table.id, live)
    left = _left(ballot.settings, table.voters, dots)
    return TableView(table, put_aside, mine=True, left=left, dots=dots)


def _left(settings: BallotSettings, voters: int, placed: Mapping[str, int]) -> int:
    return max(0, voters * settings.dots - sum(placed.values()))
