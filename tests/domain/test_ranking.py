"""Ideas by gommettes: equal numbers have equal ranks."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.ranking import KeptRound, rank

RESULTS = st.lists(
    st.tuples(st.uuids().map(str), st.text(max_size=5), st.integers(0, 5)), max_size=12
)


def test_ties_have_the_same_rank_and_the_next_one_waits() -> None:
    """1, 2, 2, 4; an idea without gommettes has no place."""
    results = (("a", "A", 5), ("b", "B", 9), ("c", "C", 5), ("d", "D", 0), ("e", "E", 1))
    ranking = KeptRound(1, "", "", 3, 20, results).ranking
    assert [(one.card_id, one.rank, one.tied) for one in ranking] == [
        ("b", 1, False),
        ("a", 2, True),
        ("c", 2, True),
        ("e", 4, False),
    ]


@given(RESULTS)
def test_a_rank_says_how_many_have_more(results: list[tuple[str, str, int]]) -> None:
    """Whatever the numbers, and whichever order they come in."""
    ranking = rank(results)
    totals = Counter(one.total for one in ranking)
    assert len(ranking) == sum(total > 0 for _, _, total in results)
    for one in ranking:
        assert one.rank == 1 + sum(other.total > one.total for other in ranking)
        assert one.tied is (totals[one.total] > 1)
    assert rank(reversed(results)) == ranking
