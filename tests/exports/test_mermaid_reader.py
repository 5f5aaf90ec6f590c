"""A Mermaid mindmap is read, ours or another tool's; other diagrams say what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT
from trees import trees

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.domain.tree import arrange
from capacities.exports import mermaid
from capacities.exports.reading import mermaid_reader
from capacities.exports.reading.decoding import decode
from capacities.exports.reading.ideas import Outline
from capacities.exports.xml_text import allowed

POURQUOI = PRODUCT["pourquoi"]
OTHERS = """---
title: Carte
---
%%{init: {'theme':
  'dark'}}%%
%% au début
mindmap
  root((Centre))
    Une idée
      ::icon(fa fa-book)
      Sous-idée (précision)
    a[carré]
    :::urgent large
\tb(rond):::c
    c))éclat((
    d)nuage(
    e{{hexagone}}
    %% au milieu
    f["deux<br/>lignes #35; #quot;x#quot; a#60;b#62;"]
    g["`**gras** et
[lien](https://b.fr) 🤓`"]
    h["<b>du</b> HTML<br>coupé"]
"""


def plan(outline: Outline) -> list[str]:
    """Return ideas on a line each, « . » for each level."""
    depths: dict[str, int] = {}
    for idea in outline.ideas:
        depths[idea.key] = depths.get(idea.under, -1) + 1
    return [f"{'.' * depths[idea.key]}{idea.text}".replace("\n", " / ") for idea in outline.ideas]


def test_a_mindmap_of_another_tool() -> None:
    """Every shape, signs written as codes, Markdown, tabs; what only draws is told."""
    outline = mermaid_reader.read(OTHERS)
    assert plan(outline) == [
        "Centre", ".Une idée", "..Sous-idée (précision)", ".carré", ".rond", ".éclat", ".nuage",
        ".hexagone", '.deux / lignes # "x" a<b>', ".gras et / lien 🤓", ".du HTML / coupé",
    ]  # fmt: skip
    assert outline.rooted
    assert [idea.link for idea in outline.ideas if idea.link] == ["https://b.fr"]
    assert [idea.line for idea in outline.ideas[-3:]] == [19, 20, 22]
    assert [(one.what, one.count) for one in outline.tally.dropped] == [
        ("ligne d’en-tête", 4), ("icône", 1), ("classe", 2), ("commentaire", 1),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_ours_come_back(data: st.DataObject) -> None:
    """Texts, whose spaces are folded, and their nesting."""
    snapshot: Snapshot = data.draw(trees(POURQUOI))
    outline = mermaid_reader.read(mermaid.write(snapshot, POURQUOI).decode())
    tree = arrange(snapshot.cards)
    cards = [tree.centre, *tree.order]
    assert len(cards) == len(outline.ideas)
    places = {idea.key: place for place, idea in enumerate(outline.ideas)}
    for card, idea in zip(cards, outline.ideas, strict=True):
        if allowed(card.text).strip() and not card.color:
            assert allowed(card.text).split() == idea.text.split()
        if card.parent:
            assert cards[places[idea.under]].id == card.parent


@pytest.mark.parametrize(
    "text",
    [
        "flowchart LR\n  a --> b", "%% x\ngraph TD;\n  a-->b", "sequenceDiagram\n  A->>B: x",
        "stateDiagram-v2\n  a --> b", "pie title x\n  \"a\" : 3", "gantt\n  title x",
        "---\ntitle: x\n---\ntimeline\n  title x", "xychart-beta\n  x",
    ],
)  # fmt: skip
def test_another_diagram_is_refused_with_what_to_do(text: str) -> None:
    """In one sentence."""
    with pytest.raises(InvalidInput, match="diagramme Mermaid autre que « mindmap » : recopiez"):
        decode(text.encode())


def test_a_mindmap_without_any_idea_is_refused() -> None:
    """A remark is no idea."""
    with pytest.raises(InvalidInput, match="aucune idée"):
        mermaid_reader.read("mindmap\n%% rien")


@pytest.mark.parametrize("text", ["graph\n  x", "timeline\nhier", "mindmaps", "- mindmap"])
def test_a_list_is_no_diagram(text: str) -> None:
    """Even when its first word is the name of one."""
    assert mermaid_reader.read(text) is None
    decode(text.encode())


@pytest.mark.parametrize(
    "line", ['a["', "%%{", "((", "a" * 60, "#", "<b>", "`", ":::", "---", '["x"]', "::icon("]
)
def test_no_diagram_is_slow_to_read(line: str) -> None:
    """Read or refused, whatever is never closed; words stay."""
    assert mermaid_reader.read("mindmap\n  x\n  " + line.strip() * 60_000).ideas
    assert mermaid_reader.read("mindmap\n  x" + f"\n  {line}" * 2_900).ideas
    assert mermaid_reader.read(f"\n{line}" * 60_000) is None
