"""The canvases of the product, and some of the tests, as they are once read."""

from __future__ import annotations

from templates_of_tests import BLOCKS, DATA, MATRIX, PRODUCT, TREE, USAGERS

from capacities.domain.plans import Asked, Chain, FollowUp, Level, TreePlan, ZonesPlan
from capacities.domain.template import (
    CENTRE,
    NODE,
    Field,
    FieldKind,
    Template,
    Zone,
)
from capacities.templates.loader import load_templates


def test_the_usager_canvas_is_whole() -> None:
    """Twelve boxes, each with two or three questions and an example, drawn in three bands."""
    assert dict(load_templates(DATA / "canevas").errors) == {}
    assert len(USAGERS.zones) == 12
    for zone in USAGERS.zones:
        assert 2 <= len(zone.questions) <= 3, zone.key
        assert zone.example, zone.key
    assert [zone.key for zone in USAGERS.zones if zone.accent] == ["service"]
    assert isinstance(USAGERS.plan, ZonesPlan)
    assert [band.weight for band in USAGERS.plan.bands] == [3.0, 1.0, 1.0]
    assert "CC-by-nc" in USAGERS.source
    amount = USAGERS.field("montant")
    assert amount is not None
    assert ({"couts", "financements"}, True, "periode", "€") == (
        amount.zones, amount.total, amount.total_by, amount.unit
    )  # fmt: skip


def test_every_canvas_of_the_product_can_be_read() -> None:
    """No mistake is shipped."""
    assert load_templates(DATA / "canevas").errors == ()


def test_a_matrix_makes_a_box_of_each_crossing() -> None:
    """A crossing described in « cases » keeps its questions; fields may name lines, columns."""
    assert [zone.key for zone in MATRIX.zones] == [
        "ecologique.conception", "ecologique.negatifs", "ethique.conception", "ethique.negatifs",
    ]  # fmt: skip
    assert MATRIX.zones[0].questions == ("Avec quels matériaux ?",)
    assert {"ecologique.negatifs", "ethique.negatifs", "lignes.negatifs"} == zones_of(
        MATRIX, "cout"
    )
    assert {"ecologique.conception", "ecologique.negatifs"} == zones_of(MATRIX, "temps")
    assert frozenset(FieldKind) - {FieldKind.ELEMENT} == {field.kind for field in MATRIX.fields}


def test_a_tree_has_its_branches_for_boxes_and_its_types_for_colours() -> None:
    """The front end and the exports find them where those of boxes are."""
    assert TREE.plan == TreePlan(
        "Notre cas d’usage",
        (
            Level(
                "Pourquoi voulez-vous mettre en œuvre votre cas d’usage ?",
                "Pour de nouveaux services.",
            ),
            Level("Et pourquoi cet objectif ?"),
        ),
        follow_up=FollowUp("etat", asked=(Asked("qui", "responsable"), Asked("quand", "date"))),
        chain=Chain("Nous voulons mettre en œuvre", ("mesure",)),
    )
    assert TREE.zones == (
        Zone("acteurs", "Acteurs", ("Qui peut être moteur ?",), "La mairie."),
        Zone("outils", "Outils"),
    )
    assert [(color.key, color.sign) for color in TREE.colors] == [("reponse", ""), ("frein", "▲")]
    assert TREE.dots == 4
    assert frozenset(FieldKind) - {FieldKind.ELEMENT} == {field.kind for field in TREE.fields}
    keys = {zone: [field.key for field in TREE.fields_of(zone)] for zone in ("acteurs", NODE)}
    assert ({"temps", "qui"}, []) == (
        set(keys[NODE]) - set(keys["acteurs"]),
        list(TREE.fields_of(CENTRE)),
    )


def test_the_map_of_governance_is_whole() -> None:
    """The eleven branches of the carnet, each with questions and an example; four types."""
    template = PRODUCT["gouvernance"]
    assert len(template.zones) == 11
    for zone in template.zones:
        assert 2 <= len(zone.questions) <= 3, zone.key
        assert zone.example, zone.key
    assert [(color.title, color.sign) for color in template.colors] == [
        ("Action", "▶"), ("Moyen", "⚒"), ("Méthode", "⚙"), ("Idée", "✦"),
    ]  # fmt: skip
    assert len({color.hue for color in template.colors}) == 4
    assert [field.key for field in template.fields] == ["qui", "quand", "etat", "note", "lien"]
    assert (template.dots, "CC-by-nc" in template.source) == (None, True)


def test_the_three_whys_are_those_of_the_annex() -> None:
    """Word for word, with the four gommettes of each participant."""
    template = PRODUCT["pourquoi"]
    assert isinstance(template.plan, TreePlan)
    assert [" ".join(level.question.split()) for level in template.plan.levels] == [
        "Pourquoi voulez-vous mettre en œuvre votre cas d’usage ?",
        "Et pourquoi cet objectif ?",
        "Et pourquoi ?",
    ]
    assert (template.dots, template.zones, template.plan.use_case) == (4, (), True)
    assert "CC-by-nc" in template.source
    assert {field.kind for field in template.fields} == {FieldKind.YES_NO}


def test_boxes_of_added_lines_and_of_blocks_resolve_to_their_model() -> None:
    """Cards in them are in a known box, with its fields."""
    assert Zone("lignes.negatifs", "Impacts négatifs") == MATRIX.zone("abcdefghijkl.negatifs")
    assert None is MATRIX.zone("abcdefghijkl.inconnue")
    assert "cout" in [field.key for field in MATRIX.fields_of("abcdefghijkl.negatifs")]
    charges = BLOCKS.zone("charges@abcdefghijkl")
    assert charges is not None
    assert (
        charges.group,
        [field.key for field in BLOCKS.fields_of("charges@abcdefghijkl")],
    ) == ("partie-prenante", ["montant"])
    assert None is BLOCKS.zone("objectif@abcdefghijkl")
    assert list(BLOCKS.fields_of("partie-prenante")) == []


def zones_of(template: Template, key: str) -> frozenset[str]:
    """Return the boxes of a field."""
    field = template.field(key)
    assert isinstance(field, Field)
    return field.zones


def test_the_projection_asks_each_thread_and_its_successes_may_arrive() -> None:
    """Three boxes a thread, with questions and an example; a lane of the rétroplanning each."""
    projection, back = PRODUCT["projection"], PRODUCT["retroplanning"]
    assert len(projection.zones) == 9
    for zone in projection.zones:
        assert zone.questions, zone.key
        assert zone.example, zone.key
    sequel = projection.sequel
    assert sequel is not None
    assert sequel.canvas == back.key
    assert [zone.key for zone in projection.zones if zone.accent] == [k for k, _ in sequel.boxes]
    assert [lane for _, lane in sequel.boxes] == [zone.key for zone in back.zones]
    assert dict(sequel.fields) == {"nature": "reussite"}
    assert projection.sketched
    assert "CC-by-nc" in projection.source
