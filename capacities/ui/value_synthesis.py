"""The balance of a map of value: in sentences, in charts, and « Et si ? ».

The same figures, shorter, stand beside the live map (``show_beside``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import streamlit as st

from capacities.domain.value import Balance, balance
from capacities.domain.value_flows import find_flows
from capacities.domain.value_links import Worth
from capacities.domain.value_telling import euros, name_of, spread, tell, tell_coverage
from capacities.domain.what_if import givers, shares_now, suppose
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import bars, charts, look, value_charts

_BESIDE = 8
"""Parties whose bars are drawn beside a map; the page « Synthèse » has them all."""
_READ: Final = ("stray", "no-party")
"""What is odd in a balance and was told already when the map was read, of all its stamps."""


def show(overview: Overview) -> None:
    """Draw the balance on the page « Synthèse »."""
    found = balance(overview.snapshot, overview.template)
    sentences = tell(found, overview.template)
    look.listing(sentences)
    if odd := _odd(overview, found):
        st.subheader("À vérifier", anchor=False)
        look.listing(odd)
    if not found.stamps:
        return
    with st.expander("Texte à copier"):
        title = f"{overview.dossier.title} — {overview.template.title}"
        text = "\n".join((title, *sentences))
        st.text_area("Synthèse", text, height=260, label_visibility="collapsed")
    _flows(overview, found)
    _nets(found)
    _worths("Valeur par donnée", found.data, crossings=False)
    _worths("Valeur par croisement", found.crossings, crossings=True)
    if givers(found):
        st.subheader("Et si\u202f?", anchor=False)
        _what_if(overview)
    _references(overview)


def show_beside(overview: Overview) -> None:
    """Draw the balance beside the live map, in a narrow column."""
    found = balance(overview.snapshot, overview.template)
    if not found.stamps:
        st.markdown("Posez un € ou un ☺\u00a0: le bilan se lira ici.")
    else:
        look.table(["Sur la carte", "Montant"], _totals(found), name="totaux")
        st.markdown(look.plain(" ".join(tell_coverage(found))))
    if found.parties and found.stamps:
        st.markdown("**Qui gagne, qui paie** (net par an)")
        shown = value_charts.by_net(found.parties)
        moved = [party for party in shown if party.sums.net_year.likely][:_BESIDE]
        if moved:
            bars.draw(value_charts.nets(moved))
            rows = [[name_of(p), spread(p.sums.net_year, signed=True)] for p in moved]
            with st.expander("Les mêmes chiffres en tableau"):
                look.table(["Partie prenante", "Net par an"], rows, name="a-cote")
        if len(moved) < len(shown):
            other = "autre " if moved else ""
            others = "autres " if moved else ""
            rest = counted(
                len(shown) - len(moved), f"{other}partie prenante", f"{others}parties prenantes"
            )
            st.caption(f"{rest}\u00a0: voir la synthèse.")
    if found.missing:
        st.markdown("**À compléter**")
        st.markdown(look.plain(" · ".join(remark.words for remark in found.missing)))
    if odd := _odd(overview, found):
        st.markdown("**À vérifier**")
        look.listing(odd)


def _odd(overview: Overview, found: Balance) -> list[str]:
    """Return what is odd in the balance, then what had to be repaired to read the map at all."""
    once = [remark.words for remark in found.odd if remark.kind not in _READ]
    return [*once, *overview.snapshot.warnings]


def _totals(found: Balance) -> Iterator[tuple[str, str]]:
    totals = found.totals
    (gains, costs), (gains_once, costs_once) = totals.year, totals.once
    yield "Gains monétaires", f"{euros(gains.likely)}/an"
    yield "Équivalents ☺ (à part)", f"{euros(totals.equivalent_year)}/an"
    if totals.untold:
        yield "☺ sans équivalent", str(totals.untold)
    yield "Coûts annuels", f"{euros(costs.likely)}/an"
    for name, cents in (
        ("Gains une fois", gains_once.likely),
        ("Coûts une fois", costs_once.likely),
        ("Équivalents ☺ une fois", totals.equivalent_once),
    ):
        if cents:
            yield name, euros(cents)


def _flows(overview: Overview, found: Balance) -> None:
    """Draw what flows in a year and once, when some does; say which € are not drawn."""
    for yearly, title in ((True, "par an"), (False, "une fois")):
        flows = find_flows(overview.snapshot, overview.template, found, yearly=yearly)
        if flows.flows:
            st.subheader(f"Qui paie → quoi → qui gagne, {title}", anchor=False)
            heads, rows = value_charts.flows_table(flows.flows)
            # style.css shows one or the other: three columns of words have no room on a phone.
            with st.container(key=f"large-flux-{yearly}"):
                charts.draw(value_charts.sankey(flows.flows), key=f"flux-{yearly}")
                with st.expander("Les mêmes chiffres en tableau"):
                    look.table(heads, rows, name=f"flux-{yearly}")
            with st.container(key=f"etroit-flux-{yearly}"):
                look.table(heads, rows, name=f"flux-etroit-{yearly}")
        if flows.left_out:
            one, many = f"€ {title} n’est pas dessiné", f"€ {title} ne sont pas dessinés"
            st.caption(
                f"{counted(flows.left_out, one, many)}\u00a0: sans montant, de montant nul ou "
                "négatif, ou sans personne qui gagne ni paie."
            )


def _nets(found: Balance) -> None:
    if not found.parties:
        return
    st.subheader("Net par an de chaque partie prenante", anchor=False)
    shown = value_charts.by_net(found.parties)
    bars.draw(value_charts.nets(shown))
    st.caption("Le trait fin va du pire (gains au moins, coûts au plus) au mieux.")
    _tables(value_charts.nets_tables(shown), "nets")


def _worths(title: str, found: Sequence[Worth], *, crossings: bool) -> None:
    drawn = [worth for worth in found if worth.stamps]
    if not drawn:
        return
    st.subheader(title, anchor=False)
    drawn.sort(key=lambda worth: -worth.sums.gains_year)
    name = "croisements" if crossings else "donnees"
    if any(worth.sums.gains_year for worth in drawn):
        bars.draw(value_charts.worths(drawn))
    if any(worth.shared for worth in drawn):
        st.caption("Des € et des ☺ comptent pour plusieurs\u00a0: ces lignes ne s’ajoutent pas.")
    _tables(value_charts.worths_tables(drawn, crossings=crossings), name)


def _tables(tables: Iterable[tuple[str, value_charts.Rows]], name: str) -> None:
    with st.expander("Les mêmes chiffres en tableaux"):
        for place, (title, rows) in enumerate(tables):
            st.markdown(f"**{title}**")
            look.table(*rows, name=f"{name}-{place}")


@st.fragment
def _what_if(overview: Overview) -> None:
    """What each gives back is moved here only: the map is not touched, nor the page run again."""
    found = balance(overview.snapshot, overview.template)
    now = shares_now(found)
    st.caption(
        "Quelle part de ses gains par an chaque partie prenante reverserait-elle\u202f? La carte "
        "n’en est pas changée."
    )
    shares = {}
    for party in givers(found):
        gains = euros(party.classified.likely)
        label = f"Part reversée par {look.label(name_of(party))}, sur {gains} par an"
        shares[party.id] = st.slider(
            label, 0, 100, now[party.id], 1, format="%d\u00a0%%", key=f"et-si-{party.id}"
        )
    supposed = suppose(found, shares)
    look.listing(supposed.sentences)


def _references(overview: Overview) -> None:
    """Show the unit values that are proposed, each with its source."""
    values = overview.unit_values
    rows = [
        [
            f"{indicator.title}, {value.about}",
            f"{euros(round(value.euros * 100))} par {indicator.unit}",
            value.source.words,
        ]
        for indicator in values.indicators
        for value in indicator.values
    ]
    if rows:
        with st.expander("Valeurs de référence proposées, et leurs sources"):
            look.table(["Quoi", "Valeur", "Source"], rows, name="valeurs", words=True)
