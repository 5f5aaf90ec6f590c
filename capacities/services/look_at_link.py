"""Tell what a share link opens, before one enters."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from capacities.domain.access import ABILITIES, Role
from capacities.domain.errors import LinkRefused
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.identify import UNKNOWN, check_in_force
from capacities.services.read_dossier import first_canvas
from capacities.storage import dossiers, links, sessions
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a link opens.

    Attributes:
        role: what one will be; for a browser already inside by a stronger link, that one's.
        canvas_key: where one will begin, "" when no canvas can be read.
        pseudonym, color: this browser's, "" if not yet inside.
        replaced: it shows a value of its cookie that gave way to another.
    """

    dossier: Dossier
    role: Role
    canvas_key: str = ""
    pseudonym: str = ""
    color: str = ""
    replaced: bool = False


def look_at_link(ctx: Context, token: str, address: str, *, cookie: str | None = None) -> LinkView:
    """Return the dossier and role that ``token`` opens.

    ``address`` is the client's, for counting wrong links. Raises LinkRefused, or TooMany
    after many wrong links.
    """
    with ctx.db.read() as conn:
        link = links.find_by_token(conn, token)
        row = dossiers.find_dossier(conn, link.dossier_id) if link else None
        session = _session(conn, cookie)
        inside = sessions.find_membership(conn, session.id, row.id) if session and row else None
        begun = dossiers.documents_of(conn, [row.id]) if row else ()
    if link is None or row is None:
        ctx.failures.record(address)
        raise LinkRefused(UNKNOWN)
    check_in_force(link)
    return LinkView(
        dossier=row,
        role=stronger_link(inside.link if inside else None, link).role,
        canvas_key=first_canvas(ctx, frozenset(document.canvas_key for document in begun)),
        pseudonym=inside.pseudonym if inside else "",
        color=inside.color if inside else "",
        replaced=session is not None and session.replaced,
    )


def stronger_link(held: links.LinkRow | None, link: links.LinkRow) -> links.LinkRow:
    """Return the link to be in by: the one already held, in force, when it allows more."""
    if held is not None and held.in_force(now_iso()):
        return held if ABILITIES[held.role] > ABILITIES[link.role] else link
    return link


def _session(conn: Connection, cookie: str | None) -> sessions.SessionRow | None:
    session = sessions.find_session(conn, cookie) if cookie else None
    return None if session is None or session.is_over(now_iso()) else session
