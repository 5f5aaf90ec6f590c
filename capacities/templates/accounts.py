"""What is counted of a map: where a template file says that its balance and inventory are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from capacities.domain.plans import InventoryPlan, ValuePlan
from capacities.domain.template import EdgeKind, Field, FieldKind
from capacities.templates.edges import keys_of, one_of
from capacities.templates.reading import Record

_ZONES: Final = {
    "partie_prenante": "party",
    "donnee": "data",
    "croisement": "crossing",
    "argent": "money",
    "qualite": "quality",
}
_WORDS: Final = frozenset([FieldKind.TEXT, FieldKind.NOTE, FieldKind.LINK])
_NUMBERS: Final = frozenset([FieldKind.EURO, FieldKind.NUMBER])
_CHOICE: Final = frozenset([FieldKind.CHOICE])
_ELEMENT: Final = frozenset([FieldKind.ELEMENT])
_FIELDS: Final[dict[str, tuple[str, frozenset[FieldKind], tuple[str, ...]]]] = {
    "sens": ("sense", _CHOICE, ("argent",)),
    "montant": ("amount", _NUMBERS, ("argent",)),
    "montant_min": ("amount_min", _NUMBERS, ("argent",)),
    "montant_max": ("amount_max", _NUMBERS, ("argent",)),
    "periode": ("period", _CHOICE, ("argent", "qualite")),
    "qui_gagne": ("gainer", _ELEMENT, ("argent", "qualite")),
    "qui_paie": ("payer", _ELEMENT, ("argent",)),
    "confiance": ("confidence", _CHOICE, ("argent",)),
    "effet": ("effect", _CHOICE, ("qualite",)),
    "indicateur": ("indicator", _WORDS, ("qualite",)),
    "quantite": ("quantity", _NUMBERS, ("qualite",)),
    "valeur_unitaire": ("unit_value", _NUMBERS, ("qualite",)),
    "source": ("source", _WORDS, ("qualite",)),
    "contribue": ("contributes", _CHOICE, ("partie_prenante",)),
    "cadre": ("frame", _CHOICE, ("donnee",)),
}
"""By its name in the file: the attribute, what the field may be, and which zones carry it."""
_CHOICES: Final = {
    "cout": ("cost", "sens"),
    "par_an": ("yearly", "periode"),
    "une_fois": ("once", "periode"),
    "contribution": ("contributing", "contribue"),
}
"""By its name in the file: the attribute, and the field whose choice it is."""
_LISTED: Final = {"application": "application", "probleme": "problem", "souhait": "wish"}
_ASKED: Final = {
    "donnee": ("data", _WORDS),
    "cadre": ("frame", _CHOICE),
    "usage": ("usage", _WORDS | _CHOICE),
    "personnelle": ("personal", _CHOICE),
    "frequence": ("frequency", _WORDS | _CHOICE),
}
"""By its name in the file: the attribute, and what the field may be."""


def read_value(top: Record, zones: Collection[str], fields: Sequence[Field]) -> ValuePlan | None:
    """Read ``bilan``; None when the map has none, or when it cannot be read."""
    if (entry := top.get("bilan")) is None:
        return None
    record = entry.record((*_ZONES, "champs", "choix"), ("a_demander",))
    said = {name: one_of(record, name, zones) for name in _ZONES}
    keys, choices = _block(record, "champs", _FIELDS), _block(record, "choix", _CHOICES)
    if keys is None or choices is None:
        return None
    found = {
        name: _field(keys, name, fields, allowed, [said[zone] for zone in where])
        for name, (_, allowed, where) in _FIELDS.items()
    }
    picked = {
        name: one_of(choices, name, [choice.key for choice in field.choices])
        for name, (_, of) in _CHOICES.items()
        if (field := found[of])
    }
    return ValuePlan(
        **{attribute: said[name] for name, attribute in _ZONES.items()},
        **{at: field.key if (field := found[n]) else "" for n, (at, *_) in _FIELDS.items()},
        **{attribute: picked.get(name, "") for name, (attribute, _) in _CHOICES.items()},
        open=_open(record, found.values()),
    )


def read_inventory(
    top: Record, zones: Collection[str], kinds: Sequence[EdgeKind], fields: Sequence[Field]
) -> InventoryPlan | None:
    """Read ``inventaire``; None when the map has none, or when it cannot be read."""
    if (entry := top.get("inventaire")) is None:
        return None
    required = ("elements", "liens", *_LISTED, *_ASKED)
    record = entry.record(required, ("a_demander",))
    elements = keys_of(record, "elements", zones)
    links = keys_of(record, "liens", [kind.key for kind in kinds])
    carried = [field for kind in kinds if kind.key in links for field in kind.fields]
    asked = {
        name: _field(record, name, fields, allowed, elements)
        for name, (_, allowed) in _ASKED.items()
    }
    for name, field in asked.items():
        alike = [other for other in carried if field and other.key == field.key]
        if field and len(alike) < len(links) and (given := record.get(name)):
            given.wrong(f"« {field.key} » n’est pas un champ de chacun de ces liens")
    return InventoryPlan(
        elements=elements,
        links=links,
        **{attribute: one_of(record, name, zones) for name, attribute in _LISTED.items()},
        **{at: field.key if (field := asked[name]) else "" for name, (at, _) in _ASKED.items()},
        open=_open(record, asked.values()),
    )


def _open(record: Record, fields: Iterable[Field | None]) -> tuple[str, ...]:
    choices = {choice.key for field in fields if field for choice in field.choices}
    return keys_of(record, "a_demander", choices)


def _block(record: Record, name: str, required: Collection[str]) -> Record | None:
    entry = record.get(name)
    return entry.record(tuple(required), ()) if entry else None


def _field(
    record: Record,
    name: str,
    fields: Sequence[Field],
    allowed: Collection[FieldKind],
    zones: Iterable[str],
) -> Field | None:
    """Read the key of a field of an allowed type, that every one of ``zones`` carries."""
    fit = [f for f in fields if f.kind in allowed and all(f.applies_to(z) for z in zones if z)]
    key = one_of(record, name, [field.key for field in fit])
    return next((field for field in fit if field.key == key), None)
