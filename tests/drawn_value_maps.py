"""Random maps of value, oddities included, on the template of ``value_maps``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from value_maps import PLAN, TEMPLATE, link, party

from capacities.domain.snapshot import Card, Snapshot

PARTIES = ("mairie", "bailleurs", "usagers")
ELEMENTS = (*PARTIES, "cadastre", "caf", "toits", "guichet")
STAMPS = tuple(f"timbre{n}" for n in range(8))

amounts = st.one_of(
    st.none(),
    st.floats(-1e5, 1e6),
    st.sampled_from([0.0, 0.005, 0.015, 1e12, 1e15, float("nan"), float("-inf")]),
)
named = st.sampled_from([*PARTIES, "", "inconnue", "cadastre"])


@st.composite
def stamps(draw: st.DrawFn, key: str) -> Card:
    """A € or a smiley, filled or not, well placed or not."""
    money = draw(st.booleans())
    numbers = (
        (PLAN.amount, PLAN.amount_min, PLAN.amount_max)
        if money
        else (PLAN.quantity, PLAN.unit_value)
    )
    fields: dict[str, Any] = {key: value for key in numbers if (value := draw(amounts)) is not None}
    fields[PLAN.sense] = draw(st.sampled_from(["recette", "economie", "depense", ""]))
    fields[PLAN.period] = draw(st.sampled_from(["annuel", "unique", ""]))
    fields[PLAN.gainer] = draw(named)
    if money:
        fields[PLAN.payer] = draw(named)
    on = draw(st.sampled_from([None, *ELEMENTS, *STAMPS, "lien0", "nulle-part"]))
    return Card(key, "", PLAN.money if money else PLAN.quality, fields=fields, on=on)


@st.composite
def maps(draw: st.DrawFn) -> Snapshot:
    """A map of three parties, two data, a crossing and a service, with links and stamps."""
    answers = st.sampled_from(["volontiers", "non", ""])
    cards = [party(key, draw(answers)) for key in PARTIES]
    cards += [Card("cadastre", "", "data"), Card("caf", "", "data")]
    cards += [Card("toits", "", "croix"), Card("guichet", "", "service")]
    cards += [draw(stamps(key)) for key in draw(st.lists(st.sampled_from(STAMPS), unique=True))]
    ends = st.sampled_from([*ELEMENTS, STAMPS[0], "nulle-part"])
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    edges = tuple(link(*pair, f"lien{n}") for n, pair in enumerate(pairs))
    return Snapshot(TEMPLATE.key, tuple(draw(st.permutations(cards))), edges=edges)


@st.composite
def _ordinary_euro(draw: st.DrawFn, key: str) -> Card:
    likely = draw(st.integers(1, 900))
    around = {
        PLAN.amount_min: likely - draw(st.integers(0, likely)),
        PLAN.amount_max: likely + draw(st.integers(0, 500)),
    }
    fields: dict[str, Any] = {PLAN.amount: float(likely)}
    fields |= {end: float(value) for end, value in around.items() if draw(st.booleans())}
    fields[PLAN.sense] = draw(st.sampled_from(["recette", "economie", "depense"]))
    fields[PLAN.period] = draw(st.sampled_from(["annuel", "annuel", "unique"]))
    fields[PLAN.gainer] = draw(st.sampled_from([*PARTIES, ""]))
    fields[PLAN.payer] = draw(st.sampled_from(["", "", *PARTIES]))
    return Card(key, "", PLAN.money, fields=fields, on=draw(st.sampled_from([None, *ELEMENTS])))


@st.composite
def ordinary_maps(draw: st.DrawFn) -> Snapshot:
    """A map as people fill it: amounts that mean something, with or without a range."""
    answers = st.sampled_from(["volontiers", "volontiers", "non", "a-voir", ""])
    cards = [party(key, draw(answers)) for key in PARTIES]
    cards += [Card("cadastre", "", "data"), Card("caf", "", "data")]
    cards += [Card("toits", "", "croix"), Card("guichet", "", "service")]
    cards += [draw(_ordinary_euro(key)) for key in STAMPS[: draw(st.integers(1, 8))]]
    ends = st.sampled_from(ELEMENTS)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    edges = tuple(link(*pair, f"lien{n}") for n, pair in enumerate(pairs))
    return Snapshot(TEMPLATE.key, tuple(cards), edges=edges)
