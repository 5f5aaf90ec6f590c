"""What one browser, one link or one dossier takes is not taken from the others: real sockets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pycrdt
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from capacities.collab import room as room_module
from capacities.collab import server as server_module
from capacities.collab.protocol import (
    Close,
    awareness_message,
    step_1_message,
    step_2_message,
    update_message,
)
from capacities.domain import limits
from capacities.domain.limits import (
    CONNECTIONS_PER_BROWSER,
    CONNECTIONS_PER_ROOM,
    PLACES_KEPT,
    UPDATES_PER_SECOND,
)
from capacities.storage.updates import load
from tests.interop.serving import ORIGIN, Live, cookie, stored_cards
from tests.waiting import PATIENCE_S, until

ROOM = "d1/canevas"
EMPTY = update_message(b"\x00\x00")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What closes the sockets of a test."""
    with ExitStack() as opened:
        yield opened


def enter(
    live: Live, stack: ExitStack, token: str, room: str = ROOM, *, unread: int | None = None
) -> ClientConnection:
    """Open a socket as a browser, one for each token; ``unread``: what it reads of itself."""
    asked = connect(
        f"{live.url}/{room}",
        additional_headers={"Cookie": f"capacities={cookie(token)}"},
        origin=Origin(ORIGIN),
        compression=None,
        max_size=None,
        max_queue=unread,
        close_timeout=1,
    )
    return stack.enter_context(asked)


def is_in(socket: ClientConnection) -> bool:
    """Tell whether the server speaks first, as it does to whom it lets in."""
    return bytes(socket.recv(timeout=PATIENCE_S))[:2] == b"\x00\x00"


def close_of(socket: ClientConnection) -> tuple[int | None, str | None]:
    """Read until the server closes; return its code and its words."""
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=60)
    return socket.close_code, socket.close_reason


def wait_saved(socket: ClientConnection, count: int) -> None:
    """Read until the server says that so many updates are saved."""
    while bytes(socket.recv(timeout=60)) != b"\x64" + bytes((count,)):
        pass


def cards_update(count: int, letters: int, client: int) -> bytes:
    """Return the update of one who wrote so many cards."""
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=client)
    cards = doc.get("cards", type=pycrdt.Map)
    with doc.transaction():
        for i in range(count):
            cards[f"{client}-{i}"] = pycrdt.Map({"text": pycrdt.Text("a" * letters)})
    return doc.get_update()


def test_readers_do_not_keep_the_facilitator_out(quick: Live, stack: ExitStack) -> None:
    """A canvas full of readers still has a place for an editor, and for whoever facilitates."""
    for rank in range(CONNECTIONS_PER_ROOM - 2 * PLACES_KEPT):
        assert is_in(enter(quick, stack, f"reader-{rank}"))
    code, words = close_of(enter(quick, stack, "reader-late"))
    assert (code, words) == (Close.TOO_MANY, "trop de personnes sont dans ce canevas")
    for token in ("editor-a", "facilitator-a"):
        assert is_in(enter(quick, stack, token))
    assert is_in(enter(quick, stack, "editor-b", "d2/canevas"))


def test_a_thirteenth_tab_is_told_why(quick: Live, stack: ExitStack) -> None:
    """A browser with a dozen canvases open is refused one more, until it closes one."""
    tabs = [enter(quick, stack, "editor-a") for _ in range(CONNECTIONS_PER_BROWSER)]
    assert all(map(is_in, tabs))
    code, words = close_of(enter(quick, stack, "editor-a"))
    assert code == Close.TOO_MANY
    assert words.startswith("12 canevas sont déjà ouverts dans ce navigateur. Fermez-en un")
    assert len(words.encode()) <= 123  # what a closing frame holds
    assert is_in(enter(quick, stack, "editor-b"))
    tabs[0].close()
    until(lambda: quick.server.seats.taken["browser", cookie("editor-a")] < CONNECTIONS_PER_BROWSER)
    assert is_in(enter(quick, stack, "editor-a"))


def test_every_way_out_gives_its_place_back(quick: Live, stack: ExitStack) -> None:
    """Refused at the door, no such canvas, a bad message, or just gone: nothing stays taken."""
    close_of(enter(quick, stack, "nobody"))
    close_of(enter(quick, stack, "editor-a", "d1/absent"))
    bad = enter(quick, stack, "editor-a")
    bad.send(b"\x07")
    close_of(bad)
    enter(quick, stack, "editor-a").close()
    until(lambda: len(quick.server.seats.taken) == 0)


