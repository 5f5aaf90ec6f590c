"""How it is told that somebody is not let in."""

from __future__ import annotations

import re
from typing import Final

from capacities.collab.protocol import Close
from capacities.domain import errors

REASON_BYTES: Final = 123
"""What a close frame holds of reason."""
_END: Final = re.compile(r"\s*[.:;] ")


class Refused(Exception):
    """A socket is not let in, or not any more; ``code`` says why, ``reason`` what fits."""

    def __init__(self, code: Close, reason: str) -> None:
        self.code = code
        self.reason = _fitted(reason)
        super().__init__(reason)


def _fitted(reason: str) -> str:
    """Return what fits of a sentence, whole: up to the end of a clause, else of a word."""
    if len(reason.encode()) <= REASON_BYTES:
        return reason
    kept = reason.encode()[: REASON_BYTES - len("…".encode())].decode(errors="ignore")
    ends = [end.start() for end in _END.finditer(kept)]
    return f"{kept[: ends[-1]]}." if ends else f"{kept.rpartition(' ')[0] or kept}…"


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
