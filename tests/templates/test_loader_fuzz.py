"""Whatever a template file holds, the answer is a template or mistakes with their line."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import DATA, FIXTURES

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.errors import TemplateError
from capacities.templates.json import template_to_json
from capacities.templates.loader import read_template
from capacities.templates.yaml_source import MappingNode, ScalarNode, compose

SEEDS = [path.read_bytes() for path in [*DATA.glob("canevas/*.yaml"), *FIXTURES.glob("*.yaml")]]
LINES = [line for seed in SEEDS for line in seed.splitlines(keepends=True)]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A canvas with lines removed, moved, taken from another, or spoiled."""
    lines = draw(st.sampled_from(SEEDS)).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.integers(0, 3))
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(at, draw(st.sampled_from(LINES)))
        elif what == 2:
            lines[at] = b" " * draw(st.integers(0, 6)) + lines[at].lstrip()
        else:
            lines[at] = lines[at].replace(b":", draw(st.sampled_from([b"", b": ", b": [", b": {"])))
    return b"".join(lines)


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(spoiled(), st.binary(max_size=100)))
def test_any_file_gives_a_template_that_works_or_its_mistakes(data: bytes) -> None:
    """Never an exception; a template that loads can be opened, read and sent."""
    template, errors = read_template(data, "x.yaml")
    assert (template is None) == bool(errors)
    count = data.count(b"\n") + data.count(b"\r") + 2
    assert all(1 <= error.line <= count and error.expected for error in errors)
    if template is not None:
        assert read_snapshot(open_doc(new_document(template), ()), template).warnings == ()
        assert template_to_json(template)["key"] == template.key


def told(node: object) -> object:
    """Return a node's value, tag and line, and those of what is in it."""
    if isinstance(node, ScalarNode):
        return node.value, node.tag, node.start_mark.line
    assert isinstance(node, yaml.CollectionNode)
    pairs = isinstance(node, MappingNode)
    inside = [tuple(map(told, pair)) if pairs else told(pair) for pair in node.value]
    return inside, node.tag, node.start_mark.line


@settings(max_examples=100, deadline=None)
@given(data=spoiled())
def test_the_fast_loader_reads_what_the_slow_one_reads(data: bytes) -> None:
    """Values, tags and lines; where the fast one refuses, the slow one says why."""
    try:
        node = compose(data, "x.yaml")
    except TemplateError:
        return
    assert told(node) == told(yaml.compose(data.decode(), Loader=yaml.SafeLoader))
