"""Whatever bytes are brought, the answer is cards or a French refusal, quickly."""

from __future__ import annotations

import time
from collections.abc import Sequence

from golden_snapshots import snapshot_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from templates_of_tests import BLOCKS, MATRIX, PRODUCT, USAGERS

from capacities.apart.importing import Import
from capacities.documents.ydoc import new_document
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.snapshot import Snapshot
from capacities.exports.dialects import Dialect
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import tables_of
from capacities.exports.writer import canvas_csv

SHEET = """n°;action;durée;avant;après;fil;date
1;Recruter, former;2 mois;Ouvrir;;espace;31/01/2027
2;Ouvrir;10 jours;vote du budget;1, 3;;
3;Fêter;;Ouvrir;Recruter, former|2;;
""".encode()
STEPS = snapshot_of(PRODUCT["retroplanning"])
TABLES = [
    canvas_csv(STEPS, PRODUCT["retroplanning"], dialect, table)
    for table in tables_of(PRODUCT["retroplanning"])
    for dialect in Dialect
]
SEEDS = [
    canvas_csv(snapshot_of(template), template, dialect)
    for template in (USAGERS, MATRIX, BLOCKS)
    for dialect in Dialect
]
PIECES = [*(bytes([code]) for code in b";\"\n\r,\t\0'=\xff"), b"case", b"\xef\xbb\xbf"]


@st.composite
def spoiled(draw: st.DrawFn, seeds: Sequence[bytes] = SEEDS) -> bytes:
    """An export with a few bytes cut, doubled or put in."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        if draw(st.booleans()):
            del data[at : at + draw(st.integers(1, 200))]
        else:
            data[at:at] = draw(st.sampled_from(PIECES)) * draw(st.integers(1, 3))
    return bytes(data)


@settings(max_examples=1000, deadline=None)
@given(data=st.one_of(spoiled(), st.binary(max_size=200)))
@example(data=b"case;texte")
@example(data=b"\xff\xfe")
@example(data=b"sep=;\n")
def test_any_file_gives_cards_or_a_french_refusal(data: bytes) -> None:
    """Never another exception; refused rows have a line and a reason."""
    start = time.process_time()
    try:
        reading = read_file(data, USAGERS, Snapshot(USAGERS.key))
    except InvalidInput as error:
        refusal = str(error)
    else:
        refusal = "."
        assert all(row.line >= 1 and row.reason for row in reading.refused)
        assert all(isinstance(card.text, str) for card in reading.cards)
    assert refusal.endswith(".")
    assert time.process_time() - start < 2


DOCUMENT = new_document(PRODUCT["retroplanning"], (*STEPS.cards, *STEPS.trash), STEPS.edges)


@settings(max_examples=300, deadline=None)
@given(data=spoiled([SHEET, *TABLES]))
def test_any_table_of_a_timeline_is_brought_in_or_refused_in_words(data: bytes) -> None:
    """Steps, lanes, calendar, links, a list of actions: written whole, or not at all."""
    try:
        bringing = Import(PRODUCT["retroplanning"], (DOCUMENT, ()), data, "Moi")
        report, _ = bringing.apply("2026-11-29T09:00:00Z")
    except InvalidInput as error:
        said = str(error)
    else:
        said = report.sentence()
        assert all(row.line >= 1 and row.reason for row in report.refused)
    assert said.endswith(".")


def test_a_list_that_names_everything_everywhere_is_read_in_time() -> None:
    """A thousand rows that name a thousand others, each, with commas, quotes and numbers."""
    names = ", ".join(f"étape {number}" for number in range(400))
    rows = "".join(f'étape {number};"{names}";{number}\n' for number in range(1_000))
    start = time.process_time()
    reading = read_file(f"action;avant;durée\n{rows}".encode(), PRODUCT["retroplanning"], STEPS)
    assert len(reading.edges or ()) <= CARDS_PER_CANVAS + 1
    assert time.process_time() - start < 20
