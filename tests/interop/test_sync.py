"""Ordinary y-websocket clients in one canvas: seeing each other, being told what is saved."""

from __future__ import annotations

import pytest

from capacities.domain.errors import LinkRefused
from capacities.domain.limits import SNAPSHOT_EVERY_UPDATES
from capacities.domain.people import browser_mark
from capacities.storage.tables import dossiers
from capacities.storage.updates import append, load
from tests.interop.node import NodeClients
from tests.interop.serving import ORIGIN, Live, add_dossier, cookie, stored_cards
from tests.waiting import until, until_equal

pytestmark = [pytest.mark.node]
ROOM = "d1/canevas"


def test_two_clients_write_in_one_card(live: Live, node: NodeClients) -> None:
    """What one writes the other reads, and *saved* covers what the database then holds."""
    node.open(live.url, ROOM, "a")
    node.open(live.url, ROOM, "b")
    node.ask("text", "a", key="k", value="Bonjour")
    node.ask("untilKey", "b", key="k")
    node.ask("insert", "b", key="k", at=7, value=" à tous")
    node.ask("untilCards", "a", json='{"k":"Bonjour à tous"}')
    for client in "ab":
        node.ask("untilSaved", client)
    assert stored_cards(live.db, ROOM) == {"k": "Bonjour à tous"}
    for client in "ab":
        node.ask("close", client)


def test_every_update_counts_even_one_that_changes_nothing(quick: Live, node: NodeClients) -> None:
    """The count of *saved* is that of the messages received, empty and repeated ones too."""
    node.open(quick.url, ROOM, "count")
    before = node.ask("untilSaved", "count")
    for message in ("0002020000", "0002020000", "0001020000"):
        node.ask("raw", "count", hex=message)
    node.ask("set", "count", key="x", value=1)
    after = node.ask("untilSaved", "count")
    assert before["saved"] + 4 == after["sent"] == after["saved"]
    node.ask("close", "count")


def test_connecting_again_writes_nothing_new(quick: Live, node: NodeClients) -> None:
    """The step 2 that every client sends leaves the log as it was when it brings nothing."""
    node.open(quick.url, ROOM, "again")
    node.ask("set", "again", key="x", value=1)
    node.ask("delete", "again", key="x")
    node.ask("untilSaved", "again")
    stored = load(quick.db, ROOM)
    assert stored is not None
    node.ask("terminate", "again")
    until(lambda: node.ask("status", "again")["connections"] == 2)
    node.ask("untilSynced", "again")
    node.ask("untilSaved", "again")
    assert stored.seq == (load(quick.db, ROOM) or stored).seq
    node.ask("close", "again")


def test_values_that_followed_each_other_offline_are_taken(quick: Live, node: NodeClients) -> None:
    """What a page may undo is kept and comes as one run of values: it is not a lie."""
    for client in "ab":
        node.open(quick.url, ROOM, client)
        node.ask("untilSynced", client)
    node.ask("cut", "a")
    node.ask("put", "a", key="card", keys={"zone": "cible"})
    for value in ("un", "deux", "trois", "quatre"):
        node.ask("set", "a", key="titre", value=value)
    node.ask("undo", "a")
    node.ask("connect", "a")
    node.ask("untilSaved", "a")
    assert 4400 not in node.ask("status", "a")["codes"]
    node.ask("untilKey", "b", key="titre")
    assert node.ask("cards", "b") == {"card": {"zone": "cible"}, "titre": "trois"}
    for client in "ab":
        node.ask("close", client)


def test_a_reader_reads_and_is_put_out_when_it_writes(live: Live, node: NodeClients) -> None:
    """A reader sees changes; its own are neither applied, shown, nor stored: 4401."""
    node.open(live.url, ROOM, "writer")
    node.open(live.url, ROOM, "reader", token="reader")
    node.ask("set", "writer", key="x", value=1)
    node.ask("untilKey", "reader", key="x")
    node.ask("set", "reader", key="forbidden", value=1)
    node.ask("untilCode", "reader", code=4401)
    node.ask("set", "writer", key="y", value=1)
    node.ask("untilSaved", "writer")
    assert {"x": 1, "y": 1} == stored_cards(live.db, ROOM) == node.ask("cards", "writer")
    for client in ("reader", "writer"):
        node.ask("close", client)


def names(node: NodeClients, client: str) -> list[str]:
    """Return those whom ``client`` hears of, by the name that the server gives them."""
    heard = [state["user"]["name"] for state in node.ask("presences", client) if "by" in state]
    return sorted(heard)


def test_presence_is_shown_and_goes_with_its_connection(quick: Live, node: NodeClients) -> None:
    """One sees who is here; who loses its connection disappears, and reappears on return."""
    quick.door.names |= {"editor-p": "Paul", "editor-q": "Qadira"}
    for client in "pq":
        node.open(quick.url, ROOM, client, token=f"editor-{client}", presence={"at": client})
    until_equal(lambda: names(node, "p"), ["Qadira"])
    until_equal(lambda: names(node, "q"), ["Paul"])
    node.ask("cut", "q")
    until_equal(lambda: names(node, "p"), [])
    node.ask("connect", "q")
    node.ask("untilSynced", "q")
    node.ask("presence", "q", state={"at": "q"})
    until_equal(lambda: names(node, "p"), ["Qadira"])
    assert {"at": "p"} in node.ask("presences", "p")
    for client in "pq":
        node.ask("close", client)


