"""The examples given with the product are right for their canvases."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from templates_of_tests import DATA, PRODUCT, USAGERS

from capacities.documents.registry import read_snapshot
from capacities.documents.seeds import first_cards
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.errors import TemplateError
from capacities.domain.snapshot import Edge
from capacities.domain.template import CENTRE, NODE, TRAY, Form
from capacities.domain.timeline import plan_of
from capacities.domain.tree import arrange
from capacities.exports.timeline import step_fields
from capacities.templates.examples import load_examples, read_example
from capacities.templates.loader import load_templates

EXAMPLES = load_examples(DATA / "exemples")


def test_every_example_is_read() -> None:
    """None is left out for a mistake."""
    assert len(list((DATA / "exemples").glob("*.yaml"))) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.territory)
def test_an_example_is_accepted_whole_by_its_canvases(example: object) -> None:
    """Boxes, colours and fields exist: nothing is repaired, nothing is lost."""
    from capacities.templates.examples import Example

    assert isinstance(example, Example)
    templates = load_templates(DATA / "canevas").templates
    for key, cards in example.canvases.items():
        template = templates[key]
        links = example.links.get(key, ())
        snapshot = read_snapshot(open_doc(new_document(template, cards, links), ()), template)
        assert snapshot.warnings == ()
        assert {edge.id: edge for edge in links} == {edge.id: edge for edge in snapshot.edges}
        found = {card.id: card for card in snapshot.cards}
        assert {card.id: card for card in cards} == {card.id: found[card.id] for card in cards}
        given = {card.id for card in (*cards, *first_cards(template))}
        assert (given, snapshot.trash) == (found.keys(), ())
        nodes = [card for card in cards if card.id != CENTRE]
        bare = template.form in (Form.MAP, Form.TIMELINE)  # a card has the colour of its type
        drawn = [card for card in nodes if card.color or not bare]
        assert {card.color for card in drawn} <= {color.key for color in template.colors}


def test_lisieux_fills_every_box_and_says_what_is_invented() -> None:
    """The case of the carnet is signed by the carnet, the rest as fictional."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    cards = lisieux.canvases["canevas-usagers"]
    assert {zone.key for zone in USAGERS.zones} == {card.zone for card in cards}
    assert {"Carnet CAPACities", "Exemple fictif"} == {card.author for card in cards}
    assert "cadastre × CAF × potentiel photovoltaïque" in lisieux.use_case
    assert "fictif" in lisieux.title
    assert 35 <= len(cards) <= 50


def test_lisieux_fills_every_branch_of_the_map_of_governance() -> None:
    """Three levels, four types, who, when and state, a note and a link."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    template, cards = PRODUCT["gouvernance"], lisieux.canvases["gouvernance"]
    tree = arrange((*first_cards(template), *cards))
    assert all(tree.children_of(zone.key) for zone in template.zones)
    assert 25 <= len([card for card in cards if card.zone == NODE]) <= 35
    assert max(tree.depths.values()) == 4
    assert {"action", "moyen", "methode", "idee"} == {card.color for card in cards} - {""}
    assert {key for card in cards for key in card.fields} == {f.key for f in template.fields}
    assert {"Carnet CAPACities", "Exemple fictif"} == {card.author for card in cards}


def test_lisieux_dreams_of_each_thread() -> None:
    """Every box of the projection holds something; what the carnet says is signed by it."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    cards = lisieux.canvases["projection"]
    assert {zone.key for zone in PRODUCT["projection"].zones} == {card.zone for card in cards}
    assert {"Carnet CAPACities", "Exemple fictif"} == {card.author for card in cards}


def test_lisieux_asks_why_three_times() -> None:
    """Chains of three answers, each one with its facets, and some still to be followed."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    cards = lisieux.canvases["pourquoi"]
    tree = arrange(cards)
    counts = Counter(tree.depths.values())
    assert (counts[1], counts.keys()) == (3, {1, 2, 3})
    assert {key for card in cards for key in card.fields} == {"environnement", "social", "economie"}
    assert {True} == {value for card in cards for value in card.fields.values()}


TREE_FILE = """\
titre: t
territoire: t
cas_usage: c
date: 2022-09-13
auteur: Elle
arbres:
  arbre:
    centre: Au milieu
    type: reponse
    branches:
      acteurs:
        - texte: un
          sous:
            - texte: deux
              type: frein
              auteur: Lui
              champs: {mesure: oui, qui: "oui", cout: 3}
        - texte: trois
    sous:
      - texte: quatre
