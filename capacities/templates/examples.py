"""The folder of examples → dossiers already filled, to try the product on.

An example names boxes and colours by key; a test checks that its canvases accept them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from fractional_indexing import generate_n_keys_between

from capacities.domain.errors import TemplateError
from capacities.domain.snapshot import Card, FieldValue
from capacities.templates.reading import Entry, Problems
from capacities.templates.yaml_source import ScalarNode, compose

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A dossier ready to be created: its titles, and its cards by canvas key."""

    title: str
    territory: str
    use_case: str
    canvases: Mapping[str, tuple[Card, ...]]


def load_examples(folder: Path) -> tuple[Example, ...]:
    """Read every example, in the order of the file names; a bad file is logged and left out."""
    examples = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            examples.append(read_example(path.read_bytes(), path.name))
        except TemplateError as error:
            _log.error("exemple écarté : %s", error)
    return tuple(examples)


def read_example(data: bytes, file: str) -> Example:
    """Read one example. Raises TemplateError: the first mistake of the file."""
    problems = Problems(file)
    top = Entry(compose(data, file), "", problems).record(
        ("titre", "territoire", "cas_usage", "date", "auteur", "canevas"), ()
    )
    created = f"{top.filled('date')}T09:00:00+00:00"
    author = top.filled("auteur")
    canvases = {
        key: tuple(_cards(boxes, key, author, created)) for key, boxes in top.pairs("canevas")
    }
    example = Example(
        title=top.filled("titre"),
        territory=top.filled("territoire"),
        use_case=top.filled("cas_usage"),
        canvases=MappingProxyType(canvases),
    )
    if problems.found:
        raise problems.found[0]
    return example


def _cards(boxes: Entry, canvas: str, author: str, created: str) -> Iterator[Card]:
    for zone, cards in boxes.pairs():
        entries = list(cards.items())
        ranks = generate_n_keys_between(None, None, len(entries))
        for number, (entry, rank) in enumerate(zip(entries, ranks, strict=True)):
            name = f"{canvas}/{zone}/{number}".encode()
            yield _card(entry, zone, rank, f"ex-{sha256(name).hexdigest()[:16]}", author, created)


def _card(entry: Entry, zone: str, rank: str, card_id: str, author: str, created: str) -> Card:
    record = entry.record(("texte",), ("couleur", "auteur", "champs"))
    return Card(
        id=card_id,
        text=record.filled("texte"),
        zone=zone,
        rank=rank,
        author=record.text("auteur", author),
        created=created,
        color=record.text("couleur", "idee"),
        fields=MappingProxyType({key: _value(value) for key, value in record.pairs("champs")}),
    )


def _value(entry: Entry) -> FieldValue:
    """Read a field's value as YAML types it: a number, yes/no, else a text."""
    tag = entry.node.tag if isinstance(entry.node, ScalarNode) else ""
    if tag.endswith((":int", ":float")):
        return entry.number(-1e12, 1e12)
    return entry.yes() if tag.endswith(":bool") else entry.text()
