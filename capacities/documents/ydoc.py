"""Open and create the Yjs document of a canvas. Roots are maps only (house plan, §4).

Schema 1::

    meta   { schema: 1, template: key }
    cards  { card_id: { text: Y.Text, zone, rank, author, created, color: str,
                        deleted: bool?, <fields of the template>: str | number | bool } }

A change of this shape raises ``SCHEMA``; documents of every former version are still read,
which a saved document of each proves (``tests/documents/fixtures/schema-N.bin``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pycrdt import Doc, Map

from capacities.documents.cards import put_cards
from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Card
from capacities.domain.template import Template

SCHEMA: Final = 1
"""Version of the shape written by this code."""


def open_doc(snapshot: bytes | None, updates: Iterable[bytes]) -> Doc[Any]:
    """Rebuild a document from its stored snapshot and the updates that came after.

    Raises:
        InvalidInput: what is stored is no Yjs document.
    """
    doc: Doc[Any] = Doc()
    try:
        if snapshot:
            doc.apply_update(snapshot)
        leftovers = [update for update in updates if update]
        if leftovers:
            with doc.transaction():  # one transaction: forty times faster than one each
                for update in leftovers:
                    doc.apply_update(update)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a Rust panic is no Exception
        raise InvalidInput(
            "Ce canevas ne peut pas être relu : ce qui est enregistré est abîmé. "
            "Prévenez la personne qui administre le site ; une sauvegarde peut être restaurée."
        ) from error
    return doc


def new_document(template: Template, cards: Iterable[Card] = ()) -> bytes:
    """Return the first update of a canvas: its meta and, for an example, its cards.

    Only the server writes it, once: two browsers seeding "if empty" would seed twice.
    """
    doc: Doc[Any] = Doc()
    with doc.transaction():
        meta = doc.get("meta", type=Map)
        meta["schema"] = SCHEMA
        meta["template"] = template.key
        put_cards(doc, cards)
    return doc.get_update()
