"""A database with something of everything, for what saves, cleans and checks it."""

from __future__ import annotations

import zipfile
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import select, update

from capacities.documents.ledger import Ledger
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.create_example import create_example
from capacities.services.declare_table import declare_table
from capacities.services.delete_dossier import delete_dossier
from capacities.services.ensure_canvas import document_id
from capacities.services.entry_codes import make_code
from capacities.services.identify import identify
from capacities.services.place_dot import place_dot
from capacities.services.put_background import put_background
from capacities.services.put_sketch import bring_sketch, put_sketch
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.take_seat import finish_voting
from capacities.services.voting_rounds import begin_round
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import (
    metadata,
    snapshots,
)
from capacities.storage.updates import compact, load
from tests.images import encoded, plan
from tests.services.conftest import Door

KEY, VOTE = "canevas-usagers", "pourquoi"


@pytest.fixture
def full(ctx: Context, dossier: CreatedDossier, door: Door) -> Context:
    """A database with an example, people, a snapshot, an archive, and updates after them."""
    create_example(ctx)
    erased = create_dossier(ctx, title="Port", territory="Dunkerque", use_case="")
    manager = identify(ctx, erased.dossier_id, bearer=erased.tokens[Role.FACILITATOR])
    delete_dossier(ctx, manager)
    door.enter(Role.READER, cookie=door.enter(Role.READER).cookie)
    who = door.identity(Role.EDITOR)
    for number in range(5):
        write_canvas(ctx, who, KEY, [Card(f"carte-{number}", f"Idée {number} — é\0😀", "couts")])
        if number in (0, 1):
            compact_of_yesterday(ctx, document_id(dossier.dossier_id, KEY))
    write_canvas(ctx, who, VOTE, [Card("idee", "Parce que", NODE, "a0", parent=CENTRE)])
    lea = door.identity(Role.FACILITATOR)
    set_ballot(ctx, lea, VOTE, secret=False, open=True)
    place_dot(ctx, who, VOTE, card_id="idee", act="clic-avant")
    begin_round(ctx, lea, VOTE, keep=True, round=1)
    set_ballot(ctx, lea, VOTE, secret=True)
    finish_voting(ctx, lea, VOTE, done=True)
    view = declare_table(ctx, lea, VOTE, name="Table 2", voters=200)
    set_aside(ctx, lea, VOTE, {view.tables[0].table.id: True})
    view = declare_table(ctx, who, VOTE, name="Table 1", voters=3)
    confirm_tables(ctx, lea, VOTE, {view.tables[0].table.id: 3})
    for number, table in enumerate((None, view.tables[0].table.id)):
        place_dot(ctx, who, VOTE, card_id="idee", act=f"clic-{number}", table_id=table)
    make_code(ctx, lea, Role.READER, "", UTC)
    put_background(ctx, who, "cas-usage", encoded(plan(), "PNG"))
    bring_sketch(ctx, who, "projection", "Le port, au matin", encoded(plan(), "PNG"))
    put_sketch(ctx, who, "projection", "Le même, en mots", seen=1)
    return ctx


def compact_of_yesterday(ctx: Context, name: str) -> None:
    """Do as a room that empties, once a day: the snapshot of the day before is archived."""
    with ctx.db.write() as conn:
        conn.execute(update(snapshots).values(created_at="2026-01-01T00:00:00+00:00"))
    stored = load(ctx.db, name)
    assert stored is not None
    snapshot = open_doc(stored.snapshot, stored.updates).get_update()
    ledger = Ledger()
    ledger.learn(snapshot, ())
    compact(ctx.db, name, stored.seq, snapshot, summary=ledger.summary())


def content_of(ctx: Context) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with ctx.db.read() as conn:
        return {
            table.name: [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in conn.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


def rewrite_entry(path: Path, name: str, text: str) -> None:
    """Put another text in a file of a backup."""
    with zipfile.ZipFile(path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    files[name] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in files.items():
            archive.writestr(entry, data)
