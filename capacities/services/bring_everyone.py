"""Bring all those who are in a dossier to one of its canvases, and to a card of it."""

from __future__ import annotations

import secrets
from typing import Final

from capacities.domain.access import Ability
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARD_ID_CHARS
from capacities.domain.news import Call, call_event
from capacities.domain.people import browser_mark
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template
from capacities.services.identify import Identity, require

_ID_BYTES: Final = 9


def bring_everyone(ctx: Context, identity: Identity, canvas_key: str, branch: str = "") -> Call:
    """Announce to every open page of the dossier that everybody is awaited; return the call.

    ``branch`` is the id of the card at which to look, "" for none in particular: each page
    looks for it, and does without when it is not there. Nobody is moved by the server: a page
    whose person is writing only offers to go. Raises NotFound (no such canvas) and TooMany.
    """
    require(identity, Ability.MANAGE)
    template = find_template(ctx, canvas_key)
    if len(branch) > CARD_ID_CHARS or not branch.isprintable():
        raise InvalidInput("Cette carte n’est pas d’un canevas. Personne n’a été amené.")
    ctx.calls.record(identity.dossier_id)
    session = identity.session_id
    call = Call(
        identity.dossier_id,
        canvas_key,
        template.short_title,
        branch,
        identity.pseudonym,
        "" if session is None else browser_mark(session, identity.dossier_id),
        secrets.token_urlsafe(_ID_BYTES),
    )
    ctx.db.bus.publish(call_event(call))
    return call
