"""Come to vote, say that one has finished, or that one goes on."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.ballot import check_round
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def come_to_vote(ctx: Context, identity: Identity, canvas_key: str) -> BallotView:
    """Note that the person takes part in the open round, once; return the ballot."""
    require(identity, Ability.VOTE)
    box = BallotBox(ctx, identity, canvas_key)
    with ctx.db.read() as conn:
        counted = box.count(conn)
    if not counted.settings.open or box.me in counted.seats:
        return box.tell(counted)
    with box.change() as change:
        if change.counted.settings.open and box.me not in change.counted.seats:
            change.seat(box.me, done=False)
    return change.view()


def finish_voting(
    ctx: Context, identity: Identity, canvas_key: str, *, done: bool, round: int | None = None
) -> BallotView:
    """Say that the person has finished, or goes on after all; return the ballot.

    Gommettes placed afterwards say that one goes on. Nothing is noted of a vote that is closed:
    a page may say so late. Raises Conflict when it was said of another round.
    """
    require(identity, Ability.VOTE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        check_round(change.counted.settings, round)
        if change.counted.settings.open:
            change.seat(box.me, done=done)
    return change.view()
