"""Cards in a Yjs document, read without trusting what is there.

Only maps and texts are ever read: pycrdt 0.14.13 may loop forever on a mistyped array.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pycrdt import Doc, Map, Text

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import ORIGIN_CHARS
from capacities.domain.numbers import read_decimal
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import Field, FieldKind, Template


class Repairs:
    """What had to be repaired while reading, counted by French sentence."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, one: str, many: str) -> None:
        """Count one repair; ``many`` holds « {n} »."""
        self._counts[one, many] += 1

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            one if count == 1 else many.format(n=count)
            for (one, many), count in self._counts.items()
        )


def read_cards(doc: Doc[Any], template: Template, repairs: Repairs) -> list[Card]:
    """Read every card of the document, deleted ones too, in no order."""
    found = records(doc, "cards", repairs)
    return [_card(card_id, raw, template, repairs) for card_id, raw in found]


def records(doc: Doc[Any], root: str, repairs: Repairs) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the id of each card, or link, and what is stored of it."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    with doc.transaction():
        for one, raw in entries(doc.get(root, type=Map)):
            if isinstance(raw, Map):
                found.append((one, dict(entries(raw))))
            else:
                repairs.add(
                    "Un élément illisible a été laissé de côté.",
                    "{n} éléments illisibles ont été laissés de côté.",
                )
    return found


def read_signed(
    raw: Mapping[str, Any], wanted: Iterable[Field], repairs: Repairs
) -> dict[str, Any]:
    """Read what cards and links alike hold; ``wanted`` are the fields that this one may carry."""
    return {
        "text": _text(raw.get("text"), repairs),
        "author": read_string(raw, "author", repairs),
        "created": read_string(raw, "created", repairs),
        "deleted": raw.get("deleted") is True,
        "origin": _origin(raw.get("origin")),
        "fields": _fields(raw, wanted, repairs),
    }


def read_meta(doc: Doc[Any]) -> dict[str, str | float]:
    """Read the texts and the numbers of the root ``meta``."""
    return {
        key: float(value) if isinstance(value, int) else value
        for key, value in entries(doc.get("meta", type=Map))
        if isinstance(value, str | int | float)
    }


def entries(shared: Map[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the keys and the values of a map."""
    with shared.doc.transaction():
        for key in shared.keys():  # noqa: SIM118  (a Map is no dict)
            yield key, shared[key]


def _card(card_id: str, raw: Mapping[str, Any], template: Template, repairs: Repairs) -> Card:
    zone = read_string(raw, "zone", repairs)
    # All of them when the box is unknown.
    wanted = template.fields_of(zone) if template.zone(zone) else template.fields
    return Card(
        id=card_id,
        zone=zone,
        rank=read_string(raw, "rank", repairs),
        color=read_string(raw, "color", repairs),
        parent=_name(raw.get("parent")),
        x=_number(raw.get("x")),
        y=_number(raw.get("y")),
        shape=_name(raw.get("shape")),
        on=_name(raw.get("on")) or None,
        silence=_name(raw.get("silence")) or None,
        **read_signed(raw, wanted, repairs),
    )


def _text(value: Any, repairs: Repairs) -> str:
    if isinstance(value, Text):
        return str(value).replace("\0", "")
    if isinstance(value, str):
        return value.replace("\0", "")
    repairs.add(
        "Un texte est illisible : il est montré vide.",
        "{n} textes sont illisibles : ils sont montrés vides.",
    )
    return ""


def read_string(raw: Mapping[str, Any], key: str, repairs: Repairs) -> str:
    """Return a plain text, "" when it is missing or of another type."""
    value = raw.get(key)
    if isinstance(value, str):
        return value.replace("\0", "")
    if value is not None:
        repairs.add(
            f"Une valeur illisible (« {key} ») est ignorée.",
            f"{{n}} valeurs illisibles (« {key} ») sont ignorées.",
        )
    return ""


def _name(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _origin(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= ORIGIN_CHARS else None


def _number(value: Any) -> float | None:
    """Return a finite number, or None; a text holding a number counts as one."""
    if isinstance(value, str):
        value = read_decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _fields(
    raw: Mapping[str, Any], wanted: Iterable[Field], repairs: Repairs
) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {}
    for field in wanted:
        stored = raw.get(field.key)
        if stored is None or (isinstance(stored, str) and not stored.strip()):
            continue
        value = _value(field, stored)
        if value is None:
            repairs.add(
                f"Une valeur de « {field.title} » est illisible : elle est ignorée.",
                f"{{n}} valeurs de « {field.title} » sont illisibles : elles sont ignorées.",
            )
        else:
            values[field.key] = value
    return values


def _value(field: Field, stored: Any) -> FieldValue | None:
    """Return ``stored`` as the field's type, or None when it cannot be."""
    if field.kind in (FieldKind.EURO, FieldKind.NUMBER):
        return _number(stored)
    if field.kind is FieldKind.YES_NO:
        return stored if isinstance(stored, bool) else None
    if not isinstance(stored, str):
        return None
    if field.kind is FieldKind.CHOICE:
        keys = [choice.key for choice in field.choices]
        titles = (choice.key for choice in field.choices if choice.title == stored)
        return stored if stored in keys else next(titles, None)
    if field.kind is FieldKind.DATE:
        return stored if _is_iso_date(stored) else None
    if field.kind is FieldKind.LINK:
        return stored if is_web_address(stored) else None
    return stored.replace("\0", "")


def _is_iso_date(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
