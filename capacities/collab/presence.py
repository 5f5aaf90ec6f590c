"""Who is here: the awareness states of one room, each tied to the connection it came by.

What a client says is read strictly and written anew, so that browsers read only what the server
wrote; who says it is written by the server alone (``introduction``).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final, Generic, NoReturn, Protocol, TypeGuard, TypeVar

from capacities.collab.protocol import awareness_message, read_awareness
from capacities.documents.lib0 import MAX_INTEGER, BadMessage
from capacities.domain import limits

GONE: Final = b"null"
MARK: Final = "by"
SERVER_KEYS: Final = ("user", MARK, "role")
"""What the server alone says of a person; a client's own are dropped."""
CURSOR: Final = "cursor"
NEW_IDS_FROM: Final = 2**32
"""Yjs clients draw their ids below."""
DIGITS: Final = 300
"""Of a whole number: from 309 on, browsers read Infinity."""

Entry = tuple[int, int, bytes]
"""An id, its clock, the JSON of its state: see ``awareness_message``."""


class Speaker(Protocol):
    """A connection. ``browser`` names the browser behind it, None for a program."""

    @property
    def browser(self) -> str | None: ...
    @property
    def may_edit(self) -> bool: ...
    @property
    def introduction(self) -> bytes: ...


Owner = TypeVar("Owner", bound=Speaker)


@dataclass(slots=True)
class _Presence(Generic[Owner]):
    """What a client says (``client``, ``clock``, ``said``), what is told of it (the others)."""

    owner: Owner
    client: int
    clock: int
    said: bytes
    id: int
    told: int = -1
    state: bytes = GONE

    def tell(self, clock: int, state: bytes) -> Entry:
        """Return what to tell, under the client's own clock unless it runs away."""
        self.told = clock if self.told < clock <= limits.AWARENESS_CLOCK else max(self.told, 0) + 1
        self.state = state
        return self.id, self.told, state


class Presences(Generic[Owner]):
    """States by id; each connection speaks for one id, the first it brought.

    Ordinary clients repeat what they hear of the others: whatever is said of another id is
    ignored. A browser that comes back before its former connection is known to be dead takes its
    presence over.

    A client is told to the others under the id it brought, unless that was another's: a page
    believes what it hears of its own id, and nothing that comes after with an older clock. It is
    then told under a new id, which nobody can bring.
    """

    def __init__(self) -> None:
        self._of: dict[Owner, _Presence[Owner]] = {}
        self._told: dict[int, _Presence[Owner]] = {}
        self._left: dict[int, tuple[str | None, int]] = {}
        """Of ids that clients brought and that are told no more: the browser, the last clock."""

    def receive(self, owner: Owner, payload: bytes) -> bytes | None:
        """Take what ``owner`` says; return the message to broadcast, None when nothing new.

        Raises BadMessage for what is not presence.
        """
        if len(payload) > limits.AWARENESS_MESSAGE_BYTES:
            raise BadMessage("presence too large")
        news: list[Entry] = []
        for rank, (client, clock, said) in enumerate(read_awareness(payload)):
            if rank >= limits.AWARENESS_STATES:
                raise BadMessage("too many presences")
            presence = self._of.get(owner)
            if presence is None:
                news += self._welcome(owner, client, clock, said)
            elif presence.client == client:
                news += self._hear(presence, clock, said)
        return awareness_message(news) if news else None

    def all(self) -> bytes | None:
        """Return the message that tells everyone present, None when nobody is."""
        present = [(p.id, p.told, p.state) for p in self._told.values() if p.state != GONE]
        return awareness_message(present) if present else None

    def introduce_again(self, owner: Owner) -> bytes | None:
        """Return the message that tells ``owner`` as it is now, None when it is not present."""
        presence = self._of.get(owner)
        if presence is None or presence.state == GONE:
            return None
        return awareness_message([_told_again(presence)])

    def forget(self, owner: Owner) -> bytes | None:
        """Remove the one who came by ``owner``; return the message that says so."""
        presence = self._of.pop(owner, None)
        if presence is None:
            return None
        del self._told[presence.id]
        if presence.id == presence.client and len(self._left) < limits.AWARENESS_IDS:
            self._left[presence.id] = owner.browser, presence.told
        # Same clock: it overrides the state, and one who comes back needs only the next one.
        return awareness_message([(presence.id, presence.told, GONE)])

    def _hear(self, presence: _Presence[Owner], clock: int, said: bytes) -> list[Entry]:
        # Clients repeat theirs every 15 s.
        state = presence.state if said == presence.said else written(said, presence.owner)
        gone = clock == presence.clock and GONE == state != presence.state
        if clock <= presence.clock and not gone:
            return []
        presence.clock, presence.said = clock, said
        return [presence.tell(clock, state)]

    def _welcome(self, owner: Owner, client: int, clock: int, said: bytes) -> list[Entry]:
        """Take the first words of a connection, when they are its own."""
        former = self._told.get(client)
        if former is not None and former.client == client and _same_browser(former.owner, owner):
            return self._take_over(former, owner) + self._hear(former, clock, said)
        state = read_state(said)
        if state is None or MARK in state:  # heard from the server
            return []
        told = _write(state, owner)
        news = [] if former is None else self._move(former)
        id = client if self._may_keep(owner, client, clock) else self._new_id()
        presence = _Presence(owner, client, clock, said, id)
        self._of[owner] = self._told[id] = presence
        return [*news, presence.tell(clock, told)]

    def _take_over(self, presence: _Presence[Owner], owner: Owner) -> list[Entry]:
        before = self._of.pop(presence.owner).owner
        presence.owner, self._of[owner] = owner, presence
        return [] if before.introduction == owner.introduction else [_told_again(presence)]

    def _move(self, presence: _Presence[Owner]) -> list[Entry]:
        """Tell under a new id one whose id another brings: it is nobody's from now on."""
        gone = presence.id, presence.told, GONE
        self._left[presence.id] = None, limits.AWARENESS_CLOCK
        del self._told[presence.id]
        presence.id, presence.told = self._new_id(), 0
        self._told[presence.id] = presence
        return [gone, presence.tell(presence.clock, presence.state)]

    def _may_keep(self, owner: Owner, client: int, clock: int) -> bool:
        if client not in self._left:
            return clock <= limits.AWARENESS_CLOCK and len(self._left) < limits.AWARENESS_IDS
        browser, last = self._left[client]
        return browser == owner.browser and last < clock <= limits.AWARENESS_CLOCK

    def _new_id(self) -> int:
        return NEW_IDS_FROM + secrets.randbelow(MAX_INTEGER - NEW_IDS_FROM)


