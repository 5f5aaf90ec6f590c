"""Names as people write them: compared without case, accents, apostrophes."""

from __future__ import annotations

import unicodedata


def normalize(text: str) -> str:
    """Return ``text`` without case, accents, nor differences of spaces and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
