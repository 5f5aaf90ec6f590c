"""The balance of a map as a table: one row per partie prenante, in euros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.value import Party, balance
from capacities.exports.table import Column, Table

_WITHOUT_PAYING: Final = Field("gagne_sans_payer", "Gagne sans payer", FieldKind.YES_NO)


def _money(name: str, title: str, description: str) -> Column:
    return Column(name, f"{description}, en euros.", type="number", unit="€", title=title)


_FIGURES: Final = (
    _money("gains_par_an", "Gains par an", "Montants par an de ce que la partie prenante gagne"),
    _money("couts_par_an", "Coûts par an", "Montants par an de ce qu’elle paie"),
    _money("net_par_an", "Net par an", "Gains par an moins coûts par an"),
    _money(
        "net_par_an_min", "Net par an, au pire", "Au pire : gains au minimum moins coûts au maximum"
    ),
    _money(
        "net_par_an_max",
        "Net par an, au mieux",
        "Au mieux : gains au maximum moins coûts au minimum",
    ),
    _money("gains_une_fois", "Gains une fois", "Montants gagnés une fois"),
    _money("couts_une_fois", "Coûts une fois", "Montants payés une fois"),
    _money("net_une_fois", "Net une fois", "Gains une fois moins coûts une fois"),
    _money(
        "equivalent_par_an",
        "Équivalent par an",
        "Équivalents par an de ses smileys, jamais ajoutés aux montants",
    ),
    _money("equivalent_une_fois", "Équivalent une fois", "Équivalents une fois de ses smileys"),
    Column(
        "smileys_sans_equivalent",
        "Nombre de ses smileys dont personne n’a encore estimé l’équivalent.",
        type="integer",
        title="Smileys sans équivalent",
    ),
)


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    plan = map_plan(template).value
    contributes = template.field(plan.contributes) if plan else None
    return (
        Column("partie_prenante", "Texte de la partie prenante."),
        *_FIGURES,
        Column("contribue", "Contribue-t-elle au financement ?", contributes),
        Column(
            "gagne_sans_payer",
            "Son net par an est positif, elle ne paie rien et ne dit pas qu’elle contribue.",
            _WITHOUT_PAYING,
        ),
    )


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the balance; its columns depend on the template only."""
    rows = (tuple(_row(party)) for party in balance(snapshot, template).parties)
    return Table(columns(template), tuple(rows))


def _row(party: Party) -> Iterator[FieldValue | None]:
    sums = party.sums
    (gains, costs), net = sums.year, sums.net_year
    (gains_once, costs_once), net_once = sums.once, sums.net_once
    yield party.name
    yield from (
        cents / 100
        for cents in (
            *(gains.likely, costs.likely, net.likely, net.low, net.high),
            *(gains_once.likely, costs_once.likely, net_once.likely),
            *(sums.equivalent_year, sums.equivalent_once),
        )
    )
    yield float(sums.untold)
    yield party.contributes or None
    yield party.gains_without_paying
