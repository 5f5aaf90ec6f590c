"""How it is told that somebody is not let in."""

from __future__ import annotations

from typing import Final

from capacities.collab.protocol import Close
from capacities.domain import errors

REASON_BYTES: Final = 120
"""A close frame holds 123 bytes of reason."""


class Refused(Exception):
    """A socket is not let in, or not any more; ``code`` says why, ``reason`` what fits."""

    def __init__(self, code: Close, reason: str) -> None:
        self.code = code
        self.reason = reason.encode()[:REASON_BYTES].decode(errors="ignore")
        super().__init__(reason)


def refused_for(error: errors.CapacitiesError) -> Refused:
    """Say in the protocol's words why a service refused."""
    codes: list[tuple[type[errors.CapacitiesError], Close]] = [
        (errors.NotFound, Close.NO_CANVAS),
        (errors.TooMany, Close.TOO_MANY),
        (errors.StorageUnavailable, Close.TRY_LATER),
        (errors.CookieReplaced, Close.RESTART),  # the page comes back, with its present cookie
    ]
    code = next((code for kind, code in codes if isinstance(error, kind)), Close.NO_RIGHT)
    return Refused(code, str(error))
