"""The workbooks of every canvas, read back by the libraries that others use."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from golden_snapshots import snapshot_of
from odf import teletype
from odf.opendocument import load
from odf.table import Table, TableCell, TableColumn, TableColumnGroup, TableRow
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from templates_of_tests import EVERY, PRODUCT
from test_golden import GOLDEN, check

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import FORMS, Template
from capacities.exports import ods, xlsx
from capacities.exports.dialects import Dialect
from capacities.exports.names import normalize
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import (
    WORKBOOKS,
    book_of,
    formats_of,
    names_by_heading,
    tables_of,
)
from capacities.exports.sheets import Book, Cell, Sheet, Track, sheet_names
from capacities.exports.table_sheet import headings
from capacities.exports.writer import canvas_csv

TABLE, STYLE, OFFICE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "style", "office")
)
Sheets = dict[str, list[list[Any]]]
TIMELINE = PRODUCT["retroplanning"]
_each = pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)


def of_xlsx(data: bytes) -> Sheets:
    """Return what each cell of each sheet holds, "" when it holds nothing."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found: Sheets = {}
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet for cell in row)
        found[sheet.title] = [[_plain(value) for value in row] for row in sheet.values]
    return found


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value)
    return value.date() if hasattr(value, "date") else float(value)


def of_ods(data: bytes) -> Sheets:
    """Return the same, of the other kind."""
    tables = load(io.BytesIO(data)).spreadsheet.getElementsByType(Table)
    return {
        table.getAttribute("name"): [list(_cells(row)) for row in table.getElementsByType(TableRow)]
        for table in tables
    }


def _cells(row: Any) -> Iterator[Any]:
    for cell in row.getElementsByType(TableCell):
        assert cell.getAttribute("formula") is None
        for _ in range(int(cell.getAttribute("numbercolumnsrepeated") or 1)):
            kind = cell.getAttribute("valuetype")
            if kind == "date":
                yield date.fromisoformat(cell.getAttribute("datevalue"))
            elif kind == "float":
                yield float(cell.getAttribute("value"))
            else:
                yield "\n".join(map(teletype.extractText, cell.childNodes))


def trimmed(found: Sheets) -> Sheets:
    """Return sheets without the empty ends of rows, which one kind writes and the other not."""
    kept = {
        name: [row[: max((at for at, one in enumerate(row, 1) if one != ""), default=0)]
               for row in rows]
        for name, rows in found.items()
    }  # fmt: skip
    for rows in kept.values():
        while rows and not rows[-1]:
            rows.pop()
    return kept


def said(found: Sheets) -> str:
    """Write sheets as a text: a line per row, types told apart."""
    lines = []
    for name, rows in found.items():
        lines += ["", f"## {name}"]
        lines += [" | ".join(map(repr, row)) for row in rows]
    return "\n".join(lines[1:]) + "\n"


@_each
def test_both_workbooks_hold_what_the_golden_one_says(template: Template) -> None:
    """The same sheets, cells and types, byte for byte."""
    book = book_of(snapshot_of(template), template)
    excel, other = trimmed(of_xlsx(xlsx.write(book))), trimmed(of_ods(ods.write(book)))
    check(GOLDEN / f"{template.key}.classeur.txt", said(excel).encode())
    assert said(other) == said(excel)


@_each
def test_a_workbook_has_a_sheet_per_table_and_is_read_again_by_others(template: Template) -> None:
    """As the importer opens them: same names, same texts, same days, in both."""
    book = book_of(snapshot_of(template), template)
    for module in (xlsx, ods):
        opened = CalamineWorkbook.from_filelike(io.BytesIO(module.write(book)))
        names = [table.title for table in tables_of(template)]
        assert opened.sheet_names[: len(names)] == names
        assert opened.sheet_names[-1] == "À lire"
        for table in tables_of(template):
            made = table.to_table(snapshot_of(template), template)
            rows = opened.get_sheet_by_name(table.title).to_python()
            known = names_by_heading(template)
            head = [known[normalize(str(cell))] for cell in rows[0]]
            assert sorted(head) == sorted(column.name for column in made.columns)
            for row, values in zip(rows[1:], made.rows, strict=False):
                told = dict(zip(head, row, strict=True))
                for column, value in zip(made.columns, values, strict=True):
                    if column.field is None and isinstance(value, str):
                        assert str(told[column.name]).replace("\r\n", "\n") == value, module