def test_two_tabs_share_what_a_browser_may_send(quick: Live, stack: ExitStack) -> None:
    """What one tab has spent, the other cannot spend again; another browser can."""
    first, second = (enter(quick, stack, "editor-a") for _ in range(2))
    other = enter(quick, stack, "editor-b")
    with suppress(ConnectionClosed):
        for _ in range(UPDATES_PER_SECOND * 40):
            first.send(EMPTY)
    assert close_of(first)[0] == Close.TOO_MANY
    with suppress(ConnectionClosed):
        for _ in range(UPDATES_PER_SECOND * 3):
            second.send(EMPTY)
    assert close_of(second)[0] == Close.TOO_MANY
    other.send(EMPTY)
    wait_saved(other, 1)


def test_everyone_who_comes_back_is_saved(live: Live, stack: ExitStack) -> None:
    """Thirty devices give an hour of work at once: beyond its share the dossier waits its turn,
    nobody is refused, and another dossier is answered meanwhile."""
    people = [enter(live, stack, f"editor-{rank}") for rank in range(30)]
    neighbour = enter(live, stack, "editor-n", "d2/canevas")
    for rank, person in enumerate(people):
        assert is_in(person)
        person.send(step_2_message(cards_update(90, 260, rank + 1)))
    neighbour.send(EMPTY)
    wait_saved(neighbour, 1)
    for person in people:
        wait_saved(person, 1)
    assert len(stored_cards(live.db, ROOM)) == 30 * 90


def test_a_full_canvas_is_given_back_in_one_message(quick: Live, stack: ExitStack) -> None:
    """3,000 cards, by each of two devices, one after the other: taken, though dear."""
    whole = step_2_message(cards_update(3_000, 60, 1))
    assert len(whole) > 250_000
    for token in ("editor-a", "editor-b"):
        device = enter(quick, stack, token)
        device.send(whole)
        wait_saved(device, 1)
    assert len(stored_cards(quick.db, ROOM)) == 3_000


