"""The figures of boxes: the numbers, words and signs that they are given."""

from __future__ import annotations

from capacities.domain.figures import count_figures
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Color, Template
from capacities.templates.loader import read_template
from capacities.ui import charts, zones_synthesis
from capacities.ui.bars import Bars, written

HEAD = "forme: zones\ntitre: T\nconsigne: c\nsource: s\n"
QUARTERS = ", ".join(f"{{cle: t{n}, titre: trimestre {n}}}" for n in range(1, 8))
WORK = f"""{HEAD}cle: t
cases: [{{cle: a, titre: Actions}}]
disposition: [{{lignes: [a]}}]
champs:
  - {{cle: charge, titre: Charge, type: nombre, unite: jours/homme, cases: [a], total: oui,
     total_par: q}}
  - {{cle: q, titre: Quand, type: choix, cases: [a], choix: [{QUARTERS}]}}
"""
SHEETS = f"""{HEAD}cle: b
blocs:
  - cle: fiche
    titre: Fiches
    singulier: Fiche
    cases: [{{cle: moyens, titre: Moyens}}]
    disposition: [{{lignes: [moyens]}}]
champs:
  - {{cle: m, titre: Montant, type: montant, cases: [moyens], total: oui}}
"""


def sums(text: str, *cards: Card) -> Bars:
    """Return the figure of the first field."""
    template = read(text)
    totals = count_figures(Snapshot("t", cards), template).totals
    field = template.fields[0]
    series = list(zones_synthesis._shares(totals, field, template))
    return charts.amounts([total.title for total in totals], series, field)


def read(text: str) -> Template:
    """Return a template that is right."""
    template, errors = read_template(text.encode(), "t.yaml")
    assert template is not None, errors
    return template


def test_a_sum_is_said_in_its_own_unit_and_whole() -> None:
    """Not in euros, decimals kept, and each choice has its bar however many there are."""
    cards = [
        Card(f"c{n}", "x", "a", f"a{n}", fields={"charge": n + 0.5, "q": f"t{n}"})
        for n in range(1, 8)
    ]
    figure = sums(WORK, *cards)
    assert [row.name for row in figure.rows] == [f"trimestre {n}" for n in range(1, 8)]
    assert figure.rows[0].value == "1,5\u00a0jour/homme"
    assert [row.group for row in figure.rows] == ["Actions", *[""] * 6]


def test_large_amounts_are_written_in_full() -> None:
    """« 60 000 € », never « 60k »: no axis has numbers of its own, each bar says its value."""
    big = Card("x", "x", "moyens@i1", "a0", fields={"m": 60_000.0})
    (row,) = sums(SHEETS, SAME[0], big).rows
    assert row.value == "60\u202f000\u00a0€"
    assert "60k" not in written(sums(SHEETS, SAME[0], big))


SAME = (
    Card("i1", "", "fiche", "a0"),
    Card("i2", "", "fiche", "a1"),
    Card("x", "x", "moyens@i1", "a0", fields={"m": 1000.0}),
    Card("y", "y", "moyens@i2", "a0", fields={"m": 5.0}),
)


def test_boxes_of_the_same_title_are_not_merged() -> None:
    """Two blocks without a title have each their bar."""
    rows = sums(SHEETS, *SAME).rows
    assert [row.name for row in rows] == ["sans titre — Moyens"] * 2
    assert [row.parts[0].end for row in rows] == [1000.0, 5.0]
    counts = charts.ideas_by_zone(["Même", "Même"], [(Color("i", "Idée", "note"), [1, 2])])
    assert [row.value for row in counts.rows] == ["1 idée", "2 idées"]


def test_colours_are_told_by_their_signs_and_words() -> None:
    """On the bar the sign and the number; in the legend and for who listens, the word."""
    idea, wish = Color("i", "Idée", "note"), Color("s", "Souhait", "wish", "✦")
    figure = charts.ideas_by_zone(["Usagers"], [(idea, [2]), (wish, [1])])
    (row,) = figure.rows
    assert [part.inside for part in row.parts] == ["2", "✦\u00a01"]
    assert row.details == "idée 2, souhait 1"
    assert [title for title, _ in figure.legend] == ["Idée", "✦ Souhait"]


def test_a_sum_below_zero_is_hatched_left_of_it() -> None:
    """Somebody may well write a loss."""
    lost = Card("x", "x", "moyens@i1", "a0", fields={"m": -40.0})
    (row,) = sums(SHEETS, SAME[0], lost).rows
    assert (row.parts[0].start, row.parts[0].end, row.parts[0].looks) == (-40.0, 0, ("hachure",))