def introduction(name: str, color: str, role: str, mark: str | None) -> bytes:
    """Return the members of a JSON object by which the server says who somebody is."""
    return _dump({"user": {"name": name, "color": color}, MARK: mark, "role": role})[1:-1]


def read_state(said: bytes) -> dict[str, Any] | None:
    """Return what a client says of itself, None when it goes away.

    Raises BadMessage for what a browser would not read, or not alike.
    """
    if len(said) > limits.AWARENESS_BYTES:
        raise BadMessage("presence too large")
    try:
        state = _DECODER.decode(said.decode())
    except (ValueError, RecursionError):
        raise BadMessage("presence is not JSON") from None
    if state is not None and not isinstance(state, dict):
        raise BadMessage("presence is not an object")
    return state


def written(said: bytes, owner: Speaker) -> bytes:
    """Return the state to tell when ``owner`` says this. Raises what ``read_state`` does."""
    state = read_state(said)
    return GONE if state is None else _write(state, owner)


def _write(state: dict[str, Any], owner: Speaker) -> bytes:
    for key in SERVER_KEYS:
        state.pop(key, None)
    if not owner.may_edit:
        state.pop("typing", None)
    _clean_cursor(state)
    if not _shallow(state, limits.AWARENESS_DEPTH):
        raise BadMessage("presence too deep")
    try:
        own = _dump(state)
    except ValueError:
        raise BadMessage("presence holds a number out of range") from None
    if len(own) > limits.AWARENESS_BYTES:
        raise BadMessage("presence too large")
    return b"%b%b%b}" % (own[:-1], b"," if state else b"", owner.introduction)


def _clean_cursor(state: dict[str, Any]) -> None:
    """Leave of a cursor on a board whole numbers; nothing of one that is nowhere near it.

    Those of other clients, in a text, are left as they are.
    """
    cursor = state.get(CURSOR)
    if not isinstance(cursor, dict) or cursor.keys().isdisjoint("xy"):
        return
    x, y = cursor.get("x"), cursor.get("y")
    if _near(x) and _near(y):
        state[CURSOR] = {"x": round(x), "y": round(y)}
    else:
        del state[CURSOR]


def _near(place: Any) -> TypeGuard[float]:
    number = isinstance(place, int | float) and not isinstance(place, bool)
    return number and abs(place) <= limits.CURSOR_REACH


def _told_again(presence: _Presence[Owner]) -> Entry:
    return presence.tell(presence.told + 1, written(presence.said, presence.owner))


def _same_browser(one: Speaker, other: Speaker) -> bool:
    return one.browser is not None and one.browser == other.browser


def _shallow(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return True
    return levels > 0 and all(_shallow(each, levels - 1) for each in value)


def _whole_number(digits: str) -> int:
    if len(digits) > DIGITS:
        raise ValueError
    return int(digits)


def _refuse(_constant: str) -> NoReturn:
    raise ValueError  # NaN, Infinity


def _dump(value: Any) -> bytes:
    # Half a character (an emoji cut in two) is JSON, but no text that can be sent.
    return _ENCODER.encode(value).encode(errors="replace")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse, parse_int=_whole_number)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
