"""What goes out comes back: export, import, and nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import snapshots, texts
from templates_of_tests import ALL

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import RULES, Dialect, looks_like_formula, read_text, write_text
from capacities.exports.reading.zones_reader import read_cards_csv
from capacities.exports.writer import canvas_csv

FORMULA = tuple("=+-@\t\r")


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("template", ALL, ids=lambda template: template.key)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_reimporting_an_export_gives_the_same_cards(
    template: Template, dialect: Dialect, data: st.DataObject
) -> None:
    """Whatever was typed, in either dialect, every card comes back identical."""
    snapshot = data.draw(snapshots(template))
    reading = read_cards_csv(canvas_csv(snapshot, template, dialect), template)
    assert reading.refused == ()
    assert snapshot.cards == reading.cards


@settings(max_examples=500)
@given(text=texts)
def test_neutralising_is_undone_exactly_once(text: str) -> None:
    """Reading a written cell gives the text, and no cell could run as a formula."""
    cell = write_text(text, RULES[Dialect.EXCEL_FR])
    assert text == read_text(cell)
    assert not cell.startswith(FORMULA)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 2", "'+33 2"),
        ("-5", "'-5"),
        ("@moi", "'@moi"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'tis", "''tis"),
        ("  =1+1", "'  =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("＝1+1", "'＝1+1"),
        ("a=1", "a=1"),
        ("  mot", "  mot"),
        ("", ""),
        ("a\0b", "ab"),
    ],
)
def test_cells_that_a_spreadsheet_could_run_are_prefixed(text: str, cell: str) -> None:
    """Every known start of a formula is prefixed by one quote, nothing else is."""
    assert cell == write_text(text, RULES[Dialect.EXCEL_FR])


def test_a_quote_that_somebody_typed_in_a_spreadsheet_is_kept() -> None:
    """Only the quote that guards a formula is taken off."""
    assert read_text("'tis") == "'tis"
    assert read_text("'=1") == "=1"
    assert looks_like_formula("'x")


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_rows_never_break(text: str) -> None:
    """Separators, quotes and newlines stay inside their cell."""
    template = ALL[0]
    card = Card(id="abcdefghijkl", text=text, zone="usagers", rank="a0")
    data = canvas_csv(Snapshot("t", (card,)), template, Dialect.EXCEL_FR).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
