"""Who asks, in which dossier, with which role: what every right is checked against."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from capacities.domain.access import Ability, Role, allows
from capacities.domain.errors import (
    CookieReplaced,
    Forbidden,
    LinkRefused,
    NotFound,
    StorageUnavailable,
)
from capacities.domain.people import PALETTE
from capacities.services.context import Context
from capacities.storage import dossiers, links, sessions
from capacities.storage.database import now_iso
from capacities.storage.visitors import find_visitor

_log = logging.getLogger(__name__)

NO_DOSSIER: Final = "Ce dossier n’existe pas, ou n’existe plus."
NOT_INSIDE: Final = (
    "Vous n’êtes pas dans ce dossier sur cet appareil : ouvrez le lien que la personne qui "
    "anime vous a donné."
)
REPLACED: Final = (
    "Cette page est restée ouverte alors que ce navigateur entrait dans un autre dossier : "
    "rechargez-la pour continuer. Ce qui était enregistré l’est toujours."
)
REVOKED: Final = "Ce lien a été retiré par la personne qui anime : demandez-lui le nouveau lien."
EXPIRED: Final = "Ce lien est arrivé à son terme : demandez-en un nouveau à la personne qui anime."
UNKNOWN: Final = (
    "Ce lien n’ouvre aucun dossier. Vérifiez qu’il est entier, ou demandez-en un à la "
    "personne qui anime : il a pu être remplacé, ou le dossier supprimé."
)

_REFUSALS: Final = {
    Ability.READ: "Votre lien ne permet pas de lire ce dossier.",
    Ability.EDIT: "Votre lien permet de lire, pas d’écrire.",
    Ability.VOTE: "Votre lien ne permet pas de voter.",
    Ability.EXPORT: "Votre lien ne permet pas d’exporter.",
    Ability.MANAGE: "Seule la personne qui anime le dossier peut faire cela.",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A person (or a program) in one dossier.

    Attributes:
        link_id: the share link one came by; when it is revoked, one is out.
        session_id: the browser, whichever of its cookies it shows; None for a program that
            shows its token.
        expires_at: when the link ends (ISO 8601 UTC), None when it does not.
    """

    role: Role
    dossier_id: str
    link_id: str
    pseudonym: str
    color: str
    session_id: str | None
    expires_at: str | None = None


def identify(
    ctx: Context,
    dossier_id: str,
    *,
    cookie: str | None = None,
    bearer: str | None = None,
    address: str | None = None,
    visit: bool = False,
) -> Identity:
    """Return who asks, by a token shown (``bearer``, asked first) or by the browser's cookie.

    With ``address``, the client's, a wrong token counts among its failures; with ``visit``,
    a browser that is inside is remembered to have come today. Raises NotFound (no such
    dossier), LinkRefused (not inside, revoked, expired), CookieReplaced or TooMany.
    """
    with ctx.db.read() as conn:
        if bearer is None and cookie:
            session, identity = _by_cookie(conn, dossier_id, cookie)
        else:
            if dossiers.find_dossier(conn, dossier_id) is None:
                raise NotFound(NO_DOSSIER)
            if bearer is None:
                raise LinkRefused(NOT_INSIDE)
            link = links.find_by_token(conn, bearer)
            if link is None and address is not None:
                ctx.failures.record(address)
            return _by_link(link, dossier_id)
    if visit:
        remember_visit(ctx, session, cookie)
    return identity


def open_session(conn: Connection, cookie: str | None) -> sessions.SessionRow | None:
    """Return the session of a cookie, None when it has none.

    Raises CookieReplaced when it gave way to another one long enough ago to open nothing.
    """
    found = sessions.find_session(conn, cookie) if cookie else None
    if found is not None:
        check_not_over(found)
    return found


def check_not_over(session: sessions.SessionRow) -> None:
    """Raise CookieReplaced when the cookie gave way to another one long enough ago."""
    if session.is_over(now_iso()):
        raise CookieReplaced(REPLACED)


def require(identity: Identity, ability: Ability) -> None:
    """Raise Forbidden unless ``identity`` has ``ability``."""
    if not allows(identity.role, ability):
        raise Forbidden(_REFUSALS[ability])


def check_in_force(link: links.LinkRow) -> None:
    """Raise LinkRefused when the link is revoked or expired (by the server's clock)."""
    now = now_iso()
    if link.revoked_at is not None:
        raise LinkRefused(REVOKED)
    if not link.in_force(now):
        raise LinkRefused(EXPIRED)


def remember_visit(ctx: Context, session: sessions.SessionRow, cookie: str | None) -> None:
    """Note, once a day, that this browser still comes; a database that cannot is no matter."""
    now = now_iso()
    if session.seen_at[:10] == now[:10]:
        ctx.settled.note(cookie or "", now[:10])
        return
    try:
        with ctx.db.write() as conn:
            sessions.mark_seen(conn, session.id, now)
            sessions.note_replaced(conn, session.id, now)
    except StorageUnavailable:
        _log.warning("visite non notée : la base n’enregistre pas")


def _by_link(link: links.LinkRow | None, dossier_id: str) -> Identity:
    if link is None or link.dossier_id != dossier_id:
        raise LinkRefused(UNKNOWN)
    check_in_force(link)
    return Identity(
        role=link.role,
        dossier_id=dossier_id,
        link_id=link.id,
        pseudonym="Programme",
        color=PALETTE[-1].value,
        session_id=None,
        expires_at=link.expires_at,
    )


def _by_cookie(
    conn: Connection, dossier_id: str, cookie: str
) -> tuple[sessions.SessionRow, Identity]:
    found = find_visitor(conn, dossier_id, cookie)
    if found is None:
        raise NotFound(NO_DOSSIER)
    session, inside = found.session, found.membership
    if session is not None:
        check_not_over(session)
    if session is None or inside is None:
        raise LinkRefused(NOT_INSIDE)
    check_in_force(inside.link)
    return session, Identity(
        role=inside.link.role,
        dossier_id=dossier_id,
        link_id=inside.link.id,
        pseudonym=inside.pseudonym,
        color=inside.color,
        session_id=session.browser,
        expires_at=inside.link.expires_at,
    )
