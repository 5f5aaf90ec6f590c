"""A room whose people share a browser, or a cookie that somebody else planted."""

from __future__ import annotations

import asyncio

import pycrdt

from capacities.collab.connection import Connection, Credentials, Message, Send
from capacities.collab.protocol import AWARENESS, awareness_message
from capacities.collab.purse import Common, Purse
from capacities.collab.room import Room
from capacities.domain.access import Role
from capacities.domain.limits import SEND_QUEUE_MESSAGES
from capacities.storage.updates import StoredDocument
from tests.collab.test_connection import Someone


def test_another_page_of_the_browser_gives_its_name_and_not_its_rights() -> None:
    """A replaced cookie has the same browser: it gains nothing, and takes nothing away."""

    async def scene() -> None:
        seed = pycrdt.Doc().get_update()
        stored = StoredDocument(None, (seed,), 1)
        loop = asyncio.get_running_loop()
        purse = Purse(loop, Common(loop))
        room = Room("d1/c", stored, purse, lambda *_: True, lambda *_: None)

        async def send(_message: Message) -> None: ...

        def arrive(role: Role, name: str, link: str) -> Connection:
            who = Someone(role, "b1", pseudonym=name, link_id=link)
            connection = Connection(send, Credentials("d1", "x", None, None), who)
            room.join(connection)
            return connection

        planted = arrive(Role.READER, "Eve", "reading")
        page = arrive(Role.FACILITATOR, "Ada", "managing")
        assert not planted.may_edit
        assert planted.identity.link_id == "reading"
        assert b'"Ada"' in planted.introduction
        assert b'"reader"' in planted.introduction
        arrive(Role.READER, "Eve", "reading")
        assert page.may_edit
        assert page.identity.link_id == "managing"

    asyncio.run(scene())


def test_nobody_is_dropped_for_what_others_point_at() -> None:
    """Presences do not pile up for a client whose network is slow; they reach those who keep up."""

    async def scene() -> None:
        stored = StoredDocument(None, (pycrdt.Doc().get_update(),), 1)
        loop = asyncio.get_running_loop()
        room = Room("d1/c", stored, Purse(loop, Common(loop)), lambda *_: True, lambda *_: None)
        never = asyncio.Event()
        heard: list[bytes] = []

        async def stalled(_message: Message) -> None:
            await never.wait()

        async def read(message: Message) -> None:
            heard.append(message["bytes"])

        def arrive(send: Send) -> Connection:
            who = Someone(Role.EDITOR, "b1", pseudonym="Ada", link_id="link")
            connection = Connection(send, Credentials("d1", "x", None, None), who)
            room.join(connection)
            return connection

        slow, quick, ada = arrive(stalled), arrive(read), arrive(read)
        for clock in range(SEND_QUEUE_MESSAGES + 100):
            state = b'{"cursor":{"x":%d,"y":1}}' % clock
            room.receive(ada, awareness_message([(1, clock, state)]), loop.time() + clock)
            await asyncio.sleep(0)
        assert slow.behind
        assert not slow.closed
        assert not quick.closed
        assert sum(frame[0] == AWARENESS for frame in heard) >= SEND_QUEUE_MESSAGES
        never.set()
        await asyncio.sleep(0)

    asyncio.run(scene())
