"""What opening a large, old canvas costs the server."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

import pycrdt

from bench.serving import make_rooms, sqlite_database, table
from capacities.collab.document import RoomDocument, holds
from capacities.storage.database import Database, open_database
from capacities.storage.updates import append_batch, compact, create_document, load

CARDS = 2_000


PEOPLE = 4
TYPO = 0.06
"""Share of the keystrokes that take the last letter back."""
BURST = (5, 60)
"""Keystrokes that one person types in a card before going to another."""


class _Person:
    """One person's document, and what was typed in it."""

    def __init__(self, out: list[bytes]) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.cards = self.doc.get("cards", type=pycrdt.Map)
        self.heard = 0
        self._out, self._own = out, set[int]()
        self.doc.observe(self._note)

    def _note(self, event: pycrdt.TransactionEvent) -> None:
        if not self._listening:
            self._own.add(len(self._out))
            self._out.append(event.update)

    _listening = False

    def hear(self) -> None:
        """Take in what the others wrote since the last time."""
        self._listening = True
        with self.doc.transaction():
            for place in range(self.heard, len(self._out)):
                if place not in self._own:
                    self.doc.apply_update(self._out[place])
        self._listening = False
        self.heard = len(self._out)


def as_typed(count: int) -> list[bytes]:
    """Return ``count`` updates of CARDS cards, as PEOPLE people type: by bursts, in turns.

    With letters taken back, and now and then a card moved or coloured.
    """
    out: list[bytes] = []
    for chance, text in _turns(out, count):
        for _ in range(min(chance.randint(*BURST), count - len(out))):
            if chance.random() < TYPO and len(str(text)) > 1:
                del text[len(text) - 1 : len(text)]
            else:
                text += chance.choice("etaoin srldu")
    return out[:count]


def rewritten(count: int) -> list[bytes]:
    """Return ``count`` updates of people who erase the end of a card and type it otherwise.

    What the canvas holds stays the same: only its history grows.
    """
    out: list[bytes] = []
    for chance, text in _turns(out, count):
        size = min(chance.randint(*BURST), len(str(text)))
        for _ in range(size):
            del text[len(text) - 1 : len(text)]
        for _ in range(size):
            text += chance.choice("etaoin srldu")
    return out[:count]


def _turns(out: list[bytes], count: int) -> Iterator[tuple[random.Random, Any]]:
    """Give a text to one of PEOPLE people, again and again, until ``out`` holds enough updates.

    Now and then they move its card once they are done.
    """
    people = [_Person(out) for _ in range(PEOPLE)]
    chance = random.Random(1)
    _create(people[0].cards)
    while len(out) < count:
        person = chance.choice(people)
        person.hear()
        card = person.cards[f"card{chance.randrange(CARDS):08}"]
        yield chance, card["text"]
        if chance.random() < 0.3:
            with person.doc.transaction():
                card["zone"] = f"z{chance.randrange(12)}"
                card["rank"] = f"b{chance.randrange(100_000):05}"


def scattered(count: int) -> list[bytes]:
    """Return the same number of updates, each keystroke in another card: the worst case.

    Nothing of it merges in the document: each stays a struct that opening reads.
    """
    out: list[bytes] = []
    person = _Person(out)
    texts = _create(person.cards)
    chance = random.Random(1)
    while len(out) < count:
        text = chance.choice(texts)
        text += chance.choice(("e", " mot", "é"))
    return out


def _create(cards: Any) -> list[Any]:
    texts = []
    for i in range(CARDS):
        card = {"text": pycrdt.Text("Une idee notee en atelier"), "zone": f"z{i % 12}"}
        card |= {"rank": f"a{i:05}", "author": "Camille", "created": "2026-01-01T00:00:00Z"}
        cards[f"card{i:08}"] = pycrdt.Map(card)
        texts.append(cards[f"card{i:08}"]["text"])
    return texts


WORDS = {
    as_typed: "telles qu’on tape",
    rewritten: "à contenu constant",
    scattered: "dispersées (au pire)",
}


def opening() -> None:
    """What the server works to open, from the log or a snapshot, as the history grows."""
    rows: list[list[object]] = []
    cases = [(as_typed, n) for n in (5_000, 20_000, 50_000, 100_000)]
    cases += [(rewritten, n) for n in (5_000, 20_000, 50_000, 100_000)]
    cases += [(scattered, n) for n in (20_000, 50_000)]
    for make, count in cases:
        name, updates = f"{count} {WORDS[make]}", make(count)
        with sqlite_database() as url:
            ((room, _token),) = make_rooms(url, 1)
            db = open_database(url)
            create_document(db, room, updates[0])
            append_batch(db, [(room, update) for update in updates[1:]])
            rows.append([name, "journal entier", *_measure(db, room)])
            document = RoomDocument(None, updates)
            whole, summary = document.encode(), document.summary()
            compact(db, room, count, whole, lambda u, s=summary: holds(u, s), summary=summary)
            rows.append([name, "instantané", *_measure(db, room)])
            db.close()
    heads = ["mises à jour", "dans la base", "ouvrir ms", "première demande ms", "total ms", "ko"]
    table(f"Ouvrir un canevas de {CARDS} cartes (barre : 40 ms une fois compacté)", heads, rows)
    print("ouvrir : lire la base et tout donner à qui n’a rien ; première demande : quand")
    print("quelqu’un modifie ou revient avec une copie, le cœur lit ce qui est gardé.")


def _measure(db: Database, room: str) -> list[object]:
    """Return the best of five: what the server works, other programs aside."""
    best: list[float] = []
    for _ in range(5):
        began = time.process_time()
        stored = load(db, room)
        assert stored is not None
        document = RoomDocument(stored.snapshot, stored.updates, stored.summary)
        document.state()
        whole = document.encode(b"\x00")
        opened = time.process_time()
        document.encode(document.state())
        done = time.process_time()
        row = [(opened - began) * 1e3, (done - opened) * 1e3, (done - began) * 1e3]
        if not best or row[2] < best[2]:
            best = [*row, len(whole) / 1024]
    return list(best)
