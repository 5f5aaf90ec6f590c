"""The bytes of the protocol."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.collab.protocol import (
    awareness_message,
    read_awareness,
    read_last_bytes,
    saved_message,
    update_message,
)
from capacities.documents.lib0 import (
    MAX_INTEGER,
    BadMessage,
    deletes_only_known,
    read_integer,
    write_integer,
)


@given(st.integers(0, MAX_INTEGER))
def test_integers_come_back(value: int) -> None:
    """Any integer JavaScript can hold is read as it was written."""
    data = write_integer(value)
    assert read_integer(data, 0) == (value, len(data))


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Reading garbage gives a value or BadMessage, never another error."""
    for read in (
        lambda: read_integer(data, 0),
        lambda: read_last_bytes(data, 0),
        lambda: list(read_awareness(data)),
        lambda: deletes_only_known(data, {}),
    ):
        try:
            read()
        except BadMessage:
            continue


def test_messages_are_those_of_y_websocket() -> None:
    """Framing, byte for byte; *saved* is type 100 and one integer."""
    assert update_message(b"ab") == b"\x00\x02\x02ab"
    assert saved_message(300) == b"\x64\xac\x02"
    assert awareness_message([(5, 1, b"{}")]) == b"\x01\x06\x01\x05\x01\x02{}"


def test_integers_too_long_or_cut_are_refused() -> None:
    """What JavaScript could not hold, or what stops too soon, is no integer."""
    for data in (b"", b"\x80", b"\xff" * 12, write_integer(MAX_INTEGER + 1)):
        with pytest.raises(BadMessage):
            read_integer(data, 0)


def test_deletions_of_what_is_known_add_nothing() -> None:
    """Only an update without content that deletes known operations is redundant."""
    deletion = b"\x00\x01\x05\x01\x02\x03"
    assert deletes_only_known(deletion, {5: 5})
    assert not deletes_only_known(deletion, {5: 4})
    assert not deletes_only_known(b"\x01" + deletion[1:], {5: 5})