def test_nobody_is_told_under_the_name_that_it_gives(quick: Live, node: NodeClients) -> None:
    """Name, colour and role are those of the link; a new name is told at once."""
    quick.door.names |= {"reader-m": "Mallory"}
    claims = {"user": {"name": "Ada", "color": "#a82a4f"}, "role": "editor", "typing": True}
    node.open(quick.url, ROOM, "ada", token="editor-a", presence={})
    node.open(quick.url, ROOM, "m", token="reader-m", presence={"card": "c", **claims})
    until_equal(lambda: names(node, "ada"), ["Mallory"])
    mallory = {"name": "Mallory", "color": "#0b5d66"}
    told = {"card": "c", "user": mallory, "by": None, "role": "reader"}
    assert told in node.ask("presences", "ada")
    quick.door.names["reader-m"] = "Malo"
    quick.db.bus.publish("@links/d1", 0)
    until_equal(lambda: names(node, "ada"), ["Malo"])
    for client in ("ada", "m"):
        node.ask("close", client)


def test_a_browser_has_one_name_in_all_its_pages(quick: Live, node: NodeClients) -> None:
    """Entered again under another name, it is told so at once, and by one mark."""
    shown = cookie("editor-c")
    headers = {"Cookie": f"capacities={shown}", "Origin": ORIGIN}
    node.open(quick.url, ROOM, "peer", presence={})
    node.open(quick.url, ROOM, "first", token="", headers=headers, presence={})
    until_equal(lambda: names(node, "peer"), ["Camille"])
    quick.door.names[shown] = "Dominique"
    node.open(quick.url, ROOM, "second", token="", headers=headers, presence={})
    until_equal(lambda: names(node, "peer"), ["Dominique", "Dominique"])
    (mark,) = {state["by"] for state in node.ask("presences", "peer") if "by" in state}
    assert mark == browser_mark(shown, "d1")
    for client in ("peer", "first", "second"):
        node.ask("close", client)


def test_revocation_closes_open_sockets_at_once(live: Live, node: NodeClients) -> None:
    """When a link is revoked, those who came by it are out; the others go on."""
    node.open(live.url, ROOM, "stays", token="editor-1")
    node.open(live.url, ROOM, "out", token="editor-2")
    live.door.refused["editor-2"] = LinkRefused("Ce lien a été retiré.")
    live.db.bus.publish("@links/d1", 0)
    node.ask("untilCode", "out", code=4401)
    assert node.ask("status", "stays")["codes"] == []
    for client in ("out", "stays"):
        node.ask("close", client)


def test_a_deleted_dossier_closes_its_rooms(live: Live, node: NodeClients) -> None:
    """When the dossier goes while someone types, the socket is closed with 4404."""
    node.open(live.url, "d9/canevas", "late")
    with live.db.write() as connection:
        connection.execute(dossiers.delete().where(dossiers.c.id == "d9"))
    node.ask("set", "late", key="x", value=1)
    node.ask("untilCode", "late", code=4404)
    node.ask("close", "late")


def test_what_a_service_appends_reaches_the_room(live: Live, node: NodeClients) -> None:
    """An update appended outside the room (an import…) is applied and shown at once."""
    import pycrdt

    node.open(live.url, ROOM, "watch")
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    cards = doc.get("cards", type=pycrdt.Map)
    cards["imported"] = "oui"
    append(live.db, ROOM, doc.get_update())
    node.ask("untilKey", "watch", key="imported")
    node.ask("set", "watch", key="then", value=1)
    node.ask("untilSaved", "watch")
    assert stored_cards(live.db, ROOM) == {"imported": "oui", "then": 1}
    node.ask("close", "watch")


def test_an_emptied_room_leaves_one_snapshot(live: Live, node: NodeClients) -> None:
    """Once everyone has left, the log is one snapshot, and the memory is freed."""
    add_dossier(live.db, "d1")
    node.open(live.url, ROOM, "last")
    for i in range(20):
        node.ask("set", "last", key=f"k{i}", value=i)
    node.ask("untilSaved", "last")
    node.ask("close", "last")

    def left() -> tuple[bool, tuple[bytes, ...], int]:
        stored = load(live.db, ROOM)
        assert stored is not None
        return stored.snapshot is not None, stored.updates, len(live.server._rooms)

    until_equal(left, (True, (), 0))
    assert len(stored_cards(live.db, ROOM)) == 20


def test_a_long_session_is_compacted_on_the_way(quick: Live, node: NodeClients) -> None:
    """The log of a room in use never grows much beyond SNAPSHOT_EVERY_UPDATES rows."""
    node.open(quick.url, ROOM, "long")
    for i in range(SNAPSHOT_EVERY_UPDATES + 20):
        node.ask("set", "long", key="k", value=i)
    node.ask("untilSaved", "long")

    def rows() -> int:
        stored = load(quick.db, ROOM)
        assert stored is not None
        return len(stored.updates)

    until(lambda: rows() < SNAPSHOT_EVERY_UPDATES)
    assert stored_cards(quick.db, ROOM) == {"k": SNAPSHOT_EVERY_UPDATES + 19}
    node.ask("close", "long")
