"""Updates as an honest page sends them, and the same with bytes changed."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pycrdt


def typed_updates(count: int, letter: str = "é") -> list[bytes]:
    """Return the updates of someone who adds a card and types in it."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=42)
    updates: list[bytes] = []
    source.observe(lambda event: updates.append(event.update))
    cards = source.get("cards", type=pycrdt.Map)
    cards["card"] = pycrdt.Map({"text": pycrdt.Text(), "zone": "cible", "deleted": False})
    text = cards["card"]["text"]  # type: ignore[index]
    for i in range(count - 1):
        text += letter * (i % 5 + 1)
    return updates


def rich_update() -> bytes:
    """Return one update holding maps, texts, arrays, formats, numbers and deletions."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    cards = source.get("cards", type=pycrdt.Map)
    for i in range(4):
        cards[f"k{i}"] = pycrdt.Map({"text": pycrdt.Text("abc"), "n": i, "f": 1.5, "b": True})
    cards["list"] = pycrdt.Array([1, "a", None, {"x": [1]}])
    del cards["k1"]
    return source.get_update()


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Yield updates with bytes flipped, cut, doubled, swapped or made up."""
    chance = random.Random(seed)
    sources = [*typed_updates(30), rich_update(), rich_update()]
    for _ in range(count):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
            at = chance.randrange(len(data)) if data else 0
            act = chance.randrange(5)
            if act == 0 and data:
                data[at] = chance.randrange(256)
            elif act == 1:
                del data[at:]
            elif act == 2:
                data[at:at] = data[at : at + chance.randrange(1, 9)]
            elif act == 3:
                data[at:at] = bytes(chance.choices(range(256), k=chance.randrange(1, 5)))
            elif data:
                data[at] ^= 1 << chance.randrange(8)
        yield bytes(data)
