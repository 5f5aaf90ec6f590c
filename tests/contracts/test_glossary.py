"""The glossary holds words that are in use, and every class of a template."""

from __future__ import annotations

import dataclasses

import yaml
from templates_of_tests import DATA, ROOT

from capacities.domain import template

ENTRIES = yaml.safe_load((DATA / "glossaire.yaml").read_text(encoding="utf-8"))
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "capacities").glob("*/*.py"))
)


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    """A word that was renamed is renamed here too."""
    assert [entry["code"] for entry in ENTRIES if entry["code"] not in SOURCE] == []
    assert all(entry.keys() == {"code", "mot", "sens"} for entry in ENTRIES)


def test_every_class_of_a_template_has_its_french_word() -> None:
    """What people read of a canvas is named once."""
    classes = [name for name, cls in vars(template).items() if dataclasses.is_dataclass(cls)]
    assert sorted(set(classes) - {entry["code"] for entry in ENTRIES}) == []
