"""A canvas whose cards people may link, in no template of the product: what tests of links use."""

from __future__ import annotations

from dataclasses import replace

from templates_of_tests import PRODUCT

from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Choice, EdgeKind, Field, FieldKind

FLOW = EdgeKind(
    "flux",
    "Flux de données",
    (
        Field("volume", "Volume", FieldKind.NUMBER, unit="Go"),
        Field("cadence", "Cadence", FieldKind.CHOICE, choices=(Choice("jour", "Chaque jour"),)),
        Field("depuis", "Depuis", FieldKind.DATE),
    ),
)
TRUST = EdgeKind("confiance", "Confiance", (Field("mesure", "Mesurée", FieldKind.YES_NO),))
LINKED = replace(PRODUCT["canevas-usagers"], edge_kinds=(FLOW, TRUST))
ZONE = LINKED.zones[0].key
CARDS = (
    Card("a", "Cadastre\nsolaire", ZONE, "a0", "Ada", "2026-01-01T00:00:00Z", "idee"),
    Card("b", "=Usagers ; élus", ZONE, "a1", "Ada", "2026-01-01T00:00:00Z", "idee"),
)
GONE = Card("c", "Ne se dit plus", ZONE, "a2", "Ada", "2026-01-01T00:00:00Z", "idee", True)
_AT = "2026-02-03T04:05:06Z"
EDGES = (
    Edge(
        *("l1", "a", "b", "flux", "=1+1 « deux »", "Béa", _AT),
        fields={"volume": 2.5, "cadence": "jour", "depuis": "2026-03-04"},
    ),
    Edge(
        "l2", "b", "c", "confiance", "'vers ce qui\nn’est plus", "Béa", _AT, fields={"mesure": True}
    ),
    Edge("l3", "inconnu", "a", "ancien type", "", "", ""),
    Edge("l4", "b", "a", "", "-", "Béa", _AT),
)
SNAPSHOT = Snapshot(
    template=LINKED.key,
    cards=CARDS,
    trash=(GONE,),
    edges=EDGES,
    edge_trash=(Edge("l5", "a", "b", "flux", "Effacé", "Béa", _AT, deleted=True),),
)
