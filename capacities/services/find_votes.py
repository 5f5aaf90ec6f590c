"""Which votes of a dossier are open, or were shown: where the voting link leads."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.ballot import BallotSettings
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import ballots


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that was opened at least once."""

    canvas_key: str
    title: str
    settings: BallotSettings


def find_votes(ctx: Context, identity: Identity) -> tuple[Vote, ...]:
    """Return the votes opened in the dossier, the last one opened first."""
    require(identity, Ability.READ)
    known = ctx.templates().templates
    with ctx.db.read() as conn:
        rows = ballots.opened_in(conn, identity.dossier_id)
    found = (
        Vote(key, known[key].title, row.settings)
        for key, row in rows
        if key in known and known[key].dots is not None
    )
    return tuple(sorted(found, key=lambda vote: vote.settings.opened_at, reverse=True))


def open_vote(votes: tuple[Vote, ...]) -> Vote | None:
    """Return the vote that goes on, None when none does."""
    return next((vote for vote in votes if vote.settings.open), None)
