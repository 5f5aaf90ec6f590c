"""Cards in a Yjs document, read and written without trusting what is there.

Only maps and texts are ever read: pycrdt 0.14.13 may loop forever on a mistyped array.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pycrdt import Doc, Map, Text

from capacities.domain.addresses import is_web_address
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import Field, FieldKind, Template

RESERVED: Final = frozenset(
    {"text", "zone", "rank", "author", "created", "deleted", "color", "parent", "x", "y", "shape"}
)
"""Keys of a card that are no field of a template."""


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


# --- Reading ------------------------------------------------------------------------------


def read_cards(doc: Doc[Any], template: Template, repairs: Repairs) -> list[Card]:
    """Read every card of the document, deleted ones too, in no order."""
    with doc.transaction():
        found = []
        for card_id, raw in _entries(doc.get("cards", type=Map)):
            if isinstance(raw, Map):
                found.append(_card(card_id, dict(_entries(raw)), template, repairs))
            else:
                repairs.add(
                    "Un élément illisible a été laissé de côté.",
                    "{n} éléments illisibles ont été laissés de côté.",
                )
    return found


def read_meta(doc: Doc[Any]) -> dict[str, str | float]:
    """Read the texts and the numbers of the root ``meta``."""
    return {
        key: float(value) if isinstance(value, int) else value
        for key, value in _entries(doc.get("meta", type=Map))
        if isinstance(value, str | int | float)
    }


def _entries(shared: Map[Any]) -> Iterator[tuple[str, Any]]:
    with shared.doc.transaction():
        for key in shared.keys():  # noqa: SIM118  (a Map is no dict)
            yield key, shared[key]


def _card(card_id: str, raw: Mapping[str, Any], template: Template, repairs: Repairs) -> Card:
    zone = _string(raw, "zone", repairs)
    return Card(
        id=card_id,
        text=_text(raw.get("text"), repairs),
        zone=zone,
        rank=_string(raw, "rank", repairs),
        author=_string(raw, "author", repairs),
        created=_string(raw, "created", repairs),
        color=_string(raw, "color", repairs),
        deleted=raw.get("deleted") is True,
        fields=_fields(raw, zone, template, repairs),
        parent=parent if isinstance(parent := raw.get("parent"), str) else None,
        x=_number(raw.get("x")),
        y=_number(raw.get("y")),
        shape=shape if isinstance(shape := raw.get("shape"), str) else None,
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


def _string(raw: Mapping[str, Any], key: str, repairs: Repairs) -> str:
    value = raw.get(key)
    if isinstance(value, str):
        return value.replace("\0", "")
    if value is not None:
        repairs.add(
            f"Une valeur illisible (« {key} ») est ignorée.",
            f"{{n}} valeurs illisibles (« {key} ») sont ignorées.",
        )
    return ""


def _number(value: Any) -> float | None:
    """Return a finite number, or None; a text holding a number counts as one."""
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value.replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _fields(
    raw: Mapping[str, Any], zone: str, template: Template, repairs: Repairs
) -> dict[str, FieldValue]:
    """Read the fields that the card's box carries; all of them when the box is unknown."""
    wanted = template.fields_of(zone) if template.zone(zone) else template.fields
    values: dict[str, FieldValue] = {}
    for field in wanted:
        stored = raw.get(field.key)
        if stored is None or (isinstance(stored, str) and not stored.strip()):
            continue
        value = field_value(field, stored)
        if value is None:
            repairs.add(
                f"Une valeur de « {field.title} » est illisible : elle est ignorée.",
                f"{{n}} valeurs de « {field.title} » sont illisibles : elles sont ignorées.",
            )
        else:
            values[field.key] = value
    return values


def field_value(field: Field, stored: Any) -> FieldValue | None:
    """Return ``stored`` as the field's type, or None when it cannot be."""
    if field.kind in (FieldKind.EURO, FieldKind.NUMBER):
        return _number(stored)
    if field.kind is FieldKind.YES_NO:
        return stored if isinstance(stored, bool) else None
    if not isinstance(stored, str):
        return None
    if field.kind is FieldKind.CHOICE:
        return stored if any(choice.key == stored for choice in field.choices) else None
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


# --- Writing ------------------------------------------------------------------------------


def put_cards(doc: Doc[Any], cards: Iterable[Card], owned_fields: Collection[str] = ()) -> None:
    """Add or change cards; keys that do not change are not touched.

    Who made a card does not change: what was read before the name was erased, and is written
    after, does not bring it back.
    A key of ``owned_fields`` that a card does not carry is taken away from it.
    """
    with doc.transaction():
        root = doc.get("cards", type=Map)
        for card in cards:
            existing = root[card.id] if card.id in root else None  # noqa: SIM401
            if isinstance(existing, Map):
                _change(existing, card, owned_fields)
            else:
                root[card.id] = Map({"text": Text(card.text), **_plain(card)})


def _plain(card: Card) -> dict[str, FieldValue]:
    """Return what a card stores besides its text."""
    values: dict[str, FieldValue] = {
        "zone": card.zone,
        "rank": card.rank,
        "author": card.author,
        "created": card.created,
        "color": card.color,
    }
    if card.deleted:
        values["deleted"] = True
    for key in ("parent", "x", "y", "shape"):
        if (value := getattr(card, key)) is not None:
            values[key] = value
    return values | dict(card.fields)


def _change(existing: Map[Any], card: Card, owned_fields: Collection[str]) -> None:
    current = dict(_entries(existing))
    wanted = _plain(card)
    if current.get("author"):
        del wanted["author"]
    text = current.get("text")
    if isinstance(text, Text):
        change_text(text, card.text)
    else:
        existing["text"] = Text(card.text)
    for key, value in wanted.items():
        if type(current.get(key)) is not type(value) or current[key] != value:
            existing[key] = value
    for key in {"deleted", "parent", "x", "y", "shape", *owned_fields} - wanted.keys():
        if key in current:
            del existing[key]


def change_text(text: Text, wanted: str) -> None:
    """Make ``text`` read ``wanted`` by one deletion and one insertion, the shortest.

    What others type at the same time around it is kept. Offsets of pycrdt are UTF-8 bytes.
    """
    current = str(text)
    if current == wanted:
        return
    limit = min(len(current), len(wanted))
    start = 0
    while start < limit and current[start] == wanted[start]:
        start += 1
    end = 0
    while end < limit - start and current[-1 - end] == wanted[-1 - end]:
        end += 1
    at = len(current[:start].encode())
    gone = len(current[start : len(current) - end].encode())
    added = wanted[start : len(wanted) - end]
    if gone:
        del text[at : at + gone]
    if added:
        text.insert(at, added)
