"""The ideas on which one votes, in reading order: read once for a whole room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from capacities.domain.access import Ability
from capacities.domain.ballot_view import BallotView
from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.tree import Tree, arrange
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template
from capacities.services.identify import Identity, require

_KEPT: Final = 64
"""Canvases kept in memory, as last read: at worst about 1 MB each."""


@dataclass(frozen=True, slots=True)
class VotingIdea:
    """An idea; ``depth``: how many others it is under."""

    id: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class VotingGroup:
    """Ideas of the same place; ``title`` is "" where there is only one."""

    title: str
    ideas: tuple[VotingIdea, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class VotingIdeas:
    """All of them. The same object as long as nothing has changed."""

    groups: tuple[VotingGroup, ...]


def voting_ideas(ctx: Context, identity: Identity, canvas_key: str) -> VotingIdeas:
    """Return the ideas that have a text. Raises NotFound where one does not vote."""
    require(identity, Ability.READ)
    return _ideas_in(ctx, BallotBox(ctx, identity, canvas_key), canvas_key)


def read_vote(ctx: Context, identity: Identity, canvas_key: str) -> tuple[BallotView, VotingIdeas]:
    """Return all that the page of a vote begins with, the canvas looked at once."""
    require(identity, Ability.READ)
    box = BallotBox(ctx, identity, canvas_key)
    return box.view(), _ideas_in(ctx, box, canvas_key)


def _ideas_in(ctx: Context, box: BallotBox, canvas_key: str) -> VotingIdeas:
    template = find_template(ctx, canvas_key)
    kept = _recall(box.snapshot, template)
    return kept if kept is not None else _read(box, template)


def _read(box: BallotBox, template: Template) -> VotingIdeas:
    tree = arrange(box.snapshot.cards)
    groups: dict[str, list[VotingIdea]] = {}
    for card in tree.order:
        if card.id in box.live and card.text.strip():
            idea = VotingIdea(card.id, card.text.strip(), max(0, tree.depths[card.id] - 1))
            groups.setdefault(_place(tree, card.id), []).append(idea)
    found = VotingIdeas(tuple(_named(groups, box.snapshot, template)))
    with _lock:
        _ideas[id(box.snapshot)] = (box.snapshot, template, found)
        while len(_ideas) > _KEPT:
            _ideas.popitem(last=False)
    return found


def _place(tree: Tree, card_id: str) -> str:
    """Return the place of an idea: that of the one, of those above it, that is under none."""
    return tree.path(card_id)[0].zone


def _named(
    groups: dict[str, list[VotingIdea]], snapshot: Snapshot, template: Template
) -> Iterator[VotingGroup]:
    titles = {box.zone: box.title for box in list_boxes(template, snapshot.cards)}
    order = [zone for zone in titles if zone in groups]
    for zone in (*order, *(zone for zone in groups if zone not in titles)):
        known = template.zone(zone)
        title = titles.get(zone) or (known.title if known else "")
        yield VotingGroup(title if len(groups) > 1 else "", tuple(groups[zone]))


def _recall(snapshot: Snapshot, template: Template) -> VotingIdeas | None:
    with _lock:
        found = _ideas.get(id(snapshot))
        if found is None or found[0] is not snapshot or found[1] is not template:
            return None
        _ideas.move_to_end(id(snapshot))
        return found[2]


_lock = threading.Lock()
_ideas: OrderedDict[int, tuple[Snapshot, Template, VotingIdeas]] = OrderedDict()
