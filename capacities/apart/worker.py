"""A worker: ``python -m capacities.apart.worker``, started and asked by ``processes``.

It gives way to everybody else, has a limit of memory, ends by itself when a job lasts too long
or when the server is no longer there, and is given no secret.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import IO

from capacities.apart import wire
from capacities.apart.jobs import JOBS
from capacities.domain.errors import CapacitiesError
from capacities.domain.limits import (
    APART_CPU_S,
    APART_KEPT_BYTES,
    APART_MEMORY_BYTES,
    APART_NICE,
)

try:
    import resource
except ImportError:  # Windows: the server's deadline alone
    resource = None  # type: ignore[assignment]

_GRACE_S = 2.0
"""Seconds after which a worker ends itself, when a server that is no more did not end it."""


def main() -> None:
    """Answer questions from the standard input until it closes."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library might print is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's: it closes our input
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _be_modest()
    with contextlib.suppress(wire.BrokenWire, BrokenPipeError):
        while True:
            _answer_one(questions, answers)


def _be_modest() -> None:
    if hasattr(os, "nice"):
        os.nice(APART_NICE)
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):  # macOS has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (APART_MEMORY_BYTES, APART_MEMORY_BYTES))


def _answer_one(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Do one job, and tell whether this process should do others for others."""
    seconds, size = wire.QUESTION.unpack(wire.read_exactly(questions, wire.QUESTION.size))
    _end_after(seconds + _GRACE_S)
    job, arguments = pickle.loads(wire.read_exactly(questions, size))  # noqa: S301 — the server's own
    try:
        answer = JOBS[job](*arguments)
    except CapacitiesError as error:
        said = {"kind": type(error).__name__, "sentence": str(error)}
        answer = wire.Answer(said, kind=wire.REFUSED)
    except BaseException as error:  # a Rust panic is no Exception
        answer = wire.Answer(_without_content(error), kind=wire.FAILED)
    _end_after(0)
    worn = answer.kind == wire.FAILED or _memory_bytes() > APART_KEPT_BYTES
    wire.write_answer(answers, replace(answer, worn=worn))


def _without_content(error: BaseException) -> dict[str, str]:
    """Tell where a job failed, without the words of people that the error may hold."""
    where = "".join(traceback.format_tb(error.__traceback__))
    return {"kind": type(error).__name__, "where": where}


def _end_after(seconds: float) -> None:
    """Have the system end this process then, whatever it is doing; 0: no longer.

    It is ended sooner when it computes all that time: one that waits for others may last.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, min(seconds, APART_CPU_S))


def _memory_bytes() -> int:
    """Return what this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
