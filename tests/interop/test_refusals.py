"""Who is refused, and with which closing code: one raw WebSocket a case."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from capacities.collab.protocol import Close, awareness_message, update_message
from capacities.documents.lib0 import write_integer
from capacities.domain.errors import LinkRefused, StorageUnavailable, TooMany
from capacities.domain.limits import MESSAGE_BYTES, UPDATES_PER_SECOND
from capacities.storage.updates import append, compact
from tests.interop.node import NodeClients
from tests.interop.serving import ORIGIN, Live, Someone
from tests.waiting import PATIENCE_S, until

ROOM = "d1/canevas"
EMPTY = update_message(b"\x00\x00")


def dial(
    live: Live, room: str = ROOM, token: str | None = "editor", **more: object
) -> ClientConnection:
    """Connect with the subprotocol pair, or nothing."""
    pair = [Subprotocol("capacities"), Subprotocol(token)] if token else None
    return connect(f"{live.url}/{room}", subprotocols=pair, compression=None, **more)  # type: ignore[arg-type]


def code_of(socket: ClientConnection) -> int:
    """Read until the server closes; return its code."""
    end = time.monotonic() + 60
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=max(0, end - time.monotonic()))
    assert socket.close_code is not None
    return socket.close_code


def test_the_pair_is_answered_by_its_first_name(quick: Live) -> None:
    """A token in the subprotocols opens; the server answers "capacities", not the token."""
    with dial(quick) as socket:
        assert socket.subprotocol == "capacities"
        assert socket.recv(timeout=PATIENCE_S)[:2] == b"\x00\x00"


def test_a_bearer_header_opens_without_origin(quick: Live) -> None:
    """A program that shows its token needs no Origin."""
    headers = {"Authorization": "Bearer editor"}
    with dial(quick, token=None, additional_headers=headers) as socket:
        assert socket.recv(timeout=PATIENCE_S)[:2] == b"\x00\x00"


def test_a_cookie_opens_from_our_pages_only(quick: Live) -> None:
    """A cookie without Origin, or with another site's, is refused before accepting."""
    headers = {"Cookie": f"capacities=editor-{'x' * 36}"}
    with dial(quick, token=None, additional_headers=headers, origin=Origin(ORIGIN)) as socket:
        assert socket.recv(timeout=PATIENCE_S)[:2] == b"\x00\x00"
    for origin in (None, Origin("https://ailleurs.example"), Origin("null")):
        with pytest.raises(InvalidStatus) as refused:
            dial(quick, token=None, additional_headers=headers, origin=origin)
        assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("token", "room", "code"),
    [
        ("inconnu", ROOM, Close.NO_RIGHT),
        ("editor", "d1/absent", Close.NO_CANVAS),
        ("many", ROOM, Close.TOO_MANY),
        ("down", ROOM, Close.TRY_LATER),
    ],
)
def test_refused_at_the_door(quick: Live, token: str, room: str, code: Close) -> None:
    """Unknown link, no such canvas, too many failures, no database: accepted, then told why."""
    quick.door.refused["many"] = TooMany("Trop d’essais.")
    quick.door.refused["down"] = StorageUnavailable("La base ne répond pas.")
    with dial(quick, room, token) as socket:
        assert code == code_of(socket)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"", Close.BAD_MESSAGE),
        (b"\x07", Close.BAD_MESSAGE),
        (b"\x00", Close.BAD_MESSAGE),
        (b"\x00\x09\x00", Close.BAD_MESSAGE),
        (b"\x00\x02\x05\x01", Close.BAD_MESSAGE),
        (b"\x00\x02\x01\x01", Close.BAD_MESSAGE),
        (b"\x00\x00\x01\xff", Close.BAD_MESSAGE),
        (EMPTY + b"\x00", Close.BAD_MESSAGE),
        (b"\x00\x02" + b"\xff" * 20, Close.BAD_MESSAGE),
        (b"\x01\x06\x01\x05\x01\x02{[", Close.BAD_MESSAGE),
        (b"\x01\x05\x01\x05\x01\x0112", Close.BAD_MESSAGE),
        ("du texte", Close.BAD_MESSAGE),
        (b"\x00\x02" + write_integer(MESSAGE_BYTES) + bytes(MESSAGE_BYTES), Close.TOO_LARGE),
    ],
)
def test_a_bad_message_is_told_why(quick: Live, message: bytes | str, code: Close) -> None:
    """What is not the protocol, or is too large, closes that socket with its code."""
    with dial(quick) as socket:
        socket.send(message)
        assert code == code_of(socket)


def test_a_flood_is_stopped(quick: Live) -> None:
    """Beyond UPDATES_PER_SECOND over its window, the socket is closed: 4429."""
    with dial(quick) as socket:
        with suppress(ConnectionClosed):
            for _ in range(UPDATES_PER_SECOND * 40):
                socket.send(EMPTY)
        assert code_of(socket) == Close.TOO_MANY


