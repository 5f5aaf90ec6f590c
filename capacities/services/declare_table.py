"""« Vote de table »: a named group without devices, whose gommettes somebody enters for it."""

from __future__ import annotations

import uuid
from dataclasses import replace

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
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


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
            change.put_table(VotingTable(uuid.uuid4().hex, cleaned, count, box.me))
        elif known is not None and count == 0:
            change.remove_table(known)
        elif known is not None and count != known.voters:
            check_fits(change.counted.settings, count, change.counted.tally.used(known.id))
            change.put_table(replace(known, voters=count))
    return change.view()
