"""What a form's reader is, and what it returns; ``building.READERS`` names them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from capacities.domain.template import Color, EdgeKind, Field, Plan, Zone
from capacities.templates.reading import Record


@dataclass(frozen=True, slots=True)
class FormRead:
    """The part of a template that depends on its form; without colours, those of the carnet."""

    plan: Plan
    zones: tuple[Zone, ...]
    fields: tuple[Field, ...]
    colors: tuple[Color, ...] = ()
    edge_kinds: tuple[EdgeKind, ...] = ()


@dataclass(frozen=True, slots=True)
class FormReader:
    """Reads one form. ``keys`` are the keys of a file that this form has and not all have.

    ``read`` notes mistakes in the record's problems, and raises nothing.
    """

    keys: tuple[str, ...]
    read: Callable[[Record], FormRead]
