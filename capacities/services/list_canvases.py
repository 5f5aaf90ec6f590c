"""The canvases of a dossier, begun or not, with what each one holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import chain

from capacities.domain.access import Ability
from capacities.domain.errors import Unreadable
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas
from capacities.services.read_entrances import read_entrances
from capacities.storage import dossiers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CanvasEntry:
    """A canvas one may open. ``snapshot`` is None and ``updated_at`` "" when nobody began it.

    Attributes:
        problem: why what is stored cannot be read (then ``snapshot`` is None), "" when it can.
    """

    template: Template
    snapshot: Snapshot | None = None
    updated_at: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BegunCanvas:
    """A canvas one may open, and whether something was done in it."""

    template: Template
    begun: bool


@dataclass(frozen=True, slots=True)
class ThemeEntries:
    """The canvases of one theme, and what the theme is about in a few words."""

    title: str
    sentence: str
    canvases: tuple[CanvasEntry, ...]


def list_by_theme(ctx: Context, identity: Identity) -> tuple[ThemeEntries, ...]:
    """Return every canvas of the library by theme, as this dossier filled it."""
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        begun = {d.canvas_key: d for d in dossiers.documents_of(conn, [identity.dossier_id])}
    return tuple(
        ThemeEntries(
            entrance.title,
            entrance.sentence,
            tuple(_entry(ctx, identity, each, begun.get(each.key)) for each in entrance.canvases),
        )
        for entrance in read_entrances(ctx)
    )


def list_canvases(ctx: Context, identity: Identity) -> tuple[CanvasEntry, ...]:
    """Return the same in one list, those of one theme together."""
    return tuple(chain.from_iterable(each.canvases for each in list_by_theme(ctx, identity)))


def list_begun(ctx: Context, identity: Identity) -> tuple[BegunCanvas, ...]:
    """Return every canvas of the library, in the same order, and whether it is begun.

    Two rows asked for, and no canvas read: a page may ask at each click. One that was opened,
    and in which nothing was ever done, is not begun; those of an example are made whole.
    """
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        dossier = dossiers.find_dossier(conn, identity.dossier_id)
        opened = dossiers.documents_of(conn, [identity.dossier_id])
    whole = dossier is not None and dossier.example
    begun = {one.canvas_key for one in opened if one.seq > 1 or whole}
    return tuple(
        BegunCanvas(template, template.key in begun)
        for entrance in read_entrances(ctx)
        for template in entrance.canvases
    )


def canvas_titles(ctx: Context) -> dict[str, str]:
    """Return what each canvas of the library is called where there is little room, by key."""
    return {key: one.short_title for key, one in ctx.templates().templates.items()}


def _entry(
    ctx: Context, identity: Identity, template: Template, document: dossiers.DocumentRow | None
) -> CanvasEntry:
    """Read one canvas; one that is damaged takes nothing from the others."""
    if document is None:
        return CanvasEntry(template)
    try:
        snapshot = read_canvas(ctx, identity, template.key)
    except Unreadable as error:
        _log.error("document %s cannot be read", document.id, exc_info=error)
        return CanvasEntry(template, None, document.updated_at, str(error))
    return CanvasEntry(template, snapshot, document.updated_at)
