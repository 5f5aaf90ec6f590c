"""Enter a dossier by a share link or its code: then the browser's cookie says who one is."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from capacities.domain.access import Role
from capacities.domain.entry_code import EntryCode
from capacities.domain.errors import TooMany
from capacities.domain.limits import DOSSIERS_PER_SESSION
from capacities.domain.people import check_color, clean_pseudonym
from capacities.domain.session_cookie import new_cookie
from capacities.services.change_cookie import change_cookie
from capacities.services.context import Context
from capacities.services.look_at_link import look_at_link, stronger_link
from capacities.services.open_link import count_arrival, found_again
from capacities.services.read_dossier import first_canvas
from capacities.storage import dossiers, links, sessions
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class Joined:
    """One is inside.

    Attributes:
        canvas_key: where to begin, "" when no canvas can be read.
        aimed: it is the canvas that the link or its code named.
    """

    cookie: str = field(repr=False)
    dossier_id: str
    canvas_key: str
    role: Role
    aimed: bool = False


def join(
    ctx: Context,
    cookie: str | None,
    key: str | EntryCode,
    pseudonym: str,
    color: str,
    address: str,
    *,
    canvas: str = "",
) -> Joined:
    """Record the person and return the cookie to set: always another one than was shown.

    Who may have planted the one shown thus gains nothing; the browser keeps its dossiers, its
    name among the voters, and for a while what its other tabs show.

    ``key`` is the token of a link, or its code; ``canvas`` where to begin, when it exists (a code
    says where by itself). A browser already inside keeps the stronger of its two links, so that
    trying the reading link does not take the animation away. Raises LinkRefused, TooMany or
    InvalidInput.
    """
    view = look_at_link(ctx, key, address, cookie=cookie, canvas=canvas, enters=True)
    name, chosen = clean_pseudonym(pseudonym), check_color(color)
    if not view.pseudonym or view.replaced:  # a browser not inside yet, or a branch of one
        count_arrival(ctx, key, address, facilitates=view.role is Role.FACILITATOR)
    with ctx.db.write() as conn:
        link = found_again(ctx, conn, key)  # it may be replaced or deleted since it was looked at
        given, link = enter(conn, ctx, cookie, link, name, chosen)
        begun = dossiers.documents_of(conn, [link.dossier_id])
    begin = first_canvas(ctx, frozenset(document.canvas_key for document in begun))
    return Joined(
        given, link.dossier_id, view.canvas_key or begin, link.role, view.canvas_key != ""
    )


def enter(
    conn: Connection,
    ctx: Context,
    cookie: str | None,
    link: links.LinkRow,
    name: str,
    color: str,
) -> tuple[str, links.LinkRow]:
    """Put a browser in a dossier; return the cookie to set, and the link that it is in by."""
    now = now_iso()
    given = new_cookie(secure=ctx.settings.secure_cookies)
    session_id = change_cookie(conn, cookie, given, now)
    held = sessions.find_membership(conn, session_id, link.dossier_id)
    if held is None:
        _check_room(conn, session_id)
    link = stronger_link(held.link if held else None, link)
    sessions.put_membership(
        conn,
        session_id=session_id,
        dossier_id=link.dossier_id,
        link_id=link.id,
        pseudonym=name,
        color=color,
        now=now,
    )
    return given, link


def _check_room(conn: Connection, session_id: str) -> None:
    if sessions.count_memberships(conn, session_id) >= DOSSIERS_PER_SESSION:
        raise TooMany(
            f"Ce navigateur est déjà dans {DOSSIERS_PER_SESSION} dossiers : quittez-en un "
            "depuis l’accueil avant d’entrer dans celui-ci."
        )
