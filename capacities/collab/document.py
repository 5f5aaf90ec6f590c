"""One Yjs document in memory, as a room uses it: bytes in, what changed out.

The room never reads the roots: reading a mistyped Y.Array can loop for ever. A panic of the
Rust core is no ``Exception``: everything is caught here and told as ``Unreadable`` (the
update is bad, the document is intact) or ``Broken`` (the document can no longer be trusted).
What would crash the core, which nothing can catch, is refused before (see ``inspection``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from time import thread_time
from typing import Final

import pycrdt
from pycrdt._pycrdt import Doc, Map, Transaction, TransactionEvent

from capacities.collab.protocol import EMPTY_UPDATE
from capacities.collab.stride import Stride
from capacities.documents.inspection import Inspection
from capacities.documents.keystroke import read_keystroke
from capacities.documents.ledger import Ledger
from capacities.documents.lib0 import (
    BadMessage,
    deletes_only_known,
    read_state,
    read_state_first,
    read_state_of,
    write_state,
)
from capacities.documents.places import HOLDER, LETTER, place_at
from capacities.domain import limits

log = logging.getLogger(__name__)

NOTHING = b"\x00"
"""The state vector of an empty document."""
LETTERS_AHEAD = 500
"""Letters that may wait to be given to the core together: half a millisecond of its work."""


_CARD: Final = place_at(HOLDER, 1)
"""Where the cards stand: in a root."""


class Unreadable(Exception):
    """The update or state vector cannot be read; nothing was changed."""


class Incomplete(Exception):
    """The update depends on others that are not there yet; nothing was changed.

    ``lacks`` is an operation (author, number) without which nothing can be done.
    """

    def __init__(self, lacks: tuple[int, int]) -> None:
        super().__init__(lacks)
        self.lacks = lacks


class TooLarge(Exception):
    """The document would pass the limit; nothing was changed."""


class Broken(Exception):
    """The document failed and must be loaded again."""


class Damaged(Broken):
    """What was held failed, not what was just received."""


class _Core:
    """Raises ``failed`` for whatever fails inside; Unreadable for what the core ``refuses``."""

    __slots__ = ("_doing", "_failed", "_refuses")

    def __init__(self, doing: str, failed: type[Broken] = Broken, *, refuses: bool = False) -> None:
        self._doing, self._failed, self._refuses = doing, failed, refuses

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            return
        refused = self._refuses and isinstance(error, ValueError)
        raise (Unreadable if refused else self._failed)(self._doing) from error


_APPLYING: Final = _Core("update", refuses=True)
_SETTLING: Final = _Core("what waited", Damaged)
"""Made once: all that is typed goes through them."""


class RoomDocument:
    """A Doc whose size is kept under the limit.

    The core is the dear part, so what it cannot refuse waits (``_ahead``) until it is needed:
    the snapshot, as long as one only reads the canvas; a letter typed after another one, since
    500 given together cost what ten cost one by one. All the rest is given at once, and so is
    the first letter somewhere: what the core refuses is not kept.
    """

    def __init__(
        self, snapshot: bytes | None, updates: Sequence[bytes], summary: bytes | None = None
    ) -> None:
        """Open a document from the log. Raises Broken.

        ``summary``, when given, is that of ``snapshot``, which is then trusted to be what
        ``encode`` returned.
        """
        # The core's Doc: the public one adds twice what applying an edit costs.
        self._doc = Doc(None, None, None)
        self._ahead: list[bytes] = []
        self._letters: dict[int, int] = {}
        """For each author, the first of his last operations that are letters typed since
        anything else changed the document: nothing can have happened to them."""
        self._whole: bytes | None = None
        """The encoded document, until it changes: many may come in at once."""
        self._ledger = Ledger()
        self._known, self._places = self._ledger.known, self._ledger.places
        self._size_at_most = 0
        self._cards_ever: int | None = None
        self._live_at_most = 0
        """Cards, those of the corbeille included or not; nothing is counted until one is added."""
        self._dear_s, self._too_dear = 0.0, False
        """What the core took beyond the ordinary, which it would take again at each opening."""
        with _Core("stored document"):
            stored = self._learn(snapshot, updates, summary)
            if snapshot and summary and not updates:
                self._ahead = stored
                self._whole = snapshot
            else:
                self._apply(stored)
                self._know_what_the_core_holds()
                self._too_dear, self._dear_s = self._dear_s > limits.OPENING_S / 2, 0.0

    def apply(self, update: bytes) -> list[bytes]:
        """Apply one update; return what it changed, as updates; [] when nothing.

        Raises BadMessage, Unreadable, Incomplete, TooLarge or Broken.
        """
        update, inspection = self._ledger.inspect(update)
        if inspection.lacks is not None:
            raise Incomplete(inspection.lacks)
        self._check_room_for(update)
        self._check_authors(inspection.ends)
        if inspection.entries:
            self._check_cards(inspection.entries)
        self._settle()
        dear = self._dear_s
        self._letters.clear()
        self._whole = None
        changes = [update]
        with _APPLYING:
            if inspection.fresh:  # all of it is news: no need to ask the core what changed
                self._apply_parts(update, inspection)
            else:
                changes = self._watched(lambda: self._apply_parts(update, inspection))
        self._size_at_most += len(update)
        self._ledger.note(inspection)
        if len(inspection.ends) > 1 and not self._core_agrees(inspection.ends):
            raise Broken("the core does not hold what the update said")
        self._check_dear(dear)
        return changes

    def type(self, update: bytes) -> bool:
        """Take ``update`` if it is mere typing (all news, lacking nothing) and there is room.

        Raises Unreadable or Broken.
        """
        try:
            typed = read_keystroke(update, self._known, self._letters, self._places)
        except (IndexError, BadMessage):
            return False
        if typed is None or self._size_at_most + len(update) > limits.DOCUMENT_BYTES:
            return False
        if self._too_dear and not typed.follows:
            return False
        if typed.follows:
            self._ahead.append(update)
        else:
            self._settle()
            dear = self._dear_s
            with _APPLYING:
                self._apply((update,))
            self._check_dear(dear)
        self._whole = None
        self._size_at_most += len(update)
        self._known[typed.author] = typed.end
        if typed.author not in self._letters:
            self._letters[typed.author] = typed.clock
            self._places.note(typed.author, typed.clock, LETTER)
        if len(self._ahead) >= LETTERS_AHEAD:
            self._settle()
        return True

    def apply_all(
        self, snapshot: bytes | None, updates: Sequence[bytes], summary: bytes | None = None
    ) -> list[bytes]:
        """Apply what others stored, in one transaction; return what it changed. Raises Broken."""
        self._settle()
        self._letters.clear()
        self._whole = None
        self._cards_ever = None
        with _Core("stored updates"):
            stored = self._learn(snapshot, updates, summary)
            changes = self._watched(lambda: self._apply(stored))
            self._know_what_the_core_holds()
        return changes

    def reaches(self, author: int, clock: int) -> bool:
        """Tell whether operation number ``clock`` of ``author`` is there."""
        return self._known.get(author, 0) > clock

    def state(self) -> bytes:
        """Return the state vector."""
        return write_state(self._known)

    def summary(self) -> bytes:
        """Return what opening the encoded document takes, but its content: see ``Ledger``."""
        return self._ledger.summary()

    def encode(self, state: bytes | None = None) -> bytes:
        """Return the document, or what ``state`` lacks of it. Raises Unreadable or Broken."""
        whole = state is None or state == NOTHING
        if whole and self._whole is not None:
            return self._whole
        if state is not None:
            _check_state(state)
        self._settle()
        with _Core("encoding", refuses=True), self._transaction() as transaction:
            encoded = self._doc.get_update(transaction, NOTHING if state is None else state)
        if whole:
            self._whole = encoded
            self._size_at_most = len(encoded)
        return encoded

    def _learn(
        self, snapshot: bytes | None, updates: Sequence[bytes], summary: bytes | None
    ) -> list[bytes]:
        """Note what is stored; return what of it may be given to the core. Raises BadMessage."""
        stored = self._ledger.learn(snapshot, updates, summary)
        self._size_at_most += sum(map(len, stored))
        return stored

    def _know_what_the_core_holds(self) -> None:
        self._ledger.correct(read_state(self._core_state()))

    def _settle(self) -> None:
        """Give the core what waits. Raises Damaged."""
        if not self._ahead:
            return
        with _SETTLING:
            self._apply(self._ahead)
            settled = self._core_agrees(self._letters or self._known)
        if not settled:
            raise Damaged("what waited is not what was said of it")
        self._ahead = []

    def _core_agrees(self, authors: Collection[int]) -> bool:
        """Tell whether the core holds what is known of some authors, no less and no more."""
        held = read_state_of(authors, self._core_state())
        return all(held.get(author, 0) == self._known[author] for author in authors)

    def _core_state(self) -> bytes:
        transaction = self._doc.create_transaction()
        try:
            state: bytes = self._doc.get_state(transaction)
        finally:
            transaction.drop()
        return state

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        transaction = self._doc.create_transaction()
        try:
            yield transaction
        finally:
            transaction.drop()

    def _apply(self, updates: Iterable[bytes]) -> None:
        """Apply in transactions of LETTERS_AHEAD: their end costs the square of what was typed."""
        rest, began, ordinary = iter(updates), thread_time(), 0.0
        while some := list(islice(rest, LETTERS_AHEAD)):
            transaction = self._doc.create_transaction()
            try:
                for update in some:
                    self._doc.apply_update(transaction, update)
                transaction.commit()
            finally:
                transaction.drop()
            size = sum(map(len, some))
            ordinary += limits.ORDINARY_UPDATE_S * len(some) + limits.ORDINARY_BYTE_S * size
        self._dear_s += max(thread_time() - began - ordinary, 0)

    def _check_dear(self, before: float) -> None:
        """Have the document read again once it may have become long to read (see ``OPENING_S``).

        ``before``: what was counted before the last message. Raises Damaged: that one is sent
        again, by a page that did nothing wrong; Broken when it alone is long, and would be again.
        """
        if self._dear_s - before > limits.OPENING_S / 2:
            raise Broken("an update too dear to apply")
        if self._dear_s > limits.OPENING_S:
            raise Damaged("read again to know how long it takes")

    def _apply_parts(self, update: bytes, inspection: Inspection) -> None:
        """Apply a long update by parts, and give up when they take too long (see ``CORE_S``)."""
        if inspection.cuts.structs <= limits.FIRST_PART_STRUCTS:
            self._apply((update,))
            return
        stride = Stride()
        for part in inspection.cuts.parts(stride.structs):
            began = thread_time()
            self._apply((part,))
            if stride.over(thread_time() - began):
                raise Broken("an update too dear to apply")

    def _watched(self, apply: Callable[[], None]) -> list[bytes]:
        """Apply; return what it really changed, as updates."""
        emitted: list[bytes] = []

        def note(event: TransactionEvent) -> None:
            if event.update != EMPTY_UPDATE:
                emitted.append(event.update)

        subscription = self._doc.observe(note)
        try:
            apply()
        finally:
            subscription.drop()
        return emitted

    def _check_room_for(self, update: bytes) -> None:
        """Encode again only when the bytes received since the last time may pass the limit.

        Deleting is always allowed: it is the way back under the limit.
        """
        if update[:1] == b"\x00":
            return
        if self._too_dear:
            raise TooLarge
        room = limits.DOCUMENT_BYTES - len(update)
        if self._size_at_most > room:
            self.encode()
            if self._size_at_most > room:
                raise TooLarge

    def _check_authors(self, authors: Collection[int]) -> None:
        new = sum(author not in self._known for author in authors)
        if new and len(self._known) + new > limits.AUTHORS_PER_DOCUMENT:
            raise TooLarge

    def _check_cards(self, added: int) -> None:
        """Count the cards again only when those added since the last time may be too many."""
        if self._cards_ever is None:
            self._cards_ever = self._live_at_most = self._places.count(_CARD, self._known)
        self._cards_ever += added
        self._live_at_most += added
        most = limits.CARDS_PER_CANVAS + limits.CARDS_TOGETHER
        if self._live_at_most > most:
            self._live_at_most = self._count_live() + added
        if self._live_at_most > most or self._cards_ever > limits.CARDS_EVER:
            self._cards_ever -= added
            self._live_at_most -= added
            raise TooLarge

    def _count_live(self) -> int:
        """Return how many cards, links and strokes are on the canvas. Raises Broken."""
        self._settle()
        with _Core("counting cards"), self._transaction() as transaction:
            roots = ("cards", "edges", "ink")
            return sum(self._live_in(transaction, root) for root in roots)

    def _live_in(self, transaction: Transaction, root: str) -> int:
        """Return how many entries of a root are not deleted."""
        entries = self._doc.get_or_insert_map(transaction, root)
        keys = entries.keys(transaction)  # type: ignore[attr-defined]
        each = (entries.get(transaction, key) for key in keys)
        return sum(
            not one.has(transaction, "deleted") or one.get(transaction, "deleted") is not True
            for one in each
            if isinstance(one, Map)
        )


def _check_state(state: bytes) -> None:
    """Raise Unreadable when ``state`` is no state vector: the core makes room for as many authors
    as it is told, before it reads one."""
    try:
        _known, end = read_state_first(state)
    except BadMessage as error:
        raise Unreadable("state vector") from error
    if end != len(state):
        raise Unreadable("state vector too long")


def holds(update: bytes, summary: bytes) -> bool:
    """Tell whether a document so summed up holds all of ``update``; any thread may ask."""
    try:
        with _Core("summary"):
            known, end = read_state_first(summary)
            missing = pycrdt.get_update(update, summary[:end])
            return deletes_only_known(missing, known)
    except Broken:
        return False
