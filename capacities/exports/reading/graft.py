"""Ideas of a file → cards of a tree: which are already there, who is under whom.

An idea with the id of a card is that card. An idea without an id is the card that has the same
text at the same place; else it is new. What would put an idea under itself, or under one that
does not exist, is refused with its line; ideas under a refused new one are refused with it. The
end of what is too long for a card is an idea under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from capacities.domain.cards import cycles_of
from capacities.domain.limits import CARD_TEXT_CHARS, IMPORT_ROUNDS
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import arrange
from capacities.exports.names import normalize
from capacities.exports.reading.ideas import Idea
from capacities.exports.reading.long_words import shorten, split_long
from capacities.exports.reading.report import UNNAMED, Moved, RefusedRow, RowRefused, excerpt
from capacities.exports.reading.settling import Settled

Settle = Callable[[Idea, str], Settled]

_LOOP = "cette idée serait sous elle-même"
_ABOVE_REFUSED = "l’idée au-dessus n’est pas reprise"
_ABOVE_DELETED = "l’idée au-dessus est dans la corbeille"
_ABOVE_UNKNOWN = "l’idée au-dessus n’est ni dans ce canevas, ni dans ce fichier"


class Graft:
    """Ideas faced with a canvas. ``cards`` are those accepted, in the order of the file.

    Attributes:
        met: how many ideas without an id were found in the canvas by their text.
        moved: what was too long, in the order of the file.
    """

    def __init__(
        self, ideas: Sequence[Idea], template: Template, snapshot: Snapshot, settle: Settle
    ) -> None:
        self._ideas, self._template, self._settle = ideas, template, settle
        self._tree = arrange((*snapshot.cards, *snapshot.trash))
        self._known = {card.id: card for card in (*self._tree.hidden, *self._tree.order)}
        self._known[CENTRE] = self._tree.centre
        self._reasons: dict[str, str] = {}
        self._ends: dict[str, list[Idea]] = {}
        self._whole = cache(self._text_of)
        self.moved: list[Moved] = []
        self.met = 0
        self.cards = self._run()

    def refused(self) -> Iterator[RefusedRow]:
        """Yield what was not accepted, in the order of the file."""
        for idea in self._ideas:
            if idea.key in self._reasons:
                yield RefusedRow(idea.line, excerpt(idea.text), self._reasons[idea.key])

    def _run(self) -> tuple[Card, ...]:
        """Accept what can be; a refusal may change what others are under: begin again then.

        After ``IMPORT_ROUNDS``, all that cannot be reached is refused at once.
        """
        turn = 0
        while True:
            turn += 1
            refused = len(self._reasons)
            kept = [idea for idea in self._ideas if idea.key not in self._reasons]
            found = self._descend(kept)
            lost = [idea for idea in kept if idea.key not in found]
            if turn < IMPORT_ROUNDS:
                self._refuse_lost(lost)
            else:
                self._reasons = {idea.key: _LOOP for idea in lost} | self._reasons
            if len(self._reasons) == refused:
                self.moved.sort(key=lambda one: one.line)
                shown = (one for idea in kept for one in (idea, *self._ends.get(idea.key, ())))
                return tuple(found[idea.key] for idea in shown if idea.key in found)

    def _descend(self, kept: Sequence[Idea]) -> dict[str, Card]:
        """Make cards from the centre down; what cannot be reached has none."""
        self.met, self.moved, self._ends = 0, [], {}
        claimed = {idea.key for idea in kept}
        below: dict[str, list[Idea]] = {}
        for idea in kept:
            below.setdefault(idea.under, []).append(idea)
        staying: dict[str, list[str]] = {}
        for card in self._known.values():
            if card.id not in claimed and not card.deleted and card.parent is not None:
                staying.setdefault(card.parent, []).append(card.id)
        found: dict[str, Card] = {}
        for idea in kept:
            if idea.key == CENTRE:
                self._accept(idea, CENTRE, None, found)
        waiting = [(CENTRE, CENTRE)]
        while waiting:
            key, card_id = waiting.pop()
            ideas = [*self._ends.get(key, ())]
            ideas += (idea for idea in below.get(key, ()) if idea.key != CENTRE)
            if key != card_id:  # named by its id elsewhere in the file
                ideas += below.get(card_id, ())
            names = self._meet(card_id, ideas, claimed)
            for idea in ideas:
                name = names.get(idea.key, idea.key)
                if self._accept(idea, name, card_id, found):
                    waiting.append((idea.key, name))
            waiting += [(c, c) for c in staying.get(card_id, ()) if c not in claimed]
        return found

    def _meet(self, parent: str, ideas: Iterable[Idea], claimed: set[str]) -> dict[str, str]:
        """Find the cards right under ``parent`` that ideas without an id already are."""
        free = [card for card in self._tree.children_of(parent) if card.id not in claimed]
        unnamed = [idea for idea in ideas if idea.key.startswith(UNNAMED)]
        names: dict[str, str] = {}
        for written, said in ((str, self._whole), (normalize, _plain)):  # the very same first
            waiting: dict[str, list[Card]] = {}
            for card in reversed(free):
                waiting.setdefault(written(card.text), []).append(card)
            for idea in unnamed:
                if idea.key not in names and (same := waiting.get(said(idea))):
                    names[idea.key] = same.pop().id
            claimed.update(names.values())
            free = [card for card in free if card.id not in claimed]
        self.met += len(names)
        return names

    def _accept(self, idea: Idea, card_id: str, parent: str | None, found: dict[str, Card]) -> bool:
        """Make the card of an idea, unless it is refused; False when nothing can be under it."""
        before = self._known.get(card_id)
        zone = before.zone if before else self._new_zone(idea)
        try:
            settled = self._settle(idea, zone)
        except RowRefused as reason:
            self._reasons[idea.key] = str(reason)
            return False
        card = Card(
            id=card_id,
            text=settled.text,
            zone=zone,
            rank=idea.rank,
            author=idea.author,
            created=idea.created,
            color=settled.color,
            fields=settled.fields,
            parent=parent,
        )
        found[idea.key], ends, moved = shorten(card, self._template, idea.line, "sous elle")
        self.moved += moved
        self._ends[idea.key] = [
            Idea(text, idea.line, f"{UNNAMED}{idea.key}{UNNAMED}{number}", under=idea.key)
            for number, text in enumerate(ends)
        ]
        return True

    def _text_of(self, idea: Idea) -> str:
        """Return the text that the card of an idea holds, were it new."""
        try:
            text = self._settle(idea, self._new_zone(idea)).text
        except RowRefused:
            text = idea.text
        return split_long(text, CARD_TEXT_CHARS)[0]

    def _new_zone(self, idea: Idea) -> str:
        if idea.key == CENTRE:
            return CENTRE
        if idea.zone and idea.zone != CENTRE:
            return idea.zone
        return idea.key if any(zone.key == idea.key for zone in self._template.zones) else NODE

    def _refuse_lost(self, lost: Sequence[Idea]) -> None:
        """Say why ideas cannot be reached: one in each loop, and those under nothing."""
        by_key = {idea.key: idea for idea in lost}
        above = {card.id: card.parent for card in self._known.values() if card.parent is not None}
        above |= {idea.key: idea.under for idea in self._ideas if idea.key not in self._reasons}
        loops = list(cycles_of(above)) if lost else []
        for loop in loops:
            last = max((by_key[key] for key in loop if key in by_key), key=lambda idea: idea.line)
            self._reasons[last.key] = _LOOP
        below: dict[str, list[Idea]] = {}
        for idea in lost:
            below.setdefault(idea.under, []).append(idea)
        waiting = []
        for idea in lost:
            if idea.key in self._reasons:  # refused just now
                waiting.append(idea)
            elif idea.under not in by_key and (reason := self._why_nothing(idea.under)):
                self._reasons[idea.key] = reason
                waiting.append(idea)
        while waiting:
            top = waiting.pop()
            if top.key in self._known:
                continue  # it stays where it was, and so may what is under it
            for idea in below.get(top.key, ()):
                if idea.key not in self._reasons:
                    self._reasons[idea.key] = _ABOVE_REFUSED
                    waiting.append(idea)

    def _why_nothing(self, under: str) -> str:
        """Say why nothing can be there; "" when what is above it waits for another refusal."""
        if under in self._reasons and under not in self._known:
            return _ABOVE_REFUSED
        if under not in self._known:
            return _ABOVE_UNKNOWN
        return "" if self._tree.node(under) else _ABOVE_DELETED


def _plain(idea: Idea) -> str:
    return normalize(idea.text)
