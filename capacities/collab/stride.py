"""A long update is given to the CRDT core by parts: how long each one is."""

from __future__ import annotations

from capacities.domain import limits


class Stride:
    """How much of a long update to give the core at once: more as long as it is quick."""

    def __init__(self) -> None:
        self._structs, self._spent = limits.FIRST_PART_STRUCTS, 0.0

    def structs(self) -> int:
        """Return how many structs the next part may have."""
        return self._structs

    def over(self, took: float) -> bool:
        """Note what a part took, in seconds; tell whether the update takes too long."""
        faster = min(2 * self._structs, limits.PART_STRUCTS)
        self._structs = faster if took < limits.PART_S else max(self._structs // 2, 1)
        self._spent += took
        return self._spent > limits.CORE_S
