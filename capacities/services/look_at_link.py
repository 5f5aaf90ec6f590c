"""Tell what a share link, or its code, opens, before one enters."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from capacities.domain.access import ABILITIES, Role
from capacities.domain.entry_code import EntryCode
from capacities.domain.people import freest_colors
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.identify import check_in_force
from capacities.services.open_link import check_tries, find_link, refuse_unknown
from capacities.services.read_dossier import first_canvas
from capacities.storage import dossiers, links, sessions
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a link opens.

    Attributes:
        role: what one will be; for a browser already inside by a stronger link, that one's.
        pseudonym, color: this browser's, "" if not yet inside.
        free_color: for who is not: one that nobody of the dossier has, or else the fewest; any of
            them, since a whole room may be looking at once.
        replaced: it shows a value of its cookie that gave way to another.
        canvas_key, canvas_title: the canvas on which it opens, "" where one begins.
        form: that of the canvas that one will come to, "" for whoever comes to none.
    """

    dossier: Dossier
    role: Role
    pseudonym: str = ""
    color: str = ""
    free_color: str = ""
    replaced: bool = False
    canvas_key: str = ""
    canvas_title: str = ""
    form: str = ""


def look_at_link(
    ctx: Context,
    key: str | EntryCode,
    address: str,
    *,
    cookie: str | None = None,
    canvas: str = "",
    enters: bool = False,
) -> LinkView:
    """Return the dossier and role that ``key``, a token or a code, opens.

    ``address`` is the client's, for counting wrong ones; ``canvas`` is where the address of the
    link says to go: anything but one of our canvases is as if nothing were said. Whoever
    ``enters`` has chosen a colour: which are free is not looked for. Raises
    LinkRefused, or TooMany after many wrong ones.
    """
    check_tries(ctx, key, address)
    with ctx.db.read() as conn:
        opened = find_link(ctx, conn, key)
        link = opened.link if opened else None
        row = dossiers.find_dossier(conn, link.dossier_id) if link else None
        session = _session(conn, cookie)
        inside = sessions.find_membership(conn, session.id, row.id) if session and row else None
        begun = dossiers.documents_of(conn, [row.id]) if row else ()
        chooses = row is not None and inside is None and not enters
        worn = sessions.colors_inside(conn, row.id) if row and chooses else {}
    if opened is None or link is None or row is None:
        refuse_unknown(ctx, key, address)
    check_in_force(link)
    template = ctx.templates().templates.get(opened.canvas_key or canvas)
    if link.role is Role.VOTER and template is not None and template.dots is None:
        template = None  # one votes elsewhere
    role = stronger_link(inside.link if inside else None, link).role
    begin = template.key if template else first_canvas(ctx, frozenset(d.canvas_key for d in begun))
    return LinkView(
        dossier=row,
        role=role,
        pseudonym=inside.pseudonym if inside else "",
        color=inside.color if inside else "",
        free_color="" if not chooses else secrets.choice(freest_colors(worn)),
        replaced=session is not None and session.replaced,
        canvas_key=template.key if template else "",
        canvas_title=template.title if template else "",
        form=ctx.templates().templates[begin].form if begin and role is not Role.VOTER else "",
    )


def stronger_link(held: links.LinkRow | None, link: links.LinkRow) -> links.LinkRow:
    """Return the link to be in by: the one already held, in force, when it allows more."""
    if held is not None and held.in_force(now_iso()):
        return held if ABILITIES[held.role] > ABILITIES[link.role] else link
    return link


def _session(conn: Connection, cookie: str | None) -> sessions.SessionRow | None:
    session = sessions.find_session(conn, cookie) if cookie else None
    return None if session is None or session.is_over(now_iso()) else session