"""


def test_a_tree_of_an_example_is_nested() -> None:
    """Each node is under the one it is written in, with the type of the tree or its own."""
    cards = read_example(TREE_FILE.encode(), "x.yaml").canvases["arbre"]
    texts = {card.id: card.text for card in cards} | {"acteurs": "acteurs", "": ""}
    assert [
        (card.text, texts[card.parent or ""], card.zone, card.color, card.author) for card in cards
    ] == [
        ("Au milieu", "", CENTRE, "", "Elle"),
        ("un", "acteurs", NODE, "reponse", "Elle"),
        ("deux", "un", NODE, "frein", "Lui"),
        ("trois", "acteurs", NODE, "reponse", "Elle"),
        ("quatre", "Au milieu", NODE, "reponse", "Elle"),
    ]
    assert dict(cards[2].fields) == {"mesure": True, "qui": "oui", "cout": 3.0}
    assert cards == read_example(TREE_FILE.encode(), "x.yaml").canvases["arbre"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: frein", "couleur: frein", "ligne 15, clé « arbres.arbre.branches.acteurs"),
        ("texte: trois", "text: trois", "ligne 18, clé .*vouliez-vous dire « texte »"),
        ("sous:\n      - texte: quatre", "sous: quatre", "ligne 19, clé « arbres.arbre.sous »"),
        ("centre: Au milieu", "centre: ''", "ligne 8, clé « arbres.arbre.centre »"),
        ("arbres:", "canevas: {arbre: {}}\narbres:", "ligne 9, clé « arbres.arbre » : .*déjà"),
    ],
)
def test_a_mistake_in_a_tree_of_an_example_is_told(old: str, new: str, words: str) -> None:
    """With its line and its key."""
    assert old in TREE_FILE
    with pytest.raises(TemplateError, match=words):
        read_example(TREE_FILE.replace(old, new, 1).encode(), "x.yaml")


MAP_FILE = """\
titre: t
territoire: t
cas_usage: c
date: 2022-09-13
auteur: Elle
canevas:
  carte:
    donnee:
      - {cle: cadastre, texte: Cadastre, x: 10, y: -20.5}
      - {cle: caf, texte: CAF}
    euro:
      - {texte: Temps gagné, sur: cadastre, champs: {qui: caf}}
      - {texte: Redevance, sur: envoi}
liens:
  carte:
    - {cle: envoi, de: cadastre, vers: caf, type: flux, texte: chaque nuit, champs: {debit: 2}}
    - {de: caf, vers: cadastre, type: accord, auteur: Lui}
"""


def test_an_example_has_links_and_stamps() -> None:
    """They name cards and links by the keys that the file gives them, which are their ids."""
    example = read_example(MAP_FILE.encode(), "x.yaml")
    cards, links = example.canvases["carte"], example.links["carte"]
    assert [(c.zone, c.x, c.y, c.on, dict(c.fields)) for c in cards] == [
        ("donnee", 10, -20.5, None, {}),
        ("donnee", None, None, None, {}),
        ("euro", None, None, "cadastre", {"qui": "caf"}),
        ("euro", None, None, "envoi", {}),
    ]
    assert [card.id for card in cards[:2]] == ["cadastre", "caf"]
    at = "2022-09-13T09:00:00+00:00"
    assert links == (
        Edge(
            *("envoi", "cadastre", "caf", "flux", "chaque nuit", "Elle", at), fields={"debit": 2.0}
        ),
        Edge(links[1].id, "caf", "cadastre", "accord", "", "Lui", at),
    )
    assert links[1].id.startswith("ex-")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("de: caf", "de: caff", "ligne 17, clé « liens.carte.2..de » .*vouliez-vous dire « caf »"),
        ("vers: caf", "vers: envoi", "ligne 16, clé « liens.carte.1..vers »"),
        ("sur: envoi", "sur: envois", "ligne 13, clé « canevas.carte.euro.2..sur »"),
        ("cle: caf", "cle: cadastre", "ligne 10, .* est déjà la clé de la carte ou du lien"),
        ("cle: envoi", "cle: caf", "ligne 16, .* est déjà la clé de la carte ou du lien"),
        ("liens:\n  carte", "liens:\n  cartes", "ligne 16, clé « liens.cartes »"),
    ],
)
def test_a_mistake_in_what_an_example_names_is_told(old: str, new: str, words: str) -> None:
    """A key that nothing has, or two have, with its line."""
    assert old in MAP_FILE
    with pytest.raises(TemplateError, match=words):
        read_example(MAP_FILE.replace(old, new, 1).encode(), "x.yaml")


def test_a_mistake_in_an_example_is_told_with_its_line() -> None:
    """As in a canvas."""
    with pytest.raises(TemplateError, match=r"x\.yaml, ligne 8, clé « canevas\.c\.a\[1\]\.text »"):
        read_example(
            b"titre: t\nterritoire: t\ncas_usage: c\ndate: d\nauteur: a\ncanevas:\n"
            b"  c:\n    a: [{text: x, texte: y}]\n",
            "x.yaml",
        )


def test_lisieux_plans_backwards_from_three_successes() -> None:
    """Every lane, every field, one step too late in November 2026, two cards still to be placed."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    template, cards = PRODUCT["retroplanning"], lisieux.canvases["retroplanning"]
    links = lisieux.links["retroplanning"]
    snapshot = read_snapshot(open_doc(new_document(template, cards, links), ()), template)
    planned = plan_of(snapshot, template, date(2026, 11, 29))
    assert {card.zone for card in cards} == {zone.key for zone in template.zones} | {TRAY}
    assert sum(card.zone == TRAY for card in cards) == 2
    assert {key for card in cards for key in card.fields} == {f.key for f in step_fields(template)}
    successes = [c for c in planned.cards.values() if c.task.nature == "reussite"]
    assert {one.latest_finish.strftime("%Y-%m") for one in successes} == {"2027-12"}
    assert [card.id for card in planned.late] == ["referent"]
    assert {card.author for card in cards} == {"Exemple fictif"}
    assert (planned.warnings, planned.conflicts, planned.cut) == ((), (), ())
