"""One cell → the value of a field, as people write it in a spreadsheet."""

from __future__ import annotations

import math
import re

from capacities.domain.addresses import is_web_address
from capacities.domain.days import read_date
from capacities.domain.limits import (
    AMOUNT_EUROS,
    FIELD_LINK_CHARS,
    FIELD_NOTE_CHARS,
    FIELD_TEXT_CHARS,
)
from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field, FieldKind
from capacities.domain.wording import agreed, counted, format_number
from capacities.exports.names import normalize

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
_LIMITS = {FieldKind.NOTE: FIELD_NOTE_CHARS, FieldKind.LINK: FIELD_LINK_CHARS}
YES, _NO = {"oui", "vrai", "true", "yes", "1", "x"}, {"non", "faux", "false", "no", "0"}


def read_value(field: Field, cell: str, *, decimal_point: bool = False) -> FieldValue:
    """Read a cell that is not blank; ``decimal_point``: its file writes decimals after a point.

    Raises:
        ValueError: its French reason, without the name of the field.
    """
    said, name = f"« {cell.strip()[:40]} »", normalize(cell)
    match field.kind:
        case FieldKind.EURO | FieldKind.NUMBER:
            return read_number(cell, field.unit, decimal_point=decimal_point)
        case FieldKind.DATE:
            return read_date(cell)
        case FieldKind.YES_NO:
            if name not in YES | _NO:
                raise ValueError(f"{said} : écrivez « oui » ou « non »")
            return name in YES
        case FieldKind.CHOICE:
            for choice in field.choices:
                if name in (normalize(choice.title), normalize(choice.key)):
                    return choice.key
            possible = ", ".join(choice.title for choice in field.choices)
            raise ValueError(f"{said} inconnu ; possible : {possible}")
    limit = _LIMITS.get(field.kind, FIELD_TEXT_CHARS)
    if len(cell) > limit:
        raise ValueError(f"{counted(len(cell), 'caractère')}, {format_number(limit)} au plus")
    if field.kind is not FieldKind.LINK:
        return cell
    for address in (cell.strip(), f"https://{cell.strip()}"):
        if is_web_address(address):
            return address
    raise ValueError(f"{said} n’est pas une adresse web, comme https://exemple.fr/charte")


def read_number(cell: str, unit: str = "", *, decimal_point: bool = False) -> float:
    """Read « 62 000,50 € », « 62000.5 » or « 1.234,5 ».

    « 12.000 » is refused unless ``decimal_point`` says that it is twelve. The front end has the
    same rule (``frontend/src/forms/shared/amounts.ts``).
    """
    text = _SPACES.sub("", cell)
    if unit:
        endings = (_SPACES.sub("", said) for said in (unit, agreed(unit, 1)))
        text = text.removesuffix(next((one for one in endings if text.endswith(one)), ""))
    if text[:1] in ("−", "–"):  # as this site and typists write them
        text = f"-{text[1:]}"
    if not decimal_point and _THOUSANDS.fullmatch(text):
        whole, _, last = text.replace(".", " ").rpartition(" ")
        raise ValueError(
            f"« {cell.strip()[:40]} » : faut-il lire {whole} {last} ou {whole},{last} ? "
            "Écrivez l’un des deux"
        )
    if "," in text and "." in text:
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        text = text.replace(thousands, "")
    text = text.replace(",", ".", 1)
    try:
        number = float(text) if len(text) <= 400 else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas un nombre")
    if abs(number) > AMOUNT_EUROS:
        raise ValueError(f"« {cell.strip()[:40]} » est trop grand (mille milliards au plus)")
    return number
