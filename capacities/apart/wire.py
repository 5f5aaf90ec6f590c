"""What goes between the server and a worker: questions of ours, answers that only bytes tell.

A question is pickled: the server wrote it. An answer comes from a process that has read what
somebody brought: it is a JSON object and bytes, and nothing in it is ever run.
"""

from __future__ import annotations

import copyreg
import io
import json
import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any, Final

from capacities.domain.limits import APART_MEMORY_BYTES, FILE_CHUNK_BYTES

QUESTION: Final = struct.Struct(">dQ")
"""Seconds allowed, bytes that follow."""
HEAD: Final = struct.Struct(">B?IQ")
"""One of the kinds below, whether the worker is worn, bytes of JSON, bytes of data."""
DONE, REFUSED, FAILED = range(3)
"""Done; refused with a sentence; failed, for a reason that only the log is told."""


def frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a mapping that nobody changes: what pickle calls to make one again."""
    return MappingProxyType(mapping)


_TABLE: Final = {
    **copyreg.dispatch_table,
    MappingProxyType: lambda mapping: (frozen, (dict(mapping),)),
}
"""Templates hold mappings that pickle does not know."""


class BrokenWire(Exception):
    """The other side is gone, or says what it cannot mean."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job gives back: small facts, and a file or a part of one."""

    facts: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""
    kind: int = DONE
    worn: bool = False


def write_question(to: IO[bytes], seconds: float, job: str, arguments: tuple[Any, ...]) -> None:
    """Ask a worker for ``job``."""
    spelt = io.BytesIO()
    pickler = pickle.Pickler(spelt, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump((job, arguments))
    to.write(QUESTION.pack(seconds, spelt.tell()))
    to.write(spelt.getbuffer())
    to.flush()


def write_answer(to: IO[bytes], answer: Answer) -> None:
    """Give a job's answer to the server."""
    facts = json.dumps(answer.facts).encode()
    to.write(HEAD.pack(answer.kind, answer.worn, len(facts), len(answer.data)))
    to.write(facts)
    to.write(answer.data)
    to.flush()


def read_answer(source: IO[bytes], keep: Callable[[bytes], object]) -> Answer:
    """Return an answer without its data, that ``keep`` is given piece by piece.

    Raises:
        BrokenWire: it is cut, or no answer of ours.
    """
    kind, worn, facts_size, left = HEAD.unpack(read_exactly(source, HEAD.size))
    if facts_size + left > APART_MEMORY_BYTES:
        raise BrokenWire("an answer longer than a worker can hold")
    try:
        facts = json.loads(read_exactly(source, facts_size))
    except ValueError as error:
        raise BrokenWire("facts that are no JSON") from error
    if not isinstance(facts, dict):
        raise BrokenWire("facts that are no object")
    while left:
        piece = read_exactly(source, min(left, FILE_CHUNK_BYTES))
        keep(piece)
        left -= len(piece)
    return Answer(facts, kind=kind, worn=worn)


def read_exactly(source: IO[bytes], size: int) -> bytes:
    """Return ``size`` bytes. Raises BrokenWire when the other side is gone before."""
    found = source.read(size)
    if len(found) != size:
        raise BrokenWire("cut")
    return found
