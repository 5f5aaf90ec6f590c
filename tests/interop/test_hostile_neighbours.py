"""What one client sends must not fall on another: raw sockets, byte by byte."""

from __future__ import annotations

import base64
import os
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from capacities.collab.protocol import Close, awareness_message, update_message
from capacities.domain.limits import AWARENESS_MESSAGE_BYTES
from tests.interop.serving import Live, stored_cards

ROOM = "d1/canevas"
CARD = (
    b"\x01\x03\x01\x00'\x01\x05cards\x01c\x01'\x00\x01\x00\x04text\x02"
    b"(\x00\x01\x00\x01z\x01w\x01q\x00"
)
"""A card « c » by author 1: the map (1, 0), its text (1, 1), a value (1, 2)."""
FIRST_LETTER = b"\x01\x01\x02\x00\x04\x00\x01\x01\x01a\x00"
NEXT_LETTER = b"\x01\x01\x02\x01\x84\x02\x00\x01b\x00"
BESIDE_NEXT = b"\x01\x01\x03\x00\xa8\x02\x01\x01\x7e\x00"
"""A value put beside the next letter of author 2: it waits for it, then is refused."""


def dial(live: Live, token: str = "editor") -> ClientConnection:
    pair = [Subprotocol("capacities"), Subprotocol(token)]
    return connect(f"{live.url}/{ROOM}", subprotocols=pair, compression=None)


def read_until(client: ClientConnection, wanted: bytes) -> None:
    """Read up to a message that begins so."""
    while not bytes(client.recv(timeout=20)).startswith(wanted):  # type: ignore[arg-type]
        pass


def code_of(client: ClientConnection) -> int | None:
    """Read until the server closes; return its code."""
    with suppress(ConnectionClosed):
        while True:
            client.recv(timeout=20)
    return client.close_code


def test_who_completes_an_update_does_not_answer_for_it(quick: Live) -> None:
    """The one who sent it is refused, and never told that it is saved; who typed goes on."""
    with dial(quick) as typist, dial(quick) as mallory:
        typist.send(update_message(CARD))
        typist.send(update_message(FIRST_LETTER))
        read_until(typist, b"\x64\x02")
        mallory.send(update_message(BESIDE_NEXT))
        mallory.send(b"\x00\x00\x01\x00")  # answered once what precedes is read
        read_until(mallory, b"\x00\x01")
        typist.send(update_message(NEXT_LETTER))
        read_until(typist, b"\x64\x03")
        heard = []
        with suppress(ConnectionClosed):
            while True:
                heard.append(mallory.recv(timeout=20))
        assert mallory.close_code == Close.BAD_MESSAGE
        assert not [message for message in heard if message[:1] == b"\x64"]
        typist.send(update_message(b"\x00\x00"))
        read_until(typist, b"\x64\x04")
    assert stored_cards(quick.db, ROOM).keys() >= {"c"}


def frame(data: bytes, operation: int = 2, final: bool = True) -> bytes:
    """Return a client's frame, its mask being zero."""
    assert len(data) < 126
    return bytes(((0x80 if final else 0) | operation, 0x80 | len(data))) + bytes(4) + data


@pytest.fixture
def wire(quick: Live) -> Iterator[socket.socket]:
    """A socket of which each byte is chosen, once the handshake is done."""
    host, port = quick.url.split("//")[1].split("/")[0].split(":")
    raw = socket.create_connection((host, int(port)), timeout=20)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    raw.sendall(
        f"GET /collab/{ROOM} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: capacities, editor-1\r\n\r\n".encode()
    )
    answer = b""
    while b"\x82" not in answer:  # the first message of the room
        answer += raw.recv(4096)
    with raw:
        yield raw


def value(author: int, key: bytes) -> bytes:
    """Return a message that puts a value in the cards."""
    return update_message(
        bytes((1, 1, author, 0)) + b"\x28\x01\x05cards\x01" + key + b"\x01\x7e\x00"
    )


def test_a_message_in_fragments_is_not_overtaken(quick: Live, wire: socket.socket) -> None:
    """What came first is applied first: *saved* counts in this order."""
    with dial(quick, "reader-1") as peer:
        read_until(peer, b"\x00\x00")
        first, second = value(5, b"A"), value(6, b"B")
        wire.sendall(frame(first[:5], final=False) + frame(first[5:], operation=0) + frame(second))
        order: list[bytes] = []
        while len(order) < 2:
            message = bytes(peer.recv(timeout=20))  # type: ignore[arg-type]
            order += [key for key in (b"A", b"B") if b"\x01" + key + b"\x01\x7e" in message]
        assert order == [b"A", b"B"]


def test_messages_that_come_byte_by_byte_are_read(quick: Live, wire: socket.socket) -> None:
    """And the one whose beginning came with the end of another."""
    first, second = frame(value(5, b"A")), frame(value(6, b"B"))
    for byte in first[:-1]:
        wire.sendall(bytes((byte,)))
    wire.sendall(first[-1:] + second[:3])
    wire.sendall(second[3:])
    heard = b""
    while b"\x82\x02\x64\x02" not in heard:
        heard += wire.recv(4096)
    assert stored_cards(quick.db, ROOM).keys() >= {"A", "B"}


def test_a_message_of_presence_has_its_limit(quick: Live) -> None:
    """Each other person would receive it whole."""
    with dial(quick, "reader-1") as reader:
        state = b'{"n":"%s"}' % (b"x" * 4_000)
        count = AWARENESS_MESSAGE_BYTES // 4_000 + 1
        reader.send(awareness_message([(7, rank + 1, state) for rank in range(count)]))
        assert code_of(reader) == Close.BAD_MESSAGE
