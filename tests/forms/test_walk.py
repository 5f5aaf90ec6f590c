"""A form that the product does not know goes through the whole of it, cards and links.

``tests/forms/essai.py`` is all that it brings. The undo of what somebody made, which is the
page's, is told in the core of the front end (``undo.test.ts``).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from capacities.documents.ydoc import open_doc
from capacities.services.check import check
from capacities.services.rewind import rewind
from capacities.storage.tables import snapshots
from capacities.storage.updates import compact, load
from tests.forms.conftest import House
from tests.forms.essai import KEY
from tests.interop.node import NodeClients

pytestmark = pytest.mark.node

YESTERDAY = datetime.now(UTC) - timedelta(days=1)
LINKS = f"/export/{{dossier}}/{KEY}/liens.csv"
WHOLE = {"author": "Ada", "created": "2026-11-22T10:00:00Z"}
CARD = {"rank": "a0", "color": "idee", **WHOLE}
SILO = {"text": "Silo", "zone": "element", "x": 10, "y": -2.5, "poids": 3, **CARD}
DATA = {"text": "Été", "zone": "donnee", "x": 80, "y": 40, **CARD}
LINK = {"text": "chaque nuit", "from": "silo", "to": "data", "kind": "flux", "debit": 2.5, **WHOLE}


@pytest.fixture
def filled(house: House, node: NodeClients) -> Iterator[House]:
    """Two cards that two clients drew, and a link between them; all of it is saved."""
    house.enter(node, "a", "b")
    node.ask("draw", "a", root="cards", key="silo", keys=SILO)
    node.ask("draw", "b", root="cards", key="data", keys=DATA)
    for client in "ab":
        node.ask("untilDrawn", client, root="cards", keys=["data", "silo"])
    node.ask("draw", "b", root="edges", key="lien", keys=LINK)
    node.ask("untilDrawn", "a", root="edges", keys=["lien"])
    for client in "ab":
        node.ask("untilSaved", client)
    yield house
    for client in "ab":
        node.ask("close", client)


def keep_as_of(house: House, moment: datetime) -> None:
    """Write the snapshot that a room leaves, as if it were at that moment."""
    stored = load(house.ctx.db, house.room)
    assert stored is not None
    doc = open_doc(stored.snapshot, stored.updates)
    compact(house.ctx.db, house.room, stored.seq, doc.get_update(), summary=doc.get_state())
    with house.ctx.db.write() as conn:
        conn.execute(update(snapshots).values(created_at=moment.isoformat()))


def test_it_begins_as_its_canvas_says(house: House, node: NodeClients) -> None:
    """The first who comes finds what the server wrote."""
    house.enter(node, "first")
    assert node.ask("root", "first", root="meta")["template"] == KEY
    assert (house.snapshot().template, house.snapshot().cards) == (KEY, ())
    node.ask("close", "first")


def test_cards_are_read_where_they_were_put(filled: House) -> None:
    """Place, box and field of each."""
    by_id = {card.id: card for card in filled.snapshot().cards}
    silo, data = by_id["silo"], by_id["data"]
    assert (silo.text, silo.x, silo.y, silo.fields) == ("Silo", 10, -2.5, {"poids": 3})
    assert (data.text, data.zone, data.x, data.y) == ("Été", "donnee", 80, 40)
    assert filled.snapshot().warnings == ()


def test_links_are_read_as_cards_are(filled: House) -> None:
    """Ends, kind, label, who and when, and the field of its kind."""
    assert len(filled.snapshot().edges) == 1
    link = filled.snapshot().edges[0]
    assert (link.id, link.source, link.target, link.kind) == ("lien", "silo", "data", "flux")
    assert (link.text, link.author, link.fields) == ("chaque nuit", "Ada", {"debit": 2.5})


def _rows(house: House, path: str) -> list[dict[str, str]]:
    text = house.ask("GET", path).content.decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(text), delimiter=";")]


def test_the_csv_has_a_row_for_each_card(filled: House) -> None:
    """In the columns that the form gives."""
    rows = _rows(filled, f"/export/{{dossier}}/{KEY}.csv")
    assert [(row["texte"], row["x"], row["y"]) for row in rows] == [
        ("Silo", "10", "-2,5"),
        ("Été", "80", "40"),
    ]


def test_the_csv_of_links_has_a_row_for_each(filled: House) -> None:
    """At its own address, with its schema, in both dialects."""
    assert filled.ask("GET", LINKS).status_code == 200
    rows = _rows(filled, LINKS)
    assert [{"chaque nuit", "2,5"} <= {*row.values()} for row in rows] == [True]
    assert filled.ask("GET", LINKS + "?dialecte=ouvert").status_code == 200
    assert filled.ask("GET", LINKS.replace(".csv", ".schema.json")).status_code == 200


def _in_the_zip(house: House) -> list[str]:
    answer = house.ask("GET", "/export/{dossier}.zip")
    return zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_the_zip_holds_its_csv(filled: House) -> None:
    """As of any form."""
    assert [name for name in _in_the_zip(filled) if KEY in name and name.endswith(".csv")]


def test_the_zip_holds_its_links(filled: House) -> None:
    """And their schema."""
    ends = {name.rpartition(".")[2] for name in _in_the_zip(filled) if "liens" in name}
    assert {"csv", "json"} <= ends


def test_importing_what_was_exported_changes_nothing(filled: House) -> None:
    """And brings the same cards into another dossier."""
    file = filled.ask("GET", f"/export/{{dossier}}/{KEY}.csv").content
    again = filled.ask("POST", f"/importer/{{dossier}}/{KEY}/appliquer", file).json()
    assert (again["added"], again["changed"], again["unchanged"]) == ([], [], 2)
    other = filled.elsewhere()
    moved = file.replace(b";80;40", b";900;40")
    assert moved != file
    for each in (moved, file):
        answer = other.ask("POST", f"/importer/{{dossier}}/{KEY}/appliquer", each)
        assert answer.status_code == 200
    assert other.snapshot().cards == filled.snapshot().cards


def test_importing_the_links_brings_them(filled: House) -> None:
    """The cards first, then what joins them; once more, nothing changes."""
    other = filled.elsewhere()
    for path in (f"/export/{{dossier}}/{KEY}.csv", LINKS):
        file = filled.ask("GET", path).content
        other.ask("POST", f"/importer/{{dossier}}/{KEY}/appliquer", file)
    assert len(other.snapshot().edges) == 1
    assert other.snapshot().edges == filled.snapshot().edges


def test_yesterday_comes_back(filled: House, node: NodeClients) -> None:
    """Places and fields of that day; what came since is in the corbeille, on every page."""
    then = filled.snapshot()
    keep_as_of(filled, YESTERDAY)
    node.ask("assign", "a", root="cards", key="silo", name="x", value=900)
    node.ask("draw", "b", root="cards", key="late", keys={**DATA, "text": "Tard"})
    for client in "ab":
        node.ask("untilSaved", client)
    rewind(filled.ctx, filled.dossier.dossier_id, KEY, YESTERDAY.date())
    assert filled.snapshot().cards == then.cards
    assert [card.id for card in filled.snapshot().trash] == ["late"]
    node.ask("untilAssigned", "b", root="cards", key="silo", name="x", value=10)


def test_links_of_yesterday_come_back(filled: House, node: NodeClients) -> None:
    """Their label too; those that came since are in the corbeille."""
    keep_as_of(filled, YESTERDAY)
    node.ask("assign", "a", root="edges", key="lien", name="kind", value="accord")
    node.ask("draw", "b", root="edges", key="late", keys={**LINK, "kind": "accord"})
    for client in "ab":
        node.ask("untilSaved", client)
    rewind(filled.ctx, filled.dossier.dossier_id, KEY, YESTERDAY.date())
    assert [(link.id, link.kind) for link in filled.snapshot().edges] == [("lien", "flux")]
    assert [link.id for link in filled.snapshot().edge_trash] == ["late"]


def test_what_a_copy_comes_from_is_kept(filled: House, node: NodeClients) -> None:
    """Read on cards and links alike, through an import that changes them and a return to a day."""
    for root, key in (("cards", "silo"), ("edges", "lien")):
        node.ask("assign", "a", root=root, key=key, name="origin", value="ailleurs")
    node.ask("untilSaved", "a")
    keep_as_of(filled, YESTERDAY)
    for path, was in ((f"/export/{{dossier}}/{KEY}.csv", b"Silo"), (LINKS, b"chaque nuit")):
        file = filled.ask("GET", path).content
        assert b"ailleurs" not in file
        changed = file.replace(was, was + b" bis")
        answer = filled.ask("POST", f"/importer/{{dossier}}/{KEY}/appliquer", changed).json()
        assert len(answer["changed"]) == 1
        assert _origins(filled) == {"silo": "ailleurs", "data": None, "lien": "ailleurs"}
    rewind(filled.ctx, filled.dossier.dossier_id, KEY, YESTERDAY.date())
    assert {one.text for one in filled.snapshot().edges} == {"chaque nuit"}
    assert _origins(filled) == {"silo": "ailleurs", "data": None, "lien": "ailleurs"}


def _origins(house: House) -> dict[str, str | None]:
    now = house.snapshot()
    return {one.id: one.origin for one in (*now.cards, *now.edges)}


def test_a_deleted_card_is_in_the_corbeille(filled: House, node: NodeClients) -> None:
    """With all that it holds."""
    node.ask("assign", "a", root="cards", key="silo", name="deleted", value=True)
    node.ask("untilSaved", "a")
    assert [(card.id, card.x) for card in filled.snapshot().trash] == [("silo", 10)]


def test_a_deleted_link_is_in_the_corbeille(filled: House, node: NodeClients) -> None:
    """With all that it holds."""
    node.ask("assign", "a", root="edges", key="lien", name="deleted", value=True)
    node.ask("untilSaved", "a")
    assert filled.snapshot().edges == ()
    assert [(link.id, link.text) for link in filled.snapshot().edge_trash] == [
        ("lien", "chaque nuit")
    ]


def test_a_link_that_lost_an_end_is_kept_and_told(filled: House, node: NodeClients) -> None:
    """The CSV shows its end gone, the check remarks it: in the corbeille, or nowhere."""
    node.ask("assign", "a", root="cards", key="silo", name="deleted", value=True)
    node.ask("untilSaved", "a")
    assert [link.id for link in filled.snapshot().edges] == ["lien"]
    assert [(row["de"], row["cle_de"]) for row in _rows(filled, LINKS)] == [("", "silo")]
    assert "dans la corbeille" in filled.snapshot().warnings[0]
    node.ask("assign", "a", root="edges", key="lien", name="from", value="nulle part")
    node.ask("untilSaved", "a")
    (told,) = filled.snapshot().warnings
    assert "n’a plus l’une de ses extrémités" in told
    assert len(check(filled.ctx).remarks) == 1


def test_the_check_finds_nothing_to_say(filled: House) -> None:
    """Its documents are sound."""
    report = check(filled.ctx)
    assert (report.documents, report.problems, report.remarks) == (1, (), ())
