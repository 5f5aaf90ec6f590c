"""A workbook → the bytes of an OpenDocument spreadsheet, that LibreOffice opens without a word.

Texts are string cells: nothing computes them, whatever they begin with.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from capacities.exports.sheets import HEAD, Book, Cell, Look, Sheet, Track, sheet_names
from capacities.exports.xml_text import allowed, attribute, content
from capacities.exports.zipped import MADE, settled

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument

_CHAR_CM: Final = 0.21
"""Of a character of the default font, in a column."""
_POINT_CM: Final = 0.0353
_TAB: Final = "&#9;"
_MELTED: Final = re.compile(f"{_TAB}|^ +| +$|(?<= ) +")
_PLACE: Final = re.compile(
    rb'<table:table-row table:style-name="(lignes\d+)">.*?</table:table-row>'
)
_ITEMS: Final = ("HorizontalSplit", "VerticalSplit")


def write(book: Book) -> bytes:
    """Return the file."""
    from odf.opendocument import OpenDocumentSpreadsheet  # other jobs do without it

    made = OpenDocumentSpreadsheet()
    names = [allowed(name) for name in sheet_names(book)]
    writer = _Writer(made, book.title)
    for sheet, name in zip(book.sheets, names, strict=True):
        writer.add(sheet, name)
    _add_filters(made, list(zip(book.sheets, names, strict=True)))
    _freeze(made, list(zip(book.sheets, names, strict=True)))
    _sign(made, book.title)
    data = io.BytesIO()
    made.write(data)
    return settled(data.getvalue(), {"content.xml": writer.filled})


def _sign(made: OpenDocument, title: str) -> None:
    from odf import dc, meta

    for one in list(made.meta.childNodes):
        made.meta.removeChild(one)
    made.meta.addElement(meta.Generator(text="CAPACités"))
    made.meta.addElement(dc.Title(text=allowed(title)))
    made.meta.addElement(meta.CreationDate(text=MADE.isoformat()))


class _Writer:
    """Writes sheets; each look and each width is one style, whatever wears it.

    ``rows``: those of each sheet, by what holds their place: as objects of odfpy, those of a long
    frise take ten seconds.
    """

    def __init__(self, made: OpenDocument, title: str) -> None:
        self._made, self._title = made, title
        self.rows: dict[str, str] = {}
        self._styles: dict[object, str] = {}

    def add(self, sheet: Sheet, name: str) -> None:
        """Write a sheet at the end of the file."""
        from odf import table

        one = table.Table(name=name, stylename=self._page(sheet.pages))
        for folded, tracks in _runs(sheet.tracks):
            holder = one
            if folded:
                holder = table.TableColumnGroup(display="false")
                one.addElement(holder)
            for track in tracks:
                seen = {"visibility": "collapse"} if folded else {}
                style = self._width(track)
                holder.addElement(table.TableColumn(stylename=style, **seen))
        place = f"lignes{len(self.rows)}"
        self.rows[place] = "".join(self._rows(sheet))
        row = table.TableRow(stylename=place)
        for style in self._styles.values():  # odfpy leaves out the styles that it does not see
            row.addElement(table.TableCell(stylename=style))
        one.addElement(row)
        self._made.spreadsheet.addElement(one)

    def filled(self, data: bytes) -> bytes:
        """Return the content of the file, with its rows."""
        return _PLACE.sub(lambda found: self.rows[found[1].decode()].encode(), data)

    def _rows(self, sheet: Sheet) -> Iterator[str]:
        head, *rows = sheet.shown
        yield f"<table:table-header-rows>{self._row(head, sheet.head_height)}"
        yield "</table:table-header-rows>"
        for row in rows:
            yield self._row(row)

    def _row(self, cells: Sequence[Cell | None], height: float | None = None) -> str:
        parts: list[str] = []
        for blank, run in groupby(cells or (None,), lambda cell: cell is None):
            same = list(run)
            if blank:
                parts.append(f'<table:table-cell table:number-columns-repeated="{len(same)}"/>')
            else:
                parts += [self._cell(cell) for cell in same if cell]
        style = attribute("table:style-name", self._height(height))
        return f"<table:table-row{style}>{''.join(parts)}</table:table-row>"

    def _cell(self, cell: Cell) -> str:
        value, said = cell.value, attribute("table:style-name", self._look(cell))
        if isinstance(value, str):
            text = value.replace("\r\n", "\n").replace("\r", "\n")
            if "\t" in text:  # else some readers drop them
                said += attribute("office:string-value", text)
            return _tag("string", said, _paragraphs(text))
        if isinstance(value, date):
            return _tag("date", said + attribute("office:date-value", value.isoformat()))
        if value is None or not math.isfinite(value):
            return f"<table:table-cell{said}/>"
        return _tag("float", said + attribute("office:value", repr(value)))

    def _look(self, cell: Cell) -> str:
        key = cell.look, type(cell.value)
        if key not in self._styles:
            self._styles[key] = f"c{len(self._styles)}"
            self._dress(self._styles[key], cell)
        return self._styles[key]

    def _dress(self, name: str, cell: Cell) -> None:
        from odf.style import ParagraphProperties, Style, TableCellProperties, TextProperties

        look, text = cell.look, isinstance(cell.value, str)
        style = Style(name=name, family="table-cell", **self._format(name, cell))
        wraps = text and not look.beside and not look.upright
        box = {"backgroundcolor": f"#{look.fill}"} if look.fill else {}
        if look.upright:
            box["rotationangle"] = "90"
        style.addElement(
            TableCellProperties(
                verticalalign="middle" if look is HEAD else "top",
                wrapoption="wrap" if wraps else "no-wrap",
                padding="0cm" if look.centred else "0.1cm",
                **box,
            )
        )
        if look.centred:
            style.addElement(ParagraphProperties(textalign="center"))
        words = {"color": f"#{look.color}"} if look.color else {}
        weight = "bold" if look.bold else "normal"
        style.addElement(TextProperties(fontweight=weight, **words))
        self._made.automaticstyles.addElement(style)

    def _format(self, name: str, cell: Cell) -> dict[str, str]:
        """Make how a figure is written, if it is one."""
        if isinstance(cell.value, date):
            made = _day_format(f"{name}d")
        elif not isinstance(cell.value, str) and cell.look.decimals is not None:
            made = _number_format(f"{name}n", cell.look)
        else:
            return {}
        self._made.automaticstyles.addElement(made)
        return {"datastylename": made.getAttribute("name")}

    def _width(self, track: Track) -> str:
        from odf.style import TableColumnProperties

        width = f"{track.width * _CHAR_CM:.2f}cm"
        return self._style("table-column", width, TableColumnProperties(columnwidth=width))

    def _height(self, points: float | None) -> str:
        from odf.style import TableRowProperties

        height = f"{points * _POINT_CM:.2f}cm" if points else ""
        said = {"rowheight": height} if points else {}
        optimal = "false" if points else "true"
        return self._style(
            "table-row", height, TableRowProperties(useoptimalrowheight=optimal, **said)
        )

    def _page(self, pages: int) -> str:
        from odf.style import TableProperties

        name = f"Page{pages}"
        if ("table", name) not in self._styles:
            _on_paper(self._made, name, pages, self._title)
        return self._style("table", name, TableProperties(display="true"), masterpagename=name)

    def _style(self, family: str, key: str, properties: Any, **said: str) -> str:
        from odf.style import Style

        if (family, key) not in self._styles:
            name = self._styles[family, key] = f"s{len(self._styles)}"
            style = Style(name=name, family=family, **said)
            style.addElement(properties)
            self._made.automaticstyles.addElement(style)
        return self._styles[family, key]


def _runs(tracks: Iterable[Track]) -> Iterator[tuple[bool, list[Track]]]:
    for folded, run in groupby(tracks, lambda track: track.folded):
        yield folded, list(run)


def _tag(kind: str, said: str, held: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}"{said}>{held}</table:table-cell>'


def _paragraphs(text: str) -> str:
    """Write each line of a text; spaces and tabs that XML would melt together are told apart."""
    lines = (_MELTED.sub(_kept, content(line)) for line in text.split("\n"))
    return "".join(f"<text:p>{line}</text:p>" for line in lines)


def _kept(found: re.Match[str]) -> str:
    spaces = found.group()
    return "<text:tab/>" if spaces == _TAB else f'<text:s text:c="{len(spaces)}"/>'


def _day_format(name: str) -> Any:
    from odf.number import DateStyle, Day, Month, Text, Year

    made = DateStyle(name=name)
    for part in (Day, Month, Year):
        made.addElement(part(style="long"))
        if part is not Year:
            made.addElement(Text(text="/"))
    return made


def _number_format(name: str, look: Look) -> Any:
    from odf.number import Number, NumberStyle, Text

    made = NumberStyle(name=name)
    made.addElement(Number(decimalplaces=look.decimals, minintegerdigits=1, grouping="true"))
    if look.unit:
        made.addElement(Text(text=f"\u00a0{look.unit}"))
    return made


def _on_paper(made: OpenDocument, name: str, pages: int, title: str) -> None:
    """A3, as many side by side as it takes; each page is numbered."""
    from odf.style import (
        Footer,
        FooterStyle,
        HeaderFooterProperties,
        MasterPage,
        PageLayout,
        PageLayoutProperties,
    )
    from odf.text import P, PageCount, PageNumber, SheetName

    layout = PageLayout(name=f"{name}A3")
    layout.addElement(
        PageLayoutProperties(
            pagewidth="42cm", pageheight="29.7cm", printorientation="landscape",
            margin="1.5cm", scaletox=pages, scaletoy="0",
        )
    )  # fmt: skip
    below = FooterStyle()
    below.addElement(HeaderFooterProperties(minheight="0.6cm", margintop="0.3cm"))
    layout.addElement(below)
    made.automaticstyles.addElement(layout)
    master = MasterPage(name=name, pagelayoutname=layout)
    line = P()
    for part in (f"{allowed(title)} · ", SheetName(), " · ", PageNumber(), " / ", PageCount()):
        if isinstance(part, str):
            line.addText(part)
        else:
            line.addElement(part)
    footer = Footer()
    footer.addElement(line)
    master.addElement(footer)
    made.masterstyles.addElement(master)


def _add_filters(made: OpenDocument, sheets: Sequence[tuple[Sheet, str]]) -> None:
    from odf.table import DatabaseRange, DatabaseRanges

    ranges = DatabaseRanges()
    for number, (sheet, name) in enumerate(sheets):
        if sheet.sorted:
            quoted = "'" + name.replace("'", "''") + "'"
            last = f"{_letters(len(sheet.tracks))}{len(sheet.shown)}"
            where = f"{quoted}.A1:{quoted}.{last}"
            ranges.addElement(
                DatabaseRange(
                    name=f"tri{number}", targetrangeaddress=where, displayfilterbuttons="true"
                )
            )
    if ranges.childNodes:
        made.spreadsheet.addElement(ranges)


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _freeze(made: OpenDocument, sheets: Sequence[tuple[Sheet, str]]) -> None:
    from odf import config

    tables = config.ConfigItemMapNamed(name="Tables")
    for sheet, name in sheets:
        entry = config.ConfigItemMapEntry(name=name)
        for axis, split in zip(_ITEMS, (sheet.frozen, 1), strict=True):
            if split:
                side = "Right" if axis == _ITEMS[0] else "Bottom"
                for item, value in (
                    (f"{axis}Mode", 2),
                    (f"{axis}Position", split),
                    (f"Position{side}", split),
                ):
                    kind = "short" if item.endswith("Mode") else "int"
                    entry.addElement(config.ConfigItem(name=item, type=kind, text=str(value)))
        entry.addElement(config.ConfigItem(name="ActiveSplitRange", type="short", text="3"))
        tables.addElement(entry)
    view = config.ConfigItemMapEntry()
    view.addElement(tables)
    views = config.ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    made.settings.addElement(settings)
