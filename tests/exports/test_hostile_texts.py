"""Texts made to be slow: reading and writing take a time that grows as they do.

Each one is so large that work in the square of its length would not end.
"""

from __future__ import annotations

import pytest
from templates_of_tests import MATRIX, PRODUCT
from trees import seeded

from capacities.domain.boxes import list_boxes
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    BOX_TITLE_CHARS,
    CARD_TEXT_CHARS,
    CARDS_PER_CANVAS,
    IMPORT_DEPTH,
    IMPORT_ROUNDS,
)
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE
from capacities.exports import freeplane, markdown, mermaid, opml
from capacities.exports.dialects import Dialect
from capacities.exports.reading.inline import Words, parser
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import Tally
from capacities.exports.registry import WORKBOOKS
from capacities.exports.writer import canvas_csv

GOUVERNANCE = PRODUCT["gouvernance"]
CANVAS = seeded(GOUVERNANCE)
MANY = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * MANY + "b",
        "# a" + " #" * MANY + "b",
        *(f"- {mark * (MANY // 4)}" for mark in ("<!--", "**a ", "_a ", "__a ", "~~a ", "[a](x")),
        "- " + "".join("`" * (n % 60 + 1) + "a" for n in range(MANY // 30)),
        "- [a](" + " " * MANY + "x",
        "- <br" + " " * MANY,
        "---" + " " * MANY + "b",
        "- a\n```\n" + "b\n" * 60_000,
        "- a\n" + "\n b\n" * 30_000,
        "- <div>\n" * 2_900 + "<i>a\n" * 30_000,
        "chemin\n" + "".join(f"{'a > ' * 900}{n}\n" for n in range(500)),
        "texte;parent\n" + "a;a\n" * (CARDS_PER_CANVAS - 10),
        "<map><node TEXT='a'><richcontent TYPE='NOTE'>" + f"<b/>{'x' * 20}" * 60_000
        + "</richcontent></node></map>",
        "<map><node TEXT='a'>" + "<richcontent TYPE='NOTE'><p>aa</p></richcontent>" * 30_000
        + "</node></map>",
    ],
    ids=range(19),
)  # fmt: skip
def test_no_file_is_slow_to_read(text: str) -> None:
    """What it says is read or refused; a small file never stops the server."""
    reading = read_file(text.encode(), GOUVERNANCE, CANVAS)
    assert reading.cards or reading.refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# a\n" + "> - b\n" * 40_000, "trop de balises"),
        ("# a\n" + "| b | c |\n" * 20_000, "trop de balises"),
        ("# a\n" + "[a]: b\n" * 40_000, "trop de balises"),
        ("# a\n- " + "<div>" * 210_000, "trop de balises"),
        ("- a\n" + "\n" * 300_000, "120\u202f000 lignes"),
        ("texte;parent" + ";a" * 1_000, "plus de 1\u202f000 colonnes"),
        ("texte;parent\n" + "\n" * 1_100_000, "trop de lignes"),
        ("mindmap\n" + "%%\n" * 121_000 + "  a", "120\u202f000 lignes"),
        (f'<map><node TEXT="{"&" * 500_001}"/></map>', "abîmé"),
        (
            f'<map><node TEXT="a"><node ID="b" TEXT="{"c" * 9_000}"/>'
            + '<node TREE_ID="b"/>' * 600
            + "</node></map>",
            "clones",
        ),
    ],
)
def test_a_file_of_nothing_is_refused(text: str, words: str) -> None:
    """Lines and columns are counted, empty ones too."""
    with pytest.raises(InvalidInput, match=words):
        read_file(text.encode(), GOUVERNANCE, CANVAS)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**a** et *b*, __c__ _d_ ~~e~~", "a et b, c d e"),
        ("***a***", "a"),
        ("2 * 3 * 4, snake_case_name, **a", "2 * 3 * 4, snake_case_name, **a"),
        ("`a` ``b`c`` `d", "a b`c `d"),
        (r"\``a`", "`a"),
        ("a<!-- b -->c<!-- d", "ac<!-- d"),
        ("<!-- -->a", "a"),
        ("a<br>b<br />c", "a\nb\nc"),
        (r"\*a\* \\\_ &amp; &#233; &inconnu;", r"*a* \_ & é &inconnu;"),
        ("[a](http://b.fr/c(d)) ![e]( <f> \"g\" )", "a (http://b.fr/c(d)) e (f)"),
    ],
)  # fmt: skip
def test_marks_inside_a_line_are_not_shown(line: str, text: str) -> None:
    """What nothing closes stays as it is written."""
    assert Words(parser(), Tally(), {}).shown(line)[0] == text


