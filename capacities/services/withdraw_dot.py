"""Take one gommette back from a card."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.ballot import check_act, check_round, find_slot
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def withdraw_dot(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    *,
    card_id: str,
    act: str,
    table_id: str | None = None,
    round: int | None = None,
) -> BallotView:
    """Take back one gommette of the person, or of a table they declared; return the ballot.

    ``act`` is as for ``place_dot``. Raises Conflict when there is none of theirs on the card.
    """
    require(identity, Ability.VOTE)
    check_act(act)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        table = change.table(table_id)
        who = table.id if table else box.me
        if not change.done(who, act):
            check_round(change.counted.settings, round)
            held = change.held(who)
            slot = find_slot(change.counted.settings, held, card_id)
            change.withdraw(who, act, slot)
    return change.view()
