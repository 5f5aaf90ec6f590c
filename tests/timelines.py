"""A rétroplanning as an atelier makes it, and one of the size that a page must bear."""

from __future__ import annotations

from pycrdt import Doc, Map

from capacities.documents.writing import emitted
from capacities.documents.ydoc import open_doc
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id
from capacities.services.identify import Identity
from capacities.storage.updates import append, load


def step(key: str, text: str, zone: str, **fields: object) -> Card:
    held = {name: value for name, value in fields.items() if value is not None}
    return Card(key, text, zone, f"a{key}", "Camille", fields=held)  # type: ignore[arg-type]


CARDS = (
    step("r1", "Données partagées par tous", "convergence", nature="reussite"),
    step("r2", "Un espace commun sûr", "espace", nature="reussite", date="2027-06-30"),
    step("c1", "Convention avec la CAF", "convergence", duree=30.0, qui="DGS",
         avant="vote-du-budget", recommandation="Commencer par une convention simple."),
    step("c2", "Premier croisement test", "convergence", duree=8.0, qui="DSI"),
    step("c3", "Croisement en routine", "convergence", duree=12.0, qui="DSI ; CCAS"),
    step("e1", "Cahier des charges recto/verso <b>de l’entrepôt</b>", "espace", duree=40.0,
         qui="DSI"),
    step("e2", "Comité data interne", "espace", nature="jalon"),
    step("p1", "Dix ménages témoins", "parcours", qui="CCAS"),
    step("p2", "Parcours dessiné", "parcours", duree=6.0),
    step("t1", "Former les agents", "a-placer", duree=3.0, etat="fait"),
)  # fmt: skip
LINKS = tuple(
    Edge(f"{source}-{target}", source, target, "avant")
    for source, target in (
        ("c1", "c2"), ("c2", "c3"), ("c3", "r1"), ("e1", "e2"), ("e2", "r2"), ("p1", "p2"),
    )
)  # fmt: skip
ATELIER = Snapshot("retroplanning", CARDS, edges=LINKS)


def large(steps: int = 300) -> Snapshot:
    """Steps in chains of ten, in three lanes, led by twenty people."""
    lanes = ("convergence", "espace", "parcours")
    cards = [
        step(
            f"s{one}",
            f"Étape {one} du chemin qui mène à la réussite",
            lanes[one % 3],
            nature="reussite" if one % 10 == 9 else "action",
            duree=None if one % 10 == 9 else float(one % 7),
            qui=f"Pilote {one % 20}",
        )
        for one in range(steps)
    ]
    edges = [
        Edge(f"l{one}", f"s{one}", f"s{one + 1}", "avant")
        for one in range(steps - 1)
        if one % 10 != 9
    ]
    return Snapshot("retroplanning", tuple(cards), edges=tuple(edges))


def set_silence(ctx: Context, who: Identity, value: str | None, key: str = "retroplanning") -> None:
    """Do as the facilitator's page does."""
    set_meta(ctx, who, {"silence": value}, key)


def set_meta(
    ctx: Context, who: Identity, settings: dict[str, str | None], key: str = "retroplanning"
) -> None:
    """Do as the pages do with what holds for the whole canvas; None takes one away."""
    name = document_id(who.dossier_id, key)
    stored = load(ctx.db, name)
    assert stored is not None
    doc: Doc[object] = open_doc(stored.snapshot, stored.updates)

    def change() -> None:
        meta = doc.get("meta", type=Map)
        for one, value in settings.items():
            if value is None:
                del meta[one]
            else:
                meta[one] = value

    append(ctx.db, name, emitted(doc, change))
