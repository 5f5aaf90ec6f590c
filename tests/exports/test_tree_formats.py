"""What is written of a tree is what the readers of each format accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element, fromstring

import pytest
from golden_snapshots import snapshot_of
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from templates_of_tests import PRODUCT, TREE
from trees import trees, without

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import FORMS, Template
from capacities.domain.tree import arrange
from capacities.exports import freeplane, markdown, mermaid, opml
from capacities.exports.registry import formats_of
from capacities.exports.xml_text import allowed

GOUVERNANCE = PRODUCT["gouvernance"]
TEMPLATES = (GOUVERNANCE, PRODUCT["pourquoi"], TREE)
_each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)

# --- .mm: the schema of FreeMind 0.9, as Freeplane's documentation completes it ------------
BOOLEAN, SIDE, ANY = r"true|false", r"left|right", r"(?s:.*)"
NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
ATTRIBUTES = {
    "map": {"version": r"0\.9\.0"},
    "node": {
        "TEXT": ANY, "ID": NAME, "POSITION": SIDE, "LINK": r"https?://\S+", "FOLDED": BOOLEAN,
        "FORMAT": r"NO_FORMAT",
    },
    "richcontent": {"TYPE": r"NODE|NOTE|DETAILS"},
    "attribute": {"NAME": r"(?s:.+)", "VALUE": ANY},
    "html": {}, "head": {}, "body": {}, "p": {},
}  # fmt: skip
REQUIRED = {"map": {"version"}, "node": {"TEXT"}, "richcontent": {"TYPE"},
            "attribute": {"NAME", "VALUE"}}  # fmt: skip
CHILDREN = {
    "map": {"node"}, "node": {"node", "richcontent", "attribute"}, "richcontent": {"html"},
    "html": {"head", "body"}, "body": {"p"}, "head": set(), "p": set(), "attribute": set(),
}  # fmt: skip


def check_map(root: Element) -> None:
    """Fail where the file is not what the schema allows."""
    assert root.tag == "map"
    assert len(root) == 1, "a map has one central node"
    ids: list[str] = []
    for parent in root.iter():
        assert {child.tag for child in parent} <= CHILDREN[parent.tag]
        assert (
            REQUIRED.get(parent.tag, set()) <= parent.attrib.keys() <= ATTRIBUTES[parent.tag].keys()
        )
        for name, value in parent.attrib.items():
            assert re.fullmatch(ATTRIBUTES[parent.tag][name], value), (name, value)
        ids += [value for name, value in parent.attrib.items() if name == "ID"]
        assert parent.tag == "p" or not (parent.text or "").strip()
    assert len(ids) == len(set(ids))
    assert "POSITION" not in root[0].attrib
    for branch in root[0].iterfind("node"):
        assert "POSITION" in branch.attrib
        assert all("POSITION" not in node.attrib for node in branch.iterfind(".//node"))


@_each
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_map_follows_the_schema(template: Template, data: st.DataObject) -> None:
    """Whatever was typed; once for each node."""
    snapshot = data.draw(trees(template))
    root = fromstring(freeplane.write(snapshot, template))
    check_map(root)
    assert len(snapshot.cards) == len(list(root.iter("node")))


def test_the_map_of_every_golden_canvas_follows_the_schema() -> None:
    """And its branches are shared between both sides."""
    for template in TEMPLATES:
        check_map(fromstring(freeplane.write(snapshot_of(template), template)))
    root = fromstring(freeplane.write(snapshot_of(GOUVERNANCE), GOUVERNANCE))
    weights = {"right": 0, "left": 0}
    for branch in root[0].iterfind("node"):
        weights[branch.attrib["POSITION"]] += len(list(branch.iter("node")))
    assert min(weights.values()) * 2 >= max(weights.values())


@pytest.mark.parametrize("text", ["=1+1", '=node.map.root.text = "x"', "==", "a"])
def test_freeplane_runs_no_text_as_a_formula(text: str) -> None:
    """It would compute what begins with « = », were the node not said to have no format."""
    card = Card("a", text, "noeud", "a0", parent="centre")
    root = fromstring(freeplane.write(Snapshot("gouvernance", (card,)), GOUVERNANCE))
    assert (root[0][0].get("FORMAT") == "NO_FORMAT") is text.startswith("=")


# --- OPML: the specification 2.0 -------------------------------------------------------------
def check_opml(root: Element) -> None:
    """Fail where the file is not what http://opml.org/spec2.opml asks."""
    assert (root.tag, dict(root.attrib)) == ("opml", {"version": "2.0"})
    assert [child.tag for child in root] == ["head", "body"]
    head, body = root
    assert [child.tag for child in head] == ["title"]
    assert len(body) >= 1
    for outline in body.iter():
        if outline is body:
            continue
        assert outline.tag == "outline"
        assert "text" in outline.attrib
        assert not (outline.text or "").strip()
        assert not (outline.tail or "").strip()
        if outline.get("type") == "link":
            assert re.fullmatch(r"https?://\S+", outline.attrib["url"])
        ours = outline.attrib.keys() - {"text", "type", "url"}
        assert all(re.fullmatch(r"_[a-z0-9-]+", name) for name in ours)


