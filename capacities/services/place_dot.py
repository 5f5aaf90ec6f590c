"""Place one gommette on a card: exactly one, however often the same click arrives."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.ballot import check_act, check_round, choose_slot
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def place_dot(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    *,
    card_id: str,
    act: str,
    table_id: str | None = None,
    round: int | None = None,
) -> BallotView:
    """Place one gommette of the person, or of a table they declared; return the ballot.

    ``act`` names the click: done once, it does nothing more, even after the gommette was taken
    back. ``round`` is the one it was meant for, None: whichever it is.
    Raises Conflict when the gommette cannot be placed.
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
            slot = choose_slot(change.counted.settings, held, card_id, box.live, table)
            change.place(who, act, slot, card_id)
    return change.view()
