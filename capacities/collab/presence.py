"""Who is here: the awareness states of one room, each tied to the connection it came by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from capacities.collab.protocol import awareness_message, read_awareness
from capacities.documents.lib0 import BadMessage
from capacities.domain.limits import AWARENESS_BYTES, AWARENESS_MESSAGE_BYTES

GONE = b"null"


class Speaker(Protocol):
    """A connection. ``browser`` names the browser behind it, None for a program."""

    @property
    def browser(self) -> str | None: ...


Owner = TypeVar("Owner", bound=Speaker)


@dataclass(slots=True)
class _Presence(Generic[Owner]):
    owner: Owner
    clock: int
    state: bytes


class Presences(Generic[Owner]):
    """States by client id; each connection speaks for one id, the first it brought.

    Ordinary clients repeat what they hear of the others: whatever is said of another id is
    ignored, which also stops impersonation. A browser that comes back before its former
    connection is known to be dead takes its id over.
    """

    def __init__(self) -> None:
        self._by_client: dict[int, _Presence[Owner]] = {}
        self._client_of: dict[Owner, int] = {}

    def receive(self, owner: Owner, payload: bytes) -> bytes | None:
        """Take what ``owner`` says; return the message to broadcast, None when nothing new.

        Raises BadMessage for what is not presence.
        """
        if len(payload) > AWARENESS_MESSAGE_BYTES:
            raise BadMessage("presence too large")
        news = None
        for client, clock, state in read_awareness(payload):
            if self._take(owner, client, clock, state):
                news = client, clock, state
        return awareness_message([news]) if news else None

    def all(self) -> bytes | None:
        """Return the message that tells everyone present, None when nobody is."""
        present = [
            (client, presence.clock, presence.state)
            for client, presence in self._by_client.items()
            if presence.state != GONE
        ]
        return awareness_message(present) if present else None

    def forget(self, owner: Owner) -> bytes | None:
        """Remove the one who came by ``owner``; return the message that says so."""
        client = self._client_of.pop(owner, None)
        if client is None:
            return None
        presence = self._by_client.pop(client)
        # Same clock: it overrides the state, and one who comes back needs only the next one.
        return awareness_message([(client, presence.clock, GONE)])

    def _take(self, owner: Owner, client: int, clock: int, state: bytes) -> bool:
        if self._client_of.get(owner, client) != client:
            return False
        known = self._by_client.get(client)
        if known is None or state != known.state:  # clients repeat theirs every 15 s
            _check_state(state)
        if owner not in self._client_of:
            if known is None:
                if state == GONE:
                    return False
                self._by_client[client] = _Presence(owner, clock, state)
                self._client_of[owner] = client
                return True
            if owner.browser is None or owner.browser != known.owner.browser:
                return False
            del self._client_of[known.owner]
            known.owner, self._client_of[owner] = owner, client
        assert known is not None
        newer = clock > known.clock or (clock == known.clock and GONE == state != known.state)
        if newer:
            known.clock, known.state = clock, state
        return newer


def _check_state(state: bytes) -> None:
    if len(state) > AWARENESS_BYTES:
        raise BadMessage("presence too large")
    try:
        value = json.loads(state)
    except (ValueError, RecursionError):
        raise BadMessage("presence is not JSON") from None
    if value is not None and not isinstance(value, dict):
        raise BadMessage("presence is not an object")
