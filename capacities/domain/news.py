"""What is announced of a dossier: the names of the events, and the words of those that carry some.

An event is a text and a number (see ``storage.bus``); it may come from another process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Final

from capacities.domain.limits import NEWS_BYTES

RIGHTS: Final = "@links/"
"""Followed by a dossier: rights in it may have changed."""
RENAMED: Final = "@dossier/"
"""Followed by a dossier: what it says it is about has changed."""
BALLOT: Final = "@gommettes/"
"""Followed by a document: its gommettes changed; the number is the ballot's version."""
BALLOT_SET: Final = "@vote/"
"""The same, when the ballot was opened, closed, revealed or set otherwise."""
CALLED: Final = "@amener/"
"""Followed by a ``Call``: everybody is brought somewhere."""
ASKED: Final = "@qui/"
"""Followed by a dossier: a process asks the others who is where in it."""
PRESENT: Final = "@ici/"
"""Followed by a ``Present``: a process tells who is where."""

VOTING: Final = "@vote"
"""Where those are who came to vote only: in the place of a canvas, whose key has no such sign."""


@dataclass(frozen=True, slots=True)
class Call:
    """Whoever facilitates brings everybody to a canvas.

    Attributes:
        title: of the canvas.
        branch: the card at which to look, or "".
        by, mark: the name of who brings, and the mark of their browser, whose pages stay.
        id: two calls alike are two calls.
    """

    dossier_id: str
    canvas_key: str
    title: str
    branch: str
    by: str
    mark: str
    id: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one person is: ``canvas_key`` is "" on another page, ``VOTING`` on that of the vote."""

    mark: str
    name: str
    color: str
    canvas_key: str


@dataclass(frozen=True, slots=True)
class Present:
    """One part of what a process tells of those it serves.

    Attributes:
        number: of this telling; a later one replaces it.
        part, parts: which part of it this is.
    """

    dossier_id: str
    process: str
    number: int
    part: int
    parts: int
    people: tuple[Whereabouts, ...]


def call_event(call: Call) -> str:
    """Return the event that announces a call."""
    return CALLED + _dump(astuple(call))


def read_call(event: str) -> Call | None:
    """Return the call that an event announces, None when it is none of ours."""
    words = _load(event.removeprefix(CALLED))
    if len(words) != 7 or not all(isinstance(word, str) for word in words):
        return None
    return Call(*words)


def present_events(
    dossier_id: str, process: str, number: int, people: Sequence[Whereabouts]
) -> list[str]:
    """Return the events that tell who is where, each short enough to be announced."""
    parts = list(_parts([list(astuple(person)) for person in people])) or [[]]
    return [
        PRESENT + _dump([dossier_id, process, number, part, len(parts), some])
        for part, some in enumerate(parts)
    ]


def read_present(event: str) -> Present | None:
    """Return what an event tells of who is where, None when it is none of ours."""
    match _load(event.removeprefix(PRESENT)):
        case [str(dossier_id), str(process), int(number), int(part), int(parts), list(people)]:
            pass
        case _:
            return None
    read = []
    for one in people:
        if not isinstance(one, list) or len(one) != 4 or not all(isinstance(w, str) for w in one):
            return None
        read.append(Whereabouts(*one))
    return Present(dossier_id, process, number, part, parts, tuple(read))


def _parts(people: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """Cut a list where its text, written twice as JSON by the bus, would be too long."""
    some: list[list[str]] = []
    size = 0
    for one in people:
        cost = len(json.dumps(_dump(one))) + 1
        if some and size + cost > NEWS_BYTES:
            yield some
            some, size = [], 0
        some.append(one)
        size += cost
    if some:
        yield some


def _dump(words: Any) -> str:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> list[Any]:
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return words if isinstance(words, list) else []
