"""Ranks made here and by the browsers are the same, so that both sort alike."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from fractional_indexing import FIError, generate_key_between, generate_n_keys_between
from hypothesis import given
from hypothesis import strategies as st

from capacities.documents.ranks import is_rank, ranks_after
from capacities.domain.limits import RANK_CHARS

VECTORS = json.loads((Path(__file__).parent / "fixtures" / "ranks.json").read_text())
"""What the npm package fractional-indexing 4.0.0 answers; null when it refuses."""


@pytest.mark.parametrize(("before", "after", "rank"), VECTORS["between"])
def test_the_same_rank_as_the_browsers(
    before: str | None, after: str | None, rank: str | None
) -> None:
    """Between the same neighbours, the same key."""
    if rank is None:
        with pytest.raises(FIError):
            generate_key_between(before, after)
    else:
        assert rank == generate_key_between(before, after)


@pytest.mark.parametrize(("before", "after", "count", "ranks"), VECTORS["many"])
def test_the_same_ranks_in_a_row_as_the_browsers(
    before: str | None, after: str | None, count: int, ranks: list[str]
) -> None:
    """Several at once too."""
    assert ranks == generate_n_keys_between(before, after, count)


@given(taken=st.lists(st.one_of(st.text(max_size=4), st.sampled_from(["a0", "Zz", "b00"]))))
def test_new_ranks_come_after_those_that_can_be_used(taken: list[str]) -> None:
    """Whatever is stored there, new ranks are in order and after the last right one."""
    ranks = ranks_after(taken, 3)
    last = max((rank for rank in taken if is_rank(rank)), default="")
    assert all(low < high for low, high in pairwise([last, *ranks]))


@pytest.mark.parametrize("text", ["", "a", "é0", "a0 ", "a00", "0", "A" + "0" * 26, "a-1"])
def test_what_is_no_rank_is_known(text: str) -> None:
    """No neighbour could be computed from it."""
    assert not is_rank(text)


def test_a_rank_without_end_is_left_aside() -> None:
    """Those made after it would each be as long."""
    assert ranks_after(["a1", "a1" + "V" * RANK_CHARS], 1) == ["a2"]
