"""An outline of a file → the cards that it makes of a canvas.

When a file is made around one idea (``Outline.rooted``), alone at its top, that idea is

1. the central idea, when it has the same text, or our file says so;
2. the main branch that has the same text, when there is one;
3. the central idea, whose text it becomes, while nobody has changed the template's;
4. else a new main branch.

An idea with the id of a card is that card; without an id, the card that has the same text at the
same place; else it is new. What would be under itself, or under nothing, is refused with its
line, and so is what is under it. The end of what is too long is an idea under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.cards import cycles_of
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARD_TEXT_CHARS, IMPORT_ROUNDS
from capacities.domain.plans import tree_plan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import Tree, arrange
from capacities.exports.names import normalize
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.long_words import shorten, split_long
from capacities.exports.reading.report import (
    MET,
    UNNAMED,
    ImportReading,
    Moved,
    RefusedRow,
    excerpt,
)
from capacities.exports.reading.settling import Settling

_LOOP: Final = "cette idée serait sous elle-même"
_ABOVE_REFUSED: Final = "l’idée au-dessus n’est pas reprise"
_ABOVE_DELETED: Final = "l’idée au-dessus est dans la corbeille"
_ABOVE_UNKNOWN: Final = "l’idée au-dessus n’est ni dans ce canevas, ni dans ce fichier"
_TANGLED: Final = (
    "Ce fichier met trop d’idées les unes sous les autres, en rond. Rien n’a été changé ; "
    "vérifiez ce qu’il dit de l’idée au-dessus de chacune, puis recommencez."
)


def outline_reading(
    outline: Outline, template: Template, snapshot: Snapshot, kind: str, encoding: str
) -> ImportReading:
    """Return what the outline says of the canvas."""
    ideas, tree = outline.ideas, arrange((*snapshot.cards, *snapshot.trash))
    remark = _root(outline, template, tree)
    reasons = _refusals(ideas, tree)
    graft = _Graft([idea for idea in ideas if idea.key not in reasons], template, tree)
    return ImportReading(
        cards=graft.cards,
        refused=tuple(
            RefusedRow(idea.line, excerpt(idea.text), reasons[idea.key])
            for idea in ideas
            if idea.key in reasons
        ),
        owned_fields=frozenset(),
        dropped=outline.tally.dropped,
        moved=tuple(sorted(graft.moved, key=lambda one: one.line)),
        encoding=encoding,
        separator="",
        ordered=True,
        kind=kind,
        remarks=tuple(part for part in (remark, MET if graft.names else "") if part),
    )


def _root(outline: Outline, template: Template, tree: Tree) -> str:
    """Put the tops of an outline under the central idea; return what is to be said of it."""
    keys = {idea.key for idea in outline.ideas}
    free = [idea for idea in outline.ideas if idea.under not in keys or idea.key == CENTRE]
    top, remark = free[0] if outline.rooted and len(free) == 1 else None, ""
    if top and not (top.under or top.key == CENTRE or (top.card and top.card.fields)):
        remark = _root_of_another_tool(top, outline.ideas, template, tree)
    for idea in free:
        idea.under = "" if idea.key == CENTRE else idea.under or CENTRE
    return remark


def _root_of_another_tool(top: Idea, ideas: list[Idea], template: Template, tree: Tree) -> str:
    text, name = tree.centre.text, f"« {excerpt(top.text)} »"
    said = normalize(split_long(top.text, CARD_TEXT_CHARS)[0])
    if said in ("", normalize(text)):
        top.text = top.text if said else text or top.text
        _become_centre(top, ideas)
        return ""
    if said in {normalize(branch.text) for branch in tree.children_of(CENTRE)}:
        return f"Les idées du fichier vont sous la branche {name}."
    if normalize(text) in ("", normalize(tree_plan(template).centre)):  # nobody has written it yet
        _become_centre(top, ideas)
        return f"L’idée centrale devient {name}."
    return f"{name}, au centre du fichier, devient une branche principale."


def _become_centre(top: Idea, ideas: list[Idea]) -> None:
    """Make the top the central idea; what only a node can carry becomes a first idea under it."""
    former, top.key = top.key, CENTRE
    for idea in ideas:
        idea.under = CENTRE if idea.under == former else idea.under
    said = [top.note, *(f"{name} : {value}" for name, value in top.facts), top.link]
    if note := "\n".join(part for part in said if part.strip()):
        aside = Idea(note, top.line, f"{UNNAMED}{len(ideas)}", under=CENTRE)
        ideas.insert(ideas.index(top) + 1, aside)
    top.notes, top.link, top.facts = [], "", []


def _refusals(ideas: Sequence[Idea], tree: Tree) -> dict[str, str]:
    """Say why ideas have no place, by their keys.

    One that was there stays where it was, which may put others under themselves: look again.
    """
    there = {CENTRE: "", **{card.id: card.parent or CENTRE for card in tree.order}}
    gone = {card.id for card in tree.hidden}
    below, reasons = _by_above(ideas), dict[str, str]()
    for _ in range(IMPORT_ROUNDS):
        kept = {idea.key: idea for idea in ideas if idea.key not in reasons}
        above = there | {key: idea.under for key, idea in kept.items()}
        bad = [
            (max((kept[key] for key in loop if key in kept), key=lambda idea: idea.line), _LOOP)
            for loop in cycles_of(above)
        ]
        bad += [
            (idea, _ABOVE_DELETED if idea.under in gone else _ABOVE_UNKNOWN)
            for idea in kept.values()
            if idea.under and idea.under not in above
        ]
        if not bad:
            return reasons
        for idea, reason in bad:  # which grows: nothing can be under a new one that is refused
            if idea.key not in reasons:
                reasons[idea.key] = reason
                if idea.key not in there and idea.key not in gone:
                    bad += [(one, _ABOVE_REFUSED) for one in below.get(idea.key, ())]
    raise InvalidInput(_TANGLED)


class _Graft:
    """Makes cards of ideas that all have a place, each after the one above.

    Attributes:
        names: the ids of the cards that ideas without an id already are, by their keys.
        moved: what was too long.
    """

    def __init__(self, ideas: Sequence[Idea], template: Template, tree: Tree) -> None:
        self._template, self._settle = template, Settling(template)
        self._known = {card.id: card for card in (*tree.hidden, *tree.order, tree.centre)}
        self.names: dict[str, str] = {}
        self.moved: list[Moved] = []
        named = {idea.key for idea in ideas}
        self._free: dict[tuple[str | None, str], list[Card]] = {}
        for card in tree.order if any(not idea.is_named for idea in ideas) else ():
            if card.id not in named:
                self._free.setdefault((card.parent, normalize(card.text)), []).append(card)
        below, made = _by_above(ideas), dict[str, list[Card]]()
        waiting = [idea for idea in ideas if idea.under not in named]
        for idea in waiting:  # which grows
            made[idea.key] = self._cards(idea, self.names.get(idea.under, idea.under))
            waiting += below.get(idea.key, ())
        self.cards = tuple(card for idea in ideas for card in made[idea.key])

    def _cards(self, idea: Idea, above: str) -> list[Card]:
        """Return the card of an idea, then those under it of what it cannot hold."""
        known = self._known.get(idea.key) or self._twin(idea, above)
        card = self._said(idea, known.zone if known else "")
        card = replace(card, id=known.id if known else idea.key, parent=above or None)
        card, ends, moved = shorten(card, self._template, idea.line, "sous elle")
        self.moved += moved
        keys = (f"{UNNAMED}{idea.key}{UNNAMED}{number}" for number in range(len(ends)))
        after = (Idea(text, idea.line, key) for text, key in zip(ends, keys, strict=True))
        return [card, *(one for end in after for one in self._cards(end, card.id))]

    def _twin(self, idea: Idea, above: str) -> Card | None:
        """Return the card that says the same as an idea without id, right under the same one."""
        whole = split_long(self._said(idea).text, CARD_TEXT_CHARS)[0]
        for text in () if idea.is_named else (whole, idea.text):
            if same := self._free.get((above, normalize(text))):
                twin = next((card for card in same if card.text == text), same[0])
                same.remove(twin)  # each is met once
                self.names[idea.key] = twin.id
                return twin
        return None

    def _said(self, idea: Idea, zone: str = "") -> Card:
        """Return what a card in a box holds of an idea, by default in one of its own."""
        if idea.card:
            return replace(idea.card, text=idea.text, zone=zone or idea.card.zone)
        zone = zone or (idea.key if self._template.zone(idea.key) else NODE)
        settled = self._settle(idea, zone)
        return Card("", settled.text, zone, color=settled.color, fields=settled.fields)


def _by_above(ideas: Sequence[Idea]) -> dict[str, list[Idea]]:
    below: dict[str, list[Idea]] = {}
    for idea in ideas:
        below.setdefault(idea.under, []).append(idea)
    return below
