"""Processes apart: what they do, what ends them, and that nothing of theirs stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from templates_of_tests import PRODUCT

from capacities.apart import processes
from capacities.apart.canvas_files import View
from capacities.apart.processes import Stopped, Worker, Workers
from capacities.documents.ydoc import new_document
from capacities.domain.errors import InvalidInput, Unreadable
from capacities.domain.limits import APART_MEMORY_BYTES, APART_NICE
from tests.waiting import until

USERS = PRODUCT["canevas-usagers"]
EMPTY = (new_document(USERS), ())
LONG_S = 60.0
BAD_JOBS = """
import os, types
from capacities.apart import jobs
from capacities.apart.wire import Answer
jobs.JOBS = types.MappingProxyType({
    "for-ever": lambda: [0 for _ in iter(int, 1)],
    "one-long-call": lambda: pow(7, 10**9) and Answer(),
    "much-memory": lambda: Answer({"n": len([bytearray(1 << 20) for _ in range(4_000)])}),
    "fault": lambda: {}["ce que quelqu’un a écrit"],
    "who": lambda: Answer({"nice": os.nice(0), "env": sorted(os.environ)}),
    "dies": lambda: os.abort(),
    "much": lambda: Answer(data=b"x" * 1_000_000),
})
from capacities.apart.worker import main
main()
"""
"""A worker whose jobs are those that ours must never be."""


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Those of a server, ended with the test."""
    lent = Workers()
    yield lent
    lent.close()


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> Workers:
    """The same, whose workers know BAD_JOBS only."""
    monkeypatch.setattr(processes, "_COMMAND", (sys.executable, "-c", BAD_JOBS))
    return workers


def _csv(workers: Workers, stored: tuple[bytes, tuple[bytes, ...]] = EMPTY) -> bytes:
    pieces: list[bytes] = []
    with workers.lend() as worker:
        worker.ask(
            "csv", USERS, stored, View("d/c", ""), "excel-fr", seconds=LONG_S, keep=pieces.append
        )
    return b"".join(pieces)


def _id_of(workers: Workers) -> int:
    with workers.lend() as worker:
        return worker._process.pid


def test_a_worker_is_kept_for_the_next(workers: Workers) -> None:
    """One process does what is asked one after the other."""
    assert _csv(workers).startswith(b"\xef\xbb\xbfcase;texte;")
    first = _id_of(workers)
    assert _csv(workers)
    assert first == _id_of(workers)


def test_a_job_computes_for_so_long(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> None:
    """Whatever is left of its time, that a busy machine makes long."""
    briefly = "from capacities.apart import worker; worker.APART_CPU_S = 0.2; main"
    made = BAD_JOBS.replace("\nmain", f"\n{briefly}")
    monkeypatch.setattr(processes, "_COMMAND", (sys.executable, "-c", made))
    for job in ("for-ever", "one-long-call"):
        with workers.lend() as worker, pytest.raises(Stopped):
            worker.ask(job, seconds=LONG_S)
        assert worker._process.returncode == -signal.SIGPROF


def test_a_refusal_comes_back_as_it_was_said(workers: Workers) -> None:
    """With its sentence, and the worker goes on."""
    with pytest.raises(Unreadable, match="abîmé"):
        _csv(workers, (b"\xff\x00\xff", ()))
    with workers.lend() as worker, pytest.raises(InvalidInput, match="vide"):
        worker.ask("import-preview", USERS, EMPTY, b"", "Ada", seconds=LONG_S)
    assert _csv(workers)


@pytest.mark.parametrize("job", ["for-ever", "one-long-call"])
def test_what_lasts_too_long_is_ended(bad: Workers, job: str) -> None:
    """Even inside one long call of the interpreter; the next one gets a new process."""
    with bad.lend() as worker:
        ended = worker._process.pid
        with pytest.raises(Stopped):
            worker.ask(job, seconds=0.5)
    assert ended != _id_of(bad)


@pytest.mark.skipif(sys.platform != "linux", reason="this limit is Linux's")
def test_memory_beyond_the_limit_is_refused(bad: Workers) -> None:
    """The system says no to the worker, and nobody else feels it."""
    with bad.lend() as worker, pytest.raises(Stopped, match="MemoryError"):
        worker.ask("much-memory", seconds=LONG_S)
    assert APART_MEMORY_BYTES < 4_000 << 20


@pytest.mark.parametrize("job", ["dies", "fault"])
def test_a_fault_of_ours_ends_the_worker_only(bad: Workers, job: str) -> None:
    """It is told without the words that people wrote."""
    with bad.lend() as worker:
        ended = worker._process.pid
        with pytest.raises(Stopped) as told:
            worker.ask(job, seconds=LONG_S)
    assert "quelqu’un" not in str(told.value)
    assert ended != _id_of(bad)


def test_an_answer_that_cannot_be_kept_is_not_taken_for_the_next(bad: Workers) -> None:
    """A full disk in the middle of a file: the worker is not asked again."""

    def keep(_piece: bytes) -> None:
        raise OSError(28, "No space left on device")

    with bad.lend() as worker, pytest.raises((OSError, Stopped)):
        worker.ask("much", seconds=LONG_S, keep=keep)
    with bad.lend() as worker:
        assert worker.ask("who", seconds=LONG_S)["nice"] == APART_NICE


def test_a_worker_gives_way_and_knows_no_secret(
    bad: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its priority is low; the address of the database is not in its environment."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:secret@localhost/x")
    with bad.lend() as worker:
        told = worker.ask("who", seconds=LONG_S)
    assert (told["nice"], "DATABASE_URL" in told["env"]) == (APART_NICE, False)


def test_a_worker_that_died_while_nobody_asked_is_replaced(workers: Workers) -> None:
    """As when the system is short of memory."""
    os.kill(_id_of(workers), signal.SIGKILL)
    time.sleep(0.2)
    assert _csv(workers)


def test_stopping_ends_those_at_work(bad: Workers) -> None:
    """Whoever asked is told at once, and no other is started."""
    told: list[BaseException] = []

    def ask() -> None:
        try:
            with bad.lend() as worker:
                worker.ask("for-ever", seconds=LONG_S)
        except Stopped as error:
            told.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    until(lambda: bad._lent)
    bad.close()
    asking.join(LONG_S)
    assert len(told) == 1
    with pytest.raises(Stopped), bad.lend():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="processes are told apart in /proc")
def test_a_worker_does_not_outlive_a_server_that_is_killed() -> None:
    """At rest it leaves when its input closes, without being told."""
    program = (
        "import os, signal\n"
        "from capacities.apart.processes import Worker\n"
        "worker = Worker()\n"
        "print(worker._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    pid = int(told.stdout)

    def gone() -> bool:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        return state == "Z"  # nobody to bury it in a container

    until(gone)


def test_a_worker_at_work_ends_itself_when_nobody_can_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own clock, a little later than the server's, ends even one long call."""
    monkeypatch.setattr(processes, "_COMMAND", (sys.executable, "-c", BAD_JOBS))
    monkeypatch.setattr(threading.Timer, "start", lambda _self: None)
    worker = Worker()
    with pytest.raises(Stopped):
        worker.ask("one-long-call", seconds=0.1)
    worker.close()


def test_little_is_loaded_in_a_worker() -> None:
    """Neither Streamlit, nor the database, nor the web: it starts fast and holds little."""
    program = (
        "import sys, capacities.apart.worker\n"
        "heavy = {'streamlit', 'pandas', 'sqlalchemy', 'starlette', 'yaml', 'plotly'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
