"""The templates that many tests use: the product's, and those made to exercise everything."""

from __future__ import annotations

from pathlib import Path

from capacities.domain.template import Template
from capacities.templates.loader import load_templates

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
FIXTURES = Path(__file__).parent / "fixtures" / "canevas"

USAGERS: Template = load_templates(DATA / "canevas").templates["canevas-usagers"]
MATRIX: Template = load_templates(FIXTURES).templates["matrice"]
BLOCKS: Template = load_templates(FIXTURES).templates["blocs"]
ALL = (USAGERS, MATRIX, BLOCKS)