@_each
def test_a_workbook_brought_back_says_what_the_csv_says(template: Template) -> None:
    """Sheet by sheet: the same cards, the same links, nothing dropped that the CSV keeps."""
    snapshot = snapshot_of(template)
    files = [module.write(book_of(snapshot, template)) for module in (xlsx, ods)]
    for at, table in enumerate(tables_of(template)):
        csv = _read(canvas_csv(snapshot, template, Dialect.EXCEL_FR, table), template, snapshot)
        for file in files:
            assert _read(file, template, snapshot, Choice(sheet=at)) == csv


def _read(data: bytes, template: Template, snapshot: Snapshot, choice: Choice = AS_FOUND) -> Any:
    """Return what a file gives, or why it gives nothing."""
    try:
        found = read_file(data, template, snapshot, choice)
    except InvalidInput as refused:
        return str(refused)
    dropped = sorted(one.what for one in found.dropped)
    return found.cards, found.edges, dropped, [row.reason for row in found.refused]


@_each
def test_the_heads_of_a_canvas_never_mean_two_columns(template: Template) -> None:
    """Whatever its table, what is read above a column names it."""
    found: dict[str, set[str]] = {}
    for table in tables_of(template):
        columns = table.columns(template)
        heads = [normalize(heading) for heading in headings(columns)]
        assert len(set(heads)) == len(heads)
        for head, column in zip(heads, columns, strict=True):
            found.setdefault(head, set()).add(column.name)
    assert [head for head, names in found.items() if len(names) > 1] == []


@_each
def test_a_workbook_says_how_much_is_still_hidden_and_where_it_comes_from(
    template: Template,
) -> None:
    """It leaves alone: nothing beside it says so."""
    rows = book_of(replace(snapshot_of(template), hidden=2), template).sheets[-1].rows
    words = "\n".join(str(cell.value) for row in rows for cell in row if cell)
    assert "sont encore cachés" in words or "sont encore cachées" in words
    assert template.source in words


def test_every_form_has_both_workbooks() -> None:
    """A form added has them without a word."""
    for form in FORMS:
        assert [known.extension for known in formats_of(form)[:2]] == ["xlsx", "ods"]


@pytest.mark.parametrize("known", WORKBOOKS, ids=lambda known: known.extension)
def test_a_workbook_made_twice_is_the_same(known: Any) -> None:
    """Neither the moment nor the machine's order is in it; odd texts and years make no failure."""
    odd = Card("z", "a\x00\x0b_x0041_", "espace", fields={"date": "0999-01-01", "duree": 5_200.0})
    steps = snapshot_of(TIMELINE)
    for one in (steps, replace(steps, cards=(odd,)), replace(steps, cards=())):
        made = known.write(one, TIMELINE)
        assert made == known.write(one, TIMELINE)
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@_each
def test_every_look_of_an_open_document_is_described_in_it(template: Template) -> None:
    """What a cell wears is there: days are written as here, words are cut into lines."""
    made = ods.write(book_of(snapshot_of(template), template))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        root = fromstring(parts.read("content.xml"))
    named = {style.get(f"{STYLE}name"): style for style in root.iter() if style.get(f"{STYLE}name")}
    for cell in root.iter(f"{TABLE}table-cell"):
        if (name := cell.get(f"{TABLE}style-name")) is not None:
            figures = named[name].get(f"{STYLE}data-style-name")
            assert (cell.get(f"{OFFICE}value-type") != "date") or named[figures].tag.endswith(
                "date-style"
            )
    used = {one.get(f"{TABLE}style-name") for one in root.iter()} - {None}
    assert used <= named.keys()


