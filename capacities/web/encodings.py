"""In which form a browser takes a file: Brotli, gzip, or as it is."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

import brotli

BROTLI: Final = "br"
GZIP: Final = "gzip"
PLAIN: Final = "identity"
QUICK: Final = 9
BEST: Final = 11
"""How hard Brotli tries: 30 ms for 1 MB; 30 times longer for a tenth less."""
_GZIP_LEVEL: Final = 9


@lru_cache(maxsize=64)
def chosen(accepted: str) -> str:
    """Return the best form that an Accept-Encoding allows, plain when it allows none.

    Refusing to answer whoever refuses plain text would help nobody.
    """
    weights = _weights(accepted)
    others = weights.get("*", 0.0)
    asked = {form: weights.get(form, others) for form in (BROTLI, GZIP)}
    best = max(asked, key=lambda form: asked[form])  # the first of two alike
    return best if asked[best] >= weights.get(PLAIN, 0.0) and asked[best] > 0 else PLAIN


def _weights(header: str) -> dict[str, float]:
    """Read « br;q=0.8, gzip »; what cannot be read counts as not asked for."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        name, *options = (word.strip() for word in part.lower().split(";"))
        if name:
            weights["gzip" if name == "x-gzip" else name] = _weight(options)
    return weights


def _weight(options: list[str]) -> float:
    for option in options:
        key, _, value = option.partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return min(weight, 1.0) if weight > 0 else 0.0
    return 1.0


def packed(data: bytes, form: str, quality: int = QUICK) -> bytes:
    """Return ``data`` in one of these forms. Slow, and without the interpreter's lock."""
    if form == BROTLI:
        out: bytes = brotli.compress(data, quality=quality)
        return out
    return gzip.compress(data, _GZIP_LEVEL, mtime=0) if form == GZIP else data
