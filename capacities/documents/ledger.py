"""What is known of a document apart from its content: how much of each author, where it stands.

Every update is faced with it before the CRDT core reads it, whatever the way it came.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import pycrdt

from capacities.documents.inspection import Inspection, NotOurs
from capacities.documents.lib0 import BadMessage, read_state_first, write_state
from capacities.documents.places import Places

log = logging.getLogger(__name__)


class Ledger:
    """One document's; its parts change in place.

    Attributes:
        known: for each author, how many operations are known.
        places: where these stand.
    """

    __slots__ = ("_waiting", "known", "places")

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self.places = Places()
        self._waiting: list[bytes] = []
        """Updates of the log that lack others: waiting inside the core, they can crash it."""

    def inspect(self, update: bytes, *, stored: bool = False) -> tuple[bytes, Inspection]:
        """Read an update before the core; return it with what it holds. Raises BadMessage.

        A page that comes back while what it sent before is still being read sends some again:
        what is known of a run is cut off. ``stored``: it is of the log.
        """
        inspection = Inspection(update, self.known, self.places, stored=stored)
        if not inspection.overlaps:
            return update, inspection
        try:
            news = pycrdt.get_update(update, write_state(self.known))
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a Rust panic is no Exception
            raise BadMessage("overlap") from error
        return news, Inspection(news, self.known, self.places, stored=stored)

    def note(self, inspection: Inspection) -> None:
        """Note what an update that lacks nothing holds."""
        self._note(inspection.places, inspection.ends)

    def learn(
        self,
        snapshot: bytes | None,
        updates: Sequence[bytes],
        summary: bytes | None = None,
        *,
        strict: bool = False,
        left_out: list[bytes] | None = None,
    ) -> list[bytes]:
        """Note what is stored: a whole document, updates of the log. Raises BadMessage.

        Return what of it may be given to the core. ``summary`` is that of ``snapshot``, which is
        read when there is none; one written before places were kept ends after the state vector,
        and one whose places do not tell how deep is not of use either. ``strict``: raise NotOurs
        for an update that is otherwise left out, and added to ``left_out``.
        """
        stored: list[bytes] = []
        if snapshot:
            ends, at = read_state_first(summary) if summary else ({}, 0)
            places = Places.read(summary, at) if summary and at < len(summary) else None
            if places is None:
                inspection = Inspection(snapshot, {}, stored=True)
                places, ends = inspection.places, ends or inspection.ends
            self._note(places, ends)
            stored.append(snapshot)
        waiting, tried = [*self._waiting, *updates], -1
        while waiting and len(waiting) != tried:
            tried = len(waiting)
            waiting = [
                one for one in waiting if not self._learn_update(one, stored, strict, left_out)
            ]
        self._waiting = waiting
        return stored

    def correct(self, known: Mapping[int, int]) -> None:
        """Take what the core says that it holds for what is known."""
        if known != self.known:
            self.known.clear()
            self.known.update(known)

    def summary(self) -> bytes:
        """Return what ``learn`` takes in place of reading the document once encoded."""
        return write_state(self.known) + self.places.write()

    def _learn_update(
        self, update: bytes, stored: list[bytes], strict: bool, left_out: list[bytes] | None
    ) -> bool:
        """Note an update of the log and add it to ``stored``; False when it lacks others."""
        try:
            news, inspection = self.inspect(update, stored=True)
        except NotOurs as error:  # its author told another process another story
            if strict:
                raise
            log.error("an update of the log is left out", exc_info=error)
            if left_out is not None:
                left_out.append(update)
            return True
        if inspection.complete:
            self.note(inspection)
            stored.append(news)
        return inspection.complete

    def _note(self, places: Places, ends: Mapping[int, int]) -> None:
        self.places.extend(places, self.known, ends)
        for author, end in ends.items():
            if end > self.known.get(author, 0):
                self.known[author] = end
