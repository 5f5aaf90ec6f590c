"""Places in a box: fractional indexes, as the npm package ``fractional-indexing`` makes them."""

from __future__ import annotations

from collections.abc import Iterable

from fractional_indexing import FIError, generate_n_keys_between, validate_order_key

from capacities.domain.limits import RANK_CHARS


def is_rank(text: str) -> bool:
    """Tell whether ``text`` is a rank that a neighbour can be computed from."""
    try:
        validate_order_key(text)
    except (FIError, IndexError):
        return False
    return len(text) <= RANK_CHARS and text.isascii() and text.isalnum()


def ranks_after(taken: Iterable[str], count: int) -> list[str]:
    """Return ``count`` ranks that come after those ``taken``; broken ones are left aside."""
    last = max((rank for rank in taken if is_rank(rank)), default=None)
    return list(generate_n_keys_between(last, None, count))


def ranks_between(lower: str | None, upper: str | None, count: int) -> list[str]:
    """Return ``count`` ranks between two; None is no bound on that side."""
    return list(generate_n_keys_between(lower, upper, count))
