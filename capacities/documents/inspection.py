"""Reading an update before the CRDT core does: is it sane, and does anything lack for it?

The core (yrs, in Rust) trusts what it decodes: fuzzed updates made it ask for gigabytes, and
crash the process, most through updates kept waiting for operations it did not have, some through
letters set in a map or what holds what without end (see ``places``). So only updates that are well
formed, made of what our documents are made of (roots of cards, cards of values and texts, texts of
letters), and that lack nothing, are given to it.

Format: https://github.com/yjs/yjs/blob/v13.6.0/src/utils/encoding.js (update, version 1).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping
from heapq import heappop, heappush
from typing import Final

from capacities.documents.contents import (
    ANY,
    BINARY,
    DELETED,
    FORMAT,
    GC,
    HAS_KEY,
    HAS_ORIGIN,
    HAS_RIGHT_ORIGIN,
    KIND,
    MAX_CLOCK,
    SKIP,
    STRING,
    TYPE,
    Reader,
)
from capacities.documents.cuts import Cuts
from capacities.documents.lib0 import MAX_INTEGER, BadMessage
from capacities.documents.places import (
    DEPTH_BIT,
    GONE,
    HOLDER,
    LETTER,
    VALUE,
    Places,
    depth_of,
    kind_of,
)
from capacities.domain.limits import (
    AUTHORS_PER_UPDATE,
    MERGED_LETTERS,
    NESTED_TYPES,
)

PLACES: Final = {STRING: LETTER, FORMAT: LETTER, ANY: VALUE, BINARY: VALUE, TYPE: HOLDER}
"""Where each content stands: our texts hold letters, our maps values. Deleted, it may be either."""


class NotOurs(BadMessage):
    """Well formed, and nothing that an honest page would make of the document."""


class Misplaced(NotOurs):
    """An operation is put beside what stands elsewhere."""


class TooDeep(NotOurs):
    """A map or a text stands deeper than in a card."""


class Inspection(Reader):
    """What an update holds.

    Attributes:
        ends: for each author, the number after its last operation here.
        places: where the operations of the update stand.
        lacks: an operation (author, number) that is missing, without which nothing can be done;
            None when nothing is.
        fresh: it adds operations, none of which was known.
        cuts: where it may be cut in parts.
        entries: how many maps and texts it puts in roots, a card each for our pages.
        overlaps: a run of operations is known in part. The core would put the rest after what it
            knows, and yet in what the run is said to stand in: what is known is to be cut off.
    """

    def __init__(
        self,
        update: bytes,
        known: Mapping[int, int],
        places: Places | None = None,
        *,
        stored: bool = False,
    ) -> None:
        """Read ``update``. Raises BadMessage when it is not one we accept.

        ``places`` tells where the operations that are ``known`` stand; NotOurs is raised when what
        is complete is put beside what stands elsewhere, or too deep. ``stored``: it comes from the
        database, and may be longer than a message.
        """
        super().__init__(update, limited=not stored)
        self._known = known
        self._known_places = places or Places()
        self.ends: dict[int, int] = {}
        self.places = Places()
        self._starts: list[tuple[int, int]] = []
        self._needs: list[tuple[int, int]] = []
        self._crossing: dict[int, list[tuple[int, int, int]]] = {}
        """For each author, his operations put beside another's: (number, the other, his number)."""
        self._beside: list[tuple[int, int, int]] = []
        self._parents: list[tuple[int, int]] = []
        self._several: dict[int, list[tuple[int, int]]] = {}
        """Values given as one, which pages do once they are replaced: they must be deleted."""
        self.cuts = Cuts(update)
        self._unsettled: dict[tuple[int, int], tuple[int, int, int, bool]] = {}
        """What stands in a map said after it: (that operation, how much deeper, is it a type)."""
        self._last, self._last_depth = (-1, -1), 0
        """What the last one stood in: most fields of a card follow each other."""
        self.entries = 0
        self._run = self._copied = 0
        self.lacks: tuple[int, int] | None = None
        self.overlaps = False
        try:
            authors = self._integer()
            if self._limited and authors > AUTHORS_PER_UPDATE:
                raise BadMessage("too many authors")
            for _ in range(authors):
                self._read_author()
            self.cuts.deletions_at = self._at
            self._read_deletions()
        except (IndexError, UnicodeDecodeError):
            raise BadMessage("update cut short") from None
        if self._at != len(update):
            raise BadMessage("update too long")
        self._check_complete()
        if self.complete:
            self._check_places()
            if len(self.ends) > 1:
                self._check_order()
            else:
                self.cuts.order = [(author, at, self.ends[author]) for author, at in self._starts]
            self._settle_depths()

    @property
    def complete(self) -> bool:
        """Nothing is missing, given what was known."""
        return self.lacks is None

    def _check_order(self) -> None:
        """Check that no authors wait for each other: inside the core, they would for ever."""
        known, reached, told = self._known, dict(self._starts), dict(self._starts)
        left = {author: deque(self._crossing.get(author, ())) for author in self.ends}
        waiting: dict[int, list[tuple[int, int]]] = {author: [] for author in self.ends}
        ready = list(self.ends)
        while ready:
            author = ready.pop()
            reached[author] = self.ends[author]
            while left[author]:
                clock, other, at = left[author][0]
                if at >= known.get(other, 0) and at >= reached[other]:
                    heappush(waiting[other], (at, author))
                    reached[author] = clock
                    break
                left[author].popleft()
            self.cuts.order.append((author, told[author], reached[author]))
            told[author] = reached[author]
            while waiting[author] and waiting[author][0][0] < reached[author]:
                ready.append(heappop(waiting[author])[1])
        if any(left.values()):
            raise BadMessage("authors who wait for each other")

    def _check_places(self) -> None:
        for author, clock, place in self._beside:
            found = kind_of(self._place_of(author, clock))
            if found != GONE and (found == LETTER) != (place == LETTER):
                raise Misplaced("beside what stands elsewhere")
        for author, clock in self._parents:
            if kind_of(self._place_of(author, clock)) not in (HOLDER, GONE):
                raise Misplaced("in what holds nothing")

    def _depth(self, author: int, clock: int, reading: int | None = None) -> int:
        """Return how deep an operation stands; 0 when that is still to be read.

        What is gone, or holds letters, holds nothing that the core goes down into. ``reading``
        is the author being read, whose former operations are.
        """
        known = clock < self._known.get(author, 0)
        place = (self._known_places if known else self.places).at(author, clock)
        if kind_of(place) in (VALUE, HOLDER):
            return depth_of(place) or int(known)
        return int(known or author == reading or clock < self.ends.get(author, 0))

    def _settle_depths(self) -> None:
        """Find how deep those stand whose map was read after them. Raises TooDeep.

        They form no circle: no authors wait for each other.
        """
        for first in tuple(self._unsettled):
            path = [first]
            while path:
                one = path[-1]
                if one not in self._unsettled:
                    path.pop()
                    continue
                author, clock, deeper, is_type = self._unsettled[one]
                depth = self._depth(author, clock)
                if depth == 0:
                    path.append((author, self.places.begins(author, clock)))
                    continue
                del self._unsettled[path.pop()]
                kind = kind_of(self.places.at(*one))
                self.places.correct(*one, self._place(*one, kind, depth + deeper, is_type))

    def _place(self, author: int, clock: int, kind: int, depth: int, is_type: bool) -> int:
        """Return the place of what stands in a map. Raises TooDeep."""
        if is_type:
            if depth > NESTED_TYPES:
                raise TooDeep("a type too deep")
            if depth == 1 and clock >= self._known.get(author, 0):
                self.entries += 1
        return kind | (depth if depth <= NESTED_TYPES else NESTED_TYPES + 1) << DEPTH_BIT

    def _place_of(self, author: int, clock: int) -> int:
        known = clock < self._known.get(author, 0)
        return (self._known_places if known else self.places).at(author, clock)

    def _check_complete(self) -> None:
        ends, known = self.ends, self._known
        self.fresh = bool(self._starts)
        for client, clock in self._starts:
            held = known.get(client, 0)
            if clock > held:
                self._lack(client, clock - 1)
            elif clock < held:
                self.fresh = False
        crossing = ((other, at) for each in self._crossing.values() for _clock, other, at in each)
        for client, clock in (*self._needs, *crossing):
            if clock >= known.get(client, 0) and clock >= ends.get(client, 0):
                self._lack(client, clock)

    def _lack(self, client: int, clock: int) -> None:
        """Keep the furthest of what is missing: what waits is then read again least often."""
        if self.lacks is None or clock > self.lacks[1]:
            self.lacks = client, clock

    def _read_author(self) -> None:
        structs, client, clock = self._count(self._integer()), self._integer(), self._integer()
        if client in self.ends:
            raise BadMessage("author twice")
        self._starts.append((client, clock))
        held = self._known.get(client, 0)
        self._run = 0
        clocks, places = self.cuts.begin(client)
        for _ in range(structs):
            start = clock
            clocks.append(start)
            places.append(self._at)
            if start > MAX_CLOCK:
                raise BadMessage("clock")
            clock += self._read_struct(client, start)
            if start < held < clock and self.places.at(client, start) != GONE:
                self.overlaps = True
        if clock > MAX_CLOCK:
            raise BadMessage("clock")
        clocks.append(clock)
        places.append(self._at)
        self.ends[client] = clock

    def _read_struct(self, client: int, clock: int) -> int:
        """Read one struct; return how many operations it is."""
        info = self._data[self._at]
        self._at += 1
        kind = info & KIND
        if kind in (GC, SKIP):
            if kind == SKIP:
                self._lack(client, MAX_INTEGER)
            self._run = 0
            self.places.note(client, clock, GONE)
            return self._length()
        sides = (HAS_ORIGIN, HAS_RIGHT_ORIGIN)
        beside = [self._needs_before(client, clock) for side in sides if info & side]
        if kind == DELETED:
            place = self._place_of_deleted(info, beside)
        elif kind in PLACES:
            place = PLACES[kind]
        else:
            raise BadMessage("content")
        for other, at in beside:
            self._beside.append((other, at, place))
        stands, deeper = (beside[0], 0) if beside else (None, 1)
        if not beside:
            stands = self._read_parent(client, clock)
            if info & HAS_KEY:
                self._text()
            if bool(info & HAS_KEY) is (place == LETTER):
                raise BadMessage("letters in a map, or a value in a text")
        if place == LETTER:
            self.places.note(client, clock, LETTER)
        else:
            self._note_in_map(client, clock, kind, place, stands, deeper)
        length = self._read_content(kind)
        follows = kind == STRING and info & HAS_ORIGIN and beside[0] == (client, clock - 1)
        self._weigh_run(length if kind == STRING else 0, bool(follows))
        if kind == ANY and length > 1:
            self._several.setdefault(client, []).append((clock, clock + length))
        return length

    def _read_parent(self, client: int, clock: int) -> tuple[int, int] | None:
        """Read what an operation stands in: a root (None), or another operation."""
        named = self._integer()
        if named == 1:
            self._text()
            return None
        if named:
            raise BadMessage("parent")
        holder = self._needs_before(client, clock)
        if not self._parents or self._parents[-1] != holder:
            self._parents.append(holder)
        return holder

    def _note_in_map(
        self,
        client: int,
        clock: int,
        kind: int,
        place: int,
        stands: tuple[int, int] | None,
        deeper: int,
    ) -> None:
        """Note what stands in a map: that of ``stands`` (None: a root), or the one it is."""
        depth = deeper
        if stands is not None:
            if stands != self._last:
                found = self._depth(*stands, client)
                if found == 0:
                    self._unsettled[client, clock] = *stands, deeper, kind == TYPE
                    self.places.note(client, clock, place, apart=True)
                    return
                self._last, self._last_depth = stands, found
            depth += self._last_depth
        self.places.note(client, clock, self._place(client, clock, place, depth, kind == TYPE))

    def _weigh_run(self, letters: int, follows: bool) -> None:
        """Refuse letters cut in so many pieces that the core, which puts them together from the
        last to the first and copies what it has each time, would ask for gigabytes."""
        if not follows:
            self._run = letters
            return
        self._run += letters
        self._copied += self._run
        if self._copied > MERGED_LETTERS:
            raise BadMessage("letters in too many pieces")

    def _place_of_deleted(self, info: int, beside: list[tuple[int, int]]) -> int:
        """Return where what was deleted stood: the key is lost when updates were merged."""
        beside_values = (kind_of(self._place_of(*one)) in (VALUE, HOLDER) for one in beside)
        return HOLDER if info & HAS_KEY or any(beside_values) else LETTER

    def _needs_before(self, client: int, clock: int) -> tuple[int, int]:
        """Read the id of an operation that must exist before this one."""
        other, at = self._integer(), self._integer()
        if other != client:
            self._crossing.setdefault(client, []).append((clock, other, at))
        elif at >= clock:
            raise BadMessage("operation after itself")
        return other, at

    def _read_deletions(self) -> None:
        for _ in range(self._count(self._integer())):
            client = self._integer()
            deleted: list[tuple[int, int]] = []
            for _ in range(self._count(self._integer())):
                clock = self._integer()
                end = clock + self._length()
                self._needs.append((client, end - 1))
                deleted.append((clock, end))
            deleted.sort()
            self.cuts.deleted.setdefault(client, []).extend(deleted)
            for clock, end in self._several.pop(client, ()):
                rank = bisect_right(deleted, (clock, MAX_INTEGER)) - 1
                if rank < 0 or deleted[rank][1] < end:
                    raise BadMessage("several values")
        if self._several:
            raise BadMessage("several values")
