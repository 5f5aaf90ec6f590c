"""A canvas on which one votes, with three ideas, and people who come to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import Path

from capacities.domain.access import Role
from capacities.domain.ballot_view import BallotView
from capacities.domain.snapshot import Card
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.place_dot import place_dot
from capacities.services.set_ballot import set_ballot
from capacities.services.withdraw_dot import withdraw_dot
from capacities.services.write_canvas import write_canvas

DATA = Path(__file__).parent / "fixtures" / "vote"
"""A folder of content whose canvas ``KEY`` has four gommettes for each voter."""
KEY = "vote"
CARDS = ("toit", "port", "lycee")


def somebody(dossier_id: str, role: Role = Role.VOTER) -> Identity:
    """A person nobody met yet, in a browser of their own."""
    return Identity(role, dossier_id, "lien", "Ada", "#0b5d66", uuid.uuid4().hex)


def write_ideas(
    ctx: Context, dossier_id: str, ids: Iterable[str] = CARDS, *, deleted: bool = False
) -> None:
    """Put the ideas on the canvas, or in its corbeille."""
    cards = [Card(name, f"Idée {name}", "idees", "a0", deleted=deleted) for name in ids]
    write_canvas(ctx, somebody(dossier_id, Role.EDITOR), KEY, cards)


def open_vote(ctx: Context, dossier_id: str, key: str = KEY) -> BallotView:
    """Open the vote, as whoever facilitates does."""
    return set_ballot(ctx, somebody(dossier_id, Role.FACILITATOR), key, open=True)


def place(
    ctx: Context, who: Identity, card: str, act: str = "", table: str | None = None
) -> BallotView:
    """Place one gommette, by a new click unless ``act``."""
    name = act or uuid.uuid4().hex
    return place_dot(ctx, who, KEY, card_id=card, act=name, table_id=table)


def withdraw(
    ctx: Context, who: Identity, card: str, act: str = "", table: str | None = None
) -> BallotView:
    """Take one gommette back, by a new click unless ``act``."""
    name = act or uuid.uuid4().hex
    return withdraw_dot(ctx, who, KEY, card_id=card, act=name, table_id=table)
