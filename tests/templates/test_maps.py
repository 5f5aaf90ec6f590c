"""Template files of maps: what is accepted, and what is said of each mistake."""

from __future__ import annotations

import pytest
from templates_of_tests import DATA, PRODUCT

from capacities.domain.plans import ElementType, Layer, MapPlan, map_plan
from capacities.domain.template import FieldKind, Template
from capacities.templates.loader import read_template

GOOD = """\
cle: essai
forme: map
titre: Essai
consigne: Posez.
source: Carnet
couches:
  - cle: demain
    titre: Demain
    teinte: wish
elements:
  - cle: qui
    titre: Partie prenante
    figure: ovale
    teinte: black
  - cle: donnee
    titre: Donnée
    figure: silo
    teinte: existing
    couche: demain
    questions: [Laquelle ?]
timbres:
  - cle: euro
    titre: Valeur
    figure: ovale
    teinte: wish
    signe: €
    sur: [donnee, flux]
liens:
  - cle: flux
    titre: Flux
    trait: points
    de: [donnee]
    vers: [qui, donnee]
    teinte: violet
    couche: demain
champs:
  - cle: gagne
    titre: Qui gagne
    type: element
    parmi: qui
    cases: [euro]
"""


def template_of(text: str) -> Template:
    """Read a file that has no mistake."""
    template, errors = read_template(text.encode(), "essai.yaml")
    assert template is not None, errors
    return template


def test_a_map_says_what_may_be_put_on_it() -> None:
    """Elements, stamps, layers, links and what they may join."""
    template = template_of(GOOD)
    assert template.plan == MapPlan(
        elements=(
            ElementType("qui", "oval", "black"),
            ElementType("donnee", "silo", "existing", layer="demain"),
            ElementType("euro", "oval", "wish", "€", stamp=True, carriers=("donnee", "flux")),
        ),
        layers=(Layer("demain", "Demain", hue="wish"),),
    )
    assert [zone.key for zone in template.zones] == ["qui", "donnee", "euro"]
    assert template.zones[1].questions == ("Laquelle ?",)
    (kind,) = template.edge_kinds
    assert (kind.line, kind.sources, kind.targets) == ("dots", ("donnee",), ("qui", "donnee"))
    assert (kind.hue, kind.layer) == ("violet", "demain")
    (field,) = template.fields
    assert (field.kind, field.among) == (FieldKind.ELEMENT, "qui")


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("elements:", "élements:", "élements", "vouliez-vous dire « elements »"),
        ("figure: silo", "figure: carré", "elements[2].figure", "vouliez-vous dire « carre »"),
        ("teinte: existing", "teinte: bleu", "elements[2].teinte", "on attend « note »"),
        ("couche: demain\n    q", "couche: hier\n    q", "elements[2].couche", "« hier » inconnu"),
        ("cle: euro", "cle: qui", "timbres[1].cle", "déjà la clé de l’élément"),
        ("signe: €", "signe: euros", "timbres[1].signe", "un seul signe"),
        ("sur: [donnee, flux]", "sur: [fleuve]", "timbres[1].sur[1]", "« fleuve » inconnu"),
        ("trait: points", "trait: pointillé", "liens[1].trait", "on attend « plein »"),
        ("de: [donnee]", "de: [donne]", "liens[1].de[1]", "vouliez-vous dire « donnee »"),
        ("    parmi: qui\n", "", "champs[1].parmi", "dit « parmi »"),
        ("parmi: qui", "parmi: quoi", "champs[1].parmi", "vouliez-vous dire « qui »"),
        ("type: element", "type: texte", "champs[1].parmi", "seul un champ de type « element »"),
        ("cle: gagne", "cle: pose_sur", "champs[1].cle", "réservé"),
        ("source: Carnet", "source: Carnet\ncases: []", "cases", "est de la forme « zones »"),
    ],
)
def test_a_mistake_is_told_with_its_key(old: str, new: str, key: str, words: str) -> None:
    """And what was expected."""
    assert old in GOOD
    _, errors = read_template(GOOD.replace(old, new, 1).encode(), "essai.yaml")
    assert [error.key for error in errors if words in error.expected] == [key], errors


def test_no_field_has_the_name_of_the_second_column_of_another() -> None:
    """« gagne » has a column « gagne_nom », where people read who it is."""
    more = "  - {cle: gagne_nom, titre: Nom, type: texte}\n"
    _, errors = read_template((GOOD + more).encode(), "essai.yaml")
    assert [error.key for error in errors] == ["champs[2]"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("partie_prenante: partie-prenante", "partie_prenante: usager", "bilan.partie_prenante"),
        ("    montant: montant\n", "", "bilan.champs.montant"),
        ("    montant: montant\n", "    montant: sens\n", "bilan.champs.montant"),
        ("    qui_paie: qui_paie\n", "    qui_paie: montant\n", "bilan.champs.qui_paie"),
        ("    confiance: confiance\n", "    confiance: cadre\n", "bilan.champs.confiance"),
        ("    cout: cout\n", "    cout: depense\n", "bilan.choix.cout"),
        ("[a-preciser, a-demander]", "[a-voir]", "bilan.a_demander[1]"),
    ],
)
def test_a_balance_names_what_the_map_has(old: str, new: str, key: str) -> None:
    """Zones, fields of the right type on the right zones, choices of these fields."""
    assert _mistakes("creation-valeur", old, new) == [key]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("elements: [silo]", "elements: [silos]", "inventaire.elements[1]"),
        ("elements: [silo]", "elements: [silo, acteur]", "inventaire.donnee"),
        ("liens: [donnee]", "liens: [donnee, lien]", "inventaire.donnee"),
        ("application: application", "application: appli", "inventaire.application"),
        ("[a-preciser, a-verifier]", "[a-voir]", "inventaire.a_demander[1]"),
    ],
)
def test_an_inventory_names_what_the_map_has(old: str, new: str, key: str) -> None:
    """Its fields are those of every element and link that holds data."""
    assert key in _mistakes("cas-usage", old, new)


def _mistakes(canvas: str, old: str, new: str) -> list[str]:
    text = (DATA / "canevas" / f"{canvas}.yaml").read_text("utf-8")
    assert text.count(old) == 1
    return [error.key for error in read_template(text.replace(old, new).encode(), canvas)[1]]


def test_the_two_maps_of_the_carnet_have_what_they_are_asked_for() -> None:
    """Types of elements are keys of documents, told to everybody who reads them."""
    value, drawing = PRODUCT["creation-valeur"], PRODUCT["cas-usage"]
    keys = [zone.key for zone in value.zones]
    assert keys[:5] == ["partie-prenante", "donnee", "croisement", "service", "idee"]
    stamps = {element.key for element in map_plan(value).elements if element.stamp}
    assert {"euro", "smiley"} <= stamps
    assert [layer.key for layer in map_plan(drawing).layers] == [
        "aujourdhui",
        "problemes",
        "demain",
    ]
    hues = {element.key: (element.shape, element.hue) for element in map_plan(drawing).elements}
    assert hues["silo"] == ("silo", "existing")
    assert hues["probleme"] == ("triangle", "problem")
    assert hues["souhait"][1] == "wish"
    (flow,) = [kind for kind in drawing.edge_kinds if kind.line == "dots"]
    asked = {"donnee", "cadre", "usage", "personnelle", "frequence"}
    assert {field.key for field in flow.fields} == asked
    assert {field.key for field in drawing.fields_of("silo")} == asked
