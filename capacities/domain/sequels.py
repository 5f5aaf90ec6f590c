"""How a card says that it was carried on from another canvas of its dossier."""

from __future__ import annotations

from capacities.domain.limits import ORIGIN_CHARS

_BETWEEN = "/"


def origin_of(canvas: str, card: str) -> str | None:
    """Return what a card carried on stores as its origin; None when the id is too long for it."""
    origin = f"{canvas}{_BETWEEN}{card}"
    return origin if len(origin) <= ORIGIN_CHARS else None


def source_of(origin: str | None) -> tuple[str, str] | None:
    """Return the canvas and the id that an origin names; None when it is of another kind."""
    canvas, between, card = (origin or "").partition(_BETWEEN)
    return (canvas, card) if between and canvas and card else None
