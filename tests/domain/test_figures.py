"""Counts, sums and what remains, on canvases small enough to be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import snapshots
from templates_of_tests import ALL, BLOCKS, DATA, MATRIX, USAGERS

from capacities.domain.figures import count_figures
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import format_number, listed, one_line, quoted, shortened
from capacities.templates.examples import load_examples


def cost(card_id: str, amount: float | None, period: str | None = None) -> Card:
    """Return a card of the costs."""
    fields = {"montant": amount, "periode": period}
    return Card(card_id, "x", "couts", fields={k: v for k, v in fields.items() if v is not None})


def test_sums_are_split_by_period() -> None:
    """A period left blank counts as the one proposed first; the order is the template's."""
    cards = (
        cost("a", 45000.0, "une-fois"),
        cost("b", 42000.0, "par-an"),
        cost("c", 20000.0),
        cost("d", None),
    )
    (total,) = count_figures(Snapshot("t", cards), USAGERS).totals
    assert [(share.title, share.amount) for share in total.shares] == [
        ("par an", 62000.0),
        ("une fois", 45000.0),
    ]
    assert (total.title, total.without) == ("Coûts", 1)
    assert total.words() == "62\u202f000\u00a0€ par an, 45\u202f000\u00a0€ une fois"


def test_sums_do_not_drift() -> None:
    """A thousand ten-cent pieces make a hundred euros."""
    cards = tuple(cost(str(n), 0.1) for n in range(1000))
    assert count_figures(Snapshot("t", cards), USAGERS).totals[0].shares[0].amount == 100.0


def test_an_empty_canvas_says_that_everything_remains() -> None:
    """Not the twelve names."""
    figures = count_figures(Snapshot("t"), USAGERS)
    assert (
        figures.cards,
        len(figures.empty),
        figures.remaining,
    ) == (0, 12, ("Tout est à écrire : aucune case n’est commencée.",))


def test_what_remains_is_said_in_sentences() -> None:
    """Empty boxes by name, amounts missing, cards to be sorted."""
    zones = [zone.key for zone in USAGERS.zones if zone.key not in ("usagers", "canaux")]
    cards = (
        *(Card(zone, "x", zone) for zone in zones),
        cost("a", 3.0),
        Card("z", "x", "disparue"),
    )
    figures = count_figures(Snapshot("t", cards), USAGERS)
    assert figures.remaining == (
        "2 cases sont encore vides : Canaux d’accès au service et Usagers.",
        "Coûts : 1 post-it est sans montant.",
        "1 post-it est à reclasser : leur case n’existe plus.",
    )


def test_a_long_list_of_empty_boxes_is_shortened() -> None:
    """Three names, then how many others."""
    (sentence,) = count_figures(Snapshot("t", (Card("a", "x", "couts"),)), USAGERS).remaining
    assert sentence.startswith("11 cases sont encore vides : Partenaires clés, ")
    assert sentence.endswith(" et 8 autres.")


def test_added_lines_and_blocks_are_counted_as_boxes() -> None:
    """Their titles are no ideas."""
    line = Card("ligne1234567", "Locale", "lignes")
    figures = count_figures(Snapshot("t", (line,)), MATRIX)
    assert (figures.cards, len(figures.boxes)) == (0, 6)
    assert "Locale — Conception" in [box.title for box in figures.boxes]
    block = Card("bloc12345678", "Mairie", "partie-prenante")
    charge = Card("cout12345678", "x", "charges@bloc12345678", fields={"montant": 3.0})
    (total,) = count_figures(Snapshot("t", (block, charge)), BLOCKS).totals
    assert (total.title, total.words()) == ("Mairie — Coûts", "3\u00a0€")


def test_colors_are_counted_by_what_they_mean() -> None:
    """An unknown colour counts as the first one, as it is drawn."""
    cards = (Card("a", "x", "couts", color="probleme"), Card("b", "x", "couts", color="?"))
    assert count_figures(Snapshot("t", cards), USAGERS).colors == (("Idée", 1), ("Problème", 1))


def test_the_example_has_nothing_left_to_be_done_but_its_amounts() -> None:
    """Lisieux: as the picture of the screen shows it."""
    cards = load_examples(DATA / "exemples")[0].canvases["canevas-usagers"]
    figures = count_figures(Snapshot("t", cards), USAGERS)
    assert figures.remaining == ("Financements et recettes : 1 post-it est sans montant.",)
    assert [total.words() for total in figures.totals] == [
        "70\u202f000\u00a0€ par an, 45\u202f000\u00a0€ une fois",
        "70\u202f000\u00a0€ par an, 30\u202f000\u00a0€ une fois",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [(62000.0, "62\u202f000"), (1234.5, "1\u202f234,5"), (0.0, "0"), (-12.25, "\u221212,25"),
     (0.001, "0"), (-0.001, "0"), (100.0, "100"), (1e6, "1\u202f000\u202f000")],
)  # fmt: skip
def test_numbers_are_written_in_french(value: float, words: str) -> None:
    """Narrow space between thousands, decimal comma, no useless zero."""
    assert words == format_number(value)


def test_cents_are_written_in_full() -> None:
    """« 1 234,50 € », but « 62 000 € »."""
    assert (
        format_number(1234.5, money=True),
        format_number(62000.0, money=True),
    ) == ("1\u202f234,50", "62\u202f000")


def test_lists_texts_and_quotations_are_said_in_french() -> None:
    """Nothing to join, one name, several; a text is cut at a word; its own point is left out."""
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b et c"]
    assert shortened("un deux\n trois", 11) == "un deux…"
    assert shortened("x" * 20, 11) == "x" * 10 + "…"
    assert one_line(" Pourquoi\u202f?\n") == "Pourquoi\u202f?"
    assert quoted(" Vivre\nici. ") == "«\u00a0Vivre ici\u00a0»"


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.key)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_card_is_counted_once(template: Template, data: st.DataObject) -> None:
    """In its box, or among those to be sorted."""
    snapshot = data.draw(snapshots(template))
    figures = count_figures(snapshot, template)
    titles = sum(1 for c in snapshot.cards if c.zone in template.plan.titles)
    assert len(snapshot.cards) == titles + figures.cards + figures.to_sort
    assert figures.cards == sum(box.count for box in figures.boxes)
