"""Whatever bytes are brought, the answer is cards or a French refusal, quickly."""

from __future__ import annotations

import time

from golden_snapshots import snapshot_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from templates_of_tests import BLOCKS, MATRIX, USAGERS

from capacities.domain.errors import InvalidInput
from capacities.exports.dialects import Dialect
from capacities.exports.reading.zones_reader import read_cards_csv
from capacities.exports.writer import canvas_csv

SEEDS = [
    canvas_csv(snapshot_of(template), template, dialect)
    for template in (USAGERS, MATRIX, BLOCKS)
    for dialect in Dialect
]
PIECES = [*(bytes([code]) for code in b";\"\n\r,\t\0'=\xff"), b"case", b"\xef\xbb\xbf"]


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """An export with a few bytes cut, doubled or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
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
        reading = read_cards_csv(data, USAGERS)
    except InvalidInput as error:
        refusal = str(error)
    else:
        refusal = "."
        assert all(row.line >= 1 and row.reason for row in reading.refused)
        assert all(isinstance(card.text, str) for card in reading.cards)
    assert refusal.endswith(".")
    assert time.process_time() - start < 2
