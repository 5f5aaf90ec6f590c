"""The figures of boxes, as Plotly receives them."""

from __future__ import annotations

import plotly.graph_objects as go

from capacities.domain.figures import count_figures
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.templates.loader import read_template
from capacities.ui import charts, zones_synthesis

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


def sums(text: str, *cards: Card) -> go.Figure:
    """Return the chart of the first field."""
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
    assert [f"trimestre {n}" for n in range(1, 8)] == [bar.name for bar in figure.data]
    assert figure.data[0].text == ("1,5\u00a0jour/homme",)
    assert figure.layout.yaxis.title.text == "jours/homme"


SAME = (
    Card("i1", "", "fiche", "a0"),
    Card("i2", "", "fiche", "a1"),
    Card("x", "x", "moyens@i1", "a0", fields={"m": 1000.0}),
    Card("y", "y", "moyens@i2", "a0", fields={"m": 5.0}),
)


def test_boxes_of_the_same_title_are_not_merged() -> None:
    """Two blocks without a title have each their bar."""
    figure = sums(SHEETS, *SAME)
    assert figure.data[0].x == figure.layout.xaxis.tickvals == ("0", "1")
    assert figure.data[0].y == (1000.0, 5.0)
    assert figure.layout.xaxis.ticktext == ("sans titre — Moyens",) * 2
    counts = charts.ideas_by_zone(["Même", "Même"], [("Idée", "note", [1, 2])])
    assert counts.data[0].y == counts.layout.yaxis.tickvals == ("0", "1")


def test_what_people_wrote_is_shown_as_it_is() -> None:
    """Plotly would else make links and bold letters of it."""
    title = "<a href='https://x.fr'>b</a> %{x}"
    figure = charts.ideas_by_zone([title], [("<b>", "note", [1])])
    shown = (*figure.layout.yaxis.ticktext, *figure.data[0].customdata, figure.data[0].name)
    assert not any("<" in text for text in shown)
    assert figure.data[0].hovertemplate == "%{customdata}<extra></extra>"
