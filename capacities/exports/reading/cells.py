"""One cell → the value of a field, as people write it in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
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
from capacities.domain.template import Choice, Field, FieldKind
from capacities.domain.wording import agreed, counted, format_number
from capacities.exports.names import keys_by_name, normalize

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
_NUMBER = re.compile(r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,3})?")
_LIMITS = {FieldKind.NOTE: FIELD_NOTE_CHARS, FieldKind.LINK: FIELD_LINK_CHARS}
_DAYS: Final = {"j": 1.0, "jour": 1.0, "s": 7.0, "sem": 7.0, "semaine": 7.0, "mois": 365 / 12}
_DAYS_OF: Final = {**_DAYS, "trimestre": 365 / 4, "semestre": 365 / 2, "an": 365.0, "annee": 365.0}
_UNIT: Final = re.compile(rf"(?<![a-z])({'|'.join(_DAYS_OF)})s?\b\.?")
YES, _NO = {"oui", "vrai", "true", "yes", "1", "x"}, {"non", "faux", "false", "no", "0"}
_ANSWERS = dict.fromkeys(YES, True) | dict.fromkeys(_NO, False)


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
    if field.kind is FieldKind.DATE:
        return read_date(cell)
    said = f"« {cell.strip()[:40]} »"
    if field.kind in (FieldKind.YES_NO, FieldKind.CHOICE):
        known = _keys(field.choices) if field.choices else _ANSWERS
        if (found := known.get(normalize(cell))) is not None:
            return found
        possible = ", ".join(choice.title for choice in field.choices)
        wanted = f"inconnu ; possible : {possible}" if possible else ": écrivez « oui » ou « non »"
        raise ValueError(f"{said} {wanted}")
    limit = _LIMITS.get(field.kind, FIELD_TEXT_CHARS)
    if len(cell) > limit:
        raise ValueError(f"{counted(len(cell), 'caractère')}, {format_number(limit)} au plus")
    if field.kind is not FieldKind.LINK:
        return cell
    for address in (cell.strip(), f"https://{cell.strip()}"):
        if is_web_address(address):
            return address
    raise ValueError(f"{said} n’est pas une adresse web, comme https://exemple.fr/charte")


@cache
def _keys(choices: tuple[Choice, ...]) -> Mapping[str, FieldValue]:
    return dict(keys_by_name((choice.key, choice.title) for choice in choices))


def read_number(cell: str, unit: str = "", *, decimal_point: bool = False) -> float:
    """Read « 62 000,50 € », « 62000.5 » or « 1.234,5 ».

    « 12.000 » is refused unless ``decimal_point`` says that it is twelve. The front end has the
    same rule (``frontend/src/forms/shared/amounts.ts``).
    """
    text, said = _SPACES.sub("", cell), f"« {cell.strip()[:40]} »"
    for ending in (unit, agreed(unit, 1)):
        text = text.removesuffix(_SPACES.sub("", ending))
    text = re.sub("^[−–]", "-", text)  # as this site and typists write them
    if not decimal_point and _THOUSANDS.fullmatch(text):
        whole, _, last = text.replace(".", " ").rpartition(" ")
        raise ValueError(
            f"{said} : faut-il lire {whole} {last} ou {whole},{last} ? Écrivez l’un des deux"
        )
    if "," in text and "." in text:
        text = text.replace("." if text.rindex(",") > text.rindex(".") else ",", "")
    text = text.replace(",", ".", 1)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{said} n’est pas un nombre")
    number = float(text)
    if abs(number) > AMOUNT_EUROS:
        raise ValueError(f"{said} est trop grand (mille milliards au plus)")
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
