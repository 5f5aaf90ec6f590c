"""Open and create the Yjs document of a canvas. Roots are maps only (house plan, §4).

Schema 1::

    meta   { schema: 1, template: key, silence: str?, <what its form lets people set> }
    cards  { card_id: { text: Y.Text, zone, rank, author, created, color: str,
                        deleted: bool?, <fields of the template>: str | number | bool,
                        parent: str?, x, y: number?, shape: str?, on: card_id or edge_id?,
                        silence: str? } }
    edges  { edge_id: { from, to: card_id, kind, text: Y.Text, author, created: str,
                        deleted: bool?, <fields of its kind>: str | number | bool } }

``on`` is what carries a stamp. ``parent`` is for trees only: the id of the card above. The
central idea is the card "centre"; a seeded branch has the key of its template zone for id and
for zone; the zone of any other node is "noeud". Who is really under whom is told by
``capacities.domain.tree``: two people moving branches at once can make ``parent`` circular.
``deleted`` is set on the top of a branch only. A tree came after zones without a new version: no
former document has a ``parent``.

A change of this shape raises ``SCHEMA``; documents of every former version are still read,
which a saved document of each proves (``tests/documents/fixtures/schema-N.bin``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pycrdt import Doc, Map

from capacities.documents.cards import Repairs, read_meta
from capacities.documents.seeds import first_cards
from capacities.documents.writing import emitted, put
from capacities.domain.errors import Unreadable
from capacities.domain.silence import SILENCE
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import Template

SCHEMA: Final = 1
"""Version of the shape written by this code."""
_KEPT: Final = frozenset({"schema", "template", SILENCE, "croquis"})
"""Keys of ``meta`` that no past state sets again."""


def open_doc(snapshot: bytes | None, updates: Iterable[bytes]) -> Doc[Any]:
    """Rebuild a document from its stored snapshot and the updates that came after.

    Raises:
        Unreadable: what is stored is no Yjs document.
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
        raise Unreadable(
            "Ce canevas ne peut pas être relu : ce qui est enregistré est abîmé. "
            "Prévenez la personne qui administre le site ; une sauvegarde peut être restaurée."
        ) from error
    return doc


def read_head(doc: Doc[Any], repairs: Repairs) -> tuple[str, int]:
    """Return the key of the template ("" when missing) and the version the document says."""
    meta = read_meta(doc)
    schema, name = meta.get("schema"), meta.get("template")
    version = int(schema) if isinstance(schema, float) and 0 < schema < 1e6 else SCHEMA
    if version > SCHEMA:
        repairs.add(
            "Ce canevas vient d’une version plus récente du site : une partie peut manquer.", ""
        )
    return (name if isinstance(name, str) else ""), version


def new_document(
    template: Template,
    cards: Iterable[Card] = (),
    edges: Iterable[Edge] = (),
    *,
    use_case: str = "",
) -> bytes:
    """Return the first update of a canvas: its meta, its first cards, an example's and its links.

    A card of the example replaces the first card that has its id. ``use_case`` is the
    dossier's.

    Only the server writes it, once: two browsers seeding "if empty" would seed twice.
    """
    doc: Doc[Any] = Doc()
    with doc.transaction():
        meta = doc.get("meta", type=Map)
        meta["schema"] = SCHEMA
        meta["template"] = template.key
        first = first_cards(template, use_case)
        put(doc, {card.id: card for card in (*first, *cards)}.values(), edges)
    return doc.get_update()


def note_sketch(doc: Doc[Any], version: int) -> bytes:
    """Return the update that says, in ``meta.croquis``, which is the last version of the sketch.

    b"" when a later one is said already, or that one.
    """
    said = read_meta(doc).get("croquis")
    if isinstance(said, float) and said >= version:
        return b""

    def note() -> None:
        doc.get("meta", type=Map)["croquis"] = float(version)

    return emitted(doc, note)


def put_settings(doc: Doc[Any], then: Mapping[str, str | float]) -> None:
    """Set what people chose for the whole canvas, in the transaction that is open.

    What a document says of itself stays, a time of silence too, and the number of the sketch: they
    are of today.
    """
    meta, now = doc.get("meta", type=Map), read_meta(doc)
    for key in now.keys() - then.keys() - _KEPT:
        del meta[key]
    for key in then.keys() - _KEPT:
        if now.get(key) != then[key]:
            meta[key] = then[key]
