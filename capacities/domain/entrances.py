"""The entrances of a dossier: its canvases by theme, in one order everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capacities.domain.template import Template


@dataclass(frozen=True, slots=True)
class Theme:
    """What some canvases have in common; ``sentence`` says it in a few words."""

    title: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A theme and its canvases, one at least. A canvas without theme is an entrance of its own."""

    title: str
    canvases: tuple[Template, ...]
    sentence: str = ""


def entrances(templates: Iterable[Template], themes: Sequence[Theme] = ()) -> tuple[Entrance, ...]:
    """Return every canvas by theme: the ``themes`` first, as given, then the others as met."""
    sentences = {theme.title: theme.sentence for theme in themes}
    groups: dict[str, list[Template]] = {title: [] for title in sentences}
    for template in templates:
        groups.setdefault(template.theme or template.key, []).append(template)
    return tuple(
        Entrance(found[0].theme or found[0].short_title, tuple(found), sentences.get(name, ""))
        for name, found in groups.items()
        if found
    )
