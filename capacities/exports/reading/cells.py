"""One cell → the value of a field, as people write it in a spreadsheet."""

from __future__ import annotations

import math
import re
from typing import Final

from capacities.domain.addresses import is_web_address
from capacities.domain.days import read_date
from capacities.domain.limits import (
    AMOUNT_EUROS,
    FIELD_LINK_CHARS,
    FIELD_NOTE_CHARS,
    FIELD_TEXT_CHARS,
)
from capacities.domain.schedule_reading import DURATION_WEEKS, weeks_of
from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field, FieldKind
from capacities.domain.wording import agreed, counted, format_number
from capacities.exports.names import normalize

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
_LIMITS = {FieldKind.NOTE: FIELD_NOTE_CHARS, FieldKind.LINK: FIELD_LINK_CHARS}
_DAYS: Final = {"j": 1.0, "jour": 1.0, "s": 7.0, "sem": 7.0, "semaine": 7.0, "mois": 365 / 12}
_DAYS_OF: Final = {**_DAYS, "trimestre": 365 / 4, "semestre": 365 / 2, "an": 365.0, "annee": 365.0}
_UNIT: Final = re.compile(rf"(?<![a-z])({'|'.join(_DAYS_OF)})s?\b\.?")
YES, _NO = {"oui", "vrai", "true", "yes", "1", "x"}, {"non", "faux", "false", "no", "0"}


def read_value(
    field: Field, cell: str, *, decimal_point: bool = False, column: str = ""
) -> FieldValue:
    """Read a cell that is not blank; ``decimal_point``: its file writes decimals after a point.

    The title of its ``column`` may say in what unit durations are: « Durée (jours) ».

    Raises:
        ValueError: its French reason, without the name of the field.
    """
    if field.unit == "semaines":
        return read_duration(cell, column, decimal_point=decimal_point)
    if field.kind in (FieldKind.EURO, FieldKind.NUMBER):
        return read_number(cell, field.unit, decimal_point=decimal_point)
    if field.kind is FieldKind.YES_NO:
        return _read_yes(cell)
    if field.kind is FieldKind.CHOICE:
        return _read_choice(field, cell)
    if field.kind is FieldKind.DATE:
        return read_date(cell)
    limit = _LIMITS.get(field.kind, FIELD_TEXT_CHARS)
    if len(cell) > limit:
        raise ValueError(f"{counted(len(cell), 'caractère')}, {format_number(limit)} au plus")
    return _read_link(cell) if field.kind is FieldKind.LINK else cell


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


def read_duration(cell: str, column: str = "", *, decimal_point: bool = False) -> float:
    """Read « 3 », « 1,5 », « 2 mois » or « 10 jours » in weeks, of seven days."""
    said = _UNIT.search(normalize(cell)) or _UNIT.search(normalize(column))
    length = _DAYS_OF[said[1]] if said else 7
    number = read_number(_UNIT.sub("", normalize(cell), 1), decimal_point=decimal_point)
    days = number if length == 1 else round(number * length)
    weeks = number if length == 7 else weeks_of(days)
    if not 0 <= weeks <= DURATION_WEEKS:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas une durée possible")
    return weeks


def _read_yes(cell: str) -> bool:
    value = normalize(cell)
    if value not in YES | _NO:
        raise ValueError(f"« {cell.strip()[:40]} » : écrivez « oui » ou « non »")
    return value in YES


def _read_choice(field: Field, cell: str) -> str:
    value = normalize(cell)
    for choice in field.choices:
        if value in (normalize(choice.title), normalize(choice.key)):
            return choice.key
    possible = ", ".join(choice.title for choice in field.choices)
    raise ValueError(f"« {cell.strip()[:40]} » inconnu ; possible : {possible}")


def _read_link(cell: str) -> str:
    """Read an address, « https:// » being added when it is missing."""
    text = cell.strip()
    for address in (text, f"https://{text}"):
        if is_web_address(address):
            return address
    raise ValueError(f"« {text[:40]} » n’est pas une adresse web, comme https://exemple.fr/charte")
