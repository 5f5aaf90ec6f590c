"""What a map may begin from: another drawing of its dossier, the example. Both stay as they are.

The page that begins writes it, as anything else that somebody does there: it is undone like it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from capacities.domain.access import Ability
from capacities.domain.errors import NotFound
from capacities.domain.limits import ORIGIN_CHARS
from capacities.domain.plans import map_plan
from capacities.domain.reuse import reuse
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas
from capacities.storage.updates import document_exists
from capacities.templates.examples import Example, load_examples

DRAWING: Final = "dessin"
EXAMPLE: Final = "exemple"
_State = tuple[tuple[str, int, int], ...]
_lock = threading.Lock()
_kept: dict[Path, tuple[_State, tuple[Example, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the map has not yet of something else, as elements and links of this map.

    They are named by the ids of what they come from: the page gives them ids of their own.

    Attributes:
        key: DRAWING or EXAMPLE.
        title: of the canvas, or of the dossier, that it comes from.
        canvas: key of the canvas it comes from.
        empty: there is nothing in what it comes from.
    """

    key: str
    title: str
    canvas: str
    cards: tuple[Card, ...] = ()
    edges: tuple[Edge, ...] = ()
    empty: bool = False


def read_beginnings(ctx: Context, identity: Identity, canvas_key: str) -> tuple[Beginning, ...]:
    """Return what a map may begin from now: the example only as long as the map is empty.

    Raises Forbidden: it is offered to those who may write it.
    """
    require(identity, Ability.EDIT)
    template = find_template(ctx, canvas_key)
    held = read_canvas(ctx, identity, canvas_key)
    return (*_drawing(ctx, identity, template, held), *_example(ctx, template, held))


def read_beginning(ctx: Context, identity: Identity, canvas_key: str, key: str) -> Beginning:
    """Return one of them. Raises NotFound when there is none of this key, and Forbidden."""
    require(identity, Ability.EDIT)
    for beginning in read_beginnings(ctx, identity, canvas_key):
        if beginning.key == key:
            return beginning
    raise NotFound("Il n’y a rien de tel d’où partir. Rien n’a été changé.")


def _drawing(
    ctx: Context, identity: Identity, template: Template, held: Snapshot
) -> Iterator[Beginning]:
    origin = map_plan(template).origin
    if origin is None or origin.canvas not in ctx.templates().templates:
        return
    drawn = find_template(ctx, origin.canvas)
    if not document_exists(ctx.db, document_id(identity.dossier_id, origin.canvas)):
        yield Beginning(DRAWING, drawn.short_title, drawn.key, empty=True)
        return
    source = read_canvas(ctx, identity, origin.canvas)
    reused = reuse(source, drawn, held, template)
    yield Beginning(
        DRAWING, drawn.short_title, drawn.key, reused.cards, reused.edges, empty=not source.cards
    )


def _example(ctx: Context, template: Template, held: Snapshot) -> Iterator[Beginning]:
    if held.cards:
        return
    for example in _examples(ctx.data / "exemples"):
        if cards := example.canvases.get(template.key):
            links = example.links.get(template.key, ())
            yield Beginning(
                EXAMPLE, example.title, template.key, *_as_its_own(cards, links, template)
            )
            return


def _as_its_own(
    cards: Iterable[Card], edges: Iterable[Edge], template: Template
) -> tuple[tuple[Card, ...], tuple[Edge, ...]]:
    """Give origins that no drawing has: of the same example, it may have the ids of its file."""

    def own(one: str) -> str:
        return f"exemple-{template.key}-{one}"[-ORIGIN_CHARS:]

    named = {field.key for field in template.fields if field.kind is FieldKind.ELEMENT}
    return (
        tuple(
            replace(
                card,
                id=own(card.id),
                origin=own(card.id),
                on=own(card.on) if card.on else None,
                fields={
                    key: own(str(value)) if key in named else value
                    for key, value in card.fields.items()
                },
            )
            for card in cards
        ),
        tuple(
            replace(
                edge,
                id=own(edge.id),
                origin=own(edge.id),
                source=own(edge.source),
                target=own(edge.target),
            )
            for edge in edges
        ),
    )


def _examples(folder: Path) -> tuple[Example, ...]:
    """Read the examples once per change of their files: a whole room opens a map together."""
    files = [(path.name, path.stat()) for path in sorted(folder.glob("*.yaml"))]
    state = tuple((name, found.st_mtime_ns, found.st_size) for name, found in files)
    with _lock:
        kept = _kept.get(folder)
        if kept is None or kept[0] != state:
            kept = _kept[folder] = (state, load_examples(folder))
        return kept[1]
