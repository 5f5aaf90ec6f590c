"""Figures of lines, as HTML: nothing leaves its axis, nothing is code, nothing is colour alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from capacities.ui.bars import Axis, Bars, Mark, Part, Row, axis_of, stacked, written

TEXTS = st.text(max_size=30)
PARTS = st.builds(
    Part, st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.just("#123456"), TEXTS, TEXTS
)
ROWS = st.builds(
    Row,
    *(TEXTS, TEXTS),
    st.lists(PARTS, max_size=3).map(tuple),
    st.lists(st.builds(Mark, st.floats(-1e12, 1e12), TEXTS, st.just("#123456"))).map(tuple),
    st.none() | st.tuples(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9)),
    *(TEXTS, TEXTS),
)


class Reader(HTMLParser):
    """What a browser makes of a figure."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(st.lists(ROWS, max_size=4), TEXTS)
def test_whatever_it_is_given_a_figure_stays_within_its_axis(rows: list[Row], about: str) -> None:
    """Each place is between 0 and 100 hundredths of the width; what people wrote is no code."""
    source = written(Bars(about, tuple(rows), axis_of(rows), (("a", "#000"), (about, "#111"))))
    for left, width in re.findall(r'style="left:([\d.e-]+)%;width:(-?[\d.e-]+)%', source):
        assert 0 <= float(left) <= 100
        assert float(left) + float(width) <= 100.011
    reader = Reader(source)
    assert not reader.open
    assert reader.seen <= {"div", "span", "b", "i", "em", "p"}


def test_a_line_says_its_name_its_value_and_what_its_parts_show() -> None:
    """The bar is for the eyes; the rest is words, for everybody."""
    parts = stacked([(2, "#E3C75B", "idée 2", "2"), (0, "#000", "", ""), (3, "#24803F", "", "✦ 3")])
    assert [(part.start, part.end) for part in parts] == [(0, 2), (2, 5)]
    row = Row("Coûts & <b>", "5 idées", parts, details="idée 2, souhait 3")
    source = written(Bars("Idées", (row,), axis_of([row])))
    words = re.sub(r'<div class="piste".*?</div>', "", source)
    words = re.sub(r"<[^>]+>", " ", words).replace("\u00a0", " ").split()
    assert " ".join(words) == "Coûts &amp; &lt;b&gt; 5 idées : idée 2, souhait 3"
    assert (
        'aria-hidden="true"><i class="part" title="idée 2" style="left:0.0%;width:40.0%' in source
    )


def test_words_at_the_edges_of_an_axis_stay_within_it() -> None:
    """A date at the very end is held by its right side."""
    axis = Axis(0, 10, ((0, ("janv.", "2027")), (10, ("oct.", "2027"))), (5, "aujourd’hui"))
    source = written(Bars("Dates", (Row("a", "b"),), axis))
    assert "left:100.0%;transform:translateX(-100.0%)" in source
    assert source.index("aujourd’hui") < source.index("janv.<br>2027")


def test_a_figure_of_losses_has_its_line_of_zero() -> None:
    """Left of it what is lost, right of it what is gained."""
    rows = [Row("a", "−5", (Part(-5, 0, "#B9342A"),)), Row("b", "+5", (Part(0, 5, "#24803F"),))]
    source = written(Bars("Net", tuple(rows), axis_of(rows)))
    assert "var(--fig-ink)) 50.0% 0/1px" in source
    assert "--traits" not in written(Bars("Gains", (rows[1],), axis_of(rows[1:])))
