"""Set voters and tables aside before the reveal, or have them count again: nothing is erased."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.domain.access import Ability
from capacities.domain.ballot import check_not_fixed
from capacities.domain.ballot_view import BallotView
from capacities.domain.errors import NotFound
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def set_aside(
    ctx: Context, identity: Identity, canvas_key: str, asked: Mapping[str, bool]
) -> BallotView:
    """Set aside the participants told True, have those told False count again.

    All or none. Raises Conflict once the totals have been seen; NotFound when one has neither
    voted nor been declared.
    """
    require(identity, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        counted = change.counted
        check_not_fixed(counted.settings)
        known = counted.tally.held.keys() | counted.aside | {table.id for table in counted.tables}
        if not asked.keys() <= known:
            raise NotFound(
                "Cet appareil, ou cette table, n’a pas ou n’a plus de gommettes posées : rien "
                "n’a été changé."
            )
        aside = {who for who, put in asked.items() if put}
        change.set_aside((counted.aside - asked.keys()) | aside)
    return change.view()