@_each
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_opml_follows_the_specification(template: Template, data: st.DataObject) -> None:
    """Whatever was typed; once for each node."""
    snapshot = data.draw(trees(template))
    root = fromstring(opml.write(snapshot, template))
    check_opml(root)
    assert len(snapshot.cards) == len(list(root.iter("outline")))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x01c\x1bd", "abcd"),
        ("\x0b\x0c\x1f\x7f", "\x7f"),
        ("\ufffe\uffff\ud800", ""),
        ("a\tb\nc\rd\u2028e\x85", "a\tb\nc\rd\u2028e\x85"),
        ("😀 שלום \u202e", "😀 שלום \u202e"),
    ],
)
def test_what_xml_cannot_hold_is_left_out(text: str, kept: str) -> None:
    """Control characters, that nobody sees; the rest is read exactly, line ends too."""
    assert allowed(text) == kept
    card = Card("a", text, "noeud", "a0", parent="centre", fields={"note": f"x{text}"})
    snapshot = Snapshot("gouvernance", (card,))
    node = fromstring(freeplane.write(snapshot, GOUVERNANCE))[0][0]
    outline = fromstring(opml.write(snapshot, GOUVERNANCE))[1][0][0]
    assert (node.get("TEXT"), outline.get("text"), outline.get("_note")) == (kept, kept, f"x{kept}")


# --- Markdown: an independent reader of CommonMark ---------------------------------------------
def shown(node: SyntaxTreeNode) -> str:
    """Return what a reader shows of a line: texts, and breaks as line ends."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "html_inline":
        return "\n" if node.content == "<br>" else node.content
    return node.content if node.type == "text" else "".join(map(shown, node.children))


def items(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield what is shown of each bullet, without what is under it."""
    for child in node.children:
        if child.type == "list_item":
            yield "".join(shown(part) for part in child.children if part.type == "paragraph")
        yield from items(child)


def flat(text: str) -> str:
    """Return a text without spaces, that readers of Markdown are free to fold, nor what they show
    of controls, some of which are spaces to Python."""
    return "".join(text.replace("\ufffd", "").split())


@_each
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_markdown_shows_the_texts_as_typed(template: Template, data: st.DataObject) -> None:
    """Another reader sees one bullet for each node, with its text, and one title."""
    snapshot = without(data.draw(trees(template)))
    written = markdown.write(snapshot, template).decode()
    root = SyntaxTreeNode(
        MarkdownIt("commonmark", {"maxNesting": 1000})
        .enable(["table", "strikethrough"])
        .parse(written)
    )
    tree = arrange(snapshot.cards)
    seen = list(items(root))
    assert len(tree.order) == len(seen)
    for card, text in zip(tree.order, seen, strict=True):
        assert flat(card.text) in flat(text)
    assert {child.type for child in root.children} <= {"heading", "bullet_list"}


# --- Mermaid ---------------------------------------------------------------------------------
@_each
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_mermaid_keeps_every_text_inside_its_quotes(
    template: Template, data: st.DataObject
) -> None:
    """One line for each node, deeper than the one above, with nothing that the grammar reads."""
    snapshot = data.draw(trees(template))
    first, root, *lines = mermaid.write(snapshot, template).decode().removesuffix("\n").split("\n")
    assert first == "mindmap"
    assert re.fullmatch(r'  root\(\(".+"\)\)', root)
    tree = arrange(snapshot.cards)
    for card, line in zip(tree.order, lines, strict=True):
        found = re.fullmatch(r'( +)n[0-9]+\["([^"]+)"\]', line)
        assert found
        assert len(found.group(1)) == 2 * tree.depths[card.id] + 2
        label = found.group(2).replace("<br/>", "")
        assert not set(re.sub(r"#[0-9]+;", "", label)) & set('"#;<>&%`\\*_~[]{}|^$@=+')
        assert not re.match(r"\s*(-|[0-9]+[.)])", found.group(2))


def test_a_diagram_that_mermaid_would_not_draw_says_so_first() -> None:
    """Counted as it counts; a comment, so that it is drawn where the limit was raised."""
    fits = mermaid.DRAWN - len('mindmap\n  root(("…"))\n    n1["  "]\n'.replace("  ", "", 1))
    for chars, told in ((fits // 2, False), (fits * 2, True)):
        card = Card("a", "é" * chars, "noeud", "a0", parent="centre")
        text = mermaid.write(Snapshot("gouvernance", (card,)), GOUVERNANCE).decode()
        lines = text.splitlines()
        assert lines[0].startswith("%% Ce diagramme a ") is told
        assert lines[int(told)] == "mindmap"
        assert (len(text) > mermaid.DRAWN) is told


def test_freeplane_and_freemind_open_a_map_without_a_word() -> None:
    """They look at the first bytes; what any encoding could change is written as references."""
    texts = "Été, œuvre, שלום, 😀\ufeff"
    card = Card("a", texts, "noeud", "a0", parent="centre", fields={"note": texts})
    data = freeplane.write(Snapshot("gouvernance", (card,)), GOUVERNANCE)
    assert data.startswith(b'<map version="0.9.0">\n')
    assert {char for char in data.decode() if ord(char) > 0x7F} == {"😀"}
    assert b"&#128512;" not in data, "Freeplane makes another character of it"
    node = fromstring(data).find("node/node")
    assert node is not None
    assert node.get("TEXT") == texts


def test_mermaid_labels_read_as_typed() -> None:
    """Codes stand for the very signs; the sign of the type comes first."""
    card = Card("a", '1. "x" #y; `z`\n- <b>', "noeud", "a0", parent="centre", color="action")
    line = mermaid.write(Snapshot("gouvernance", (card,)), GOUVERNANCE).decode().split("\n")[2]
    label = line.partition('"')[2].rpartition('"')[0]
    assert unescape(re.sub(r"#([0-9]+);", r"&#\1;", label)) == '▶ 1. "x" #y; `z`<br/>- <b>'


def test_every_format_has_its_own_name() -> None:
    """An address names one format, and none takes the place of a table or of its schema."""
    for form in FORMS:
        names = [known.extension for known in formats_of(form)]
        assert len(names) == len(set(names))
        assert not {"csv", "json", "zip"} & set(names)
