"""The rooms of one dossier while everybody in another asks for files, or brings hostile ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import httpx
from fractional_indexing import generate_n_keys_between
from sqlalchemy import update

from bench.memory import family, resident_mib
from bench.pages import enter
from bench.serving import CANVAS, Server, load, ours, sqlite_database, table
from capacities.documents.ydoc import new_document
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE, Form, Template
from capacities.services.context import open_context
from capacities.services.ensure_canvas import ensure_canvas
from capacities.storage.tables import updates

PEOPLE = 45
TEXT = "Étude =préalable, « x » ; " * 80
SLOW = b"- " + b"**a " * 1_200_000
"""An outline of nearly IMPORT_BYTES, among the slowest to read."""


def files(seconds: float) -> None:
    """Two pairs typing beside PEOPLE browsers of a full dossier, one kind of file at a time."""
    asks: dict[str, tuple[str, bytes | None]] = {
        "rien": ("", None),
        "le ZIP": ("/export/{dossier}.zip", None),
        "un CSV": (f"/export/{{dossier}}/{CANVAS}.csv", None),
        "un import hostile": ("/importer/{dossier}/gouvernance/apercu", SLOW),
    }
    rows = [_measured(name, *asked, seconds) for name, asked in asks.items()]
    heads = [
        "demandé",
        "p50 ms",
        "p95",
        "saved p95",
        "/sante ms",
        "entrer ms",
        "serveur Mio",
        "tout",
    ]
    title = f"2 binômes à côté de {PEOPLE} navigateurs d’un dossier plein (barre : p95 ≤ 50 ms)"
    table(title, heads, rows)


def _measured(name: str, path: str, body: bytes | None, seconds: float) -> list[object]:
    with sqlite_database() as url, ours(url, 3, streamlit=True) as server:
        base = server.url.replace("ws://", "http://").removesuffix("/collab")
        room, token = server.rooms[-1]
        dossier = room.partition("/")[0]
        _fill(url, dossier)
        crowd = _Crowd(base, path.format(dossier=dossier), body)
        crowd.start([enter(base, token) for _ in range(PEOPLE if path else 0)])
        watch = _Watch(server, base)
        crowd.also(watch.look)
        time.sleep(3)
        figures = load(replace(server, rooms=server.rooms[:2]), seconds=seconds)
        crowd.stop()
    latency = figures["latency"]
    waits = [1000 * watch.health, 1000 * watch.joining]
    saved = figures["saved"]["p95"]
    return [name, latency["p50"], latency["p95"], saved, *waits, watch.server_mib, watch.all_mib]


@dataclass
class _Crowd:
    """People who ask for the same thing again as soon as they have it."""

    base: str
    path: str
    body: bytes | None
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, cookies: list[str]) -> None:
        for cookie in cookies:
            headers = {"Cookie": f"capacities={cookie}", "Origin": self.base}
            self.also(lambda headers=headers: self._ask(headers))  # type: ignore[misc]

    def also(self, act: Callable[[], None]) -> None:
        def again() -> None:
            while not self._over.is_set():
                act()
                time.sleep(0.1)

        thread = threading.Thread(target=again, daemon=True)
        thread.start()
        self._threads.append(thread)

    def stop(self) -> None:
        """Ask no more; what is already asked for ends with the server."""
        self._over.set()

    def _ask(self, headers: dict[str, str]) -> None:
        method = "GET" if self.body is None else "POST"
        try:
            httpx.request(
                method, self.base + self.path, headers=headers, content=self.body, timeout=200
            )
        except httpx.HTTPError:
            time.sleep(1)


@dataclass
class _Watch:
    """The longest waits, in seconds, and the most memory of the server and its workers, in MiB."""

    server: Server
    base: str
    health: float = 0
    joining: float = 0
    server_mib: int = 0
    all_mib: int = 0

    def look(self) -> None:
        try:
            began = time.monotonic()
            httpx.get(f"{self.base}/sante", timeout=60)
            between = time.monotonic()
            enter(self.base, self.server.rooms[0][1])
        except httpx.HTTPError:  # it is stopping
            return
        self.health = max(self.health, between - began)
        self.joining = max(self.joining, time.monotonic() - between)
        pid = self.server.process.pid
        self.server_mib = max(self.server_mib, resident_mib(pid))
        self.all_mib = max(self.all_mib, sum(map(resident_mib, family(pid))))


def _fill(url: str, dossier: str) -> None:
    """Begin every canvas of a dossier, with as many cards as it bears."""
    ctx = open_context(Settings(database_url=url))
    ranks = generate_n_keys_between(None, None, CARDS_PER_CANVAS)
    for key, template in ctx.templates().templates.items():
        name = ensure_canvas(ctx, dossier, key)
        full = new_document(template, [_card(template, i, rank) for i, rank in enumerate(ranks)])
        with ctx.db.write() as conn:
            conn.execute(update(updates).where(updates.c.document_id == name).values(data=full))
    ctx.close()


def _card(template: Template, number: int, rank: str) -> Card:
    card_id, created = f"carte{number:07}", "2026-11-22T10:00:00Z"
    if template.form == Form.TREE:
        return Card(card_id, TEXT, NODE, rank, "Ada", created, parent=CENTRE)
    return Card(card_id, TEXT, template.zones[0].key, rank, "Ada", created, "idee")
