"""Open a dossier for a territory, with its three share links. No account is needed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from capacities.domain.access import SHARED_ROLES, Role
from capacities.domain.people import FACILITATING, PALETTE, check_color, clean_pseudonym
from capacities.domain.titles import Dossier, clean_names
from capacities.domain.tokens import new_token
from capacities.services.context import Context
from capacities.services.join import enter
from capacities.storage import dossiers, links
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class CreatedDossier:
    """A dossier just opened, with its tokens.

    Attributes:
        canvas_key: where to begin, "" when nothing is begun.
        cookie: what the creator's browser is to show from now on, None when there is no creator.
    """

    dossier_id: str
    tokens: Mapping[Role, str] = field(repr=False)
    cookie: str | None = field(default=None, repr=False)
    canvas_key: str = ""


@dataclass(frozen=True, slots=True)
class Creator:
    """The browser that creates a dossier: it facilitates it at once, under this pseudonym.

    Attributes:
        cookie: what it shows of its session cookie, None when it has none.
        pseudonym: "" for the usual one.
        color: "" for the first of the palette: nobody else is there.
    """

    cookie: str | None = field(repr=False)
    pseudonym: str = ""
    color: str = ""


def create_dossier(
    ctx: Context,
    *,
    title: str,
    territory: str,
    use_case: str,
    example: bool = False,
    address: str | None = None,
    creator: Creator | None = None,
) -> CreatedDossier:
    """Create the dossier and one link for each shared role; ``creator`` is in it at once.

    In one transaction: no page that is left too early loses a dossier. ``address`` is the
    client's, None for whoever has the command line. Raises InvalidInput when the title or
    territory is missing, or a line too long; TooMany when the address has just created many.
    """
    dossier = Dossier(
        id=uuid.uuid4().hex,
        **clean_names(title, territory, use_case),
        example=example,
        created_at=now_iso(),
    )
    named = _named(creator) if creator else None
    if address is not None:  # only what would be created counts
        ctx.creations.record(address)
    tokens = {role: new_token() for role in SHARED_ROLES}
    with ctx.db.write() as conn:
        dossiers.insert_dossier(conn, dossier)
        for role, token in tokens.items():
            links.insert_link(conn, dossier.id, role, token, dossier.created_at, ctx.keeper.seal)
        cookie = None
        link = links.find_by_token(conn, tokens[Role.FACILITATOR])
        if named is not None and link is not None:
            cookie, _ = enter(conn, ctx, creator.cookie if creator else None, link, *named)
    return CreatedDossier(dossier.id, MappingProxyType(tokens), cookie)


def _named(creator: Creator) -> tuple[str, str]:
    """Return the creator's pseudonym and colour, chosen or not."""
    pseudonym = clean_pseudonym(creator.pseudonym or FACILITATING)
    return pseudonym, check_color(creator.color or PALETTE[0].value)
