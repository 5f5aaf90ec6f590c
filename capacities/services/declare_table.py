"""« Vote de table »: a named group without devices, whose gommettes somebody enters for it."""

from __future__ import annotations

import uuid
from dataclasses import replace

from capacities.domain.access import Ability, allows
from capacities.domain.ballot import (
    VotingTable,
    check_fits,
    check_not_fixed,
    check_open,
    check_raise,
    check_room,
    check_voters,
    clean_table_name,
)
from capacities.domain.ballot_view import BallotView
from capacities.domain.errors import Conflict
from capacities.services.ballot_box import BallotBox, BallotChange
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def declare_table(
    ctx: Context, identity: Identity, canvas_key: str, *, name: str, voters: int
) -> BallotView:
    """Declare the table, or change its number of voters; 0 takes it away with its gommettes.

    Declaring the same table twice makes one. Whoever declared it votes for it; who animates
    may change it or take it away, even when the ballot is closed. What they declare is
    confirmed; what others do waits for them, as does more voters than they confirmed.
    Raises Conflict.
    """
    require(identity, Ability.EDIT)
    cleaned, count = clean_table_name(name), check_voters(voters)
    manages = allows(identity.role, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        if not manages:
            check_open(change.counted.settings)
        tables = change.counted.tables
        known = next((t for t in tables if t.name.casefold() == cleaned.casefold()), None)
        if known is not None and known.owner != box.me and not manages:
            raise Conflict(
                f"« {known.name} » est déjà déclarée depuis un autre appareil : donnez un autre "
                "nom à votre table."
            )
        if known is None and count:
            check_room(len(tables))
            change.put_tables([VotingTable(uuid.uuid4().hex, cleaned, count, box.me, manages)])
        elif known is not None and count == 0:
            _remove(change, known, mine=known.owner == box.me)
        elif known is not None and (count != known.voters or (manages and not known.confirmed)):
            _resize(change, known, count, manages=manages)
    return change.view()


def _remove(change: BallotChange, table: VotingTable, *, mine: bool) -> None:
    """Take the table away, unless the totals would then tell how others voted."""
    counts = table.confirmed and table.id not in change.counted.aside
    if counts and not mine and change.counted.tally.used(table.id):
        check_not_fixed(change.counted.settings)
    change.remove_table(table)


def _resize(change: BallotChange, table: VotingTable, voters: int, *, manages: bool) -> None:
    check_fits(change.counted.settings, voters, change.counted.tally.used(table.id))
    more = voters > table.voters
    if more and table.confirmed and not manages:
        check_raise(change.counted.settings, table)
    confirmed = manages or (table.confirmed and not more)
    change.put_tables([replace(table, voters=voters, confirmed=confirmed)])
