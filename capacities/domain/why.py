"""The synthesis of « pourquoi » : the chain of answers that got most gommettes, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacities.domain.plans import Chain, TreePlan, tree_plan
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, Field, Template
from capacities.domain.tree import Tree
from capacities.domain.wording import counted, listed, one_line, quoted

_SAYS_WHY: Final = ("parce qu", "pour ", "pour\u00a0", "car ", "afin ", "puisqu", "en vue d")
"""An answer that begins so needs no other conjunction."""
_LEADING: Final = {"ne", "n", "pas", "plus", "mieux", "moins", "se", "s", "y", "en"}
"""Words that may stand before an infinitive."""
_ENDS_TOLD: Final = 3
"""Chains of equal weight that are named."""
_INFINITIVES: Final = ("er", "ir", "re")
_NOT_INFINITIVES: Final = {"notre", "votre", "autre", "entre", "contre", "quatre", "hier"}
"""Words that may begin a sentence and end like an infinitive."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of the chain, and the sentence that tells it after the one before."""

    card: Card
    dots: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Why:
    """What the answers say together.

    Attributes:
        steps: the chain that got most weight, from the first answer down; empty without one.
        weight: the gommettes placed along it.
        met: facets that the chain meets, in the order of the template.
        unserved: facets that none of the answers of the tree meets.
        equal: what other chains end by that got as much weight.
        reason: why there is no chain, in a French sentence; "" when there is one.
    """

    steps: tuple[Step, ...]
    weight: int
    met: tuple[str, ...]
    unserved: tuple[str, ...]
    reason: str = ""
    equal: tuple[Card, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What follows the chain: the facets met, those that nothing serves."""
        said = []
        if self.equal:
            said.append(self._tie())
        if self.met:
            said.append(f"Cette chaîne sert\u00a0: {_facets(self.met)}.")
        elif self.steps:
            said.append("Aucune facette n’est cochée le long de cette chaîne.")
        if self.unserved:
            said.append(f"Aucune réponse ne sert encore\u00a0: {_facets(self.unserved)}.")
        return tuple(said)

    def _tie(self) -> str:
        ends = [quoted(card.text) if card.text.strip() else "…" for card in self.equal]
        more = len(ends) - _ENDS_TOLD
        told = listed(ends[:_ENDS_TOLD]) if more <= 0 else ", ".join(ends[:_ENDS_TOLD])
        others = f" et {more} autres" if more > 1 else " et une autre" if more == 1 else ""
        chains = "la chaîne qui finit" if len(ends) == 1 else "les chaînes qui finissent"
        return (
            f"À égalité, {counted(self.weight, 'gommette')} chacune, avec {chains} par "
            f"{told}{others}\u00a0: celle-ci n’est pas seule en tête."
        )


def _facets(titles: Sequence[str]) -> str:
    return listed([_lowered(title) for title in titles])


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def tell_why(tree: Tree, template: Template, dots: Mapping[str, int] | None) -> Why:
    """Tell the chain that got most weight.

    ``dots`` holds the gommettes by card; None while they are secret.
    """
    plan = tree_plan(template)
    told = plan.chain or Chain("")
    facets = [field for field in template.fields if field.key in told.facets]
    unserved = tuple(f.title for f in facets if not any(_served(c, f) for c in tree.order))
    reason = _reason(tree, dots)
    if reason or dots is None:
        return Why((), 0, (), unserved if tree.order else (), reason)
    chain = heaviest(tree, dots, len(plan.levels) or None)
    if not any(dots.get(card.id, 0) for card in chain):
        reason = "Les gommettes posées sont plus bas que les questions\u00a0: aucune chaîne à lire."
        return Why((), 0, (), unserved, reason)
    equal = equals(tree, dots, chain, len(plan.levels) or None)
    return Why(
        equal=equal,
        steps=tuple(_steps(tree.centre, chain, plan, dots)),
        weight=sum(dots.get(card.id, 0) for card in chain),
        met=tuple(f.title for f in facets if any(_served(card, f) for card in chain)),
        unserved=unserved,
    )


def heaviest(tree: Tree, dots: Mapping[str, int], longest: int | None = None) -> tuple[Card, ...]:
    """Return the chain, from a main branch down, along which most gommettes were placed.

    At equal weight the longer chain wins, then the first one read from top to bottom. With
    ``longest``, cards deeper than that are left out.
    """
    weights: dict[str, int] = {CENTRE: 0}
    best: tuple[tuple[int, int], Card] | None = None
    for card in tree.order:
        depth = tree.depths[card.id]
        above = CENTRE if card.parent is None else card.parent
        weights[card.id] = weights[above] + max(0, dots.get(card.id, 0))
        if longest is not None and depth > longest:
            continue
        rank = (weights[card.id], depth)
        if best is None or rank > best[0]:
            best = (rank, card)
    return tree.path(best[1].id) if best else ()


def equals(
    tree: Tree, dots: Mapping[str, int], chain: Sequence[Card], longest: int | None = None
) -> tuple[Card, ...]:
    """Return the last voted cards of the other chains along which as many were placed."""
    weights: dict[str, int] = {CENTRE: 0}
    heads = []
    for card in tree.order:
        above = CENTRE if card.parent is None else card.parent
        own = max(0, dots.get(card.id, 0))
        weights[card.id] = weights[above] + own
        if own and (longest is None or tree.depths[card.id] <= longest):
            heads.append(card)
    told = {card.id for card in chain}
    most = weights[chain[-1].id]
    return tuple(card for card in heads if weights[card.id] == most and card.id not in told)


def _reason(tree: Tree, dots: Mapping[str, int] | None) -> str:
    if not tree.order:
        return "Aucune réponse n’est encore écrite\u00a0: commencez par la première question."
    if dots is None:
        return (
            "La chaîne de réponses qui pèse le plus se lira ici quand la personne qui anime "
            "dévoilera les gommettes."
        )
    if not any(dots.get(card.id, 0) > 0 for card in tree.order):
        return (
            "Aucune gommette n’est encore posée\u00a0: la chaîne de réponses qui pèse le plus "
            "se lira ici dès les premières."
        )
    return ""


def _served(card: Card, facet: Field) -> bool:
    return card.fields.get(facet.key) is True


def _steps(
    centre: Card, chain: Sequence[Card], plan: TreePlan, dots: Mapping[str, int]
) -> Iterator[Step]:
    questions = [level.question for level in plan.levels]
    for place, card in enumerate(chain):
        count = dots.get(card.id, 0)
        weight = counted(count, "gommette") if count else "sans gommette"
        weight = f"({weight})".replace(" ", "\u00a0")
        link = _conjunction(card.text)
        answer = quoted(card.text) if card.text.strip() else "une réponse encore sans texte"
        if place == 0:
            project = quoted(centre.text) if centre.text.strip() else _lowered(plan.centre)
            start = f"{plan.chain.start if plan.chain else ''} {project}".strip()
            said = f"{start} {link} {answer}" if link else f"{start}\u00a0: {answer}"
        else:
            question = questions[place] if place < len(questions) else "Et pourquoi\u202f?"
            said = f"{question} {link.capitalize()} {answer}" if link else f"{question} {answer}"
        yield Step(card, count, f"{said} {weight}.")


def _conjunction(answer: str) -> str:
    """Return what leads to an answer: « Pour » an infinitive, nothing when it says why itself."""
    text = one_line(answer.lower())
    if not text or text.startswith(_SAYS_WHY):
        return ""
    words = text.replace("’", " ").replace("'", " ").split()
    first = next((word for word in words if word not in _LEADING), "")
    if first.endswith(_INFINITIVES) and first not in _NOT_INFINITIVES:
        return "pour"
    return "parce que"
