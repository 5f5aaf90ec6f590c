"""A short code for the day, typed to enter where there is no camera: ADR 032."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Connection

from capacities.domain.access import Ability, Role
from capacities.domain.days import evening
from capacities.domain.entry_code import EntryCode, new_code
from capacities.domain.errors import InvalidInput, NotFound, TooMany
from capacities.domain.limits import CODES_PER_DOSSIER
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.share_links import held_link
from capacities.storage import entry_codes, links
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code in force, as whoever facilitates sees it; ``expires_at`` is ISO 8601 UTC.

    Attributes:
        canvas_key: where it leads, "" to where one begins.
    """

    role: Role
    canvas_key: str
    code: EntryCode
    expires_at: str


def list_codes(ctx: Context, identity: Identity) -> tuple[ShownCode, ...]:
    """Return the codes of the dossier that are in force and can be shown."""
    require(identity, Ability.MANAGE)
    now = now_iso()
    with ctx.db.read() as conn:
        roles = {
            link.id: link.role
            for link in links.links_of(conn, identity.dossier_id)
            if link.in_force(now)
        }
        rows = entry_codes.codes_of(conn, roles, now)
    opened = ((row, ctx.keeper.open(row.sealed, _whose(row.mark))) for row in rows)
    return tuple(
        ShownCode(roles[row.link_id], row.canvas_key, EntryCode(signs), row.expires_at)
        for row, signs in opened
        if signs is not None
    )


def make_code(
    ctx: Context, identity: Identity, role: Role, canvas_key: str, zone: tzinfo
) -> EntryCode:
    """Give the link of ``role`` a new code until this evening in ``zone``; it leads to the canvas.

    The one that it had for the same canvas opens nothing any more. ``canvas_key`` is "" for where
    one begins. Raises InvalidInput, NotFound or TooMany.
    """
    require(identity, Ability.MANAGE)
    if role is Role.FACILITATOR:
        raise InvalidInput(
            "L’animation n’a pas de code\u00a0: six signes se devinent, un lien non."
        )
    if canvas_key and canvas_key not in ctx.templates().templates:
        raise InvalidInput("Ce canevas n’existe pas\u00a0: choisissez-en un autre.")
    with ctx.db.write() as conn:
        now = now_iso()
        link = held_link(conn, identity.dossier_id, role)
        if link is None or not link.in_force(now):
            raise NotFound("Ce lien n’ouvre plus\u00a0: créez-en un nouveau, puis son code.")
        _check_room(conn, identity.dossier_id, link.id, canvas_key)
        code, mark = _free(ctx, conn)
        sealed = ctx.keeper.seal(code.signs, _whose(mark))
        if sealed is None:
            raise InvalidInput(_NO_KEY)
        end = evening(datetime.now(UTC), 0, zone).astimezone(UTC).isoformat(timespec="seconds")
        entry_codes.put_code(conn, entry_codes.CodeRow(mark, link.id, canvas_key, sealed, end))
    return code


def _check_room(conn: Connection, dossier_id: str, link_id: str, canvas_key: str) -> None:
    held = entry_codes.codes_of(
        conn, [link.id for link in links.links_of(conn, dossier_id)], now_iso()
    )
    others = [one for one in held if (one.link_id, one.canvas_key) != (link_id, canvas_key)]
    if len(others) >= CODES_PER_DOSSIER:
        raise TooMany(
            f"Ce dossier a déjà {CODES_PER_DOSSIER} codes aujourd’hui\u00a0: servez-vous de l’un "
            "d’eux, ou du QR code, qui peut ouvrir sur chaque canevas."
        )


def _free(ctx: Context, conn: Connection) -> tuple[EntryCode, str]:
    """Draw a code that no dossier has."""
    while True:
        code = new_code()
        mark = ctx.keeper.mark(code.signs)
        if mark is None:
            raise InvalidInput(_NO_KEY)
        if entry_codes.find_code(conn, mark) is None:
            return code, mark


def _whose(mark: str) -> str:
    return f"code {mark}"


_NO_KEY = (
    "Ce serveur ne peut pas faire de code pour l’instant\u00a0: sa clé n’est pas utilisable. "
    "Prévenez la personne qui l’administre : le journal dit pourquoi. Le "
    "lien et son QR code marchent."
)
