"""Presence: each connection speaks for itself only."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from capacities.collab.presence import Presences
from capacities.collab.protocol import awareness_message
from capacities.documents.lib0 import BadMessage
from capacities.domain.limits import AWARENESS_BYTES


@dataclass(frozen=True, eq=False)
class Speaker:
    """A connection, and the browser behind it."""

    browser: str | None = None


def said(client: int, clock: int, state: bytes = b"{}") -> bytes:
    """Return the payload of one presence."""
    return awareness_message([(client, clock, state)])[2:]


def test_news_are_broadcast_and_repetitions_are_not() -> None:
    """A newer clock is news; the same or an older one is not."""
    presences: Presences[Speaker] = Presences()
    paul = Speaker()
    assert presences.receive(paul, said(1, 1)) == awareness_message([(1, 1, b"{}")])
    assert presences.receive(paul, said(1, 1)) is None
    assert presences.receive(paul, said(1, 0)) is None
    assert presences.receive(paul, said(1, 2, b"null")) is not None
    assert presences.all() is None
    assert presences.receive(paul, said(1, 3)) is not None


def test_nobody_speaks_for_another() -> None:
    """Neither changing nor removing the presence of another live connection."""
    presences: Presences[Speaker] = Presences()
    paul, mallory = Speaker(), Speaker()
    presences.receive(paul, said(1, 1))
    assert presences.receive(mallory, said(1, 9, b'{"name":"x"}')) is None
    assert presences.receive(mallory, said(1, 1, b"null")) is None
    assert presences.all() == awareness_message([(1, 1, b"{}")])


def test_one_connection_is_one_presence() -> None:
    """A second id on one connection is ignored: clients repeat what they hear."""
    presences: Presences[Speaker] = Presences()
    paul = Speaker()
    presences.receive(paul, said(1, 1))
    assert presences.receive(paul, said(2, 1)) is None
    assert presences.forget(paul) == awareness_message([(1, 1, b"null")])
    assert presences.receive(Speaker(), said(1, 1)) is not None


def test_a_browser_takes_its_presence_over() -> None:
    """Back before its former connection is known dead, it keeps its id."""
    presences: Presences[Speaker] = Presences()
    before, after = Speaker("b"), Speaker("b")
    presences.receive(before, said(1, 1))
    assert presences.receive(after, said(1, 2)) is not None
    assert presences.forget(before) is None
    assert presences.all() == awareness_message([(1, 2, b"{}")])


@pytest.mark.parametrize("state", [b"{", b"12", b"[]", b"[" * 3000, b'"' + b"x" * AWARENESS_BYTES])
def test_what_is_not_a_presence_is_refused(state: bytes) -> None:
    """Not JSON, not an object, too deep, too large: refused."""
    with pytest.raises(BadMessage):
        Presences[Speaker]().receive(Speaker(), said(1, 1, state))
