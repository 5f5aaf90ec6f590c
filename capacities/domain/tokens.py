"""Share tokens and session cookies: 32 random bytes, of which only a digest is ever kept."""

from __future__ import annotations

import hashlib
import secrets

from capacities.domain.limits import TOKEN_BYTES

_LONGEST = 200
"""Characters beyond which a token cannot be one of ours."""


def new_token() -> str:
    """Return a fresh URL-safe secret."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return what the database keeps of ``token``: 256 random bits need no slow hash."""
    return hashlib.sha256(token[:_LONGEST].encode("utf-8", "replace")).hexdigest()
