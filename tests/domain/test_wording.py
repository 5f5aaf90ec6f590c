"""Figures said in French: units agree with their numbers."""

from __future__ import annotations

import pytest

from capacities.domain.wording import agreed
from capacities.exports.reading.cells import read_number


@pytest.mark.parametrize(
    ("unit", "number", "said"),
    [
        ("semaines", 0.25, "semaine"),
        ("semaines", 1.0, "semaine"),
        ("semaines", 1.99, "semaine"),
        ("semaines", 2.0, "semaines"),
        ("semaines", -1.0, "semaine"),
        ("jours/homme", 1.0, "jour/homme"),
        ("mois", 1.0, "mois"),
        ("€", 1.0, "€"),
        ("m²", 1.0, "m²"),
        ("", 1.0, ""),
    ],
)
def test_a_unit_agrees_with_its_number(unit: str, number: float, said: str) -> None:
    """As the page says it (forms/shared/amounts.ts), and it is read again."""
    assert agreed(unit, number) == said
    assert read_number(f"{number:g} {said}", unit, decimal_point=True) == float(f"{number:g}")
