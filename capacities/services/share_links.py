"""The share links of a dossier, managed by those who animate it.

A link's address can be shown again as long as it stands: it is kept sealed. Replacing gives the
same link another address: those inside stay. Revoking puts out, at once, everyone who came by it.
Both end its entry codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection

from capacities.domain.access import OFFERED_ROLES, Ability, Role
from capacities.domain.errors import InvalidInput, NotFound
from capacities.domain.news import RIGHTS
from capacities.domain.tokens import new_token, token_hash
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER, Identity, require
from capacities.storage import dossiers, entry_codes, links, sessions
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class ShareLink:
    """The link of one role. ``created_at`` is "" when there is none (revoked, not made anew).

    Attributes:
        expires_at: ISO 8601 UTC, or None.
        expired: its end has come.
        people: browsers that came by it.
        token: its address, None when it cannot be shown (see ``kept``).
        kept: something was kept to show it; without ``token``, the key is not that one any more.
    """

    role: Role
    created_at: str = ""
    expires_at: str | None = None
    expired: bool = False
    people: int = 0
    token: str | None = field(default=None, repr=False)
    kept: bool = False


def list_links(ctx: Context, identity: Identity) -> tuple[ShareLink, ...]:
    """Return one entry for each role, a link in force or not."""
    require(identity, Ability.MANAGE)
    with ctx.db.read() as conn:
        found = {link.role: link for link in links.links_of(conn, identity.dossier_id)}
        people = sessions.people_by_link(conn, identity.dossier_id)
    now = now_iso()
    return tuple(
        ShareLink(
            role=role,
            created_at=link.created_at,
            expires_at=link.expires_at,
            expired=not link.in_force(now),
            people=people.get(link.id, 0),
            token=_shown(ctx, link) if link.in_force(now) else None,
            kept=link.sealed is not None,
        )
        if (link := found.get(role))
        else ShareLink(role)
        for role in OFFERED_ROLES
    )


def create_link(ctx: Context, identity: Identity, role: Role) -> str:
    """Return the address of a new link of ``role``. Raises InvalidInput when one is in force,
    which stays as it is: a page left open asks for one that somebody made meanwhile, and gave.
    """
    require(identity, Ability.MANAGE)
    with ctx.db.write() as conn:
        now = now_iso()
        link = held_link(conn, identity.dossier_id, role)
        if link is not None and link.in_force(now):
            raise InvalidInput(
                "Ce lien existe déjà\u00a0: il vient d’être créé d’une autre page. Il est "
                "ci-dessus, tel qu’il a été donné. Rien n’a été changé."
            )
        return _made(ctx, conn, identity.dossier_id, role, now, link)


def has_link(ctx: Context, identity: Identity, role: Role) -> bool:
    """Whether a link of ``role`` opens for now."""
    require(identity, Ability.MANAGE)
    with ctx.db.read() as conn:
        found = [one for one in links.links_of(conn, identity.dossier_id) if one.role is role]
    return any(one.in_force(now_iso()) for one in found)


def replace_link(ctx: Context, identity: Identity, role: Role) -> str:
    """Return a new address for the link of ``role``; the old one no longer lets anyone in.

    Those inside stay. A link that was revoked or has expired gives way to a new one, and
    those who came by the old one stay out until they follow the new one.
    """
    require(identity, Ability.MANAGE)
    with ctx.db.write() as conn:
        now = now_iso()
        link = held_link(conn, identity.dossier_id, role)
        if link is None or not link.in_force(now):
            return _made(ctx, conn, identity.dossier_id, role, now, link)
        token = new_token()
        links.change_token(conn, link.id, token, ctx.keeper.seal)
        entry_codes.withdraw_codes(conn, link.id)
    return token


def revoke_link(ctx: Context, identity: Identity, role: Role) -> str | None:
    """Put out at once everyone who came by the link of ``role``; it opens nothing any more.

    Revoking the link one is in by would leave a dossier that nobody can manage: a new one
    is made, the caller moves to it, and its address is returned. Otherwise returns None.
    """
    require(identity, Ability.MANAGE)
    with ctx.db.write() as conn:
        now = now_iso()
        link = held_link(conn, identity.dossier_id, role)
        if link is None:
            return None
        _revoke(conn, link, now)
        token = _own_link_again(ctx, conn, identity, now) if link.id == identity.link_id else None
    _announce(ctx, identity.dossier_id)
    return token


def set_expiry(ctx: Context, identity: Identity, role: Role, expires_at: datetime | None) -> None:
    """Set when the link of ``role`` ends (None: never), by the server's clock.

    From then on it is as if it were revoked. The animation link has no end: the dossier
    would become one that nobody can manage.
    """
    require(identity, Ability.MANAGE)
    if expires_at is not None:
        if role is Role.FACILITATOR:
            raise InvalidInput(
                "Le lien d’animation n’a pas de date de fin : plus personne ne pourrait gérer "
                "le dossier. Vous pouvez le remplacer ou le retirer."
            )
        expires_at = expires_at.astimezone(UTC)
        if expires_at <= datetime.now(UTC):
            raise InvalidInput("Choisissez une date de fin à venir.")
    with ctx.db.write() as conn:
        link = held_link(conn, identity.dossier_id, role)
        if link is None:
            raise NotFound("Ce lien a été retiré : créez-en un nouveau d’abord.")
        links.change_expiry(
            conn, link.id, expires_at.isoformat(timespec="seconds") if expires_at else None
        )
    _announce(ctx, identity.dossier_id)


def held_link(conn: Connection, dossier_id: str, role: Role) -> links.LinkRow | None:
    """Return the link of ``role`` that is not revoked, keeping other managers waiting."""
    if dossiers.find_dossier(conn, dossier_id, lock=True) is None:
        raise NotFound(NO_DOSSIER)
    found = (link for link in links.links_of(conn, dossier_id) if link.role is role)
    return next(found, None)


def _shown(ctx: Context, link: links.LinkRow) -> str | None:
    """Return the address of a link, when what was kept of it is what opens it."""
    token = None if link.sealed is None else ctx.keeper.open(link.sealed, link.id)
    return token if token is not None and token_hash(token) == link.token_hash else None


def _made(
    ctx: Context,
    conn: Connection,
    dossier_id: str,
    role: Role,
    now: str,
    over: links.LinkRow | None,
) -> str:
    """Make a link in the place of one that is ``over``."""
    if over is not None:
        _revoke(conn, over, now)
    token = new_token()
    links.insert_link(conn, dossier_id, role, token, now, ctx.keeper.seal)
    return token


def _revoke(conn: Connection, link: links.LinkRow, now: str) -> None:
    links.revoke(conn, link.id, now)
    entry_codes.withdraw_codes(conn, link.id)


def _own_link_again(ctx: Context, conn: Connection, identity: Identity, now: str) -> str:
    token = new_token()
    link_id = links.insert_link(
        conn, identity.dossier_id, identity.role, token, now, ctx.keeper.seal
    )
    if identity.session_id is not None:
        sessions.move_membership(
            conn, identity.session_id, identity.dossier_id, identity.link_id, link_id
        )
    return token


def _announce(ctx: Context, dossier_id: str) -> None:
    """Tell the rooms, in every process, to ask again who is inside."""
    ctx.db.bus.publish(f"{RIGHTS}{dossier_id}")
