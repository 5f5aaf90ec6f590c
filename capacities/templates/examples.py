"""The folder of examples → dossiers already filled, to try the product on.

An example names boxes, branches, colours and types by key; a test checks that its canvases
accept them. Ids are made from places in the file: an example opened twice has the same ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from fractional_indexing import generate_n_keys_between

from capacities.domain.errors import TemplateError
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import CENTRE, NODE
from capacities.templates.reading import Entry, Problems, Record
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
        ("titre", "territoire", "cas_usage", "date", "auteur"), ("canevas", "arbres")
    )
    base = Card(
        "", "", "", author=top.filled("auteur"), created=f"{top.filled('date')}T09:00:00+00:00"
    )
    canvases = {key: tuple(_cards(boxes, key, base)) for key, boxes in top.pairs("canevas")}
    for key, tree in top.pairs("arbres"):
        if key in canvases:
            tree.wrong(f"« {key} » est déjà rempli sous « canevas »")
        canvases[key] = tuple(_tree(tree, key, base))
    example = Example(
        title=top.filled("titre"),
        territory=top.filled("territoire"),
        use_case=top.filled("cas_usage"),
        canvases=MappingProxyType(canvases),
    )
    if problems.found:
        raise problems.found[0]
    return example


def _cards(boxes: Entry, canvas: str, base: Card) -> Iterator[Card]:
    base = replace(base, color="idee")
    for zone, cards in boxes.pairs():
        for place, rank, entry in _placed(cards.items(), f"{canvas}/{zone}"):
            record = entry.record(("texte",), ("couleur", "auteur", "champs"))
            color = record.text("couleur", base.color)
            yield replace(_card(record, place, base), zone=zone, rank=rank, color=color)


def _tree(entry: Entry, canvas: str, base: Card) -> Iterator[Card]:
    """Read a centre, and nodes under it (``sous``) or under the branches of the template.

    ``type`` is that of the nodes that give none.
    """
    record = entry.record((), ("centre", "type", "branches", "sous"))
    base = replace(base, color=record.text("type"))
    if "centre" in record:
        yield replace(base, id=CENTRE, text=record.filled("centre"), zone=CENTRE, color="")
    for branch, nodes in record.pairs("branches"):
        yield from _nodes(nodes.items(), f"{canvas}/{branch}", replace(base, parent=branch))
    yield from _nodes(record.items("sous"), f"{canvas}/{CENTRE}", replace(base, parent=CENTRE))


def _nodes(entries: Iterable[Entry], path: str, base: Card) -> Iterator[Card]:
    """Read nodes and all that is under them; ``base`` has their parent and their type."""
    for place, rank, entry in _placed(entries, path):
        record = entry.record(("texte",), ("type", "auteur", "champs", "sous"))
        color = record.text("type", base.color)
        node = replace(_card(record, place, base), zone=NODE, rank=rank, color=color)
        yield node
        yield from _nodes(record.items("sous"), place, replace(base, parent=node.id))


def _placed(entries: Iterable[Entry], path: str) -> Iterator[tuple[str, str, Entry]]:
    """Yield each entry of a list with its place in the file and its rank."""
    entries = list(entries)
    ranks = generate_n_keys_between(None, None, len(entries))
    for number, (entry, rank) in enumerate(zip(entries, ranks, strict=True)):
        yield f"{path}/{number}", rank, entry


def _card(record: Record, place: str, base: Card) -> Card:
    return replace(
        base,
        id=f"ex-{sha256(place.encode()).hexdigest()[:16]}",
        text=record.filled("texte"),
        author=record.text("auteur", base.author),
        fields=MappingProxyType({key: _value(value) for key, value in record.pairs("champs")}),
    )


def _value(entry: Entry) -> FieldValue:
    """Read a field's value as it is written: a number, oui or non without quotes, else a text."""
    node = entry.node
    if not isinstance(node, ScalarNode):
        return entry.text()
    if node.tag.endswith((":int", ":float")):
        return entry.number(-1e12, 1e12)
    yes_or_no = node.tag.endswith(":bool") or (not node.style and node.value in ("oui", "non"))
    return entry.yes() if yes_or_no else entry.text()
