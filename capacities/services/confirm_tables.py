"""Confirm the tables that others declared: their gommettes count from then on."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.domain.access import Ability
from capacities.domain.ballot import confirm
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def confirm_tables(
    ctx: Context, identity: Identity, canvas_key: str, seen: Mapping[str, int]
) -> BallotView:
    """Confirm tables, given by id with the number of voters that the person read.

    All or none. Raises Conflict when one has left, or declares another number by now.
    """
    require(identity, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        change.put_tables(confirm(change.counted.tables, seen))
    return change.view()
