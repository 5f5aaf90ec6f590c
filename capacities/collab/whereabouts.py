"""Who is where in one dossier: what this process knows of its sockets, and hears of the others'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from capacities.collab.connection import Connection
from capacities.domain.access import Role
from capacities.domain.limits import PEOPLE_LEASE_S
from capacities.domain.news import VOTING, Present, Whereabouts
from capacities.domain.people import browser_mark, folded

Pages = Mapping[Connection, str]
"""The open pages of a dossier, the oldest first, and their canvas: "" for another page."""


def people_of(pages: Pages) -> list[Whereabouts]:
    """Return one entry a browser: where it came last, a canvas rather than another page.

    Programs, which show a token, are nobody.
    """
    found: dict[str, Whereabouts] = {}
    for connection, canvas_key in pages.items():
        identity = connection.identity
        if identity.session_id is None or connection.closed:
            continue
        mark = mark_of(connection)
        if mark in found and not canvas_key:
            continue
        place = canvas_key or (VOTING if identity.role is Role.VOTER else "")
        found[mark] = Whereabouts(mark, identity.pseudonym, identity.color, place)
    return list(found.values())


def mark_of(connection: Connection) -> str:
    """Return by what the others of the dossier know this browser; "" for a program."""
    session = connection.identity.session_id
    return "" if session is None else browser_mark(session, connection.credentials.dossier_id)


def together(lists: Iterable[Iterable[Whereabouts]]) -> list[Whereabouts]:
    """Join what several processes tell, the nearest first, in an order that nobody makes move."""
    found: dict[str, Whereabouts] = {}
    for people in lists:
        for person in people:
            known = found.get(person.mark)
            if known is None or (_on_canvas(person) and not _on_canvas(known)):
                found[person.mark] = person
    return sorted(found.values(), key=lambda one: (folded(one.name), one.mark))


def _on_canvas(person: Whereabouts) -> bool:
    return person.canvas_key not in ("", VOTING)


class Elsewhere:
    """What the other processes told of one dossier, as long as it is believed."""

    def __init__(self) -> None:
        self._told: dict[str, dict[int, Present]] = {}
        """By process, the parts of its last telling."""
        self._whole: dict[str, tuple[float, list[Whereabouts]]] = {}
        """By process, until when it is believed, and what."""

    def hear(self, present: Present, now: float) -> None:
        """Take one part of what a process tells."""
        parts = self._told.setdefault(present.process, {})
        if any(one.number != present.number for one in parts.values()):
            parts.clear()
        parts[present.part] = present
        if len(parts) == present.parts:
            people = [person for part in sorted(parts) for person in parts[part].people]
            self._whole[present.process] = now + PEOPLE_LEASE_S, people
            del self._told[present.process]

    def lists(self, now: float) -> list[list[Whereabouts]]:
        """Return what each of them tells, and forget those that have gone silent."""
        self._whole = {one: told for one, told in self._whole.items() if told[0] > now}
        return [people for _, people in self._whole.values()]
