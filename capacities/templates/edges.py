"""The kinds of links between cards, for the forms that have some."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from capacities.domain.template import HUES, EdgeKind, Field
from capacities.templates.fields import read_fields
from capacities.templates.reading import Record, note_repeats

_TAKEN = frozenset(["from", "to", "kind", "de", "vers", "type", "cle_de", "cle_vers", "cle_type"])
"""Names that a link already has in the document or among the columns of its CSV."""
_LINES: Final = {"plein": "solid", "tirets": "dashed", "points": "dots"}
_ALIKE = "les liens qui ont un même champ le disent de même, ou donnez-lui une autre clé"


def read_edge_kinds(
    top: Record,
    places: Mapping[str, tuple[str, ...]] | None = None,
    layers: Collection[str] = (),
) -> tuple[EdgeKind, ...]:
    """Read ``liens``: each kind has a key, a title, how it is drawn, and the fields of its links.

    ``places`` are what it may join, ``layers`` what it may be on; nothing when there are none.
    """
    known = places or {}
    drawn = ("trait", "teinte", "de", "vers", "couche")
    read = [item.record(("cle", "titre"), ("champs", *drawn)) for item in top.items("liens")]
    kinds = tuple(
        EdgeKind(
            key=r.key("cle"),
            title=r.filled("titre"),
            fields=read_fields(r, {}, _TAKEN),
            line=_LINES[one_of(r, "trait", _LINES) or "plein"],
            sources=keys_of(r, "de", known),
            targets=keys_of(r, "vers", known),
            hue=one_of(r, "teinte", HUES) or "black",
            layer=one_of(r, "couche", layers),
        )
        for r in read
    )
    note_repeats(read, "du lien")
    declared: dict[str, tuple[Field, int]] = {}
    for kind, record in zip(kinds, read, strict=True):
        for field, entry in zip(kind.fields, record.items("champs"), strict=True):
            first, line = declared.setdefault(field.key, (field, entry.line))
            if field != first:
                entry.wrong(f"« {field.key} » est déclaré autrement à la ligne {line} : {_ALIKE}")
    return kinds


def one_of(record: Record, name: str, values: Collection[str]) -> str:
    """Read one of ``values``, "" when it is not given or is none of them."""
    entry = record.get(name)
    return (entry and entry.one_of(values)) or ""


def keys_of(record: Record, name: str, known: Collection[str]) -> tuple[str, ...]:
    """Read a list of keys, each one among those that are ``known``."""
    return tuple(key for item in record.items(name) if (key := item.one_of(known)))
