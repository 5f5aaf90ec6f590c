"""The form "map" of a template file: elements, stamps, links, layers, and what is counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.plans import ElementType, Layer, MapPlan, Origin, name_column
from capacities.domain.template import HUES, Field, FieldKind, Zone
from capacities.templates.accounts import read_inventory, read_value
from capacities.templates.colors import read_colors
from capacities.templates.edges import keys_of, one_of, read_edge_kinds
from capacities.templates.fields import read_fields
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.reading import Record, note_repeats

_SHAPES: Final = {
    "silo": "silo",
    "carre": "square",
    "personne": "person",
    "batiment": "building",
    "ovale": "oval",
    "losange": "diamond",
    "etiquette": "label",
    "triangle": "triangle",
    "etoile": "star",
    "post-it": "note",
}
_ELEMENT = (("cle", "titre", "figure", "teinte"), ("signe", "questions", "exemple", "couche"))
_COLUMNS = frozenset(
    ["type", "cle_type", "pose_sur", "cle_couleur", "on", "x", "y", "equivalent", "de", "vers"]
)
"""Names of the columns that only the CSVs of a map have."""


def read_map(top: Record) -> FormRead:
    """Read what may be put on the map, and what is counted of it."""
    problems, line = top.entry.problems, top.entry.line
    if "elements" not in top:
        problems.add(line, "elements", "cette clé est obligatoire et manque")
    layers = _layers(top)
    layer_keys = [layer.key for layer in layers]
    records = [item.record(*_ELEMENT) for item in top.items("elements")]
    stamps = [item.record(_ELEMENT[0], (*_ELEMENT[1], "sur")) for item in top.items("timbres")]
    note_repeats([*records, *stamps], "de l’élément")
    places = {key: (key,) for record in (*records, *stamps) if (key := record.text("cle"))}
    kinds = read_edge_kinds(top, places, layer_keys)
    fields = read_fields(top, places, _COLUMNS, tuple(FieldKind))
    _keep_names_free(top, fields)
    carriers = [*places, *(kind.key for kind in kinds)]
    return FormRead(
        plan=MapPlan(
            elements=(
                *(_element(record, layer_keys) for record in records),
                *(_stamp(record, layer_keys, carriers) for record in stamps),
            ),
            layers=layers,
            value=read_value(top, places, fields),
            inventory=read_inventory(top, places, kinds, fields),
            origin=_origin(top, places, [kind.key for kind in kinds]),
        ),
        zones=tuple(_zone(record) for record in (*records, *stamps)),
        fields=fields,
        colors=read_colors(top, "couleurs", "de la couleur"),
        edge_kinds=kinds,
    )


def _element(record: Record, layers: Collection[str]) -> ElementType:
    return ElementType(
        key=record.key("cle"),
        shape=_SHAPES.get(one_of(record, "figure", _SHAPES), "note"),
        hue=one_of(record, "teinte", HUES) or HUES[0],
        sign=_sign(record),
        layer=one_of(record, "couche", layers),
    )


def _stamp(record: Record, layers: Collection[str], carriers: Collection[str]) -> ElementType:
    element = _element(record, layers)
    return replace(element, stamp=True, carriers=keys_of(record, "sur", carriers))


def _zone(record: Record) -> Zone:
    return Zone(
        key=record.text("cle"),
        title=record.filled("titre"),
        questions=tuple(question.text() for question in record.items("questions")),
        example=record.text("exemple"),
    )


def _layers(top: Record) -> tuple[Layer, ...]:
    read = [item.record(("cle", "titre"), ("signe", "teinte")) for item in top.items("couches")]
    note_repeats(read, "de la couche")
    return tuple(
        Layer(r.key("cle"), r.filled("titre"), _sign(r), one_of(r, "teinte", HUES)) for r in read
    )


def _origin(top: Record, zones: Collection[str], kinds: Collection[str]) -> Origin | None:
    entry = top.get("reprise")
    if entry is None:
        return None
    record = entry.record(("canevas", "elements"), ("liens",))
    elements, links = (
        tuple((there, here) for there, item in record.pairs(name) if (here := item.one_of(known)))
        for name, known in (("elements", zones), ("liens", kinds))
    )
    return Origin(record.key("canevas"), elements, links)


def _sign(record: Record) -> str:
    sign = record.text("signe")
    if len(sign) > 2 and (entry := record.get("signe")):
        entry.wrong("on attend un seul signe, comme « ▲ »")
    return sign


def _keep_names_free(top: Record, fields: Sequence[Field]) -> None:
    """A field that names an element has a second column, which no other field may be called."""
    taken = {name_column(field) for field in fields if field.kind is FieldKind.ELEMENT}
    for item, field in zip(top.items("champs"), fields, strict=True):
        if field.key in taken:
            item.wrong(f"« {field.key} » est un mot réservé : choisissez une autre clé")


READER = FormReader(
    ("elements", "timbres", "liens", "couches", "couleurs", "bilan", "inventaire", "reprise"),
    read_map,
)
