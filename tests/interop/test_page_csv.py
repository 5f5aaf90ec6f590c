"""The CSV that a page makes without network is the server's, byte for byte, for every canvas."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from golden_snapshots import snapshot_of
from pycrdt import Doc, Map
from templates_of_tests import DATA, EVERY, PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.documents.writing import put
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.days import today
from capacities.domain.snapshot import Card
from capacities.domain.template import NODE, Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import tables_of
from capacities.exports.writer import canvas_csv
from capacities.templates.examples import load_examples
from capacities.templates.json import template_to_json
from tests.interop.node import NodeClients

pytestmark = [pytest.mark.node]
EXAMPLES = load_examples(DATA / "exemples")


@pytest.fixture(scope="module")
def page() -> Iterator[NodeClients]:
    """The product's own TypeScript, in one Node process."""
    with NodeClients("csv.mjs") as node:
        yield node


def check(page: NodeClients, doc: Doc[Any], template: Template) -> None:
    """Compare what both make of a document."""
    day = today(datetime.now(UTC))
    snapshot = replace(read_snapshot(doc, template), day=day)
    expected = canvas_csv(snapshot, template, Dialect.EXCEL_FR)
    update = base64.b64encode(doc.get_update()).decode()
    columns = [column.name for column in tables_of(template)[0].columns(template)]
    made = page.ask("csv", template=template_to_json(template), columns=columns, update=update)
    assert expected.decode("utf-8") == made


@pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)
def test_a_canvas_full_of_oddities_gives_the_same_file(
    page: NodeClients, template: Template
) -> None:
    """Those of the golden files: accents, formulas, quotes, lost boxes, stamps on nothing…"""
    doc: Doc[Any] = open_doc(new_document(template), ())
    snapshot = snapshot_of(template)
    put(doc, (*snapshot.cards, *snapshot.trash), snapshot.edges)
    check(page, doc, template)


@pytest.mark.parametrize(
    ("example", "key"),
    [(example, key) for example in EXAMPLES for key in example.canvases],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_canvases_of_an_example_give_the_same_file(
    page: NodeClients, example: Any, key: str
) -> None:
    """What people really write."""
    template = PRODUCT[key]
    update = new_document(template, example.canvases[key], example.links.get(key, ()))
    check(page, open_doc(update, ()), template)


@pytest.mark.parametrize("template", EVERY, ids=lambda template: template.key)
def test_values_of_any_type_are_read_alike(page: NodeClients, template: Template) -> None:
    """Another program may write anything in a field: both keep, or leave out, the same."""
    odd: list[Any] = ["12,5", " 1 000 ", "1e3", -1e-7, 1e20, 0.1, True, "oui", "2027-02-30", "  "]
    odd += ["2027-12-31", "http://a.fr/x", "javascript:1", "a > b\u2028c", "\x1fx\x85y", "\ufeff=1"]
    doc: Doc[Any] = open_doc(new_document(template), ())
    zones = [*(zone.key for zone in template.zones), NODE, "inconnue", "case@carte", "autre.case"]
    count = max(len(odd), len(zones))
    odd *= 2 + (count + len(template.fields)) // len(odd)
    put(
        doc,
        [Card(f"c{n:02}", str(odd[n]), zones[n % len(zones)], f"a{n}") for n in range(count)],
    )
    cards = doc.get("cards", type=Map)
    with doc.transaction():
        for n in range(count):
            for place, field in enumerate(template.fields):
                cards[f"c{n:02}"][field.key] = odd[n + place]
    check(page, doc, template)
