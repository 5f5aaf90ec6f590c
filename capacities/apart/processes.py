"""The server's side: starts workers when they are needed, asks them, ends those too slow."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from capacities.apart.wire import FAILED, REFUSED, Answer, BrokenWire, read_answer, write_question
from capacities.domain import errors

_log = logging.getLogger(__name__)

_COMMAND: Final = (sys.executable, "-m", "capacities.apart.worker")
_ENVIRONMENT: Final = frozenset(
    ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TZ")
)
"""What a worker is told of the environment: never the address of the database."""
_REFUSALS: Final = {
    kind.__name__: kind for kind in (errors.InvalidInput, errors.NotFound, errors.Unreadable)
}
_ENDING_S: Final = 2.0
"""Seconds that a worker has to leave when its input closes."""


class Stopped(Exception):
    """A job was not done: too long, too much memory, or a fault of ours (the log says which)."""


class Worker:
    """One process. Not thread-safe: it is lent to one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 — our own command
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name in _ENVIRONMENT},
        )
        self._worn = False

    @property
    def alive(self) -> bool:
        """Tell whether it can be asked again."""
        return not self._worn and self._process.poll() is None

    def ask(
        self,
        job: str,
        *arguments: Any,
        seconds: float,
        keep: Callable[[bytes], object] = lambda _: None,
    ) -> dict[str, Any]:
        """Have a job done (see ``jobs``); return its facts, ``keep`` being given its data.

        Raises InvalidInput, NotFound or Unreadable as the job does, and Stopped when it lasts
        more than ``seconds`` or takes more memory than it may.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        clock = threading.Timer(seconds, self._process.kill)
        clock.daemon = True
        clock.start()
        try:
            write_question(self._process.stdin, seconds, job, arguments)
            answer = read_answer(self._process.stdout, keep)
        except (BrokenWire, OSError) as error:
            self.kill()
            self._worn = True
            _log.error("%s was not done by a worker: %s", job, error)
            raise Stopped(job) from error
        except BaseException:  # of ``keep``: the rest would be read as the next answer
            self.kill()
            self._worn = True
            raise
        finally:
            clock.cancel()
        self._worn = answer.worn
        return _facts(job, answer)

    def kill(self) -> None:
        """End it whatever it is doing: who is asking gets Stopped. From any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it and wait for its end."""
        self._worn = True
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                pipe.close()  # type: ignore[union-attr]
        try:
            self._process.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Workers:
    """The workers of one server: as many as are asked at once, kept for the next. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._lent: set[Worker] = set()
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[Worker]:
        """Lend a worker. Raises Stopped when the server is stopping."""
        worker = self._take()
        try:
            yield worker
        finally:
            with self._lock:
                self._lent.discard(worker)
                kept = worker.alive and not self._closed
                if kept:
                    self._idle.append(worker)
            if not kept:
                worker.close()

    def close(self) -> None:
        """End them all, at work or not; no other is started."""
        with self._lock:
            self._closed = True
            idle, lent = self._idle, [*self._lent]
            self._idle = []
        for worker in lent:
            worker.kill()
        for worker in idle:
            worker.close()

    def _take(self) -> Worker:
        with self._lock:
            if self._closed:
                raise Stopped("the server is stopping")
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    break
                worker.close()
            else:
                worker = _started()
            self._lent.add(worker)
            return worker


def _started() -> Worker:
    try:
        return Worker()
    except OSError as error:
        _log.error("no worker can be started: %s", error)
        raise Stopped("no worker") from error


def _facts(job: str, answer: Answer) -> dict[str, Any]:
    if answer.kind == REFUSED:
        kind = _REFUSALS.get(str(answer.facts.get("kind")), errors.InvalidInput)
        raise kind(str(answer.facts.get("sentence", "")))
    if answer.kind == FAILED:
        fault, where = answer.facts.get("kind"), answer.facts.get("where")
        _log.error("%s failed in a worker: %s\n%s", job, fault, where)
        raise Stopped(f"{job}: {fault}")
    return answer.facts
