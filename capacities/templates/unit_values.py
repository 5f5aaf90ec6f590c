"""The file of unit values (``data/valeurs.yaml``) → the indicators that a smiley may count."""

from __future__ import annotations

from typing import Any, Final

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import AMOUNT_EUROS
from capacities.domain.unit_values import Indicator, Source, UnitValue, UnitValues
from capacities.templates.reading import Entry, Problems, Record, note_repeats
from capacities.templates.yaml_source import compose

_SOURCE: Final = ("source", "url")
_YEARS: Final = (1900, 2200)


def read_unit_values(data: bytes, file: str) -> UnitValues:
    """Read the whole file. Raises TemplateError: the first mistake, with its line and key."""
    problems = Problems(file)
    top = Entry(compose(data, file), "", problems).record(("indicateurs",), ())
    indicators = [
        item.record(("cle", "titre", "unite", "aide"), ("valeurs",))
        for item in top.items("indicateurs")
    ]
    note_repeats(indicators, "de l’indicateur")
    values = UnitValues(tuple(map(_indicator, indicators)))
    if problems.found:
        raise min(problems.found, key=lambda error: error.line)
    return values


def unit_values_to_json(values: UnitValues) -> list[dict[str, Any]]:
    """Return the indicators as the page receives them: a value has its source in one text."""
    return [
        {
            "key": indicator.key,
            "title": indicator.title,
            "unit": indicator.unit,
            "help": indicator.help,
            "values": [
                {
                    "euros": value.euros,
                    "about": value.about,
                    "source": value.source.words,
                    "url": value.source.url,
                }
                for value in indicator.values
            ],
        }
        for indicator in values.indicators
    ]


def _indicator(record: Record) -> Indicator:
    return Indicator(
        key=record.key("cle"),
        title=record.filled("titre"),
        unit=record.filled("unite"),
        help=record.filled("aide"),
        values=tuple(_value(item) for item in record.items("valeurs")),
    )


def _value(item: Entry) -> UnitValue:
    record = item.record(("euros", "precision", "annee", *_SOURCE), ("page",))
    amount = record.get("euros")
    return UnitValue(
        euros=amount.number(0, AMOUNT_EUROS) if amount else 0.0,
        about=record.filled("precision"),
        source=_source(record),
    )


def _source(record: Record) -> Source:
    year, address = record.get("annee"), record.get("url")
    if address and not is_web_address(address.text()):
        address.wrong("on attend une adresse qui commence par « https:// »")
    return Source(
        year=year.whole(*_YEARS) if year else None,
        name=record.filled("source"),
        page=record.text("page"),
        url=record.text("url"),
    )
