"""« Vote de table »: a named group without devices, whose gommettes somebody enters for it."""

from __future__ import annotations

import uuid

from capacities.domain.access import Ability, allows
from capacities.domain.ballot import (
    BallotView,
    VotingTable,
    check_fits,
    check_open,
    check_room,
    check_voters,
    clean_table_name,
)
from capacities.domain.errors import Conflict
from capacities.services.ballot_box import BallotBox, BallotChange
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import ballots


def declare_table(
    ctx: Context, identity: Identity, canvas_key: str, *, name: str, voters: int
) -> BallotView:
    """Declare the table, or change its number of voters; 0 takes it away with its gommettes.

    Declaring the same table twice makes one. Whoever declared it votes for it; who animates
    may change it or take it away, even when the ballot is closed. Raises Conflict.
    """
    require(identity, Ability.EDIT)
    cleaned, count = clean_table_name(name), check_voters(voters)
    manages = allows(identity.role, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        if not manages:
            check_open(change.settings)
        tables = change.tables()
        known = next((t for t in tables if t.name.casefold() == cleaned.casefold()), None)
        if known is not None:
            if known.owner != box.me and not manages:
                raise Conflict(
                    f"« {known.name} » est déjà déclarée depuis un autre appareil : donnez un "
                    "autre nom à votre table."
                )
            if known.voters != count:
                _change(box, change, known, count)
        elif count:
            check_room(len(tables))
            table = VotingTable(uuid.uuid4().hex, cleaned, count, box.me)
            ballots.insert_table(change.conn, box.document_id, table)
            change.changed()
    return box.view()


def _change(box: BallotBox, change: BallotChange, table: VotingTable, voters: int) -> None:
    if voters:
        held = ballots.held_by(change.conn, box.document_id, table.id)
        check_fits(change.settings, voters, len(held))
        ballots.change_voters(change.conn, table.id, voters)
    else:
        ballots.remove_table(change.conn, box.document_id, table.id)
    change.changed()
