"""Windows of the public calendar: a vote, a council, an election, the close of a call for projects.

An action may have to be finished before one (its field ``avant`` is the window's key).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from capacities.domain.yearly import Yearly, years_around


@dataclass(frozen=True, slots=True)
class Window:
    """A period that public life sets, both ends in it.

    Attributes:
        key: what the field ``avant`` of an action holds.
        title: French words with their article (« le vote du budget »).
        dates: occurrences that are known, as (first day, last day).
        yearly: the rule by which it comes back each year, besides those.
        source, url: where that was read.
        card: id of the one that says so, or "".
    """

    key: str
    title: str
    dates: tuple[tuple[date, date], ...] = ()
    yearly: Yearly | None = None
    source: str = ""
    url: str = ""
    card: str = ""

    def last_start(self, by: int) -> int | None:
        """Return the start of its last occurrence that starts on day ``by`` or before; or None."""
        starts = [start.toordinal() for start, _ in self.dates]
        if self.yearly:
            starts += [self.yearly.of(year)[0] for year in years_around(by)]
        return max((start for start in starts if start <= by), default=None)

    def next_start(self, after: int) -> int | None:
        """Return the start of its first occurrence that starts after day ``after``; or None."""
        starts = [start.toordinal() for start, _ in self.dates]
        if self.yearly:
            starts += [self.yearly.of(year)[0] for year in years_around(after)]
        return min((start for start in starts if start > after), default=None)
