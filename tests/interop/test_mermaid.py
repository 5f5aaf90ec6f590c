"""Mermaid's own parser accepts the gantt, and reads in it what the timeline says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from golden_snapshots import TEXTS, timeline_of
from node import NodeClients
from templates_of_tests import PRODUCT

from capacities.domain.lanes import steps_of
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

pytestmark = pytest.mark.node


def told(text: str) -> str:
    """Return a title as it is drawn: Mermaid keeps codes apart until then."""
    return re.sub(r"ﬂ°°(\d+)¶ß", lambda found: chr(int(found[1])), text).strip()


def test_mermaid_reads_the_gantt_of_every_text() -> None:
    """Lanes are sections, texts are titles, days are days, states are states."""
    canvas = timeline_of(TEMPLATE)
    hostile = tuple(
        Card(f"h{number}", text, "espace", f"b{number:02}", fields={"duree": 2.0})
        for number, text in enumerate((*HOSTILE, *TEXTS))
    )
    with NodeClients("mermaid.mjs") as node:
        for snapshot in (canvas, Snapshot(TEMPLATE.key, hostile, day=date(2026, 11, 29))):
            planned = plan_of(snapshot, TEMPLATE, date(2026, 11, 29)).cards
            read = node.ask("read", text=gantt.write(snapshot, TEMPLATE).decode())
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
                assert task["crit"] == (one.critical and not one.task.done)


def test_mermaid_reads_an_empty_timeline() -> None:
    """Nothing is drawn, and nothing fails."""
    with NodeClients("mermaid.mjs") as node:
        text = gantt.write(Snapshot(TEMPLATE.key), TEMPLATE).decode()
        assert node.ask("read", text=text)["tasks"] == []
