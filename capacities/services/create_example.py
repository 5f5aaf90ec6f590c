"""Open an example dossier, complete and marked as fictional, to try things on."""

from __future__ import annotations

from capacities.documents.ydoc import new_document
from capacities.domain.errors import NotFound
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.ensure_canvas import document_id, find_template
from capacities.storage.updates import create_document
from capacities.templates.examples import Example, load_examples


def create_example(ctx: Context) -> CreatedDossier:
    """Create the first example of ``data/exemples``, anew at each call: each has its links."""
    examples = load_examples(ctx.data / "exemples")
    if not examples:
        raise NotFound("Aucun exemple n’est installé sur ce serveur.")
    return _create(ctx, examples[0])


def create_all_examples(ctx: Context) -> tuple[tuple[Example, CreatedDossier], ...]:
    """Create every example of ``data/exemples``, in the order of the files."""
    examples = load_examples(ctx.data / "exemples")
    return tuple((example, _create(ctx, example)) for example in examples)


def _create(ctx: Context, example: Example) -> CreatedDossier:
    seeds = {
        key: new_document(find_template(ctx, key), cards) for key, cards in example.canvases.items()
    }
    created = create_dossier(
        ctx,
        title=example.title,
        territory=example.territory,
        use_case=example.use_case,
        example=True,
    )
    for key, seed in seeds.items():
        create_document(ctx.db, document_id(created.dossier_id, key), seed)
    return created
