"""The news of the dossiers: who is where, a new name, a call, a vote; told to whoever is inside.

A canvas hears them by its own socket (message 103), the other pages by ``/nouvelles/…``: one page
has one socket. Whatever is told is JSON, written here; docs/protocole.md describes it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from capacities.collab.connection import Connection
from capacities.collab.protocol import news_message
from capacities.collab.spaced import Spaced
from capacities.collab.tasks import Run, Tasks
from capacities.collab.whereabouts import Elsewhere, mark_of, people_of, together
from capacities.domain import limits, news
from capacities.domain.access import Ability, allows
from capacities.domain.errors import StorageUnavailable
from capacities.domain.titles import Dossier
from capacities.storage.database import Database
from capacities.storage.dossiers import find_dossier

END = '{"genre":"fin"}'
"""Said to a page whose right is withdrawn, just before its socket is closed."""
ALIVE = '{"genre":"vie"}'
"""Said when nothing else was for a while: a page then knows a dead socket from a quiet one."""
LEAVING_S = 1.5
"""Before it is told that a page closed: most often, its reader opens another one."""
AGAIN_S = 1.0
"""Seconds before reading again a database that does not answer."""

Titles = Callable[[], Mapping[str, str]]
"""Titles of the canvases, by key; blocking."""


class News:
    """Those of one process; on its event loop."""

    def __init__(self, db: Database, origin: str, in_thread: Run, titles: Titles) -> None:
        self._db, self._origin = db, origin
        self._in_thread, self._titles = in_thread, titles
        self._hubs: dict[str, Hub] = {}
        self._asked: dict[str, float] = {}
        """By dossier, until when the other processes want to know who is here."""
        self._number = 0
        self._tasks = Tasks()
        self._loop = asyncio.get_running_loop()

    def start(self) -> None:
        """Begin to ask the other processes, when there may be some."""
        if self._db.bus.shared:
            self._tasks.spawn(self._ask_the_others())

    def stop(self) -> None:
        """Tell nothing more."""
        self._tasks.cancel()
        for hub in self._hubs.values():
            hub.stop()
        self._hubs.clear()

    def enter(self, connection: Connection, canvas_key: str) -> None:
        """Let a page hear the news of its dossier; "" is no canvas."""
        dossier_id = connection.credentials.dossier_id
        hub = self._hubs.get(dossier_id)
        if hub is None:
            hub = self._hubs[dossier_id] = Hub(self, dossier_id)
        hub.enter(connection, canvas_key)

    def leave(self, connection: Connection) -> None:
        """Forget a page whose socket is closed."""
        hub = self._hubs.get(connection.credentials.dossier_id)
        if hub is not None:
            hub.leave(connection)
            if not hub.pages:
                hub.stop()
                del self._hubs[hub.dossier_id]
                if self.wanted_elsewhere(hub.dossier_id):
                    self._tasks.spawn(self.tell_others(hub.dossier_id, []))

    def moved(self, connection: Connection) -> None:
        """Note that somebody inside has another name, or other rights."""
        hub = self._hubs.get(connection.credentials.dossier_id)
        if hub is not None:
            hub.people.ask()

    def missed(self) -> None:
        """Tell again what may have changed while announcements were not heard."""
        for hub in self._hubs.values():
            hub.names.ask()

    def hear(self, event: str, number: int) -> None:
        """Take one announcement of the bus."""
        if event.startswith(news.CALLED):
            call = news.read_call(event)
            if call is not None and call.dossier_id in self._hubs:
                self._hubs[call.dossier_id].call(call)
        elif event.startswith(news.PRESENT):
            present = news.read_present(event)
            if present is not None and present.dossier_id in self._hubs:
                self._hubs[present.dossier_id].hear_present(present)
        elif event.startswith(news.ASKED):
            self._answer(event.removeprefix(news.ASKED))
        else:
            self._hear_of_one(event, number)

    def _hear_of_one(self, event: str, number: int) -> None:
        kind, _, what = event.partition("/")
        dossier_id, _, canvas_key = what.partition("/")
        hub = self._hubs.get(dossier_id)
        if hub is None:
            return
        if f"{kind}/" == news.RENAMED:
            hub.names.ask()
        elif f"{kind}/" == news.BALLOT:
            hub.dots(canvas_key, number)
        elif f"{kind}/" == news.BALLOT_SET:
            hub.ballot_set(canvas_key, number)

    # --- With the other processes ---------------------------------------------------------

    async def _ask_the_others(self) -> None:
        while True:
            for hub in [one for one in self._hubs.values() if one.watchers]:
                hub.people.ask()  # one process may have gone silent
                await self._announce(news.ASKED + hub.dossier_id)
            now = self._loop.time()
            self._asked = {one: until for one, until in self._asked.items() if until > now}
            await asyncio.sleep(limits.PEOPLE_ASK_EVERY_S)

    def ask_soon(self, dossier_id: str) -> None:
        """Ask the others who is where: somebody has just come who may know."""
        if self._db.bus.shared:
            self._tasks.spawn(self._announce(news.ASKED + dossier_id))

    def _answer(self, dossier_id: str) -> None:
        self._asked[dossier_id] = self._loop.time() + limits.PEOPLE_LEASE_S
        if dossier_id in self._hubs:
            self._hubs[dossier_id].tell_others_anew()

    def wanted_elsewhere(self, dossier_id: str) -> bool:
        """Whether another process asked who is where in this dossier."""
        return self._asked.get(dossier_id, 0.0) > self._loop.time()

    async def tell_others(self, dossier_id: str, people: list[Any]) -> None:
        """Tell the other processes who is where."""
        self._number += 1
        for event in news.present_events(dossier_id, self._origin, self._number, people):
            await self._announce(event)

    async def _announce(self, event: str) -> None:
        await self._in_thread(lambda: self._db.bus.publish(event, 0, self._origin))

    # --- For the hubs ---------------------------------------------------------------------

    async def read(self, dossier_id: str) -> Dossier | None:
        """Return the dossier as it is called now. Raises StorageUnavailable."""

        def reading() -> Dossier | None:
            with self._db.read() as connection:
                return find_dossier(connection, dossier_id)

        return await self._in_thread(reading)

    async def titles(self) -> Mapping[str, str]:
        """Return the titles of the canvases."""
        return await self._in_thread(self._titles)


class Hub:
    """One dossier, as long as a page of it is open here.

    Attributes:
        pages: the open pages, the oldest first, and the canvas of each ("": none).
        names: asks that what the dossier is called be told.
        people: asks that who is where be told.
    """

    def __init__(self, around: News, dossier_id: str) -> None:
        self.dossier_id = dossier_id
        self.pages: dict[Connection, str] = {}
        every = limits.PEOPLE_EVERY_S
        self.names = Spaced(lambda: self._tasks.spawn(self._read_names()), every)
        self.people = Spaced(lambda: self._tasks.spawn(self._tell_people()), every)
        self._around = around
        self._tasks = Tasks()
        self._names = ""
        """What was told last of the dossier's names; "" before."""
        self._people = ""
        self._people_known: set[Connection] = set()
        """Those who were told ``_people``."""
        self._told_others: list[Any] | None = None
        self._elsewhere = Elsewhere()
        self._dots: dict[str, Spaced] = {}
        self._versions: dict[str, int] = {}

    @property
    def watchers(self) -> list[Connection]:
        """Those who may know who is where."""
        return [one for one in self.pages if allows(one.identity.role, Ability.MANAGE)]

    def enter(self, connection: Connection, canvas_key: str) -> None:
        self.pages[connection] = canvas_key
        if self._names:
            self._push(connection, *_frames(self._names))
        else:
            self.names.ask()
        self.people.ask()
        if allows(connection.identity.role, Ability.MANAGE) and len(self.watchers) == 1:
            self._around.ask_soon(self.dossier_id)

    def leave(self, connection: Connection) -> None:
        self.pages.pop(connection, None)
        self._people_known.discard(connection)
        self.people.ask(LEAVING_S)

    def stop(self) -> None:
        self.names.cancel()
        self.people.cancel()
        for spaced in self._dots.values():
            spaced.cancel()
        self._tasks.cancel()

    # --- What happens ---------------------------------------------------------------------

    def call(self, call: news.Call) -> None:
        """Bring everybody; the pages of the browser that brings are told that it does."""
        said: dict[str, Any] = {"genre": "appel", "canevas": call.canvas_key, "titre": call.title}
        if call.branch:
            said["branche"] = call.branch
        said |= {"qui": call.by, "id": call.id}
        others, own = _frames(_dump(said)), _frames(_dump(said | {"soi": True}))
        for page in tuple(self.pages):
            mine = call.mark != "" and mark_of(page) == call.mark
            self._push(page, *(own if mine else others))

    def dots(self, canvas_key: str, version: int) -> None:
        """Gommettes were placed; those who are on the canvas hear it otherwise (101)."""
        self._versions[canvas_key] = version
        spaced = self._dots.get(canvas_key)
        if spaced is None:
            spaced = Spaced(lambda: self._say_dots(canvas_key), limits.PEOPLE_EVERY_S)
            self._dots[canvas_key] = spaced
        spaced.ask()

    def ballot_set(self, canvas_key: str, version: int) -> None:
        """A ballot was opened, closed, revealed…"""
        self._versions[canvas_key] = version
        self._say(_dump(self._vote(canvas_key, "reglages")))

    def hear_present(self, present: news.Present) -> None:
        """Another process tells of those that it serves."""
        self._elsewhere.hear(present, asyncio.get_running_loop().time())
        self.people.ask()

    def tell_others_anew(self) -> None:
        """Another process asks who is here."""
        self._told_others = None
        self.people.ask()

    # --- Telling --------------------------------------------------------------------------

    async def _read_names(self) -> None:
        try:
            dossier = await self._around.read(self.dossier_id)
        except StorageUnavailable:
            self.names.ask(AGAIN_S)
            return
        if dossier is None:
            return
        said = {"titre": dossier.title, "territoire": dossier.territory, "cas": dossier.use_case}
        names = _dump({"genre": "dossier", **said})
        if names != self._names:
            self._names = names
            self._say(names)

    async def _tell_people(self) -> None:
        if self._around.wanted_elsewhere(self.dossier_id):
            here = people_of(self.pages)
            if here != self._told_others:
                self._told_others = here
                await self._around.tell_others(self.dossier_id, here)
        if not self.watchers:
            return
        titles = await self._around.titles()
        lists = self._elsewhere.lists(asyncio.get_running_loop().time())
        people = _dump(_people(together([people_of(self.pages), *lists]), titles))
        if people != self._people:
            self._people = people
            self._people_known.clear()
        frames = _frames(people)
        untold = sum(page not in self._people_known for page in self.watchers)
        heavy_s = untold * len(frames[0]) / limits.PEOPLE_BYTES_PER_S
        self.people.stretch(max(limits.PEOPLE_EVERY_S, heavy_s))
        for page in self.watchers:
            if page.behind:  # it is told the last of it later
                self.people.ask()
            elif page not in self._people_known:
                self._people_known.add(page)
                self._push(page, *frames)

    def _say_dots(self, canvas_key: str) -> None:
        frames = _frames(_dump(self._vote(canvas_key, "gommettes")))
        for page, where in tuple(self.pages.items()):
            if where == "":
                self._push(page, *frames)

    def _vote(self, canvas_key: str, what: str) -> dict[str, Any]:
        version = self._versions[canvas_key]
        return {"genre": "vote", "canevas": canvas_key, "quoi": what, "version": version}

    def _say(self, text: str) -> None:
        frames = _frames(text)
        for page in tuple(self.pages):
            self._push(page, *frames)

    def _push(self, page: Connection, on_canvas: bytes, elsewhere: bytes) -> None:
        """A program on a canvas hears of the canvas alone: it may ask for ``/nouvelles/``."""
        if self.pages.get(page) == "":
            page.push(elsewhere)
        elif page.browser is not None:
            page.push(on_canvas)


def _people(everyone: list[news.Whereabouts], titles: Mapping[str, str]) -> dict[str, Any]:
    told = everyone[: limits.PEOPLE_TOLD]
    named = {news.VOTING: "Le vote", **titles}
    keys = sorted({one.canvas_key for one in told} - {""})
    return {
        "genre": "personnes",
        "personnes": [
            {"nom": one.name, "couleur": one.color, "marque": one.mark, "canevas": one.canvas_key}
            for one in told
        ],
        "autres": len(everyone) - len(told),
        "titres": {key: named.get(key, key) for key in keys},
    }


def _frames(text: str) -> tuple[bytes, bytes]:
    """Return a news as a canvas hears it, and as other pages do."""
    return news_message(text), text.encode()


def _dump(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
