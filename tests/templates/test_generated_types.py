"""The front end's types follow the domain's classes."""

from __future__ import annotations

import json

from templates_of_tests import ALL

from capacities.templates.json import template_to_json
from capacities.templates.typescript import TARGET, render


def test_the_generated_types_are_up_to_date() -> None:
    """Run ``python -m capacities.templates.typescript`` when this fails."""
    assert render() == TARGET.read_text(encoding="utf-8")


def test_a_template_becomes_plain_json() -> None:
    """Every attribute of the TypeScript type is there, and nothing Python-only."""
    for template in ALL:
        data = json.loads(json.dumps(template_to_json(template)))
        assert all(f"  {name}: " in render() for name in data)
        assert {"key", "form", "zones", "bands", "fields", "colors", "limits"} <= data.keys()
        assert data["form"] == "zones"
        assert all(isinstance(field["zones"], list) for field in data["fields"])
