"""Mermaid's own parser accepts the gantt, and reads in it what the timeline says."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from golden_snapshots import TEXTS, timeline_of
from node import NodeClients, node_binary
from templates_of_tests import PRODUCT

from capacities.domain.lanes import steps_of
from capacities.domain.schedule_telling import is_critical
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.timeline import plan_of
from capacities.exports import gantt

TEMPLATE = PRODUCT["retroplanning"]
HOSTILE = (
    *(
        "section : espion",
        "title Autre",
        "dateFormat HH",
        "click e1 href x",
        "%% rien",
        "2027-01-01",
    ),
    *(
        "accDescr { a",
        "todayMarker off",
        "a ;b #c :d, done",
        "<script>alert(1)</script>",
        "%%{init}%%",
    ),
    *(
        "gantt",
        "---\ntitle: x\n---",
        "« où ? »：；＃",
        "excludes weekends",
        "end",
        "vert",
        "`x`",
        "{{",
    ),
)

pytestmark = [pytest.mark.node, pytest.mark.slow]


@pytest.fixture(scope="module")
def parser() -> Iterator[NodeClients]:
    """Mermaid, installed once beside its lock file."""
    home = Path(__file__).parent / "mermaid"
    with (home / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes would install it over one another
        _install(home, lock.read())
    with NodeClients("mermaid/read.mjs") as running:
        yield running


def _install(home: Path, lock: bytes) -> None:
    marker = home / "node_modules" / ".installed"
    if marker.exists() and marker.read_bytes() == lock:
        return
    node = Path(node_binary())
    npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    install = [str(node), str(npm), "ci", "--ignore-scripts"]
    subprocess.run(install, cwd=home, env={**os.environ, "PATH": path}, check=True)
    marker.write_bytes(lock)


def told(text: str) -> str:
    """Return a title as it is drawn: Mermaid keeps codes apart until then."""
    return re.sub(r"ﬂ°°(\d+)¶ß", lambda found: chr(int(found[1])), text).strip()


def test_mermaid_reads_the_gantt_of_every_text(parser: NodeClients) -> None:
    """Lanes are sections, texts are titles, days are days, states are states."""
    canvas = timeline_of(TEMPLATE)
    hostile = tuple(
        Card(f"h{number}", text, "espace", f"b{number:02}", fields={"duree": 2.0})
        for number, text in enumerate((*HOSTILE, *TEXTS))
    )
    for snapshot in (canvas, Snapshot(TEMPLATE.key, hostile, day=date(2026, 11, 29))):
        planned = plan_of(snapshot, TEMPLATE, date(2026, 11, 29)).cards
        read = parser.ask("read", text=gantt.write(snapshot, TEMPLATE).decode())
        assert read["kind"] == "gantt"
        assert told(read["title"]) == "Rétroplanning (horizon 31 décembre 2027)"
        steps = steps_of(snapshot.cards)
        assert len(read["tasks"]) == len(steps)
        for task, card in zip(read["tasks"], steps, strict=True):
            one = planned[card.id]
            assert told(task["task"]) == (" ".join(card.text.split()) or "…")
            assert task["end"] == one.latest_finish.isoformat()
            acts = bool(one.task.acts and one.days)
            start = one.latest_start if acts else one.latest_finish
            assert (task["start"], task["milestone"]) == (start.isoformat(), not acts)
            assert task["done"] == one.task.done
            assert task["crit"] == is_critical(one)


def test_mermaid_reads_an_empty_timeline(parser: NodeClients) -> None:
    """Nothing is drawn, and nothing fails."""
    text = gantt.write(Snapshot(TEMPLATE.key), TEMPLATE).decode()
    assert parser.ask("read", text=text)["tasks"] == []
