"""Erase a person's pseudonym from a dossier: who is inside, who signed, and its history."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from capacities.documents.authors import Rewritten, rewrite
from capacities.domain.access import Ability, allows
from capacities.domain.errors import Forbidden, InvalidInput, NotFound, Unreadable
from capacities.domain.news import RIGHTS
from capacities.domain.people import ANONYMOUS, folded, is_called
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER, Identity, require
from capacities.storage import dossiers, sessions
from capacities.storage.erasure import empty_journal, rewrite_archives, rewrite_document
from capacities.storage.sketches import sign_again

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done.

    Attributes:
        cards: how many cards are signed by nobody any more.
        browsers: how many lost this name.
        past: how many past states were changed.
        sketches: how many versions of sketches are signed by nobody any more.
        damaged: the canvases that cannot be read: what they hold is as it was.
    """

    cards: int
    browsers: int
    past: int
    damaged: tuple[str, ...]
    sketches: int = 0


def erase_person(ctx: Context, identity: Identity, pseudonym: str) -> Erased:
    """Replace a pseudonym by « Anonyme » on all that it signed, in the present and the past.

    Whoever facilitates may for anyone; whoever writes, for one's own name: other browsers with
    the same one keep it, the cards cannot be told apart. The words of the cards are not read.
    Raises Forbidden, InvalidInput, or NotFound when nothing bore this name.
    """
    require(identity, Ability.EDIT)
    manages = allows(identity.role, Ability.MANAGE)
    if not manages and not is_called(identity.pseudonym, pseudonym):
        raise Forbidden(
            "Vous pouvez effacer votre pseudonyme ; pour celui d’une autre personne, demandez à "
            "qui anime le dossier."
        )
    if folded(pseudonym) in ("", folded(ANONYMOUS)):
        raise InvalidInput("Indiquez le pseudonyme à effacer. Rien n’a été changé.")
    browsers = _rename_inside(ctx, identity, pseudonym, everyone=manages)
    with ctx.db.read() as conn:
        names = [document.id for document in dossiers.documents_of(conn, [identity.dossier_id])]
    erased = _erase(ctx, names, browsers, pseudonym)
    empty_journal(ctx.db)
    if not (erased.cards or erased.browsers or erased.past or erased.damaged or erased.sketches):
        raise NotFound("Personne ne porte ce pseudonyme dans ce dossier. Rien n’a été changé.")
    return erased


def _rename_inside(ctx: Context, identity: Identity, pseudonym: str, *, everyone: bool) -> int:
    """Take the name from who is inside; their pages are told, and stop signing with it."""
    with ctx.db.write() as conn:
        if dossiers.find_dossier(conn, identity.dossier_id) is None:
            raise NotFound(NO_DOSSIER)
        concerned = [
            (browser, name)
            for browser, name in sessions.names_inside(conn, identity.dossier_id)
            if is_called(name, pseudonym) and (everyone or browser == identity.session_id)
        ]
        browsers, names = {one for one, _ in concerned}, {name for _, name in concerned}
        sessions.rename_inside(conn, identity.dossier_id, browsers, names, ANONYMOUS)
    if browsers:
        ctx.db.bus.publish(f"{RIGHTS}{identity.dossier_id}")
    return len(browsers)


def _erase(ctx: Context, names: Sequence[str], browsers: int, pseudonym: str) -> Erased:
    """Go through the canvases of a dossier, one after the other."""

    @cache  # thousands of cards, a few names
    def theirs(author: str) -> bool:
        return is_called(author, pseudonym)

    def signed_again(snapshot: bytes | None, updates: Sequence[bytes]) -> Rewritten:
        return rewrite(snapshot, updates, theirs, ANONYMOUS)

    def past_signed_again(data: bytes) -> bytes | None:
        """A state that cannot be read could not come back either: it goes."""
        try:
            made = signed_again(data, ())
        except Unreadable:
            return None
        return made.data if made.signed else data

    cards, past, damaged = 0, 0, []
    for name in names:
        try:
            cards += rewrite_document(ctx.db, name, signed_again)
        except Unreadable as error:
            _log.error("document %s cannot be read", name, exc_info=error)
            damaged.append(name.partition("/")[2])
        past += rewrite_archives(ctx.db, name, past_signed_again)
    with ctx.db.write() as conn:
        drawn = sign_again(conn, names, theirs, ANONYMOUS)
    return Erased(cards, browsers, past, tuple(damaged), drawn)
