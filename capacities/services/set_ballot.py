"""Open or close a ballot, keep it secret or reveal it, give more or fewer gommettes."""

from __future__ import annotations

from dataclasses import replace

from capacities.domain import ballot
from capacities.domain.access import Ability
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage.database import now_iso


def set_ballot(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    *,
    open: bool | None = None,
    secret: bool | None = None,
    revealed: bool | None = None,
    stacking: bool | None = None,
    dots: int | None = None,
    question: str | None = None,
    leave_waiting: bool = False,
) -> BallotView:
    """Change what is given, keep what is None; return the ballot.

    Revealing closes the vote; opening it again hides what was revealed, for what is placed
    then is secret. Showing the totals sets aside, for good, the tables that still wait to be
    confirmed, if ``leave_waiting``. Raises Conflict when there are some and it is not said; when
    somebody has already placed more than ``dots`` gommettes.
    """
    require(identity, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        before, tally = change.counted.settings, change.counted.tally
        after = replace(
            before,
            open=before.open if open is None else open,
            secret=before.secret if secret is None else secret,
            revealed=before.revealed if revealed is None else revealed,
            stacking=before.stacking if stacking is None else stacking,
            question=before.question if question is None else ballot.clean_question(question),
        )
        settings = ballot.change_flags(before, after, tally, now_iso())
        if dots is not None and dots != settings.dots:
            settings = ballot.change_dots(settings, dots, tally, change.counted.tables)
        if settings.shown and not before.shown:
            waiting = ballot.waiting_tables(change.counted.tables, change.counted.aside)
            if not leave_waiting:
                ballot.check_none_waits(waiting)
            change.set_aside(change.counted.aside | {table.id for table in waiting})
        if settings != before:
            change.set(settings)
    return change.view()
