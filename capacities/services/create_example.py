"""Open an example dossier, complete and marked as fictional, to try things on."""

from __future__ import annotations

import logging
from dataclasses import replace
from types import MappingProxyType

from capacities.documents.ydoc import new_document
from capacities.domain.errors import NotFound
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, Creator, create_dossier
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.read_dossier import first_canvas
from capacities.storage.updates import create_document
from capacities.templates.examples import Example, load_examples

_log = logging.getLogger(__name__)


def create_example(
    ctx: Context, address: str | None = None, creator: Creator | None = None
) -> CreatedDossier:
    """Create the first example of ``data/exemples``, anew at each call: each has its links.

    ``address`` and ``creator`` are as for ``create_dossier``.
    """
    return _create(ctx, _examples(ctx)[0], address, creator)


def create_all_examples(ctx: Context) -> tuple[tuple[Example, CreatedDossier], ...]:
    """Create every example of ``data/exemples``, in the order of the files."""
    return tuple((example, _create(ctx, example)) for example in _examples(ctx))


def _examples(ctx: Context) -> list[Example]:
    """Return the examples, without the canvases whose template cannot be read for now.

    Raises NotFound when nothing is left.
    """
    known = ctx.templates().templates
    found = []
    for example in load_examples(ctx.data / "exemples"):
        kept = {key: cards for key, cards in example.canvases.items() if key in known}
        if left_out := sorted(example.canvases.keys() - kept.keys()):
            _log.warning("exemple « %s », canevas écartés : %s", example.title, left_out)
        if kept:
            found.append(replace(example, canvases=MappingProxyType(kept)))
    if not found:
        raise NotFound("Aucun exemple n’est installé sur ce serveur, ou aucun ne peut être lu.")
    return found


def _create(
    ctx: Context, example: Example, address: str | None = None, creator: Creator | None = None
) -> CreatedDossier:
    seeds = {
        key: new_document(find_template(ctx, key), cards, example.links.get(key, ()))
        for key, cards in example.canvases.items()
    }
    created = create_dossier(
        ctx,
        title=example.title,
        territory=example.territory,
        use_case=example.use_case,
        example=True,
        address=address,
        creator=creator,
    )
    for key, seed in seeds.items():
        create_document(ctx.db, document_id(created.dossier_id, key), seed)
    return replace(created, canvas_key=first_canvas(ctx, frozenset(seeds)))
