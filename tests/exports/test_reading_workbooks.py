"""Workbooks brought in: what their cells show, and what is refused before it is opened."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from time import process_time
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from templates_of_tests import PRODUCT, USAGERS

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_ROWS, WORKBOOK_BYTES, WORKBOOK_FILES
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.workbook import open_workbook

TREE = PRODUCT["gouvernance"]
ROWS = [["Titre", "Quand", "Notes"], ["Serveur", date(2027, 1, 31), 62000.5], ["Loyer", None, 3.0]]


def xlsx(*sheets: Sequence[Sequence[Any]], merged: str = "") -> bytes:
    """Return a workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Feuille {number + 1}")
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(rows: Sequence[Sequence[Any]], **repeated: str) -> bytes:
    """Return a spreadsheet of one sheet, whose last row is ``repeated``."""
    book, sheet = OpenDocumentSpreadsheet(), Table(name="Feuille")
    for number, row in enumerate(rows, 1):
        line = TableRow(**repeated if number == len(rows) else {})
        for cell in row:
            kinds = {date: "date", float: "float", bool: "boolean"}
            kind = kinds.get(type(cell), "string")
            value = {"boolean": "booleanvalue", "date": "datevalue"}.get(kind, "value")
            said = {} if kind == "string" else {value: str(cell).lower()}
            shown = TableCell(valuetype=kind, **said) if cell is not None else TableCell()
            if cell is not None:
                shown.addElement(P(text=str(cell)))
            line.addElement(shown)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    made = io.BytesIO()
    book.write(made)
    return made.getvalue()


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return an archive with other parts, « / » being written « __ »; None takes one away."""
    made = io.BytesIO()
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        packings = {file.filename: file.compress_type for file in old.infolist()}
        for name, part in ({file: old.read(file) for file in packings} | named).items():
            if part is not None:
                new.writestr(name, part, packings.get(name))
    return made.getvalue()


def xml_of(data: bytes) -> bytes:
    """Return what a spreadsheet holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml")


def read(data: bytes, template: Template = TREE, choice: Choice = AS_FOUND) -> ImportReading:
    """Read a workbook into an empty canvas."""
    return read_file(data, template, Snapshot(template.key), choice)


@pytest.mark.parametrize(("data", "kind"), [(xlsx(ROWS), "XLSX"), (ods(ROWS), "ODS")])
def test_cells_are_read_as_people_type_them(data: bytes, kind: str) -> None:
    """Dates are dates, numbers have no « .0 » and a comma; neither encoding nor separator."""
    reading = read(data)
    assert [(c.text, dict(c.fields)) for c in reading.cards] == [
        ("Serveur", {"quand": "2027-01-31", "note": "62000,5"}),
        ("Loyer", {"note": "3"}),
    ]
    assert (reading.kind, reading.encoding, reading.separator) == (kind, "", "")


def test_yes_no_and_moments_are_words() -> None:
    """A moment whose hour nobody said is a day."""
    rows = [["Titre", "Notes"], [True, datetime(2027, 1, 31)], [False, datetime(2027, 1, 31, 9, 5)]]
    cards = read(xlsx(rows)).cards
    assert [(card.text, card.fields["note"]) for card in cards] == [
        ("oui", "2027-01-31"),
        ("non", "2027-01-31 09:05"),
    ]


def test_rows_have_the_number_that_the_spreadsheet_shows() -> None:
    """Blank ones count, and so does what is left of the table."""
    rows: list[list[Any]] = [[], [None, "Case", "Texte"], [], [None, "Nulle part", "Serveur"]]
    (row,) = read(xlsx(rows), USAGERS).refused
    assert row.line == 4


def test_our_own_table_comes_back_from_a_workbook() -> None:
    """As from a CSV: what begins with an apostrophe is what was typed."""
    head = ["case", "texte", "id", "rang", "cle_case"]
    (card,) = read(xlsx([head, ["Coûts", "'=1+1", "abcdefghijkl", "a0", "couts"]]), USAGERS).cards
    assert (card.id, card.text, card.zone) == ("abcdefghijkl", "'=1+1", "couts")


