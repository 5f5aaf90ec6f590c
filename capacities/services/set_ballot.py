"""Open or close a ballot, keep it secret or reveal it, give more or fewer gommettes."""

from __future__ import annotations

from dataclasses import replace

from capacities.domain.access import Ability
from capacities.domain.ballot import BallotView, change_dots
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


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
) -> BallotView:
    """Change what is given, keep what is None; return the ballot.

    Raises Conflict when somebody has already placed more than ``dots`` gommettes.
    """
    require(identity, Ability.MANAGE)
    given = {"open": open, "secret": secret, "revealed": revealed, "stacking": stacking}
    flags = {key: value for key, value in given.items() if value is not None}
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        settings = replace(change.counted.settings, **flags)
        if dots is not None and dots != settings.dots:
            settings = change_dots(settings, dots, change.counted.tally, change.counted.tables)
        if settings != change.counted.settings:
            change.set(settings)
    return change.view()
