"""The horizon that the page finds is that of Python: tests/vectors/horizon.json."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from templates_of_tests import PRODUCT

from capacities.domain.horizon import HORIZON, horizon_of
from capacities.domain.plans import TimelinePlan
from capacities.domain.snapshot import Snapshot

FILE = Path(__file__).parents[1] / "vectors" / "horizon.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_horizon_of_the_vectors(case: dict[str, Any]) -> None:
    template = replace(PRODUCT["retroplanning"], plan=TimelinePlan(case["usual"]))
    meta = {} if case["chosen"] is None else {HORIZON: case["chosen"]}
    found = horizon_of(
        Snapshot("retroplanning", meta=meta), template, date.fromisoformat(case["today"])
    )
    assert found.isoformat() == case["horizon"]
