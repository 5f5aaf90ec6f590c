"""A tree goes out and comes back the same, in each format that is read."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT, TREE
from trees import shape, trees, without

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports import freeplane, markdown, opml
from capacities.exports.dialects import Dialect
from capacities.exports.reading.registry import read_file
from capacities.exports.writer import canvas_csv

TEMPLATES = (PRODUCT["gouvernance"], PRODUCT["pourquoi"], TREE)
_each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)


@_each
@pytest.mark.parametrize("dialect", list(Dialect))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_csv_gives_the_very_same_tree(
    template: Template, dialect: Dialect, data: st.DataObject
) -> None:
    """Ids, parents, ranks, types, fields, authors: every card is identical."""
    snapshot = data.draw(trees(template))
    written = canvas_csv(snapshot, template, dialect)
    text = written.decode()
    assume(sum(char < " " for char in text) * 20 < len(text))  # else taken for no text at all
    reading = read_file(written, template, Snapshot(template.key))
    assert reading.refused == ()
    assert snapshot.cards == reading.cards


@_each
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_markdown_gives_the_same_tree(template: Template, data: st.DataObject) -> None:
    """Whatever was typed: texts, types, fields, nesting, order."""
    snapshot = data.draw(trees(template))
    written = markdown.write(snapshot, template)
    reading = read_file(written, template, Snapshot(template.key))
    assert reading.refused == ()
    assert shape(snapshot) == shape(ordered(reading.cards, template))


@_each
@pytest.mark.parametrize("module", [opml, freeplane], ids=["opml", "mm"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_xml_gives_the_same_tree(template: Template, module: object, data: st.DataObject) -> None:
    """The same, with the ids; only what XML cannot hold, control characters, is gone."""
    snapshot = data.draw(trees(template))
    written = module.write(snapshot, template)  # type: ignore[attr-defined]
    reading = read_file(written, template, Snapshot(template.key))
    assert reading.refused == ()
    assert shape(without(snapshot)) == shape(ordered(reading.cards, template))
    assert [card.id for card in snapshot.cards] == [card.id for card in reading.cards]


def ordered(cards: tuple[object, ...], template: Template) -> Snapshot:
    """Give ranks in the order of the file."""
    from dataclasses import replace

    return Snapshot(
        template.key,
        tuple(replace(card, rank=f"{n:06}") for n, card in enumerate(cards)),  # type: ignore[type-var]
    )
