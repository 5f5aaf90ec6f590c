"""Who signed what in a document of any form: counted, signed again, and its past forgotten.

A value of a Yjs map that is replaced is deleted, and the encoded document no longer holds it;
the updates that brought it still do, so they are put together with what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pycrdt
from pycrdt import Doc, Map

from capacities.documents.lib0 import deletes_only_known, read_state
from capacities.documents.ydoc import open_doc

SIGNED: Final = ("cards", "edges", "ink")
"""The roots whose entries say who made them, under the key ``author``."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document put together.

    Attributes:
        data: encoded; it holds nothing of what was replaced or deleted.
        signed: how many entries were signed again.
        waiting: which of the updates (by their places) wait for others that are not there: they
            are not in ``data`` and stay in the log.
    """

    data: bytes
    signed: int
    waiting: tuple[int, ...] = ()


def rewrite(
    snapshot: bytes | None, updates: Sequence[bytes], signs: Callable[[str], bool], author: str
) -> Rewritten:
    """Put a document together, all that ``signs`` signed being signed ``author``.

    It is a forward edit: whoever holds the former values takes it as one more change. Raises
    Unreadable.
    """
    doc = open_doc(snapshot, updates)
    state = doc.get_state()
    waiting = tuple(at for at, update in enumerate(updates) if update and not _in(update, state))
    if waiting:  # encoded, the document would hold what waits
        doc = open_doc(snapshot, [u for at, u in enumerate(updates) if at not in waiting])
    signed = _sign_again(doc, signs, author)
    return Rewritten(doc.get_update(), signed, waiting)


def _sign_again(doc: Doc[Any], signs: Callable[[str], bool], author: str) -> int:
    with doc.transaction():
        theirs = [entry for entry, signed_by in _signed(doc) if signs(signed_by)]
        for entry in theirs:
            entry["author"] = author
    return len(theirs)


def _signed(doc: Doc[Any]) -> Iterator[tuple[Map[Any], str]]:
    for name in SIGNED:
        root = doc.get(name, type=Map)
        for key in list(root.keys()):
            entry = root[key]
            author = entry.get("author") if isinstance(entry, Map) else None
            if isinstance(author, str):
                yield entry, author


def _in(update: bytes, state: bytes) -> bool:
    """Tell whether a document in this state holds all of ``update``."""
    return deletes_only_known(pycrdt.get_update(update, state), read_state(state))
