"""What goes out comes back: export, import, and nothing is lost."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import snapshots, texts
from templates_of_tests import ALL

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import RULES, Dialect, looks_like_formula, read_text, write_text
from capacities.exports.reading.registry import read_file
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
    reading = read_file(canvas_csv(snapshot, template, dialect), template, Snapshot(template.key))
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


def _cut(line: str, separators: str) -> list[str]:
    """Cut as spreadsheets do: at any of ``separators``, quotes counting at the start of a cell."""
    start = f"^|[{re.escape(separators)}]"
    cells = re.findall(rf'(?:{start})(?:"((?:[^"]|"")*)"|([^{re.escape(separators)}]*))', line)
    return [quoted.replace('""', '"') or plain for quoted, plain in cells]


@settings(max_examples=500, deadline=None)
@given(text=texts.filter(lambda text: not set(text) & {"\r", "\n"}))
def test_a_spreadsheet_that_cuts_at_every_separator_finds_the_same_cells(text: str) -> None:
    """As LibreOffice proposes to: no comma, tab or bar of a text begins a cell, nor a formula."""
    card = Card(id="abcdefghijkl", text=text, zone="usagers", rank="a0", author=text)
    data = canvas_csv(Snapshot("t", (card,)), ALL[0], Dialect.EXCEL_FR).decode("utf-8-sig")
    row = data.split("\r\n")[1]
    cells = _cut(row, ";,\t|")
    assert cells == next(csv.reader([row], delimiter=";"))
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


@pytest.mark.parametrize(
    ("dialect", "value", "cell"),
    [
        (Dialect.EXCEL_FR, "a,=1+1", '"a,=1+1"'),
        (Dialect.EXCEL_FR, "a\t=1+1", '"a\t=1+1"'),
        (Dialect.EXCEL_FR, "a|=1+1", '"a|=1+1"'),
        (Dialect.OPEN, "a;=1+1", '"a;=1+1"'),
        (Dialect.EXCEL_FR, "a=1 b", "a=1 b"),
        (Dialect.OPEN, "=1+1", "=1+1"),
    ],
)
def test_what_another_separator_would_cut_is_quoted(
    dialect: Dialect, value: str, cell: str
) -> None:
    """In both dialects, and only there: the words themselves are never changed for it."""
    card = Card(id="abcdefghijkl", text=value, zone="usagers", rank="a0")
    data = canvas_csv(Snapshot("t", (card,)), ALL[0], dialect).decode(RULES[dialect].encoding)
    separator = RULES[dialect].separator
    assert f"{separator}{cell}{separator}" in data.split("\r\n")[1]
