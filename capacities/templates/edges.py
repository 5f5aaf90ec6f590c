"""The kinds of links between cards, for the forms that have some."""

from __future__ import annotations

from capacities.domain.template import EdgeKind, Field
from capacities.templates.fields import read_fields
from capacities.templates.reading import Record, note_repeats

_TAKEN = frozenset(["from", "to", "kind", "de", "vers", "type", "cle_de", "cle_vers", "cle_type"])
"""Names that a link already has in the document or among the columns of its CSV."""
_ALIKE = "les liens qui ont un même champ le disent de même, ou donnez-lui une autre clé"


def read_edge_kinds(top: Record) -> tuple[EdgeKind, ...]:
    """Read ``liens``: each kind has a key, a title, and the fields that its links carry."""
    read = [item.record(("cle", "titre"), ("champs",)) for item in top.items("liens")]
    kinds = tuple(
        EdgeKind(r.key("cle"), r.filled("titre"), read_fields(r, {}, _TAKEN)) for r in read
    )
    note_repeats(read, "du lien")
    declared: dict[str, tuple[Field, int]] = {}
    for kind, record in zip(kinds, read, strict=True):
        for field, entry in zip(kind.fields, record.items("champs"), strict=True):
            first, line = declared.setdefault(field.key, (field, entry.line))
            if field != first:
                entry.wrong(f"« {field.key} » est déclaré autrement à la ligne {line} : {_ALIKE}")
    return kinds
