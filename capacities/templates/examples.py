"""The folder of examples → dossiers already filled, to try the product on.

An example names boxes, branches, colours and types by key; a test checks that its canvases
accept them. An id is the key given to a card or to a link (``cle``), by which links, stamps and
fields name it, else is made from its place: an example opened twice has the same ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fractional_indexing import generate_n_keys_between

from capacities.domain.errors import TemplateError
from capacities.domain.limits import MAP_REACH
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import CENTRE, NODE
from capacities.templates.reading import Entry, Problems, Record, note_repeats
from capacities.templates.yaml_source import ScalarNode, compose

_log = logging.getLogger(__name__)
_OF_ANY = ("cle", "auteur", "champs")


@dataclass(frozen=True, slots=True)
class Example:
    """A dossier ready to be created: its titles, its cards and its links by canvas key."""

    title: str
    territory: str
    use_case: str
    canvases: Mapping[str, tuple[Card, ...]]
    links: Mapping[str, tuple[Edge, ...]] = field(default_factory=dict)


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
        ("titre", "territoire", "cas_usage", "date", "auteur"),
        ("canevas", "arbres", "frises", "liens"),
    )
    base = Card(
        "", "", "", author=top.filled("auteur"), created=f"{top.filled('date')}T09:00:00+00:00"
    )
    read: dict[str, list[Record]] = {}
    canvases = {}
    for key, boxes in top.pairs("canevas"):
        idea = replace(base, color="idee")
        canvases[key] = tuple(_cards(boxes, key, idea, read.setdefault(key, [])))
    for key, lanes in top.pairs("frises"):
        if key in canvases:
            lanes.wrong(f"« {key} » est déjà rempli sous « canevas »")
        canvases[key] = tuple(_cards(lanes, key, base, read.setdefault(key, [])))
    for key, tree in top.pairs("arbres"):
        if key in canvases:
            tree.wrong(f"« {key} » est déjà rempli sous « canevas »")
        canvases[key] = tuple(_tree(tree, key, base, read.setdefault(key, [])))
    links = {}
    for key, entry in top.pairs("liens"):
        if key not in canvases:
            entry.wrong(f"« {key} » n’est pas un canevas de cet exemple")
        links[key] = tuple(_links(entry, key, base, read.setdefault(key, [])))
    for records in read.values():
        _check_keys(records)
    example = Example(
        title=top.filled("titre"),
        territory=top.filled("territoire"),
        use_case=top.filled("cas_usage"),
        canvases=MappingProxyType(canvases),
        links=MappingProxyType(links),
    )
    if problems.found:
        raise problems.found[0]
    return example


def _cards(boxes: Entry, canvas: str, base: Card, read: list[Record]) -> Iterator[Card]:
    for zone, cards in boxes.pairs():
        for place, rank, entry in _placed(cards.items(), f"{canvas}/{zone}"):
            record = entry.record(("texte",), (*_OF_ANY, "couleur", "x", "y", "sur"))
            read.append(record)
            x, y = (
                at.number(-MAP_REACH, MAP_REACH) if at else None for at in map(record.get, "xy")
            )
            card = replace(base, zone=zone, rank=rank, x=x, y=y, on=record.text("sur") or None)
            own = card.x is not None or card.on is not None  # that of its type, on a map
            color = record.text("couleur", "" if own else base.color)
            yield replace(card, color=color, **_written(record, place, base))


def _links(entry: Entry, canvas: str, base: Card, read: list[Record]) -> Iterator[Edge]:
    for number, item in enumerate(entry.items()):
        record = item.record(("de", "vers", "type"), ("texte", *_OF_ANY))
        read.append(record)
        source, target, kind = (record.text(name) for name in ("de", "vers", "type"))
        edge = Edge("", source, target, kind, created=base.created)
        yield replace(edge, **_written(record, f"{canvas}//{number}", base))


def _check_keys(read: list[Record]) -> None:
    """Note what the cards and links of a canvas name, and that is not there."""
    note_repeats(read, "de la carte ou du lien")
    cards = [record.text("cle") for record in read if "cle" in record and "de" not in record]
    links = [record.text("cle") for record in read if "cle" in record and "de" in record]
    for record in read:
        for name, known in (("de", cards), ("vers", cards), ("sur", [*cards, *links])):
            if entry := record.get(name):
                entry.one_of(known)


def _tree(entry: Entry, canvas: str, base: Card, read: list[Record]) -> Iterator[Card]:
    """Read a centre, and nodes under it (``sous``) or under the branches of the template.

    ``type`` is that of the nodes that give none.
    """
    record = entry.record((), ("centre", "type", "branches", "sous"))
    base = replace(base, color=record.text("type"))
    if "centre" in record:
        yield replace(base, id=CENTRE, text=record.filled("centre"), zone=CENTRE, color="")
    for branch, nodes in record.pairs("branches"):
        below = replace(base, parent=branch)
        yield from _nodes(nodes.items(), f"{canvas}/{branch}", below, read)
    below = replace(base, parent=CENTRE)
    yield from _nodes(record.items("sous"), f"{canvas}/{CENTRE}", below, read)


def _nodes(entries: Iterable[Entry], path: str, base: Card, read: list[Record]) -> Iterator[Card]:
    """Read nodes and all that is under them; ``base`` has their parent and their type."""
    for place, rank, entry in _placed(entries, path):
        record = entry.record(("texte",), (*_OF_ANY, "type", "sous"))
        read.append(record)
        color = record.text("type", base.color)
        node = replace(base, zone=NODE, rank=rank, color=color, **_written(record, place, base))
        yield node
        yield from _nodes(record.items("sous"), place, replace(base, parent=node.id), read)


def _placed(entries: Iterable[Entry], path: str) -> Iterator[tuple[str, str, Entry]]:
    """Yield each entry of a list with its place in the file and its rank."""
    entries = list(entries)
    ranks = generate_n_keys_between(None, None, len(entries))
    for number, (entry, rank) in enumerate(zip(entries, ranks, strict=True)):
        yield f"{path}/{number}", rank, entry


def _written(record: Record, place: str, base: Card) -> dict[str, Any]:
    """Return what cards and links alike say of themselves."""
    fields = {key: _value(value) for key, value in record.pairs("champs")}
    return {
        "id": record.key("cle") or f"ex-{sha256(place.encode()).hexdigest()[:16]}",
        "text": record.filled("texte"),
        "author": record.text("auteur", base.author),
        "fields": MappingProxyType(fields),
    }


def _value(entry: Entry) -> FieldValue:
    """Read a field's value as it is written: a number, oui or non without quotes, else a text."""
    node = entry.node
    if not isinstance(node, ScalarNode):
        return entry.text()
    if node.tag.endswith((":int", ":float")):
        return entry.number(-1e12, 1e12)
    yes_or_no = node.tag.endswith(":bool") or (not node.style and node.value in ("oui", "non"))
    return entry.yes() if yes_or_no else entry.text()
