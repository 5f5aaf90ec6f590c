"""The session cookie: its name, and what a browser shows of it. Said once, for all who read it.

Over HTTPS its name begins by ``__Host-``: browsers then refuse it from any other host of the
domain, and from plain http. What is shown keeps the mark of that name, so that a value given
under it opens nothing under the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from capacities.domain.tokens import new_token

HOST_ONLY: Final = "__Host-"
PLAIN_NAME: Final = "capacities"
"""Over plain http; and over HTTPS, the name of the cookies given before there was another."""
SECURE_NAME: Final = HOST_ONLY + PLAIN_NAME

_VALUE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""What ``new_token`` makes."""


def new_cookie(*, secure: bool) -> str:
    """Return what a browser will show of a fresh cookie."""
    return (HOST_ONLY if secure else "") + new_token()


def shown_in(cookies: Mapping[str, str], *, secure: bool) -> str | None:
    """Return what a browser shows among ``cookies``, None when nothing can be ours.

    Over HTTPS (``secure``) a plain cookie is read only where there is no other.
    """
    if secure and (value := _ours(cookies, SECURE_NAME)):
        return HOST_ONLY + value
    return _ours(cookies, PLAIN_NAME)


def is_secure(shown: str) -> bool:
    """Tell whether it was shown under the name that only HTTPS has."""
    return shown.startswith(HOST_ONLY) and len(shown) > len(HOST_ONLY)


def name_and_value(shown: str) -> tuple[str, str]:
    """Return the name and the value to put in Set-Cookie."""
    if is_secure(shown):
        return SECURE_NAME, shown.removeprefix(HOST_ONLY)
    return PLAIN_NAME, shown


def _ours(cookies: Mapping[str, str], name: str) -> str | None:
    value = cookies.get(name) or ""
    return value if _VALUE.fullmatch(value) else None
