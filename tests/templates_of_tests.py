"""The templates that many tests use: the product's, and those made to exercise everything."""

from __future__ import annotations

from pathlib import Path

from capacities.domain.template import Template
from capacities.templates.loader import load_templates

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
FIXTURES = Path(__file__).parent / "fixtures" / "canevas"

PRODUCT = load_templates(DATA / "canevas").templates
USAGERS: Template = PRODUCT["canevas-usagers"]
MATRIX: Template = load_templates(FIXTURES).templates["matrice"]
BLOCKS: Template = load_templates(FIXTURES).templates["blocs"]
TREE: Template = load_templates(FIXTURES).templates["arbre"]
ALL = (USAGERS, MATRIX, BLOCKS)
"""One of each shape of the form "zones", for the tests that try many canvases."""
EVERY = (*PRODUCT.values(), MATRIX, BLOCKS)
"""All of them, for the tests that compare one file for each."""
