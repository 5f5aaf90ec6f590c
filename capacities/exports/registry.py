"""Which adapter makes a table of each form: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template
from capacities.exports import zones
from capacities.exports.table import Column, Table


@dataclass(frozen=True, slots=True)
class Adapter:
    """How one form becomes a table."""

    columns: Callable[[Template], tuple[Column, ...]]
    to_table: Callable[[Snapshot, Template], Table]


ADAPTERS: Final[Mapping[Form, Adapter]] = MappingProxyType(
    {Form.ZONES: Adapter(zones.columns, zones.to_table)}
)
