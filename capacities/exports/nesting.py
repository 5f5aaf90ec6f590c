"""A tree as nested XML elements, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from capacities.domain.snapshot import Card
from capacities.domain.tree import Tree

_INDENTED = 20
"""Levels that are indented: beyond, the spaces would weigh more than the texts."""


@dataclass(frozen=True, slots=True)
class Nest:
    """The element of one node: its name, its attributes as written, what it holds first."""

    name: str
    attributes: str
    inner: str = ""


def nested(tree: Tree, element: Callable[[Card], Nest]) -> Iterator[str]:
    """Yield the lines of the whole tree, from the centre."""
    waiting: list[tuple[Card | str, int]] = [(tree.centre, 0)]
    while waiting:
        item, depth = waiting.pop()
        margin = "  " * min(depth, _INDENTED)
        if isinstance(item, str):
            yield f"{margin}{item}"
            continue
        nest, children = element(item), tree.children_of(item.id)
        if not children and not nest.inner:
            yield f"{margin}<{nest.name}{nest.attributes}/>"
            continue
        yield f"{margin}<{nest.name}{nest.attributes}>{nest.inner}"
        waiting.append((f"</{nest.name}>", depth))
        waiting += [(child, depth + 1) for child in reversed(children)]
