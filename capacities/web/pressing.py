"""The files of the door, compressed as well as can be: slowly, once, and kept from one start to
the next."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

import anyio.to_thread
import brotli

from capacities.web import threads
from capacities.web.encodings import BEST, BROTLI, PLAIN, packed
from capacities.web.given import LIST
from capacities.web.shelf import Book

KEPT: Final = Path("var/etagere")
"""Beside the default database; where it cannot be written, each start begins again."""
_PAUSE_S: Final = 0.05
"""Between two files: starting is also for others."""


async def press(books: Mapping[str, Book], folder: Path = KEPT) -> None:
    """Replace what was compressed in haste, one file after the other, apart from the event loop."""
    used = set()
    for book in await anyio.to_thread.run_sync(of_the_door, books, limiter=threads.PRESSING):
        used.add(await anyio.to_thread.run_sync(pressed, book, folder, limiter=threads.PRESSING))
        await asyncio.sleep(_PAUSE_S)
    await anyio.to_thread.run_sync(_forget_others, folder, used, limiter=threads.PRESSING)


def of_the_door(books: Mapping[str, Book]) -> list[Book]:
    """Return what a first visit asks for, the largest gains being there."""
    if LIST not in books:
        return []
    needed = json.loads(books[LIST].make(PLAIN)[1])
    asked: Iterable[str] = chain(needed["base"], *needed["formes"].values())
    found = (books.get(address.partition("?")[0]) for address in asked)
    return list(dict.fromkeys(book for book in found if book is not None and not book.dense))


def pressed(book: Book, folder: Path) -> str:
    """Give a book its best form, from the folder if it was kept there; return its name there."""
    data = book.whole()
    name = f"{hashlib.sha256(data).hexdigest()}.br"
    body = _kept(folder / name, data)
    if body is None:
        body = packed(data, BROTLI, BEST)
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = folder / f"{name}.{os.getpid()}"
            unfinished.write_bytes(body)
            unfinished.replace(folder / name)
    book.put(BROTLI, data, body)
    return name


def _kept(path: Path, data: bytes) -> bytes | None:
    """Return what was kept of ``data``, if it gives it back."""
    try:
        body = path.read_bytes()
        return body if brotli.decompress(body) == data else None
    except (OSError, brotli.error):
        return None


def _forget_others(folder: Path, used: set[str]) -> None:
    """Remove what no start will ask for again: files of versions that are gone."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name not in used:
                path.unlink(missing_ok=True)
