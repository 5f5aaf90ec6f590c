"""What one unit of an effect is worth, and by whom it was said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read: by whom and at which address, and which year and page it says.

    ``year`` is None, and ``page`` is "", when nothing says it.
    """

    year: int | None
    name: str
    page: str
    url: str

    @property
    def words(self) -> str:
        """Say it, as it is written in the source of a smiley."""
        page = f", p.\u00a0{self.page}" if self.page else ""
        return f"{self.name}{page}"


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A value of one unit, in euros; ``about`` says of which case, or which year."""

    euros: float
    about: str
    source: Source


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that can be counted of an effect.

    Attributes:
        unit: one of it (« tonne d’équivalent CO₂ »).
        help: how to find what one unit is worth, where no value is given or none fits.
        values: what public documents say; empty when none was read.
    """

    key: str
    title: str
    unit: str
    help: str
    values: tuple[UnitValue, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitValues:
    """All that the file of values holds, in its order."""

    indicators: tuple[Indicator, ...] = ()