def test_what_was_sent_before_leaving_is_heard(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that closes while its messages wait their turn loses none of them."""
    page = enter(quick, stack, "editor-a")
    assert is_in(page)
    quick.server.accounts.purse("d1").dear.left = -0.1
    page.send(update_message(cards_update(1, 5, 7)))
    page.close()
    until(lambda: "7-0" in stored_cards(quick.db, ROOM))
    until(lambda: quick.server.accounts.purse("d1").held == 0)


def test_what_waits_is_bounded(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond what a browser may have waiting, its socket is closed; the others' go on waiting."""
    monkeypatch.setattr(limits, "HELD_BYTES_PER_BROWSER", 100_000)
    greedy, patient = (enter(quick, stack, f"editor-{name}") for name in "gp")
    assert is_in(greedy)
    assert is_in(patient)
    quick.server.accounts.purse("d1").dear.left = -0.6
    patient.send(update_message(cards_update(1, 5, 7)))
    with suppress(ConnectionClosed):
        for client in range(8, 12):
            greedy.send(update_message(cards_update(900, 60, client)))
    told = (Close.TOO_MANY, "trop de messages attendent leur tour")
    assert close_of(greedy) in (told, (1006, ""))  # cut, in the middle of a message
    wait_saved(patient, 1)
    until(lambda: quick.server.accounts.purse("d1").held == 0)


def test_a_message_cut_short_is_counted(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept of a message whose end does not come is bounded too, and given back."""
    socket = enter(quick, stack, "editor-a")
    assert is_in(socket)
    purse = quick.server.accounts.purse("d1")
    raw = socket.socket
    raw.sendall(b"\x82\xff" + (1_500_000).to_bytes(8, "big") + bytes(4) + bytes(50_000))
    until(lambda: purse.held >= 50_000)
    monkeypatch.setattr(limits, "HELD_BYTES", 80_000)
    with suppress(OSError):
        raw.sendall(bytes(200_000))
    assert close_of(socket)[0] in (Close.TOO_MANY, 1006)
    until(lambda: purse.held == 0)


def test_a_browser_that_comes_and_goes_waits(quick: Live, stack: ExitStack) -> None:
    """Entering too often is refused for a while; another browser enters."""
    closed: tuple[int | None, str | None] = None, None
    for _ in range(200):
        socket = enter(quick, stack, "editor-a", "d1/absent")
        closed = close_of(socket)
        if closed[0] == Close.TOO_MANY:
            break
    assert closed == (Close.TOO_MANY, "trop d’ouvertures à la fois")
    assert is_in(enter(quick, stack, "editor-b"))


def test_a_full_dossier_only_takes_deletions(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What adds is refused (4413), in all its canvases; deleting is not, nor another dossier."""
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=5)
    cards = doc.get("cards", type=pycrdt.Map)
    cards["a"] = pycrdt.Map({"text": pycrdt.Text("abc")})
    socket = enter(quick, stack, "editor-a")
    socket.send(update_message(doc.get_update()))
    wait_saved(socket, 1)
    monkeypatch.setattr(room_module, "DOSSIER_BYTES", 100)
    before = doc.get_state()
    del cards["a"]
    socket.send(update_message(doc.get_update(before)))
    wait_saved(socket, 2)
    assert stored_cards(quick.db, ROOM) == {}
    socket.send(update_message(cards_update(1, 5, 7)))
    code, words = close_of(socket)
    assert (code, words) == (Close.TOO_LARGE, "dossier trop volumineux")
    monkeypatch.undo()
    monkeypatch.setattr(room_module, "DOSSIER_BYTES", 1_000)
    other = enter(quick, stack, "editor-a", "d2/canevas")
    other.send(update_message(cards_update(1, 5, 7)))
    wait_saved(other, 1)


def test_a_log_is_compacted_by_its_weight(
    live: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few large updates are replaced by a snapshot, long before 500 rows."""
    monkeypatch.setattr(room_module, "SNAPSHOT_EVERY_BYTES", 50_000)
    socket = enter(live, stack, "editor-a")
    for rank in range(6):
        socket.send(update_message(cards_update(200, 60, rank + 1)))
        wait_saved(socket, rank + 1)

    def is_short() -> bool:
        stored = load(live.db, ROOM)
        assert stored is not None
        return stored.log_bytes <= max(50_000, 2 * len(stored.snapshot or b""))

    until(is_short)
    assert len(stored_cards(live.db, ROOM)) == 1_200
    purse = live.server.accounts.purse("d1")
    stored = load(live.db, ROOM)
    assert stored is not None
    assert purse.stored < 2 * (stored.log_bytes + len(stored.snapshot or b""))


def test_one_dossier_does_not_take_all_the_memory_of_what_waits_for_the_base(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the base does not commit, one dossier is refused more before the others are."""
    monkeypatch.setattr(server_module, "UNSAVED_BYTES_PER_DOSSIER", 20_000)
    monkeypatch.setattr(quick.server._journal, "_write", _no_base)
    socket = enter(quick, stack, "editor-a")
    for rank in range(3):
        socket.send(update_message(cards_update(100, 60, rank + 1)))
    assert close_of(socket)[0] == Close.TOO_MANY
    other = enter(quick, stack, "editor-b", "d2/canevas")
    other.send(update_message(cards_update(1, 5, 7)))
    monkeypatch.undo()
    wait_saved(other, 1)
    until(lambda: quick.server.accounts.purse("d1").unsaved == 0)


def _no_base(_batch: object, _wait: bool) -> list[int | None]:
    raise OSError("no base")


def test_answers_that_nobody_reads_are_bounded(
    quick: Live, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks again and again for what it does not read is dropped: too slow."""
    writer = enter(quick, stack, "editor-a")
    writer.send(update_message(cards_update(3_000, 400, 9)))
    wait_saved(writer, 1)
    monkeypatch.setattr(room_module, "ANSWERS_BYTES", 3_000_000)
    asker = enter(quick, stack, "reader-a", unread=1)
    with suppress(ConnectionClosed):
        for _ in range(500):
            asker.send(step_1_message(b"\x01\x05\x01"))
            time.sleep(0.01)
    until(lambda: quick.server.seats.taken["browser", cookie("reader-a")] == 0)
    writer.send(awareness_message([(1, 1, b"{}")]))
    writer.send(EMPTY)
    wait_saved(writer, 2)
