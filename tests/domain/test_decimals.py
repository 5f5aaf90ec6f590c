"""A number held as a text is the same in Python and on the page: tests/vectors/decimals.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pycrdt import Doc, Map, Text
from templates_of_tests import PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.domain.schedule_reading import read_weeks

FILE = Path(__file__).parents[1] / "vectors" / "decimals.json"
CASES = [(case["written"], case["weeks"]) for case in json.loads(FILE.read_text("utf-8"))["cases"]]


@pytest.mark.parametrize(("written", "weeks"), CASES)
def test_a_duration_held_as_a_text(written: str, weeks: float | None) -> None:
    """Read at once, and read by the way of its document."""
    assert read_weeks(written) == weeks
    doc: Doc[Map[object]] = Doc()
    doc.get("cards", type=Map)["a"] = Map(
        {"text": Text("x"), "zone": "convergence", "duree": written}
    )
    (card,) = read_snapshot(doc, PRODUCT["retroplanning"]).cards
    assert read_weeks(card.fields.get("duree")) == weeks
