"""What pages show of each form of canvas: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from capacities.domain.figures import count_figures
from capacities.domain.map_figures import count_map
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template
from capacities.domain.tree_figures import count_tree
from capacities.services.list_canvases import CanvasEntry
from capacities.services.read_overview import Overview
from capacities.ui import map_synthesis, timeline_synthesis, tree_synthesis, zones_synthesis


def is_begun(entry: CanvasEntry) -> bool:
    """Tell whether a canvas has something to show: ideas, or some that others keep quiet."""
    template, snapshot = entry.template, entry.snapshot
    if snapshot is None:
        return False
    return bool(PAGES[template.form].count(snapshot, template).ideas) or bool(snapshot.hidden)


class Counted(Protocol):
    """What every form counts: the ideas, and what remains to be done in French sentences."""

    @property
    def ideas(self) -> int: ...

    @property
    def remaining(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class FormPages:
    """Attributes:
    count: what the dossier's page says of a canvas.
    synthesis: draws what is particular to the form on the page « Synthèse ».
    beside: draws the figures shown beside the live canvas; None when there are none (the
        form shows its sums itself, in the browser).
    """

    count: Callable[[Snapshot, Template], Counted]
    synthesis: Callable[[Overview], None]
    beside: Callable[[Overview], None] | None = None


PAGES: Final[dict[Form, FormPages]] = {
    Form.ZONES: FormPages(count_figures, zones_synthesis.show),
    Form.MAP: FormPages(count_map, map_synthesis.show, map_synthesis.show_beside),
    Form.TIMELINE: FormPages(
        timeline_synthesis.count, timeline_synthesis.show, timeline_synthesis.show_beside
    ),
    Form.TREE: FormPages(count_tree, tree_synthesis.show, tree_synthesis.show_beside),
}
