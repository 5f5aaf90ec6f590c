"""A pseudonym erased while people work: every page converges, and nothing brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

import pytest
from sqlalchemy import select
from websockets.sync.client import ClientConnection
from websockets.typing import Origin

from capacities.collab.protocol import NAME as NAMED
from capacities.collab.protocol import name_message
from capacities.domain.access import Role
from capacities.domain.people import ANONYMOUS
from capacities.domain.settings import Settings
from capacities.services.context import Context
from capacities.services.erase_person import erase_person
from capacities.services.identify import Identity
from capacities.storage.database import Database, open_database
from capacities.storage.tables import archives, snapshots, updates
from capacities.storage.updates import load
from tests.interop.node import NodeClients
from tests.interop.serving import ORIGIN, Live, cookie, stored_cards
from tests.interop.test_refusals import dial
from tests.waiting import until, until_equal

DOSSIER = "d" * 32
ROOM = f"{DOSSIER}/canevas"
NAME = "Zoé-Hermine"


def erase(db: Database) -> int:
    """Erase the name as whoever facilitates the dossier; return how many cards lost it."""
    ada = Identity(Role.FACILITATOR, DOSSIER, "", "Ada", "", None)
    ctx = Context(db=db, settings=Settings(database_url=str(db.engine.url)))
    return erase_person(ctx, ada, NAME).cards


def holds_name(db: Database) -> bool:
    """Tell whether the log, the snapshots or the past states hold the name."""
    with db.read() as connection:
        kept = [
            data
            for table in (updates, snapshots, archives)
            for data in connection.scalars(select(table.c.data))
        ]
    return any(NAME.encode() in data for data in kept)


def authors(node: NodeClients, client: str) -> dict[str, str]:
    """Return who signed what, as this client has it."""
    return {key: card["author"] for key, card in node.ask("cards", client).items()}


@pytest.fixture
def elsewhere(live: Live) -> Iterator[Database]:
    """The same database in another process: PostgreSQL tells the rooms, SQLite does not."""
    db = open_database(live.db.engine.url.render_as_string(hide_password=False))
    yield db
    db.close()


@pytest.mark.node
@pytest.mark.parametrize("told", [True, False])
def test_an_open_room_converges_and_keeps_nothing(
    live: Live, node: NodeClients, elsewhere: Database, told: bool
) -> None:
    """Those connected, one who was away, and the snapshot that the room leaves in the end."""
    for client in "abc":
        node.open(live.url, ROOM, client)
    node.ask("put", "a", key="k", keys={"author": NAME, "zone": "cible"})
    node.ask("set", "a", key="note", value={"author": "mot"})
    for client in "bc":
        node.ask("untilKey", client, key="note")
    node.ask("cut", "c")
    node.ask("put", "b", key="l", keys={"author": NAME})
    for client in "ab":
        node.ask("untilSaved", client)
    assert holds_name(live.db)

    assert erase(live.db if told else elsewhere) == 2

    node.ask("put", "b", key="m", keys={"author": "Ada"})  # SQLite tells no other process
    signed = {"k": ANONYMOUS, "l": ANONYMOUS, "m": "Ada", "note": "mot"}
    until_equal(partial(authors, node, "a"), signed)
    node.ask("mark", "c", key="k", deleted=True)
    node.ask("connect", "c")
    node.ask("untilSaved", "c")
    for client in "abc":
        until_equal(partial(authors, node, client), signed)
    for client in "abc":
        node.ask("close", client)
    until(lambda: len(live.server._rooms) == 0)
    assert not holds_name(live.db)
    stored = load(live.db, ROOM)
    assert stored is not None
    assert stored.updates == (), "the room has written its snapshot over ours"
    cards = stored_cards(live.db, ROOM)
    assert cards["k"] == {"author": ANONYMOUS, "zone": "cible", "deleted": True}


@pytest.mark.node
def test_undoing_and_doing_again_does_not_bring_it_back(quick: Live, node: NodeClients) -> None:
    """What a page made before the erasure is undone as before; the name is not in it."""
    node.open(quick.url, ROOM, "a")
    node.ask("put", "a", key="k", keys={"author": NAME})
    node.ask("mark", "a", key="k", deleted=True)
    node.ask("untilSaved", "a")
    erase(quick.db)
    until_equal(partial(authors, node, "a"), {"k": ANONYMOUS})
    node.ask("undo", "a")
    node.ask("untilSaved", "a")
    assert stored_cards(quick.db, ROOM)["k"] == {"author": ANONYMOUS}
    assert not holds_name(quick.db)
    node.ask("close", "a")


def heard(socket: ClientConnection, seconds: float = 1.0) -> Iterator[bytes]:
    """Yield what the server says, until it has been silent so long."""
    with suppress(TimeoutError):
        while True:
            yield bytes(socket.recv(timeout=seconds))  # type: ignore[arg-type]


def test_a_page_is_told_under_which_name_it_is_known(quick: Live) -> None:
    """As it comes in, then when it changes and not otherwise; a program is told none."""
    shown = cookie("editor-zoe")
    quick.door.names[shown] = NAME
    headers = {"Cookie": f"capacities={shown}"}
    with (
        dial(quick, ROOM) as program,
        dial(quick, ROOM, None, additional_headers=headers, origin=Origin(ORIGIN)) as page,
    ):
        until(lambda: name_message(NAME) in heard(page, 20))
        quick.db.bus.publish(f"@links/{DOSSIER}")
        quick.door.names[shown] = ANONYMOUS
        quick.db.bus.publish(f"@links/{DOSSIER}")
        until(lambda: name_message(ANONYMOUS) in heard(page, 20))
        quick.db.bus.publish(f"@links/{DOSSIER}")
        assert NAMED not in {frame[0] for frame in (*heard(page), *heard(program))}