def test_a_cell_merged_downwards_says_the_same_on_each_row() -> None:
    """People merge what a few rows share."""
    rows = [["Titre", "Liste"], ["Un", "Coûts"], ["Deux", None], ["Trois", None]]
    zones = [card.zone for card in read(xlsx(rows, merged="B2:B3"), USAGERS).cards]
    assert zones == ["couts", "couts"]


def test_the_first_sheet_that_says_something_is_read_or_the_one_chosen() -> None:
    """Its name is shown with the others."""
    data = xlsx([], [["Titre", "Notes"], ["Un", "x"]], [["Titre", "Notes"], ["Deux", "y"]])
    first, other = read(data), read(data, choice=Choice(sheet=2))
    assert first.table
    assert (first.table.sheets, first.table.sheet) == (("Feuille 1", "Feuille 2", "Feuille 3"), 1)
    assert [card.text for card in other.cards] == ["Deux"]
    for sheet in (0, 9, -1):
        with pytest.raises(InvalidInput, match="choisissez-en une autre"):
            read(data, choice=Choice(sheet=sheet))


def test_a_hidden_sheet_is_read_only_when_it_is_chosen() -> None:
    """It says what somebody did not want shown; the list says that it is hidden."""
    rows = [["Titre", "Notes"], ["Un", "x"]]
    data = xlsx([["Titre", "Notes"], ["Secret", "x"]], rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml")
    data = changed(data, xl__workbook_xml=book.replace(b'state="visible"', b'state="hidden"', 1))
    shown, hidden = read(data), read(data, choice=Choice(sheet=0))
    assert shown.table
    assert (shown.table.sheets, shown.table.sheet) == (("Feuille 1 (masquée)", "Feuille 2"), 1)
    assert [card.text for card in (*shown.cards, *hidden.cards)] == ["Un", "Secret"]


def test_a_formula_that_nothing_has_computed_is_told() -> None:
    """Programs write some without their value; the formula itself is never a text."""
    reading = read(xlsx([["Titre", "Notes"], ["Un", "=1+1"]]))
    assert [dict(card.fields) for card in reading.cards] == [{}]
    assert "n’ont pas de résultat enregistré" in reading.remarks[0]


def test_what_a_spreadsheet_repeats_and_says_nothing_is_no_room() -> None:
    """LibreOffice writes all the columns and rows that its sheets have."""
    said = xml_of(ods(ROWS))
    wide = b'<table:table-column table:number-columns-repeated="16384"/><table:table-row>'
    empty = b'<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    high = b'<table:table-row table:number-rows-repeated="1048000">' + empty + b"</table:table>"
    said = said.replace(b"<table:table-row>", wide, 1).replace(b"</table:table-row>", empty)
    said = said.replace(b"</table:table>", high)
    assert len(read(changed(ods(ROWS), content_xml=said)).cards) == 2


FAR = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>%s</sheetData></worksheet>'
FAR_AWAY = xml_of(ods(ROWS)).replace(
    b"<table:table-row>",
    b'<table:table-row><table:table-cell table:number-columns-repeated="16380"/>',
)
SHEET = "xl__worksheets__sheet1_xml"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (xlsx([]), "vide"),
        (xlsx(*[[["x"] * 2] * (IMPORT_ROWS + 2)]), "trop de lignes"),
        (xlsx([["x"] * 1_001] * 2), "trop de colonnes : 1.000 au plus"),
        (
            changed(xlsx([]), **{SHEET: FAR % b'<row r="9"><c r="XFD9"><v>1</v></c></row>'}),
            "colonnes",
        ),
        (changed(xlsx([]), **{SHEET: FAR % b"<row r='1048576'><c><v>1</v></c></row>"}), "lignes"),
        (ods(ROWS, numberrowsrepeated="1000000"), "trop de lignes"),
        (changed(ods(ROWS), content_xml=FAR_AWAY), "trop de colonnes"),
        (changed(xlsx(ROWS), **{SHEET: b" " * (WORKBOOK_BYTES + 1)}), "trop gros"),
        (changed(xlsx(ROWS), **{f"x{n}_xml": b"" for n in range(WORKBOOK_FILES)}), "trop gros"),
        (changed(xlsx(ROWS), **{SHEET: b"<worksheet><sheetData><row>"}), "abîmé"),
        (changed(ods(ROWS), content_xml=xml_of(ods(ROWS))[:-200]), "abîmé"),
        (changed(ods(ROWS), content_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "abîmé"),
        (changed(xlsx(ROWS), xl__workbook_xml=b"<workbook"), "abîmé"),
        (
            changed(xlsx(ROWS), xl__styles_xml=b'<?xml version="1.0" encoding="UTF-Z"?><x/>'),
            "abîmé",
        ),
        (xlsx(ROWS)[:-30], "abîmé"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 9, "mot de passe"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") * 99, "abîmé"),
    ],
)
def test_what_is_no_honest_workbook_is_refused_in_words(data: bytes, words: str) -> None:
    """Before it takes any room."""
    with pytest.raises(InvalidInput, match=words):
        read(data)


CELL = b'<c %s r="XFD1048576"><v>1</v></c>' % (b'a="%s"' % (b"z" * 400))
PART = "xl__elsewhere_xml"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed(xlsx(ROWS), **{PART: b"<f " * 350_000}), "abîmé"),
        (changed(xlsx(ROWS), **{SHEET: b"<c " * 3_500_000}), "abîmé"),
        (changed(xlsx(ROWS), **{SHEET: b"<x>" + b"<c/>" * 1_000_000 + b"</x>"}), "trop gros"),
        (changed(xlsx(ROWS), **{SHEET: FAR % b"<row>%s</row>" % CELL}), "trop de colonnes"),
        (changed(xlsx(ROWS), **{PART: b'<sst uniqueCount="4294967295"/>'}), "abîmé"),
        (changed(xlsx(ROWS), **{PART: FAR % b"<row>%s</row>" % CELL}), "trop de colonnes"),
        (
            changed(
                ods(ROWS),
                content_xml=xml_of(ods(ROWS)).replace(
                    b"<table:table-row>",
                    b"<table:table-row>"
                    + b'<table:table-cell table:number-columns-repeated="1001"/>' * 100_000,
                    1,
                ),
            ),
            "trop de colonnes",
        ),
    ],
)
def test_a_sheet_is_walked_once_whatever_it_repeats(data: bytes, words: str) -> None:
    """Each of these small files stopped all imports for half a minute, or asked for all memory."""
    before = process_time()
    with pytest.raises(InvalidInput, match=words):
        read(data)
    assert process_time() - before < 8


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_packed_as_no_spreadsheet_does_are_not_unpacked(packing: int) -> None:
    """A few of their bytes may be gigabytes; damaged, they fail in ways of their own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" * 99)
    data = made.getvalue()
    for sent in (data, data[:60] + b"Z" * 9 + data[69:]):
        with pytest.raises(InvalidInput, match="abîmé"):
            read(sent)


def test_a_locked_spreadsheet_says_so() -> None:
    """As its manifest does."""
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        b"</manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(InvalidInput, match="mot de passe"):
        read(changed(ods(ROWS), **{"META-INF__manifest_xml": manifest}))


def test_an_archive_that_lies_about_its_size_is_not_believed() -> None:
    """No more is unpacked than what it declares."""
    data = bytearray(changed(xlsx(ROWS), xl__sharedStrings_xml=b" " * 1_000_000))
    while (at := data.find((1_000_000).to_bytes(4, "little"))) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="abîmé"):
        read(bytes(data))


def test_a_part_that_is_said_to_be_farther_than_any_file_is_refused() -> None:
    """As archives of more than four gigabytes say it, in eight bytes."""
    far = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        part = zipfile.ZipInfo("xl/workbook.xml")
        archive.writestr(part, b"<workbook/>")
        part.extra = far
    data = bytearray(made.getvalue())
    at = data.index(b"PK\x01\x02") + 42
    data[at : at + 4] = b"\xff" * 4
    with pytest.raises(InvalidInput, match="abîmé"):
        read(bytes(data))


@pytest.mark.parametrize("name", ["word__document_xml", "content_xml"])
def test_other_archives_are_no_workbooks(name: str) -> None:
    """Those that read them say what they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, b"<x/>")
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
    assert open_workbook(made.getvalue(), None) is None
