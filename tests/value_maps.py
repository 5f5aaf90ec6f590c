"""Small maps of value, on a template whose keys are of no canvas of the product."""

from __future__ import annotations

from typing import Any, Final

from capacities.domain.plans import MapPlan, ValuePlan
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import Choice, Field, FieldKind, Form, Template, Zone

PLAN: Final = ValuePlan(
    party="qui",
    data="data",
    crossing="croix",
    money="euro",
    quality="smiley",
    sense="sens",
    amount="combien",
    amount_min="au-moins",
    amount_max="au-plus",
    period="quand",
    gainer="gagne",
    payer="paie",
    confidence="sur",
    effect="effet",
    indicator="mesure",
    quantity="nombre",
    unit_value="prix",
    source="source",
    contributes="participe",
    frame="cadre",
    cost="depense",
    yearly="annuel",
    once="unique",
    contributing="volontiers",
    open=("a-voir",),
)


def _choice(key: str, *choices: str) -> Field:
    return Field(key, key, FieldKind.CHOICE, choices=tuple(Choice(c, c) for c in choices))


TEMPLATE: Final = Template(
    key="valeur-essai",
    form=Form.MAP,
    title="Essai",
    short_title="Essai",
    instruction="Essayez.",
    source="Essai.",
    zones=tuple(Zone(z, z) for z in ("qui", "data", "croix", "service", "euro", "smiley")),
    plan=MapPlan((), value=PLAN),
    fields=(
        _choice("sens", "recette", "economie", "depense"),
        _choice("quand", "annuel", "unique"),
        _choice("participe", "volontiers", "non", "a-voir"),
    ),
)


def party(key: str, contributes: str = "") -> Card:
    return Card(key, key.capitalize(), "qui", fields={"participe": contributes})


def euro(key: str, amount: float | None, *, on: str | None = None, **fields: Any) -> Card:
    """Return a €: a gain of a year, said with every detail, unless ``fields`` say otherwise."""
    said: dict[str, FieldValue] = {"sens": "recette", "quand": "annuel", "sur": "forte"}
    if amount is not None:
        said["combien"] = amount
    said |= {key.replace("_", "-"): value for key, value in fields.items() if value is not None}
    return Card(key, "", "euro", fields=said, on=on)


def smiley(key: str, *, on: str | None = None, **fields: Any) -> Card:
    said = {"quand": "annuel", "mesure": "heures", **fields}
    return Card(key, "", "smiley", fields=said, on=on)


def link(source: str, target: str, key: str = "") -> Edge:
    return Edge(key or f"{source}-{target}", source, target)


def snapshot(*cards: Card, edges: tuple[Edge, ...] = ()) -> Snapshot:
    return Snapshot(TEMPLATE.key, cards, edges=edges)
