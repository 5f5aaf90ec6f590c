"""Whatever file is brought, spoiled in any way: a reading or a French refusal, quickly.

Nothing changes before people confirm; what is then done is what the preview said.
"""

from __future__ import annotations

import json
import time
from itertools import islice
from typing import Any, Final

import pytest
from golden_snapshots import snapshot_of
from spoiling import TEMPLATES, any_choice, spoiled_files
from templates_of_tests import PRODUCT

from capacities.apart.importing import apply, preview
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import Form, Template
from capacities.domain.tree import arrange
from capacities.exports.reading.registry import read_file

NOW: Final = "2026-11-29T09:00:00Z"
_STEPS = snapshot_of(PRODUCT["retroplanning"])
FULL: Final = {
    template.key: new_document(
        template, (*(there := snapshot_of(template)).cards, *there.trash), there.edges
    )
    for template in TEMPLATES
}
EMPTY: Final = {template.key: new_document(template, (), ()) for template in TEMPLATES}
PROMISED: Final = ("added", "changed", "unchanged", "refused", "dropped", "moved", "outline")
SLOW_S: Final = 8.0
"""Two readings of a preview, two of what is done: two seconds each."""
FEW, CHUNK, CHUNKS = 150, 1_000, 100


def _things(stored: bytes, update: bytes, template: Template) -> dict[str, Card | Edge]:
    snapshot = read_snapshot(open_doc(stored, (update,)), template)
    return {one.id: one for one in (*snapshot.cards, *snapshot.edges)}


def _look(data: bytes, template: Template, stored: bytes, choice: str) -> dict[str, Any] | None:
    """Preview a file, then bring it in: what is done is what was said; None when it is refused."""
    before, asked = _things(stored, b"", template), (template, (stored, ()), data, "Moi")
    try:
        said: dict[str, Any] = json.loads(preview(*asked, choice).data)
        done = apply(*asked, NOW, choice)
    except InvalidInput as refusal:
        words = str(refusal)
        assert words.endswith(".")
        return None
    assert said["sentence"].endswith(".")
    assert all(row["line"] >= 1 and row["reason"] for row in said["refused"])
    assert all(one["count"] >= 1 and one["what"] for one in said["dropped"])
    size = done.facts["report"]
    report, after = json.loads(done.data[:size]), _things(stored, done.data[size:], template)
    named = [one.pop("id") for one in report["added"]]
    assert set(named) == after.keys() - before.keys()
    said["added"] = [{key: one[key] for key in one if key != "id"} for one in said["added"]]
    assert len(report["refused"]) == len(said["refused"]) + said["waiting"]
    promised = [key for key in PROMISED if key != "refused" or not said["waiting"]]
    assert {key: report[key] for key in promised} == {key: said[key] for key in promised}
    restored = sum(one["restored"] for one in said["changed"])
    assert len(after) - len(before) == len(said["added"]) + restored
    changed = {one["id"] for one in said["changed"]}
    assert all(after[key] == one for key, one in before.items() if key not in changed)
    if template.form is Form.TREE:
        tree = arrange(one for one in after.values() if isinstance(one, Card))
        assert len(tree.order) == len(after) - 1
    return said


@pytest.mark.parametrize(
    ("seed", "count"),
    [
        (0, FEW),
        *(pytest.param(seed, CHUNK, marks=pytest.mark.long) for seed in range(1, CHUNKS + 1)),
    ],
)
def test_any_file_is_read_or_refused_in_words(seed: int, count: int) -> None:
    for number, (template, data, dice) in enumerate(islice(spoiled_files(seed), count)):
        stored = dice.choice((FULL, EMPTY))[template.key]
        start = time.process_time()
        try:
            said = _look(data, template, stored, "")
            if said and (choice := any_choice(said, dice)):
                _look(data, template, stored, choice)
        except BaseException as error:
            error.add_note(f"file {number} of {seed}, {template.key}: {data[:2_000]!r}")
            raise
        assert time.process_time() - start < SLOW_S, (seed, number)


def test_a_list_that_names_everything_everywhere_is_read_in_time() -> None:
    """A thousand rows that name a thousand others, each, with commas, quotes and numbers."""
    names = ", ".join(f"étape {number}" for number in range(400))
    rows = "".join(f'étape {number};"{names}";{number}\n' for number in range(1_000))
    start = time.process_time()
    reading = read_file(f"action;avant;durée\n{rows}".encode(), PRODUCT["retroplanning"], _STEPS)
    assert len(reading.edges or ()) <= CARDS_PER_CANVAS + 1
    assert time.process_time() - start < 20