TEXTS = {"spaces": f"a{' ' * MANY}b", "ends": " " * MANY, "marks": "*_#" * (MANY // 3)}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_is_slow_to_write(text: str) -> None:
    """Whatever a card holds, in each format."""
    fields = {"note": text, "qui": text}
    card = Card("x", text, "noeud", "b0", parent=CENTRE, fields=fields)
    canvas = Snapshot("gouvernance", (*CANVAS.cards, card))
    for module in (markdown, mermaid, opml, freeplane):
        assert len(module.write(canvas, GOUVERNANCE)) < 20 * len(text)
    assert len(canvas_csv(canvas, GOUVERNANCE, Dialect.OPEN)) < 5 * len(text)
    for known in WORKBOOKS:
        assert len(known.write(canvas, GOUVERNANCE)) < len(text)


def test_a_deep_text_of_many_lines_is_not_all_margins() -> None:
    """Each line of a text is not preceded by the depth of its idea."""
    deep = 2 * IMPORT_DEPTH
    chain = [Card(f"c{n}", "x", "noeud", parent=f"c{n - 1}" if n else CENTRE) for n in range(deep)]
    chain[-1] = Card("z", "a\n" * 1_000 + "b", "noeud", parent=f"c{deep - 2}")
    canvas = Snapshot("gouvernance", (CANVAS.cards[0], *chain))
    assert len(markdown.write(canvas, GOUVERNANCE)) < 2 * deep * IMPORT_DEPTH + 100_000
    assert len(mermaid.write(canvas, GOUVERNANCE)) < 2 * deep * IMPORT_DEPTH + 100_000


def test_a_text_is_not_repeated_whole_by_all_that_is_under_it() -> None:
    """The parent of an idea and the box of a post-it are abridged in the tables."""
    top = Card("t", "x" * (10 * CARD_TEXT_CHARS), "noeud", parent=CENTRE)
    ideas = [Card(f"c{n}", "a", "noeud", f"a{n}", parent="t") for n in range(10)]
    canvas = Snapshot("gouvernance", (CANVAS.cards[0], top, *ideas))
    assert len(canvas_csv(canvas, GOUVERNANCE, Dialect.OPEN)) < 22 * CARD_TEXT_CHARS
    boxes = list_boxes(MATRIX, [Card("l", "y" * (2 * BOX_TITLE_CHARS), "lignes")])
    assert max(len(box.title) for box in boxes) < BOX_TITLE_CHARS + 100


def test_a_parent_of_the_canvas_is_found_without_reading_the_canvas_again() -> None:
    """As many rows as ideas, each named by its text: each text is worked out once."""
    word = "é" * (CARD_TEXT_CHARS // 10)
    ideas = [Card(f"c{n}", f"{word} {n}", "noeud", f"a{n}", parent=CENTRE) for n in range(2_500)]
    canvas = Snapshot("gouvernance", (CANVAS.cards[0], *ideas))
    rows = "".join(f"Sous-idée {n};{card.text}\n" for n, card in enumerate(ideas))
    reading = read_file(f"texte;parent\n{rows}".encode(), GOUVERNANCE, canvas)
    assert [card.id for card in ideas] == [card.parent for card in reading.cards]


def test_a_chain_turned_upside_down_is_refused_in_a_few_rounds() -> None:
    """Each refusal would else uncover one more loop, as many times as there are ideas."""
    many = 4 * IMPORT_ROUNDS
    ideas = [
        Card(f"c{n}", f"t{n}", "noeud", "a0", parent=f"c{n + 1}" if n < many else CENTRE)
        for n in range(1, many + 1)
    ]
    rows = [f"t{n};c{n};a0;c{n - 1 or 2}" for n in range(1, many + 1)]
    text = "\n".join(["texte;id;rang;cle_parent", *rows])
    canvas = Snapshot("gouvernance", (CANVAS.cards[0], *ideas))
    with pytest.raises(InvalidInput, match="en rond"):
        read_file(text.encode(), GOUVERNANCE, canvas)
