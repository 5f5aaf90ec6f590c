"""The charts of a map of value: the numbers and words that they are given."""

from __future__ import annotations

from value_maps import TEMPLATE, euro, party, snapshot

from capacities.domain.snapshot import Card
from capacities.domain.value import balance
from capacities.domain.value_flows import find_flows
from capacities.ui import value_charts

CARDS = (
    party("mairie"),
    Card("b", "<b>Bailleurs</b>", "qui"),
    Card("d", "Guichet", "service"),
    euro("x", 100, au_moins=50.0, au_plus=200.0, gagne="mairie", paie="b", on="d"),
)
MAP = snapshot(*CARDS)
BALANCE = balance(MAP, TEMPLATE)


def test_bars_hold_the_nets_with_their_ranges_and_signed_words() -> None:
    """Who pays is left of zero, hatched and signed: never told by colour alone."""
    gains, pays = value_charts.nets(value_charts.by_net(BALANCE.parties)).rows
    assert (gains.name, gains.value, gains.span) == ("Mairie", "+100\u00a0€", (50, 200))
    assert (pays.name, pays.value) == ("<b>Bailleurs</b>", "\u2212100\u00a0€")
    assert pays.span == (-200, -50)
    ends = [(part.start, part.end, part.looks) for row in (gains, pays) for part in row.parts]
    assert ends == [(0, 100, ()), (-100, 0, ("hachure",))]
    assert pays.details == "de \u2212200\u00a0€ à \u221250\u00a0€"


def test_the_diagram_goes_from_who_pays_through_what_to_who_gains() -> None:
    """In three columns, and its table tells the same."""
    flows = find_flows(MAP, TEMPLATE, BALANCE, yearly=True).flows
    (diagram,) = value_charts.sankey(flows).data
    assert dict(zip(diagram.node.label, diagram.node.x, strict=True)) == {
        "&lt;b&gt;Bailleurs&lt;/b&gt;": 0.001,
        "Guichet": 0.5,
        "Mairie": 0.999,
    }
    assert tuple(diagram.link.value) == (100, 100)
    assert value_charts.flows_table(flows)[1] == [
        ["<b>Bailleurs</b> paie Guichet", "100\u00a0€"],
        ["Mairie gagne par Guichet", "100\u00a0€"],
    ]


def test_every_table_has_as_many_cells_as_heads() -> None:
    """Whatever the map holds."""
    tables = [
        *value_charts.nets_tables(BALANCE.parties),
        *value_charts.worths_tables(BALANCE.data, crossings=False),
        *value_charts.worths_tables(BALANCE.crossings, crossings=True),
    ]
    for title, (heads, rows) in tables:
        assert title
        assert all(len(row) == len(heads) for row in rows)
