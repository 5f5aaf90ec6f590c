"""Counts of a tree, and what remains, on trees small enough to be checked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from templates_of_tests import DATA, PRODUCT, TREE

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree import arrange
from capacities.domain.tree_figures import TreeFigures, count_tree, type_label
from capacities.templates.examples import load_examples

GOVERNANCE, WHY = PRODUCT["gouvernance"], PRODUCT["pourquoi"]


def node(key: str, parent: str = CENTRE, color: str = "idee", **fields: Any) -> Card:
    """Return an idea."""
    return Card(key, f"Texte {key}", NODE, key, color=color, parent=parent, fields=fields)


def seeds() -> list[Card]:
    """Return the branches of a new map of the governance, each as it is created."""
    zones = enumerate(GOVERNANCE.zones)
    return [Card(z.key, z.title, z.key, f"a{n:02}", parent=CENTRE) for n, z in zones]


def count(*cards: Card, template: Any = GOVERNANCE) -> TreeFigures:
    return count_tree(Snapshot("t", (Card(CENTRE, "Centre", CENTRE), *cards)), template)


def test_a_new_map_holds_no_idea() -> None:
    """Its eleven branches were there at the start: everything remains."""
    figures = count(*seeds())
    assert (figures.ideas, len(figures.empty), figures.depths, figures.kinds) == (0, 11, (), ())
    assert figures.remaining == ("Tout est à écrire\u00a0: aucune branche n’est commencée.",)


def test_an_idea_belongs_to_the_main_branch_above_it() -> None:
    """However deep; a branch that somebody added counts as an idea of its own."""
    figures = count(
        *seeds(),
        node("a", "portage", "action", qui="La mairie", quand="2026-11-22"),
        node("b", "a", "moyen"),
        node("z"),
    )
    held = {branch.title: branch.count for branch in figures.branches if branch.count}
    assert held == {"Portage politique": 2, "Texte z": 1}
    assert (figures.ideas, figures.depths) == (3, (1, 1, 1))
    assert [type_label(kind) for kind in figures.kinds] == ["▶ Action", "⚒ Moyen", "✦ Idée"]
    assert figures.by_kind == (1, 1, 1)
    assert [b.by_kind for b in figures.branches if b.count] == [(1, 1, 0), (0, 0, 1)]


def test_an_idea_without_type_and_one_of_a_type_long_gone() -> None:
    """The first is counted apart, the second as it is drawn: as the first type."""
    figures = count(node("a", color=""), node("b", color="disparu"))
    assert [kind.title for kind in figures.kinds] == ["Action", "Sans type"]


def test_only_actions_are_asked_who_and_when() -> None:
    """A means or an idea needs no date; blank words are no answer."""
    figures = count(
        node("a", "z", "action", qui=" ", quand="2026-11-22"),
        node("b", "z", "action", qui="L’agglomération"),
        node("c", "z", "action"),
        node("z", color="moyen"),
    )
    assert figures.remaining == (
        "2 actions sont sans responsable.",
        "2 actions sont sans date.",
    )


def test_without_actions_every_idea_is_asked_where_the_template_says() -> None:
    """A template whose types hold no action; the field « qui » is not that of every branch."""
    figures = count(node("a", color="reponse"), node("b", color="frein", qui="x"), template=TREE)
    asked = {"1 idée est sans responsable.", "2 idées sont sans date."}
    assert asked <= set(figures.remaining)


def test_branches_left_empty_are_named() -> None:
    """One, or a few."""
    cards = seeds()
    filled = [node(f"n{card.id}", card.id) for card in cards[2:]]
    assert count(*cards, *filled).remaining == (
        "2 branches sont encore vides\u00a0: Acteurs moteurs et besoins et Catalogage et "
        "qualité des données.",
    )
    assert count(*cards, *filled, node("x", "acteurs")).remaining == (
        "Une branche est encore vide\u00a0: Catalogage et qualité des données.",
    )


def test_states_are_counted_in_the_order_of_the_template() -> None:
    """An unknown state counts for nothing."""
    figures = count(node("a", etat="fait"), node("b", etat="a-lancer"), node("c", etat="?"))
    assert figures.states == (("à lancer", 1), ("fait", 1))


def test_facets_are_counted_where_they_are_ticked() -> None:
    """Each yes/no field of the template, even when nothing says yes."""
    figures = count(node("a", social=True), node("b", social=False), template=WHY)
    assert figures.ticked == (
        ("Environnement", 0), ("Social", 1), ("Développement économique", 0),
    )  # fmt: skip


def test_chained_questions_say_what_they_wait_for() -> None:
    """Each answer asks the next question; the last level asks nothing."""
    (everything,) = count(template=WHY).remaining
    assert everything.startswith("Tout est à écrire\u00a0: «\u00a0Pourquoi voulez-vous")
    assert everything.endswith("\u00a0».")
    figures = count(
        node("a"), node("b"), node("c", "a"), node("d", "a"), node("e", "c"), template=WHY
    )
    assert figures.remaining == (
        "1 réponse attend encore la question «\u00a0Et pourquoi cet objectif\u202f?\u00a0».",
        "1 réponse attend encore la question «\u00a0Et pourquoi\u202f?\u00a0».",
    )


def test_ideas_without_text_remain_to_be_written() -> None:
    """Somebody opened a node and left."""
    blank = Card("a", " \n", NODE, parent=CENTRE, color="idee")
    assert count(blank).remaining == ("1 idée est encore sans texte.",)


def test_the_example_is_counted() -> None:
    """Every idea of the two trees of Lisieux is in a branch and of a type."""
    canvases = load_examples(DATA / "exemples")[0].canvases
    for template in (GOVERNANCE, WHY):
        figures = count_tree(Snapshot("t", canvases[template.key]), template)
        assert figures.ideas > 10
        assert figures.ideas == sum(figures.by_kind)


PARENTS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.sampled_from([*"abcdefgh", CENTRE, "portage", "?"]), st.booleans()),
)


@pytest.mark.parametrize("template", [GOVERNANCE, WHY, TREE], ids=lambda t: t.key)
@given(document=PARENTS)
def test_every_idea_is_counted_once(template: Any, document: dict[str, tuple[str, bool]]) -> None:
    """By type, by branch and by depth, whatever the document holds."""
    nodes = [Card(k, "x", NODE, parent=p, deleted=gone) for k, (p, gone) in document.items()]
    cards = [*seeds(), *nodes]
    figures = count_tree(Snapshot("t", tuple(cards)), template)
    branches = sum(branch.count for branch in figures.branches)
    assert figures.ideas == sum(figures.by_kind) == branches == sum(figures.depths)
    seeded = {zone.key for zone in template.zones}
    assert figures.ideas == sum(1 for card in arrange(cards).order if card.zone not in seeded)
