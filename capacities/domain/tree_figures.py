"""What a tree says in figures: its ideas by type and by branch, and what remains to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from capacities.domain.plans import tree_plan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, Color, Field, FieldKind, Template
from capacities.domain.tree import Tree, arrange
from capacities.domain.wording import counted, listed, one_line, quoted, shortened

UNTITLED: Final = "Branche sans titre"
UNTYPED: Final = Color("", "Sans type", "black")


@dataclass(frozen=True, slots=True)
class BranchCount:
    """A main branch and the ideas it holds, itself included when somebody added it.

    ``by_kind`` has one number for each of ``TreeFigures.kinds``.
    """

    id: str
    title: str
    count: int
    by_kind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TreeFigures:
    """Everything counted in one tree.

    Attributes:
        ideas: what people added; the branches that were there at the start are no ideas.
        kinds: the types that are in use, in the order of the template; without type last.
        by_kind: how many ideas of each of ``kinds``.
        branches: the main branches, from top to bottom.
        depths: how many ideas at depth 1, 2…
        states: title and count of each state in use, in the order of the template.
        ticked: title of each yes/no field and how many ideas say yes.
        remaining: what is still to be done, in French sentences; empty when nothing is.
    """

    ideas: int
    kinds: tuple[Color, ...]
    by_kind: tuple[int, ...]
    branches: tuple[BranchCount, ...]
    depths: tuple[int, ...]
    states: tuple[tuple[str, int], ...]
    ticked: tuple[tuple[str, int], ...]
    remaining: tuple[str, ...]

    @property
    def empty(self) -> tuple[BranchCount, ...]:
        return tuple(branch for branch in self.branches if branch.count == 0)


def count_tree(snapshot: Snapshot, template: Template) -> TreeFigures:
    """Count everything at once; cheap enough for each display."""
    tree = arrange(snapshot.cards)
    seeds = {zone.key for zone in template.zones}
    ideas = [card for card in tree.order if card.zone not in seeds]
    kinds = _kinds(ideas, template)
    branches = tuple(
        _branch(tree, card, kinds, seeds, template) for card in tree.children_of(CENTRE)
    )
    depths = Counter(tree.depths[card.id] for card in ideas)
    return TreeFigures(
        ideas=len(ideas),
        kinds=kinds,
        by_kind=_by_kind(ideas, kinds, template),
        branches=branches,
        depths=tuple(depths[n + 1] for n in range(max(depths, default=0))),
        states=_states(ideas, template),
        ticked=tuple(
            (field.title, sum(card.fields.get(field.key) is True for card in ideas))
            for field in template.fields
            if field.kind is FieldKind.YES_NO
        ),
        remaining=tuple(_remaining(tree, ideas, branches, template)),
    )


def kind_of(card: Card, template: Template) -> str:
    """Return the key of a node's type; one that the template does not know counts as drawn."""
    return template.color(card.color).key if card.color else ""


def type_label(kind: Color) -> str:
    """Return a type of idea as it is shown: by its sign and its word."""
    return f"{kind.sign} {kind.title}".strip()


def _kinds(ideas: Iterable[Card], template: Template) -> tuple[Color, ...]:
    used = {kind_of(card, template) for card in ideas}
    return tuple(kind for kind in (*template.colors, UNTYPED) if kind.key in used)


def _by_kind(ideas: Iterable[Card], kinds: Sequence[Color], template: Template) -> tuple[int, ...]:
    counts = Counter(kind_of(card, template) for card in ideas)
    return tuple(counts[kind.key] for kind in kinds)


def _branch(
    tree: Tree, top: Card, kinds: Sequence[Color], seeds: set[str], template: Template
) -> BranchCount:
    ideas = [card for card in (top, *tree.below(top.id)) if card.zone not in seeds]
    title = one_line(top.text) or UNTITLED
    return BranchCount(top.id, title, len(ideas), _by_kind(ideas, kinds, template))


def _states(ideas: Iterable[Card], template: Template) -> tuple[tuple[str, int], ...]:
    field = template.field(tree_plan(template).follow_up.state)
    if field is None:
        return ()
    counts = Counter(card.fields.get(field.key) for card in ideas)
    return tuple((c.title, counts[c.key]) for c in field.choices if counts[c.key])


def _gaps(ideas: Sequence[Card], template: Template) -> Iterator[str]:
    """Say what the ideas of the type followed up, or all of them, lack of what is asked."""
    follow_up = tree_plan(template).follow_up
    noun = template.color(follow_up.kind).title.lower() if follow_up.kind else "idée"
    asked = [c for c in ideas if not follow_up.kind or kind_of(c, template) == follow_up.kind]
    for wanted in follow_up.asked:
        field = template.field(wanted.field)
        if field is None:
            continue
        concerned = [card for card in asked if field.applies_to(template.model_key(card.zone))]
        missing = sum(1 for card in concerned if not _filled(card, field))
        if missing:
            verb = "est" if missing == 1 else "sont"
            yield f"{counted(missing, noun)} {verb} sans {wanted.word}."


def _filled(card: Card, field: Field) -> bool:
    return bool(str(card.fields.get(field.key, "")).strip())


def _remaining(
    tree: Tree, ideas: Sequence[Card], branches: Sequence[BranchCount], template: Template
) -> Iterator[str]:
    levels = tree_plan(template).levels
    if not ideas:
        question = quoted(levels[0].question) if levels else ""
        yield f"Tout est à écrire\u00a0: {question or 'aucune branche n’est commencée'}."
        return
    empty = [shortened(branch.title) for branch in branches if branch.count == 0]
    if len(empty) == 1:
        yield f"Une branche est encore vide\u00a0: {empty[0]}."
    elif empty:
        yield f"{len(empty)} branches sont encore vides\u00a0: {listed(empty)}."
    for depth, level in enumerate(levels[1:], start=1):
        waiting = sum(tree.depths[c.id] == depth and not tree.children_of(c.id) for c in ideas)
        if waiting:
            answers = f"{counted(waiting, 'réponse')} {'attend' if waiting == 1 else 'attendent'}"
            yield f"{answers} encore la question {quoted(level.question)}."
    yield from _gaps(ideas, template)
    blank = sum(1 for card in ideas if not card.text.strip())
    if blank:
        yield f"{counted(blank, 'idée')} {'est' if blank == 1 else 'sont'} encore sans texte."
