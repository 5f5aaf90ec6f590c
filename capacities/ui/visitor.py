"""Who is looking at the page: the cookie of the browser, the dossier of the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from capacities.domain.access import Ability, allows
from capacities.domain.errors import CapacitiesError, NotFound
from capacities.domain.session_cookie import shown_in
from capacities.services.context import Context, current
from capacities.services.identify import Identity, identify
from capacities.services.read_dossier import read_dossier
from capacities.ui import bar, device, look, messages
from capacities.ui.pages import SKETCH, SYNTHESIS, ScreenPage

DEFAULT_CANVAS = "canevas-usagers"
_NO_DOSSIER = (
    "Cette adresse ne dit pas de quel dossier il s’agit. "
    "Ouvrez le lien que l’on vous a donné, ou choisissez votre dossier à l’accueil."
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A person on a page of a dossier: what pages hand over to services."""

    context: Context
    identity: Identity
    dossier_id: str
    canvas_key: str
    canvas_asked: bool = True
    """The address names the canvas: links go on with it."""

    @property
    def can_manage(self) -> bool:
        """Whether to draw what facilitators do; services check the right when it is done."""
        return allows(self.identity.role, Ability.MANAGE)

    @property
    def can_edit(self) -> bool:
        """Whether the person writes, hence signs."""
        return allows(self.identity.role, Ability.EDIT)

    @property
    def can_export(self) -> bool:
        """Whether to draw the downloads; the routes check the right when they serve."""
        return allows(self.identity.role, Ability.EXPORT)


def cookie() -> str | None:
    """Return the session cookie of this browser, or None."""
    return shown_in(st.context.cookies, secure=current().settings.secure_cookies)


def base_url() -> str:
    """Return the public address of the app: the configured one, else this page's own."""
    settings = current().settings
    if settings.base_url_given or not st.context.url:
        return settings.base_url
    scheme, _, rest = st.context.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def visit(page: ScreenPage | None = None) -> Visit:
    """Return who visits which dossier; otherwise say why not, under the bar, and stop the page.

    ``page``: the one that is being drawn; None for a part of it.
    """
    context = current()
    dossier_id = st.query_params.get("dossier", "")
    try:
        if not dossier_id:
            raise NotFound(_NO_DOSSIER)
        identity = identify(context, dossier_id, cookie=cookie(), visit=True)
    except CapacitiesError as error:
        _refused(error, page)
    return Visit(context, identity, dossier_id, *_canvas())


def visit_with_bar(page: ScreenPage) -> Visit:
    """The same, with the bar of the pages that are not a canvas."""
    found = visit(page)
    try:
        dossier = read_dossier(found.context, found.identity)
    except CapacitiesError as error:
        _refused(error, page)
    bar.draw(page, found, dossier, _subject(page, found))
    return found


def open_bar(page: ScreenPage) -> None:
    """Draw the bar of a page that anybody may open: in the dossier that its address names, for
    those who are in it."""
    dossier_id = st.query_params.get("dossier", "")
    if not dossier_id:
        bar.draw(page)
        return
    context = current()
    try:
        identity = identify(context, dossier_id, cookie=cookie())
        dossier = read_dossier(context, identity)
    except CapacitiesError:
        bar.draw(page)
    else:
        bar.draw(page, Visit(context, identity, dossier_id, *_canvas()), dossier)


def _canvas() -> tuple[str, bool]:
    asked = st.query_params.get("canevas", "")
    return asked or DEFAULT_CANVAS, bool(asked)


def _subject(page: ScreenPage, visit: Visit) -> str:
    """Say of which canvas the page is, where it is of one."""
    template = visit.context.templates().templates.get(visit.canvas_key)
    if page not in (SYNTHESIS, SKETCH) or template is None or not visit.canvas_asked:
        return ""
    return f"{page.title} · {template.short_title}"


def _refused(error: CapacitiesError, page: ScreenPage | None) -> NoReturn:
    if page is not None:
        bar.draw(page)
    device.erase_deleted()
    messages.refuse(error)
    look.foot()
    st.stop()