HOSTILE = (
    *("=1+1", "+33 2", "-5 %", "@SUM(A1)", "'=1", "=cmd|'/C calc'!A0", "\t=1", "{=1}", "＝1"),
    *("_x0041_", "_x005F_", "a\n\nb", " a  b ", "\ta\t", "<b>&amp;]]>", "😀👩\u200d💻", "שלום"),
    *("2027-01-31", "1e5", "VRAI", "#REF!", "x" * 32_767, "\u2028a", "\ufffd"),
)


def _book(*texts: str) -> Book:
    rows = [[Cell("Texte")], *([Cell(text)] for text in texts)]
    return Book("Essai", [Sheet("Feuille", [Track(20)], rows)])


@pytest.mark.parametrize(("write", "read"), [(xlsx.write, of_xlsx), (ods.write, of_ods)])
def test_hostile_texts_come_back_as_they_are(write: Any, read: Any) -> None:
    """No formula, no number, no error: the text."""
    found = read(write(_book(*HOSTILE)))["Feuille"]
    assert [row[0] for row in found[1:]] == list(HOSTILE)
    odd = read(write(_book("a\x00\x0bb\x1f\ud800\ufffe", "a" * 40_000)))["Feuille"]
    assert odd[1] == ["ab"]
    assert str(odd[2][0]).startswith("a" * 30_000)


def test_excel_is_given_no_more_than_it_holds_in_a_cell() -> None:
    """Counted as it counts, in UTF-16; the end says where the rest is."""
    for text in ("a" * 32_768, "😀" * 20_000):
        cell = of_xlsx(xlsx.write(_book(text)))["Feuille"][1][0]
        assert len(cell.encode("utf-16-le")) // 2 <= xlsx.CELL_CHARS
        assert cell.endswith("(suite coupée ici : voir le CSV)")


def test_the_names_of_sheets_are_legal_and_all_different() -> None:
    """31 characters at most, none of those that Excel refuses, no apostrophe at an end."""
    titles = ["a/b:c*d?e[f]\\g", "'x'", "", "Bilan", "bilan", "Fils " * 20, "Fils " * 20]
    names = sheet_names(Book("", [Sheet(title, [], []) for title in titles]))
    assert names[:3] == ["a-b c d e(f)-g", "x", "Feuille"]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_figures_have_their_unit_and_days_their_order() -> None:
    """« 62 000,50 € », « 31/01/2027 »: what the cell shows, not what it holds."""
    template = PRODUCT["creation-valeur"]
    fields = {"montant": 62_000.5, "quantite": 12.0, "montant_min": 1e300}
    card = Card("m", "Panneaux", template.zones[0].key, fields=fields, x=1.5, y=2.0)
    sheet = openpyxl.load_workbook(
        io.BytesIO(xlsx.write(book_of(Snapshot(template.key, (card,)), template)))
    )["Éléments"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Montant"].number_format == '#,##0.00\u00a0"€"'
    assert (row["Montant"].value, row["x"].value) == (62_000.5, 1.5)
    assert row["Montant au moins"].number_format == "General"
    assert all(cell.quotePrefix for cell in sheet[2] if isinstance(cell.value, str))


@_each
def test_what_machines_need_is_last_and_folded(template: Template) -> None:
    """Ids, ranks and keys are kept, after what people read."""
    book = book_of(snapshot_of(template), template)
    for sheet in openpyxl.load_workbook(io.BytesIO(xlsx.write(book))):
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
    first = book.sheets[0]
    folded = [track.folded for track in first.tracks]
    assert folded == sorted(folded)
    assert {"id", "cree_le"} <= {
        cell.value
        for cell, track in zip(first.rows[0], first.tracks, strict=True)
        if cell and track.folded
    }
    groups = load(io.BytesIO(ods.write(book))).spreadsheet.getElementsByType(TableColumnGroup)
    assert len(groups[0].getElementsByType(TableColumn)) == sum(folded)
