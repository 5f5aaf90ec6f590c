"""Find the link that a token or an entry code opens, and count those who try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

from sqlalchemy import Connection

from capacities.domain.access import Role
from capacities.domain.entry_code import EntryCode
from capacities.domain.errors import LinkRefused
from capacities.domain.tokens import token_hash
from capacities.services.context import Context
from capacities.services.identify import UNKNOWN
from capacities.storage import entry_codes, links
from capacities.storage.database import now_iso

UNKNOWN_CODE: Final = (
    "Ce code n’ouvre aucun dossier. Un code ne sert qu’un jour\u00a0: vérifiez-le, ou demandez "
    "celui d’aujourd’hui à la personne qui anime."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A link, in force or not, and the canvas on which its code opens, "" when none is said."""

    link: links.LinkRow
    canvas_key: str = ""


def find_link(ctx: Context, conn: Connection, key: str | EntryCode) -> Opened | None:
    """Return what a token, or a code in force, opens; a code never opens the animation."""
    if isinstance(key, str):
        link = links.find_by_token(conn, key)
        return None if link is None else Opened(link)
    mark = ctx.keeper.mark(key.signs)
    found = entry_codes.find_code(conn, mark) if mark else None
    if found is None or found[0].expires_at <= now_iso() or found[1].role is Role.FACILITATOR:
        return None
    return Opened(found[1], found[0].canvas_key)


def found_again(ctx: Context, conn: Connection, key: str | EntryCode) -> links.LinkRow:
    """Return the link, looked at a moment ago. Raises LinkRefused when it is gone since."""
    opened = find_link(ctx, conn, key)
    if opened is None:
        raise LinkRefused(UNKNOWN if isinstance(key, str) else UNKNOWN_CODE)
    return opened.link


def check_tries(ctx: Context, key: str | EntryCode, address: str) -> None:
    """Raise TooMany when no code is to be tried from there; a right token always opens."""
    if isinstance(key, EntryCode):
        ctx.guesses.check(address)


def refuse_unknown(ctx: Context, key: str | EntryCode, address: str) -> NoReturn:
    """Count what opens nothing and say so. Raises LinkRefused, or TooMany after many."""
    if isinstance(key, EntryCode):
        ctx.guesses.failed(address)
        raise LinkRefused(UNKNOWN_CODE)
    ctx.failures.record(address)
    raise LinkRefused(UNKNOWN)


def count_arrival(ctx: Context, key: str | EntryCode, address: str, *, facilitates: bool) -> None:
    """Count a new browser. Raises TooMany when it must wait, or when its code is spent."""
    if isinstance(key, str):
        ctx.arrivals.record(token_hash(key), address, facilitates=facilitates)
        return
    mark = ctx.keeper.mark(key.signs) or ""
    ctx.arrivals.record(mark, address, facilitates=False)
    ctx.guesses.entered(mark)
