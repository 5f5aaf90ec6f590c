"""One open canvas: its document in memory, those connected, and what it has of the log.

Everything here runs on the event loop and never waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import thread_time

from capacities.collab import document as doc
from capacities.collab.ballot_news import BallotNews
from capacities.collab.connection import Connection
from capacities.collab.document import RoomDocument
from capacities.collab.inboxes import Inboxes
from capacities.collab.presence import Presences
from capacities.collab.protocol import (
    AWARENESS,
    EMPTY_UPDATE,
    QUERY_AWARENESS,
    STEP_1,
    STEP_2,
    SYNC,
    UPDATE,
    Close,
    read_last_bytes,
    step_1_message,
    step_2_message,
    update_message,
)
from capacities.collab.purse import Purse
from capacities.documents.lib0 import BadMessage
from capacities.domain.limits import (
    ANSWERS_BYTES,
    DOSSIER_BYTES,
    SNAPSHOT_EVERY_BYTES,
    SNAPSHOT_EVERY_UPDATES,
)
from capacities.storage.updates import StoredDocument

log = logging.getLogger(__name__)

REFUSED = (BadMessage, doc.Unreadable, doc.TooLarge, doc.Broken)
"""Why what a client sent is not taken."""
TYPING = bytes((SYNC, UPDATE))
"""How nearly all messages begin."""
WRITING = TYPING, bytes((SYNC, STEP_2))
"""How those begin that change the document."""


class Room:
    """One document shared live.

    Attributes:
        seq: the document holds every update of the log numbered up to it.
        rows: rows of the log since the last snapshot, as far as this process knows.
        log_bytes: bytes of these rows.
        doubtful: number of the last row not written here: the core may keep it waiting for others.
        purse: what its dossier may spend.
    """

    def __init__(
        self,
        document_id: str,
        stored: StoredDocument,
        purse: Purse,
        can_keep: Callable[[Room, int], bool],
        keep: Callable[[Room, Connection, bytes | None], None],
    ) -> None:
        self.id = document_id
        self.seq = stored.seq
        self.rows = len(stored.updates)
        self.log_bytes = stored.log_bytes
        self.doubtful = stored.seq if stored.updates else 0
        self.connections: set[Connection] = set()
        self.broken = False
        self.ballot_news = BallotNews(self._broadcast)
        self._document = RoomDocument(stored.snapshot, stored.updates, stored.summary)
        self._presences: Presences[Connection] = Presences()
        self._own_ahead: set[int] = set()
        self._whole: tuple[bytes, bytes] = b"", b""
        """The document as it was last given whole, and the message that gives it."""
        self._snapshot_bytes = len(stored.snapshot or b"")
        self.purse = purse
        self.inboxes = Inboxes(purse, self._treat_late)
        self._set_aside = False
        """Some connection has updates that wait for others."""
        self._can_keep = can_keep
        self._keep = keep

    # --- People ---------------------------------------------------------------------------

    def join(self, connection: Connection) -> None:
        """Let the client in: ask what it has, tell who is here; it asks what it lacks."""
        for other in self.connections:
            if other.browser is not None and other.browser == connection.browser:
                other.be_called(connection.identity)  # its pages have one name
        self.connections.add(connection)
        connection.on_introduction = self._introduce_again
        connection.push(step_1_message(self._document.state()))
        self._tell_presences(connection)
        connection.say_name()

    def leave(self, connection: Connection) -> None:
        """Forget a client whose socket is closed, and tell the others."""
        self.connections.discard(connection)
        for waiting in connection.waiting.values():
            self.purse.hold(connection.participant, -len(waiting.update))
        self.inboxes.leave(connection)
        left = self._presences.forget(connection)
        if left is not None:
            self._broadcast(left)

    def _introduce_again(self, connection: Connection) -> None:
        news = self._presences.introduce_again(connection)
        if news is not None:
            self._broadcast(news, connection)

    def close(self, code: Close, reason: str) -> None:
        """Close every socket of the room."""
        for connection in list(self.connections):
            connection.close(code, reason)

    # --- Messages -------------------------------------------------------------------------

    def receive(self, connection: Connection, data: bytes, now: float) -> None:
        """Answer one message; a client that breaks the rules is told why and closed.

        One that comes when the dossier has spent its share waits for its turn, and so do those
        that the client sends after it.
        """
        if connection.closed or self.broken:
            return
        rate = connection.participant.rate
        if not rate.open(now):
            connection.close(Close.TOO_MANY, "trop de messages à la fois")
            return
        rate.left -= 1
        if connection.inbox or not self._treat(connection, data, now):
            self.inboxes.put_off(connection, data)

    def _treat_late(self, connection: Connection, data: bytes) -> bool:
        """Treat what waited; of one who has left since, only what was written is of use."""
        if self.broken or (connection not in self.connections and data[:2] not in WRITING):
            return True
        return self._treat(connection, data, asyncio.get_running_loop().time())

    def _treat(self, connection: Connection, data: bytes, now: float) -> bool:
        """Do what a message asks; False, and nothing done, when it must wait."""
        purse = self.purse
        if not purse.may_type(now):
            return False
        try:
            if self._pass_on_typing(connection, data):
                purse.pay_typing(len(self.connections))
                return True
            if not purse.ready(now):
                return False
            began = thread_time()
            shown = len(self.connections)
            try:
                if not self._dispatch(connection, data):
                    shown = 0
            finally:
                purse.pay(thread_time() - began, connection.participant, len(data), shown)
        except REFUSED as error:
            self._refuse(connection, error)
        return True

    def _pass_on_typing(self, connection: Connection, data: bytes) -> bool:
        """Take the short way when ``data`` is mere typing: the others get it as it came.

        It does what ``_receive_update`` does; False, and nothing done, for anything else.
        """
        size = len(data)
        if not connection.may_edit or not 3 < size < 131 or data[:2] != TYPING:
            return False
        if data[2] != size - 3:
            return False
        update = data[3:]
        if self.purse.stored + size > DOSSIER_BYTES or not self._can_keep(self, size):
            return False
        if not self._document.type(update):
            return False
        connection.received += 1
        self._broadcast(data, connection)
        self._keep(self, connection, update)
        if self._set_aside:
            self._try_set_aside()
        return True

    def _refuse(self, connection: Connection, error: Exception) -> None:
        if isinstance(error, doc.TooLarge):
            connection.close(Close.TOO_LARGE, "canevas trop grand")
            return
        if not isinstance(error, doc.Damaged):
            connection.close(Close.BAD_MESSAGE, "message illisible")
        if isinstance(error, doc.Broken):
            self.give_up(error)

    def give_up(self, error: Exception) -> None:
        """Stop using a document that failed: it is read again from the log, for everyone."""
        log.error("document %s failed", self.id, exc_info=error)
        self.broken = True
        self.close(Close.RESTART, "le canevas est relu")

    def _dispatch(self, connection: Connection, data: bytes) -> bool:
        """Do what a message asks; tell whether it may have been shown to the others."""
        kind = data[0] if data else -1
        if kind == SYNC and len(data) > 1:
            step = data[1]
            payload = read_last_bytes(data, 2)
            if step in (UPDATE, STEP_2):
                self._receive_update(connection, step, payload)
                return True
            if step != STEP_1:
                raise BadMessage("type inconnu")
            self._answer(connection, self._step_2(payload))
        elif kind == AWARENESS:
            news = self._presences.receive(connection, read_last_bytes(data, 1))
            if news is None:  # ordinary clients repeat what they hear
                return False
            self._pass_on_presence(news, connection)
            return True
        elif kind == QUERY_AWARENESS and len(data) == 1:
            self._answer(connection, self._presences.all())
        else:
            raise BadMessage("type inconnu")
        return False

    def _step_2(self, state: bytes) -> bytes:
        """Return what a client lacks; those who lack everything share one message in memory."""
        update = self._document.encode(state)
        if state != doc.NOTHING:
            return step_2_message(update)
        if self._whole[0] is not update:
            self._whole = update, step_2_message(update)
        return self._whole[1]

    def _answer(self, connection: Connection, frame: bytes | None) -> None:
        """Send to one client what it asked for, unless its dossier lets too much pile up."""
        if frame is None:
            return
        if frame is self._whole[1]:
            connection.push(frame)
            return
        self.purse.pay(0, connection.participant, len(frame))
        if len(frame) + self.purse.unread_answers > ANSWERS_BYTES:
            connection.close(Close.TOO_SLOW, "trop lent")
            return
        connection.answer(frame)
        self.purse.answered.add(connection)

    def _receive_update(self, connection: Connection, step: int, update: bytes) -> None:
        if not connection.may_edit:
            if step == UPDATE:
                connection.close(Close.NO_RIGHT, "lecture seule")
            return  # an ordinary client always answers our step 1
        adds = update[:1] != b"\x00"
        if adds and self.purse.stored + len(update) > DOSSIER_BYTES:
            connection.close(Close.TOO_LARGE, "dossier trop volumineux")
            return
        if not self._can_keep(self, len(update)):
            connection.close(Close.TOO_MANY, "trop de modifications attendent d’être enregistrées")
            return
        connection.received += 1
        try:
            self._apply(connection, update)
        except doc.Incomplete as incomplete:
            if connection not in self.connections:
                return  # what it lacks never comes
            self._set_aside = True
            kept = self.purse.hold(connection.participant, len(update))
            if not kept or not connection.set_aside(update, incomplete.lacks):
                connection.close(Close.TRY_LATER, "à resynchroniser")
        else:
            if self._set_aside:
                self._try_set_aside()

    def _apply(self, connection: Connection, update: bytes) -> None:
        """Apply, show to the others, have it saved. Raises what ``RoomDocument.apply`` does."""
        changes = [] if update == EMPTY_UPDATE else self._document.apply(update)
        for change in changes:
            self._broadcast(update_message(change), connection)
        self._keep(self, connection, update if changes else None)

    def _try_set_aside(self) -> None:
        """Apply what waited for what has just come.

        A page that reconnects while one types sends the last letters before the rest.
        """
        waiting = [c for c in self.connections if c.waiting and not c.closed]
        while any(self._apply_set_aside(connection) for connection in waiting):
            pass  # one may have waited for another
        self._set_aside = any(c.waiting for c in waiting)

    def _apply_set_aside(self, connection: Connection) -> bool:
        """Tell whether anything that waited was applied; its author answers for the rest."""
        applied = False
        for rank, waiting in sorted(connection.waiting.items()):
            if self.broken or connection.closed or not self._document.reaches(*waiting.lacks):
                continue
            del connection.waiting[rank]
            self.purse.hold(connection.participant, -len(waiting.update))
            try:
                self._apply(connection, waiting.update)
                applied = True
            except doc.Incomplete as incomplete:
                connection.waiting[rank] = waiting._replace(lacks=incomplete.lacks)
                self.purse.hold(connection.participant, len(waiting.update))
            except REFUSED as error:
                connection.waiting[rank] = waiting._replace(update=b"")  # never told saved
                self._refuse(connection, error)
        return applied

    def _tell_presences(self, connection: Connection) -> None:
        here = self._presences.all()
        if here is not None:
            connection.push(here)

    def _broadcast(self, frame: bytes, author: Connection | None = None) -> None:
        for connection in tuple(self.connections):
            if connection is not author:
                connection.push(frame)

    def _pass_on_presence(self, news: bytes, author: Connection) -> None:
        """Tell those who keep up: it is said again every 15 s, nobody is dropped for it."""
        for connection in tuple(self.connections):
            if connection is not author and not connection.behind:
                connection.push(news)

    # --- The log --------------------------------------------------------------------------

    @property
    def log_is_long(self) -> bool:
        """Whether it is time for a snapshot."""
        if self.log_bytes > max(SNAPSHOT_EVERY_BYTES, 2 * self._snapshot_bytes):
            return True
        return self.rows >= SNAPSHOT_EVERY_UPDATES

    def note_own(self, seq: int, size: int) -> bool:
        """Note that an update applied here, of ``size`` bytes, got number ``seq``.

        Returns False when others appended before it what is not applied here yet.
        """
        self.rows += 1
        self.log_bytes += size
        if seq == self.seq + 1 and not self._own_ahead:
            self.seq = seq
        elif seq > self.seq:
            self._own_ahead.add(seq)
            self._advance()
        return self.seq >= seq

    def take(self, stored: StoredDocument) -> None:
        """Apply what others appended, and tell those connected what it changed."""
        first = stored.seq - len(stored.updates) + 1
        others = stored.updates
        if stored.snapshot is None:
            others = tuple(
                update
                for seq, update in enumerate(stored.updates, first)
                if seq not in self._own_ahead and seq > self.seq
            )
        began = thread_time()
        try:
            changes = self._document.apply_all(stored.snapshot, others, stored.summary)
        except doc.Broken as error:
            self.give_up(error)
            return
        finally:
            self.purse.pay(thread_time() - began, None)
        self.rows += len(others)
        added = sum(map(len, others))
        self.log_bytes += added
        self.purse.stored += added
        if others:
            self.doubtful = max(self.doubtful, stored.seq)
        for change in changes:
            self._broadcast(update_message(change))
        self._try_set_aside()
        self.seq = max(self.seq, stored.seq)
        self._advance()

    def _advance(self) -> None:
        while self.seq + 1 in self._own_ahead:
            self.seq += 1
        self._own_ahead = {seq for seq in self._own_ahead if seq > self.seq}

    def snapshot(self) -> tuple[int, bytes, bytes]:
        """Return (number covered, encoded document, its summary). Raises Broken."""
        began = thread_time()
        encoded, summary = self._document.encode(), self._document.summary()
        self._snapshot_bytes = len(encoded)
        self.purse.pay(thread_time() - began, None)
        return self.seq, encoded, summary
