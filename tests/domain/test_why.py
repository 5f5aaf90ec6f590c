"""The chain of answers that weighs most: which one it is, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from templates_of_tests import PRODUCT, TREE

from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree import Tree, arrange
from capacities.domain.why import heaviest, tell_why

WHY = PRODUCT["pourquoi"]


def answer(key: str, parent: str, text: str = "", **fields: Any) -> Card:
    """Return an answer."""
    return Card(key, text or f"Réponse {key}", NODE, key, parent=parent, fields=fields)


ROOFS = arrange(
    [
        Card(CENTRE, "Toits solaires solidaires", CENTRE),
        answer("a", CENTRE, "Fournir de nouveaux services", social=True),
        answer("b", CENTRE, "Le prix de l’énergie monte", economie=True),
        answer("c", "a", "Pour aller vers ceux qui ne demandent rien."),
        answer("d", "a", "Autre chose"),
        answer("e", "c", "Chacun doit pouvoir vieillir ici", social=True),
        answer("f", "e", "Plus bas que les questions"),
    ]
)  # fmt: skip


def test_the_heaviest_chain_is_told_as_sentences() -> None:
    """Each answer follows its question, with a conjunction only where it needs one."""
    why = tell_why(ROOFS, WHY, {"a": 3, "c": 1, "e": 2, "b": 5, "f": 9})
    assert [step.sentence for step in why.steps] == [
        "Nous voulons mettre en œuvre «\u00a0Toits solaires solidaires\u00a0» pour «\u00a0Fournir "
        "de nouveaux services\u00a0» (3\u00a0gommettes).",
        "Et pourquoi cet objectif\u202f? «\u00a0Pour aller vers ceux qui ne demandent rien\u00a0» "
        "(1\u00a0gommette).",
        "Et pourquoi\u202f? Parce que «\u00a0Chacun doit pouvoir vieillir ici\u00a0» "
        "(2\u00a0gommettes).",
    ]
    assert (why.weight, why.reason) == (6, "")


def test_an_answer_of_empty_id_weighs_as_another() -> None:
    """Another client may have written it: what is under it is not under the centre."""
    tree = arrange(
        [Card(CENTRE, "", CENTRE), answer("", CENTRE), answer("a", CENTRE), answer("b", "")]
    )
    chain = heaviest(tree, {"": 2, "a": 2, "b": 1})
    assert [card.id for card in chain] == ["", "b"]
    assert heaviest(tree, {"": 2, "a": 3}) == chain[:0] + tree.path("a")


def test_the_facets_met_and_those_that_nothing_serves_are_said() -> None:
    """Along the chain for the first, in the whole tree for the second."""
    why = tell_why(ROOFS, WHY, {"e": 1})
    assert (why.met, why.unserved) == (("Social",), ("Environnement",))
    assert why.sentences == (
        "Cette chaîne sert\u00a0: social.",
        "Aucune réponse ne sert encore\u00a0: environnement.",
    )
    assert tell_why(ROOFS, WHY, {"d": 9}).met == ("Social",)
    plain = arrange([answer("a", CENTRE)])
    assert tell_why(plain, WHY, {"a": 1}).sentences == (
        "Aucune facette n’est cochée le long de cette chaîne.",
        "Aucune réponse ne sert encore\u00a0: environnement, social et développement économique.",
    )


@pytest.mark.parametrize(
    ("tree", "dots", "words"),
    [
        (arrange([]), {}, "Aucune réponse n’est encore écrite"),
        (ROOFS, None, "se lira ici quand la personne qui anime dévoilera"),
        (ROOFS, {}, "Aucune gommette n’est encore posée"),
        (ROOFS, {"gone": 4, "a": 0}, "Aucune gommette n’est encore posée"),
        (ROOFS, {"f": 4}, "plus bas que les questions"),
    ],
)  # fmt: skip
def test_why_there_is_no_chain_is_said(tree: Tree, dots: Any, words: str) -> None:
    """Nothing written, nothing voted, or a secret vote."""
    why = tell_why(tree, WHY, dots)
    assert words in why.reason
    assert (why.steps, why.weight, why.met) == ((), 0, ())


def test_a_chain_that_is_not_alone_ahead_says_so() -> None:
    """Two chains of equal weight are a tie, and told as one; one lighter, or below, is none."""
    tree = arrange(
        [answer("a", CENTRE), answer("b", "a"), answer("c", CENTRE), answer("d", CENTRE)]
    )
    why = tell_why(tree, WHY, {"a": 1, "b": 1, "c": 2, "d": 1})
    assert [card.id for card in why.equal] == ["c"]
    assert why.sentences[0] == (
        "À égalité, 2 gommettes chacune, avec la chaîne qui finit par «\u00a0Réponse c\u00a0»"
        "\u00a0: celle-ci n’est pas seule en tête."
    )
    assert tell_why(tree, WHY, {"a": 1, "b": 2, "c": 2}).equal == ()
    many = arrange([answer(key, CENTRE) for key in "abcdef"])
    assert "et 2 autres" in tell_why(many, WHY, dict.fromkeys("abcdef", 1)).sentences[0]


def test_an_empty_text_and_a_question_missing_from_the_template_are_said() -> None:
    """A tree written by hand may hold anything."""
    tree = arrange([Card("a", " ", NODE, parent=CENTRE), answer("b", "a"), answer("c", "b")])
    why = tell_why(tree, TREE, {"a": 1})
    assert [step.sentence for step in why.steps] == [
        "Nous voulons mettre en œuvre notre cas d’usage\u00a0: une réponse encore sans texte "
        "(1\u00a0gommette).",
        "Et pourquoi cet objectif ? Parce que «\u00a0Réponse b\u00a0» (sans\u00a0gommette).",
    ]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Réduire la facture", "pour"), ("Ne plus dépendre du gaz", "pour"),
        ("S’inscrire dans le plan climat", "pour"), ("Mieux connaître les toits", "pour"),
        ("Notre territoire vieillit", "parce que"), ("Les élus le demandent", "parce que"),
        ("L’air est pollué", "parce que"), ("parce qu’on l’a promis", "\u00a0:"),
        ("Afin de durer", "\u00a0:"),
    ],
)  # fmt: skip
def test_the_conjunction_suits_the_answer(text: str, link: str) -> None:
    """« Pour » an aim, « parce que » a statement, none before an answer that says why."""
    (step,) = tell_why(arrange([answer("a", CENTRE, text)]), WHY, {"a": 1}).steps
    assert f"notre cas d’usage {link} «".replace(" \u00a0", "\u00a0") in step.sentence


IDS = st.sampled_from("abcdefgh")
DOCUMENTS = st.dictionaries(IDS, IDS | st.just(CENTRE))
DOTS = st.dictionaries(IDS, st.integers(0, 4))


@given(DOCUMENTS, DOTS, st.none() | st.integers(1, 4))
def test_no_chain_weighs_more_than_the_one_told(
    parents: dict[str, str], dots: dict[str, int], longest: int | None
) -> None:
    """Among all chains from a main branch down; at equal weight none is longer, or before."""
    tree = arrange([answer(key, parent) for key, parent in parents.items()])
    chains = [
        path
        for path in (tree.path(card.id) for card in tree.order)
        if longest is None or len(path) <= longest
    ]
    ranks = [(sum(dots.get(card.id, 0) for card in path), len(path)) for path in chains]
    chain = heaviest(tree, dots, longest)
    assert list(chain) == list(chains[ranks.index(max(ranks))] if chains else ())
