"""The two ways a CSV is written: for French Excel, and for open data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field, FieldKind

_SEPARATORS: Final = frozenset(",;\t|")
_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n'＝＋－＠")


class Dialect(StrEnum):
    """The value of ``?dialecte=`` in the export's address."""

    EXCEL_FR = "excel-fr"
    OPEN = "ouvert"


@dataclass(frozen=True, slots=True)
class DialectRules:
    """How a dialect writes.

    Attributes:
        encoding: Python codec; "utf-8-sig" writes the BOM that Excel needs.
        neutralise: texts that a spreadsheet could run as a formula are prefixed by « ' ».
            Not for open data: what is read there is exactly what was typed.
    """

    encoding: str
    separator: str
    decimal: str
    neutralise: bool
    french_dates: bool


RULES: Final = MappingProxyType(
    {
        Dialect.EXCEL_FR: DialectRules("utf-8-sig", ";", ",", True, True),
        Dialect.OPEN: DialectRules("utf-8", ",", ".", False, False),
    }
)


def write_cell(cell: str) -> str:
    """Return ``cell`` as it stands in a line, whichever the separators of its reader.

    A spreadsheet may cut at several at once (LibreOffice proposes three): unquoted, a comma in
    a text would begin another cell, and what follows it could be a formula.
    """
    if _SEPARATORS.isdisjoint(cell) and '"' not in cell and "\n" not in cell and "\r" not in cell:
        return cell
    return '"' + cell.replace('"', '""') + '"'


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take ``text`` for something else than a text.

    The first visible character decides: Excel keeps leading spaces, other spreadsheets may
    drop them. A leading « ' » counts, so that exactly one can be taken off when reading.
    """
    if text[:1] in _FORMULA_STARTS and text:
        return True
    return text.lstrip(" \u00a0\u202f\ufeff\u200b\t\r\n")[:1] in {*"=+-@＝＋－＠"} and bool(text)


def write_text(text: str, rules: DialectRules) -> str:
    """Return the cell that holds a text."""
    text = text.replace("\0", "")
    return f"'{text}" if rules.neutralise and looks_like_formula(text) else text


def read_text(cell: str) -> str:
    """Take off the « ' » that ``write_text`` added: one, and only where it adds one."""
    return cell[1:] if cell[:1] == "'" and looks_like_formula(cell[1:]) else cell


def write_value(field: Field | None, value: FieldValue | None, rules: DialectRules) -> str:
    """Return the cell that holds a value, of a field or not; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return write_number(value, rules)
    if field is None:
        return write_text(str(value), rules)
    if field.kind is FieldKind.CHOICE:
        value = next((c.title for c in field.choices if c.key == value), value)
    if field.kind is FieldKind.DATE and rules.french_dates:
        return "/".join(reversed(value.split("-")))
    return write_text(value, rules)


def write_number(value: float, rules: DialectRules) -> str:
    """Write a number exactly, without exponent nor thousands separator."""
    if value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f").replace(".", rules.decimal)
