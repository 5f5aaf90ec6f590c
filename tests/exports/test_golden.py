"""Exact bytes: each canvas of the product has its golden CSV, in both dialects.

After a wanted change: ``GOLDEN=1 pytest tests/exports/test_golden.py``, then read the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import frictionless
import pytest
from golden_snapshots import snapshot_of
from templates_of_tests import DATA, EVERY, PRODUCT

from capacities.documents.registry import READERS
from capacities.domain.template import FORMS, Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import ADAPTERS, Format, NamedTable, tables_of
from capacities.exports.schema import table_schema
from capacities.exports.writer import canvas_csv

GOLDEN = Path(__file__).parents[1] / "golden"


def check(path: Path, actual: bytes) -> None:
    """Compare with the file, or write it when asked to."""
    if os.environ.get("GOLDEN"):
        path.write_bytes(actual)
    assert path.read_bytes() == actual


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)
def test_the_csv_is_exactly_the_golden_one(template: Template, dialect: Dialect) -> None:
    """Accents, « ; », quotes, newlines, « =1+1 » and emoji, byte for byte."""
    check(
        GOLDEN / f"{template.key}.{dialect}.csv",
        canvas_csv(snapshot_of(template), template, dialect),
    )


@pytest.mark.parametrize(
    ("template", "known"),
    [(template, known) for template in EVERY for known in ADAPTERS[template.form].formats],
    ids=lambda value: getattr(value, "key", "") or value.extension,
)
def test_each_format_is_exactly_the_golden_one(template: Template, known: Format) -> None:
    """What other tools read is a contract too, byte for byte."""
    check(
        GOLDEN / f"{template.key}.{known.extension}", known.write(snapshot_of(template), template)
    )


OTHERS = [(template, table) for template in EVERY for table in tables_of(template) if table.name]
"""The other tables of each canvas: its links, a balance, an inventory."""
_named = pytest.mark.parametrize(
    ("template", "table"), OTHERS, ids=lambda one: getattr(one, "key", "") or one.name
)


@pytest.mark.parametrize("dialect", list(Dialect))
@_named
def test_each_table_is_exactly_the_golden_one(
    template: Template, table: NamedTable, dialect: Dialect
) -> None:
    """As the first one, byte for byte."""
    check(
        GOLDEN / f"{template.key}-{table.name}.{dialect}.csv",
        canvas_csv(snapshot_of(template), template, dialect, table),
    )


@_named
def test_each_table_has_its_golden_schema_and_is_valid(
    template: Template, table: NamedTable, tmp_path: Path
) -> None:
    """Columns are a contract; frictionless validates the open-data file against them."""
    schema = table_schema(template, table)
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    check(GOLDEN / f"{template.key}-{table.name}.schema.json", text.encode())
    (tmp_path / "table.csv").write_bytes(
        canvas_csv(snapshot_of(template), template, Dialect.OPEN, table)
    )
    report = frictionless.Resource(
        path="table.csv",
        basepath=str(tmp_path),
        schema=frictionless.Schema.from_descriptor(schema),
    ).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)
def test_the_schema_is_exactly_the_golden_one(template: Template) -> None:
    """Column names, types and order are a contract."""
    text = json.dumps(table_schema(template), ensure_ascii=False, indent=2) + "\n"
    check(GOLDEN / f"{template.key}.schema.json", text.encode())


@pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)
def test_frictionless_validates_the_open_data_csv(template: Template, tmp_path: Path) -> None:
    """The exported file is valid against the schema given with it, header included."""
    (tmp_path / "canevas.csv").write_bytes(
        canvas_csv(snapshot_of(template), template, Dialect.OPEN)
    )
    resource = frictionless.Resource(
        path="canevas.csv",
        basepath=str(tmp_path),
        schema=frictionless.Schema.from_descriptor(table_schema(template)),
    )
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_every_canvas_has_its_golden_csv() -> None:
    """A canvas added to data/canevas brings its golden CSV."""
    missing = [
        f"{key}.{dialect}.csv"
        for key in PRODUCT
        for dialect in Dialect
        if not (GOLDEN / f"{key}.{dialect}.csv").exists()
    ]
    assert missing == []


def test_every_form_served_has_its_file_on_each_floor() -> None:
    """A form is one file in documents/ and one in exports/, each in its registry."""
    package = DATA.parent / "capacities"
    assert set(READERS) == set(ADAPTERS) == set(FORMS)
    for form in FORMS:
        assert (package / "documents" / f"{form}.py").exists()
        assert (package / "exports" / f"{form}.py").exists()
