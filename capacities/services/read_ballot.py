"""See where the gommettes of a canvas are, as far as the ballot lets one see."""

from __future__ import annotations

from collections.abc import Mapping

from capacities.domain.access import Ability
from capacities.domain.ballot_view import BallotView
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require


def read_ballot(ctx: Context, identity: Identity, canvas_key: str) -> BallotView:
    """Return the ballot as the person may see it. Raises NotFound when the canvas has none."""
    require(identity, Ability.READ)
    return BallotBox(ctx, identity, canvas_key).view()


def read_totals(ctx: Context, identity: Identity, canvas_key: str) -> Mapping[str, int] | None:
    """Return how many gommettes each card has, by id; None while that is secret."""
    require(identity, Ability.READ)
    return BallotBox(ctx, identity, canvas_key).view().totals