def test_one_bad_client_does_not_disturb_its_room(quick: Live) -> None:
    """The others of the room stay connected and are still answered."""
    with dial(quick) as good:
        with dial(quick) as bad:
            bad.send(b"\x00\x02\x01\x01")
            assert code_of(bad) == Close.BAD_MESSAGE
        good.send(EMPTY)
        answers = [good.recv(timeout=PATIENCE_S) for _ in range(2)]
        assert answers[-1] == b"\x64\x01"


def test_letters_set_in_a_map_are_refused(quick: Live) -> None:
    """Whoever puts them beside a card or a value is closed; the others of the room are not."""
    card = b"\x01\x03\x01\x00'\x01\x05cards\x01c\x01'\x00\x01\x00\x04text\x02"
    card += b"(\x00\x01\x00\x01z\x01w\x01q\x00"
    with dial(quick) as good:
        good.send(update_message(card))
        for origin in range(3):
            letters = b"\x01\x01\x02\x00\x84\x01%c\x03abc\x00" % origin
            with dial(quick) as bad:
                bad.send(update_message(letters))
                assert code_of(bad) == Close.BAD_MESSAGE
        good.send(EMPTY)
        while good.recv(timeout=PATIENCE_S) != b"\x64\x02":
            pass


def test_presence_can_be_asked_for(quick: Live) -> None:
    """Message type 3 is answered with everyone's presence."""
    with dial(quick) as socket:
        socket.recv(timeout=PATIENCE_S)
        socket.send(b"\x01\x06\x01\x05\x01\x02{}")
        socket.send(b"\x03")
        answer = bytes(socket.recv(timeout=PATIENCE_S))  # type: ignore[arg-type]
        assert answer.endswith(b'"role":"editor"}')


@pytest.mark.node
def test_what_browsers_cannot_read_reaches_none(quick: Live, node: NodeClients) -> None:
    """Its author is closed; a newcomer's page reads who is here, and syncs."""
    node.open(quick.url, ROOM, "here", presence={"at": "c"})
    for state in (b'{"a":NaN}', '{"a":1}'.encode("utf-16"), b'{"a":"\xed\xa0\x80"}'):
        with dial(quick) as bad:
            bad.send(awareness_message([(9, 1, state)]))
            assert code_of(bad) == Close.BAD_MESSAGE
    node.open(quick.url, ROOM, "new", presence=None)
    until(lambda: [state.get("at") for state in node.ask("presences", "new")] == ["c"])
    for client in ("here", "new"):
        node.ask("close", client)


@pytest.mark.parametrize("freed", [False, True])
def test_a_damaged_snapshot_is_read_again_then_refused(quick: Live, freed: bool) -> None:
    """The first who needs more than the stored bytes is told to come back; then it is known.

    ``freed``: nobody came back before the broken room was freed.
    """
    with dial(quick) as socket:
        socket.recv(timeout=PATIENCE_S)
    until(lambda: not len(quick.server._rooms))
    number = append(quick.db, ROOM, b"\x00\x00")
    summary = b"\x01\x2a\x05" + b"\x01\x2a\x04" + bytes(4) + b"\x01\x00"
    compact(quick.db, ROOM, number, b"\x01\x01\x2a\x00\x04\x01", summary=summary)
    with dial(quick) as socket:
        assert socket.recv(timeout=PATIENCE_S)[:2] == b"\x00\x00"
        socket.send(b"\x00\x00\x03\x01\x2a\x01")
        assert code_of(socket) == Close.RESTART
    if freed:
        until(lambda: not len(quick.server._rooms))
    with dial(quick) as socket:
        assert code_of(socket) == Close.BROKEN_DOCUMENT


@pytest.mark.parametrize("failure", [StorageUnavailable("La base ne répond pas."), KeyError("x")])
def test_a_revocation_is_not_lost_when_rights_cannot_be_checked(
    quick: Live, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    """They are asked again until answered: who is revoked is out, the others stay."""
    refusals = iter([failure] * 4)
    really_identify = quick.door.identify

    def identify(*who: str, **shown: str | None) -> Someone:
        for error in refusals:
            raise error
        return really_identify(*who, **shown)

    with dial(quick, token="editor-out") as out, dial(quick, token="editor-in") as stays:
        for socket in (out, stays):
            assert socket.recv(timeout=60)[:2] == b"\x00\x00"
        quick.door.refused["editor-out"] = LinkRefused("Ce lien a été retiré.")
        monkeypatch.setattr(quick.server, "_identify", identify)
        quick.db.bus.publish("@links/d1")
        assert code_of(out) == Close.NO_RIGHT
        stays.send(EMPTY)
        while stays.recv(timeout=60) != b"\x64\x01":
            pass
