"""HTML of other tools gives all its words, in order, on the lines that a browser shows."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.exports.reading.html_text import is_html, read_html

A = "https://exemple.fr/a"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<html><body><p>Réunir les <b>élus</b></p></body></html>", "Réunir les élus"),
        ("a<br>b<br/><br />c<p>d</p><p></p>e<div><br></div>f", "a\nb\n\nc\nd\n\ne\n\nf"),
        ("<h2>a</h2><ul><li>b<ol><li>c</ol><li><p>d</p></ul>", "a\nb\nc\nd"),
        ("<pre>\n a\n\n  b\n</pre>c", " a\n\n  b\nc"),
        ("<p>  a   b </p><p> </p>", "  a   b \n "),
        ("<p>\n   a\n   b <i>c\n</i> d\n</p>\n<p>\n</p>", "a b c d\n"),
        ("<table><tr><td><p>a</p><p>b</p><td><td>c<br>d<tr><th>e</table>", "a b |  | c d\ne"),
        ("<tr><td>a<td>b</tr>\n<tr><td>c</tr>", "a | b\nc"),
        ("&eacute;&nbsp;:&#233;&#x1F469;&amp;amp; &lt;b&gt;", "é\u00a0:é👩&amp; <b>"),
        ("a<!-- b --><style>c</style><script>d</script><o:p>e</o:p>", "ae"),
        ("<p>a <http://b.fr> <mailto:c@d.fr></p>", "a <http://b.fr> <mailto:c@d.fr>"),
        ("a <b>b</b> <case> </cas> <3 </3 <! c", "a b <case> </cas> <3 </3 <! c"),
        ("<p>a</p> si b <i", "a\n si b <i"),
        ("a\x1cb&#28;<pre>c\x1ed</pre>", "ab\ncd"),
    ],
)
def test_what_html_shows(html: str, text: str) -> None:
    """Line ends, lists, spaces, cells, entities; what is no tag of HTML is words."""
    assert text == read_html(html).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'Lire <a href="{A}">la charte</a>.', f"Lire la charte ({A})."),
        (f"<a href='{A}'>{A}</a> <a href='mailto:a@b.fr'>a@b.fr</a>", f"{A} a@b.fr"),
        (f"<a href='{A}'></a> <a name=b>c</a> <a href='#ID_5'>d</a>", f"{A} c d"),
        (f"<a href='{A}'>\n la\n charte </a>,", f"la charte ({A}),"),
        (f"<a href='{A}'><div>a</div></a>b", f"a ({A})\nb"),
        ("<a href='b.pdf'><img src='c.png' alt='d'></a>", "d (c.png) (b.pdf)"),
        ("a <iframe src='b?c&amp;d=1'></iframe>e", "a \nb?c&d=1\ne"),
        ("<video src='b.mp4'>a</video><embed src='data:,c'><source src=d>", "b.mp4 ad"),
        ("<img src=c.png> <img src='data:image/png;base64,AAAA' alt=e>", "c.png e"),
    ],
)  # fmt: skip
def test_addresses_stay_after_their_words(html: str, text: str) -> None:
    """Once; an address inside the same file is none."""
    assert text == read_html(html).text


def test_the_first_web_address_is_asked_apart() -> None:
    """It is that of a page, not of a mail nor of an image; all others stay where they are."""
    html = f"<a href='b.pdf'>b</a> <img src='{A}.png'> <a href='{A}'>c</a> <a href='{A}2'>d</a>"
    shown = read_html(html, apart=True)
    assert shown.text == f"b (b.pdf) {A}.png c d ({A}2)"
    assert shown.link == A
    alone = read_html(f"<a href='{A}'></a>", apart=True)
    assert (alone.text, alone.link) == (A, A)


def test_an_image_inside_the_html_is_told() -> None:
    """No address of it can be written."""
    assert read_html("<img src='data:image/png;base64,AA'>a<img alt=b>").left == (
        ("image", "data:image/png;base64"),
        ("image", "b"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, True) for text in ("<b>a</b>", "a<br/>b", "<HTML>a", "<img src=a>", "a</A >")),
        *((text, False) for text in ("a < b", "<case>", "<b> gras", "x<y>z</y>", "R&amp;D", "</>")),
    ],
)  # fmt: skip
def test_html_is_told_from_words(text: str, said: bool) -> None:
    """Somebody who writes of tags, or compares, writes no HTML."""
    assert said is is_html(text)


words = st.text("abcé<>&;'\" \u00a0", min_size=1, max_size=6)
names = st.sampled_from(
    ["p", "div", "b", "a", "span", "li", "ul", "table", "tr", "td", "pre", "h1"]
)
trees = st.recursive(
    words.map(lambda word: f"w{word}w"),
    lambda inside: st.tuples(names, st.lists(inside, max_size=4)),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_no_word_is_lost_nor_moved(tree: object) -> None:
    """Whatever is nested in what: what an element may not hold too."""
    html, said = written(tree)
    assert bare(said) == bare(read_html(f"<div>{html.replace('table', 'section')}</div>").text)


def written(tree: object) -> tuple[str, str]:
    """Return the HTML of a tree, and its words."""
    if isinstance(tree, str):
        return escape(tree), tree
    name, children = tree  # type: ignore[misc]
    inside = [written(child) for child in children]
    html = "".join(one for one, _ in inside)
    return f"<{name}>{html}</{name}>", "".join(one for _, one in inside)


def bare(text: str) -> str:
    """Return a text without what separates words: spaces, line ends, the limits of cells."""
    return "".join(text.replace("|", "").split())


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 9_000 + "a",
        "<p>" + "".join(f"<b x={n}>" for n in range(4_900)) + "<p>a" * 4_900,
        "<b/>a" * 150_000,
        "<a href=b>" * 9_000 + "a",
        "<" * 190_000,
        "<table><tr><td>" * 3_000 + "a",
    ],
    ids=range(6),
)  # fmt: skip
def test_no_html_is_slow(html: str) -> None:
    """What would be is words as it is written."""
    assert read_html(html).text
