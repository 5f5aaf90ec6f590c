"""An outline of a file → the cards that it makes of a canvas.

When a file is made around one idea (``Outline.rooted``), alone at its top, that idea is

1. the central idea, when it has the same text, or our file says so;
2. the main branch that has the same text, when there is one;
3. the central idea, whose text it becomes, while nobody has changed the template's;
4. else a new main branch.

An idea with the id of a card is that card; without one, the card of the same text at the same
place; else it is new. What would be under itself or under nothing is refused with its line, and so
is what is under a new one that is refused. The end of what is too long is an idea under it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from capacities.domain.cards import cycles_of
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARD_TEXT_CHARS, IMPORT_ROUNDS
from capacities.domain.plans import tree_plan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import Tree, arrange
from capacities.exports.names import normalize
from capacities.exports.reading.facing import meet
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.long_words import shorten, split_long
from capacities.exports.reading.report import UNNAMED, ImportReading, Moved, RefusedRow, excerpt
from capacities.exports.reading.settling import Settling

_LOOP = "cette idée serait sous elle-même"
_ABOVE_REFUSED = "l’idée au-dessus n’est pas reprise"
_ABOVE_DELETED = "l’idée au-dessus est dans la corbeille"
_ABOVE_UNKNOWN = "l’idée au-dessus n’est ni dans ce canevas, ni reprise de ce fichier"
_TANGLED = (
    "Ce fichier met trop d’idées les unes sous les autres, en rond. Rien n’a été changé ; "
    "vérifiez ce qu’il dit de l’idée au-dessus de chacune, puis recommencez."
)


def outline_reading(
    outline: Outline, template: Template, snapshot: Snapshot, kind: str, encoding: str
) -> ImportReading:
    """Return what the outline says of the canvas."""
    tree = arrange((*snapshot.cards, *snapshot.trash))
    remark = _root(outline, template, tree)
    graft = _Graft(outline.ideas, template, tree)
    reading = ImportReading(
        cards=graft.cards(),
        refused=tuple(graft.refused[one] for one in outline.ideas if one in graft.refused),
        owned_fields=frozenset(),
        dropped=outline.tally.dropped,
        moved=tuple(sorted(graft.moved, key=lambda one: one.line)),
        encoding=encoding,
        separator="",
        ordered=True,
        kind=kind,
        remarks=(remark,) if remark else (),
    )
    return meet(reading, tree.order)


def _root(outline: Outline, template: Template, tree: Tree) -> str:
    """Find what the top of a file becomes; return what is to be said of it."""
    ideas, keys = outline.ideas, {idea.key for idea in outline.ideas}
    tops = [idea for idea in ideas if idea.under not in keys]
    if not outline.rooted or len(tops) != 1 or tops[0].under or tops[0].key == CENTRE:
        return ""
    top, name = tops[0], f"« {excerpt(tops[0].text)} »"
    said, mine = normalize(split_long(top.text, CARD_TEXT_CHARS)[0]), normalize(tree.centre.text)
    same = said in ("", mine)
    if not same and said in {normalize(branch.text) for branch in tree.children_of(CENTRE)}:
        return f"Les idées du fichier vont sous la branche {name}."
    written = mine not in ("", normalize(tree_plan(template).centre))
    if (written and not same) or (top.card and top.card.fields):
        return f"{name}, au centre du fichier, devient une branche principale."
    for idea in ideas:
        idea.under = CENTRE if idea.under == top.key else idea.under
    top.key, top.text = CENTRE, top.text if said else tree.centre.text or top.text
    facts = (f"{name} : {value}" for name, value in top.facts)
    if note := "\n".join(part for part in (top.note, *facts, top.link) if part.strip()):
        aside = Idea(note, top.line, f"{UNNAMED}{len(ideas)}", under=CENTRE)
        ideas.insert(ideas.index(top) + 1, aside)  # only a node can carry it
    top.notes, top.link, top.facts = [], "", []
    return "" if same else f"L’idée centrale devient {name}."


class _Graft:
    """Ideas faced with a canvas.

    Attributes:
        refused: those that have no place, and why.
        moved: what was too long.
    """

    def __init__(self, ideas: Sequence[Idea], template: Template, tree: Tree) -> None:
        self._ideas, self._template, self._tree = ideas, template, tree
        self._settling = Settling(template)
        self._known = {card.id: card for card in (*tree.hidden, *tree.order, tree.centre)}
        self._below: defaultdict[str, list[Idea]] = defaultdict(list)
        for idea in ideas:
            idea.under = "" if idea.key == CENTRE else idea.under or CENTRE
            self._below[idea.under].append(idea)
        self.refused: dict[Idea, RefusedRow] = {}
        self.moved: list[Moved] = []
        self._refuse()

    def _refuse(self) -> None:
        """Refuse what has no place; a card stays where it was, which others may be under: again."""
        there = {CENTRE: "", **{card.id: card.parent or CENTRE for card in self._tree.order}}
        for _ in range(IMPORT_ROUNDS):
            kept = {idea.key: idea for idea in self._ideas if idea not in self.refused}
            above = there | {key: idea.under for key, idea in kept.items()}
            loops = [[kept[key] for key in loop if key in kept] for loop in cycles_of(above)]
            bad = [(max(loop, key=lambda idea: idea.line), _LOOP) for loop in loops]
            for idea in kept.values():
                if idea.under and idea.under not in above:
                    gone = idea.under in self._known
                    bad.append((idea, _ABOVE_DELETED if gone else _ABOVE_UNKNOWN))
            if not bad:
                return
            for idea, reason in bad:  # which grows: nothing can be under a new one that is refused
                if idea not in self.refused:
                    self.refused[idea] = RefusedRow(idea.line, excerpt(idea.text), reason)
                    if idea.key not in self._known:
                        bad += [(one, _ABOVE_REFUSED) for one in self._below[idea.key]]
        raise InvalidInput(_TANGLED)

    def cards(self) -> tuple[Card, ...]:
        """Return the cards in the order of the file."""
        kept = (idea for idea in self._ideas if idea not in self.refused)
        return tuple(card for idea in kept for card in self._cards(idea))

    def _cards(self, idea: Idea) -> list[Card]:
        """Return the card of an idea, then those under it of what it cannot hold."""
        known = self._known.get(idea.key)
        if card := idea.card:
            card = replace(card, text=idea.text, zone=known.zone if known else card.zone)
        else:
            own = idea.key if self._template.zone(idea.key) else NODE
            card = self._settling.card(idea, known.zone if known else own)
        card = replace(card, id=idea.key, parent=idea.under or None)
        card, ends, moved = shorten(card, self._template, idea.line, "sous elle")
        self.moved += moved
        key = f"{UNNAMED}{idea.key}{UNNAMED}"
        below = (Idea(text, idea.line, f"{key}{at}", card.id) for at, text in enumerate(ends))
        return [card, *(one for end in below for one in self._cards(end))]
