"""Random trees, and what comparing two of them needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st
from strategies import ids, pseudonyms, ranks, texts, values
from templates_of_tests import PRODUCT

from capacities.domain.plans import TreePlan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import arrange
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading

FIXTURES = Path(__file__).parent / "exports" / "fixtures"
HOSTILE = st.sampled_from(
    ("\x01", "\x1b[0m", "\x0b", "\ufffe", "]]>", "<![CDATA[", "<node/>", "&amp;", "&#x41;", "--")
)
MARKS = st.sampled_from(
    ("- a", "* b", "1. c", "# d", "> e", "[x] f", "**g**", "_h_", "`i`", "a\\", "\\", "| - |",
     "<br>", "a\n- b", "a\n\n b ", "\n", " ", "[Action] x", "*Qui :* y", "• z", "a\n– b", "---",
     "http://a.fr", "[a](http://b.fr)", "a  ", "```", "~~~", "===", "a > b", "chemin;texte")
)  # fmt: skip
node_texts = st.one_of(texts, MARKS, st.lists(HOSTILE, max_size=3).map("a".join))
"""What people type, and what the formats of outlines could take for their own signs."""


@st.composite
def trees(draw: st.DrawFn, template: Template, nodes: int = 8) -> Snapshot:
    """A canvas of the form "tree", its branches seeded, moved or gone, its nodes anywhere."""
    cards = [Card(CENTRE, draw(node_texts), CENTRE)]
    zones = [zone.key for zone in template.zones if draw(st.booleans())]
    names = draw(st.lists(ids, max_size=nodes, unique=True))
    deep = draw(st.booleans())
    for name in (*zones, *names):
        zone = name if name in zones else NODE
        above = cards[-1] if deep else draw(st.sampled_from(cards))
        cards.append(_node(draw, name, zone, above.id, template))
    tree = arrange(cards)
    return Snapshot(template.key, (tree.centre, *tree.order))


def _node(draw: st.DrawFn, name: str, zone: str, above: str, template: Template) -> Card:
    fields = {
        field.key: draw(values(field))
        for field in template.fields_of(zone)
        if draw(st.integers(0, 3)) == 0
    }
    return Card(
        id=name,
        text=draw(node_texts),
        zone=zone,
        rank=draw(ranks),
        author=draw(pseudonyms),
        created=draw(st.sampled_from(["", "2026-11-22T09:32:44.123Z"])),
        color=draw(st.sampled_from(["", *(color.key for color in template.colors)])),
        fields=fields,
        parent=above,
    )


Shape = tuple[str, str, tuple[tuple[str, object], ...], tuple["Shape", ...]]


def shape(snapshot: Snapshot, centre: str = CENTRE) -> Shape:
    """Return texts, types, fields and nesting, in order: what every format keeps of a tree."""
    tree = arrange(snapshot.cards)
    shapes: dict[str, Shape] = {}
    for card in (*reversed(tree.order), tree.centre):
        below = tuple(shapes[child.id] for child in tree.children_of(card.id))
        shapes[card.id] = (card.text, card.color, tuple(sorted(card.fields.items())), below)
    return shapes[centre]


def seeded(template: Template) -> Snapshot:
    """Return the canvas as the server creates it."""
    assert isinstance(template.plan, TreePlan)
    branches = (
        Card(zone.key, zone.title, zone.key, f"a{number}", parent=CENTRE)
        for number, zone in enumerate(template.zones)
    )
    return Snapshot(template.key, (Card(CENTRE, template.plan.centre, CENTRE), *branches))


def without(snapshot: Snapshot) -> Snapshot:
    """Return the tree without what XML has no way to write, nor the fields then empty."""
    from capacities.exports.xml_text import allowed

    def clean(card: Card) -> Card:
        fields = {
            key: allowed(value) if isinstance(value, str) else value
            for key, value in card.fields.items()
        }
        kept = {k: v for k, v in fields.items() if not isinstance(v, str) or v.strip()}
        return replace(card, text=allowed(card.text), fields=kept)

    return replace(snapshot, cards=tuple(map(clean, snapshot.cards)))


def brought(name: str, encoding: str = "") -> ImportReading:
    """Read a file of the fixtures into a canvas nobody has written in."""
    data = (FIXTURES / name).read_bytes()
    return read_of(data.decode().encode(encoding) if encoding else data)


def read_of(data: bytes | str) -> ImportReading:
    """Read a file into a canvas nobody has written in."""
    data = data.encode() if isinstance(data, str) else data
    return read_file(data, PRODUCT["gouvernance"], seeded(PRODUCT["gouvernance"]))


def plan(reading: ImportReading) -> list[str]:
    """Return what was read as lines, indented by two spaces, line ends shown as « / »."""
    tree = arrange(reading.cards)
    order = {card.id: place for place, card in enumerate(reading.cards)}
    lines = [tree.centre.text]
    waiting = [(card, 1) for card in reversed(tree.children_of("centre"))]
    waiting.sort(key=lambda item: -order[item[0].id])
    while waiting:
        card, depth = waiting.pop()
        lines.append(f"{'  ' * depth}{card.text}")
        below = sorted(tree.children_of(card.id), key=lambda card: -order[card.id])
        waiting += [(child, depth + 1) for child in below]
    return [line.replace("\n", " / ") for line in lines]
