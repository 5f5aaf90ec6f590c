"""A pseudonym erased from a dossier is nowhere in its base any more, past states included."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pycrdt
import pytest
from sqlalchemy import select, update

from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.errors import Forbidden, InvalidInput, NotFound
from capacities.domain.people import ANONYMOUS
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id
from capacities.services.erase_person import Erased, erase_person
from capacities.services.export_canvas import export_canvas
from capacities.services.identify import Identity, identify
from capacities.services.import_cards import apply_import
from capacities.services.list_people import Person, list_people, where_mentioned
from capacities.services.read_canvas import read_canvas
from capacities.services.rewind import rewind
from capacities.services.write_canvas import write_canvas
from capacities.storage.database import sqlite_file
from capacities.storage.tables import metadata, snapshots, updates
from capacities.storage.updates import append, compact, load
from tests.services.conftest import Door, whole

NAME = "Zoé-Hermine"
KEY = "canevas-usagers"
SIGNED = [
    Card("a", "Été", "couts", "a0", NAME, fields={"montant": 3.0}),
    Card("b", "Jeté", "couts", "a1", NAME, deleted=True),
    Card("c", "D’un autre", "couts", "a2", "Ada"),
]


def close_the_room(ctx: Context, who: Identity, key: str, day: date | None = None) -> None:
    """Write the snapshot that a room leaves, as if it were at noon of ``day``."""
    name = document_id(who.dossier_id, key)
    stored = load(ctx.db, name)
    assert stored is not None
    compact(ctx.db, name, stored.seq, open_doc(stored.snapshot, stored.updates).get_update())
    if day is not None:
        with ctx.db.write() as conn:
            conn.execute(update(snapshots).values(created_at=f"{day}T12:00:00+00:00"))


def bases_with(ctx: Context, name: str) -> list[str]:
    """Return the tables, then the files, that hold this name anywhere, whatever its capitals."""
    sought = name.lower().encode()
    found = []
    with ctx.db.read() as conn:
        for table in metadata.sorted_tables:
            for row in conn.execute(select(table)):
                held = b"\0".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                if sought in held.decode(errors="replace").lower().encode():
                    found.append(table.name)
    file = sqlite_file(ctx.db.engine.url)
    for path in [Path(f"{file}{end}") for end in ("", "-wal")] if file else []:
        if path.exists() and sought in path.read_bytes().decode(errors="replace").lower().encode():
            found.append(path.name)
    return found


def test_nothing_in_the_base_holds_the_name_any_more(ctx: Context, door: Door) -> None:
    """Membership, snapshot, log and past states of every canvas; others' names are kept."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    close_the_room(ctx, zoe, KEY, date(2026, 1, 5))
    write_canvas(ctx, zoe, KEY, [Card("d", "Plus tard", "couts", "a3", NAME.upper())])
    close_the_room(ctx, zoe, KEY, date(2026, 1, 6))
    write_canvas(ctx, zoe, KEY, [Card("e", "Hors instantané", "couts", "a4", NAME)])
    tree = Card("x", "Parce que", NODE, "a0", NAME, parent=CENTRE)
    write_canvas(ctx, zoe, "pourquoi", [tree])
    assert {"memberships", "snapshots", "updates", "archives"} <= set(bases_with(ctx, NAME))

    assert erase_person(ctx, ada, f" {NAME.lower()}  ") == Erased(5, 1, 1, ())

    assert bases_with(ctx, NAME) == []
    cards = read_canvas(ctx, ada, KEY)
    assert {card.id: card.author for card in (*cards.cards, *cards.trash)} == {
        **dict.fromkeys("abde", ANONYMOUS),
        "c": "Ada",
    }
    assert cards.cards[0].text == "Été"
    assert read_canvas(ctx, ada, "pourquoi").cards[-1].author == ANONYMOUS
    assert check(ctx).problems == ()
    with pytest.raises(NotFound, match="Rien n’a été changé"):
        erase_person(ctx, ada, NAME)


def test_a_past_day_comes_back_without_the_name(ctx: Context, door: Door) -> None:
    """The state of the snapshot replaced by the erasure is kept for its day, signed by nobody."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    close_the_room(ctx, zoe, KEY, date(2026, 1, 5))
    write_canvas(ctx, zoe, KEY, [Card("a", "Vandalisé", "couts", "a0", NAME)])
    erase_person(ctx, ada, NAME)
    rewind(ctx, ada.dossier_id, KEY, date(2026, 1, 5))
    back = read_canvas(ctx, ada, KEY).cards[0]
    assert (back.text, back.author) == ("Été", ANONYMOUS)
    assert bases_with(ctx, NAME) == []


def test_a_name_that_only_the_history_held_is_forgotten_too(ctx: Context, door: Door) -> None:
    """A card taken out of the document stays in the log until it is put together."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    name = document_id(zoe.dossier_id, KEY)
    stored = load(ctx.db, name)
    assert stored is not None
    doc = open_doc(stored.snapshot, stored.updates)
    before = doc.get_state()
    for card_id in "ab":
        del doc.get("cards", type=pycrdt.Map)[card_id]
    append(ctx.db, name, doc.get_update(before))
    assert erase_person(ctx, ada, NAME) == Erased(0, 1, 0, ())
    assert bases_with(ctx, NAME) == []
    after = load(ctx.db, name)
    assert after is not None
    assert (after.seq, len(after.updates)) == (stored.seq + 1, 0), "no change is announced"


def test_what_waits_for_others_stays_in_the_log(ctx: Context, door: Door) -> None:
    """An update whose former ones are not there yet is neither lost nor put in the snapshot."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    sent: list[bytes] = []
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    doc.observe(lambda event: sent.append(event.update))
    cards = doc.get("cards", type=pycrdt.Map)
    cards["y"] = pycrdt.Map({"text": pycrdt.Text("d’abord")})
    cards["z"] = pycrdt.Map({"text": pycrdt.Text("ensuite"), "zone": "couts"})
    name = document_id(zoe.dossier_id, KEY)
    append(ctx.db, name, sent[1])
    erase_person(ctx, ada, NAME)
    append(ctx.db, name, sent[0])
    texts = {card.text for card in read_canvas(ctx, ada, KEY).cards}
    assert {"d’abord", "ensuite", "Été"} <= texts


def test_exports_say_anonymous_and_come_back(ctx: Context, door: Door) -> None:
    """The neutral word is in the file, and importing it signs nobody else."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    erase_person(ctx, ada, NAME)
    file = whole(export_canvas(ctx, ada, KEY))
    assert ANONYMOUS.encode() in file
    assert NAME.encode() not in file
    report = json.loads(apply_import(ctx, ada, KEY, file))
    assert (report["added"], report["changed"]) == ([], [])


def test_what_was_read_before_is_written_after_without_the_name(ctx: Context, door: Door) -> None:
    """An import or a return to a past day begun meanwhile does not sign the card again."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    write_canvas(ctx, zoe, KEY, SIGNED)
    read = read_canvas(ctx, zoe, KEY).cards
    erase_person(ctx, ada, NAME)
    write_canvas(ctx, zoe, KEY, [replace(card, text=f"{card.text} !") for card in read])
    after = read_canvas(ctx, ada, KEY).cards
    assert [(card.text, card.author) for card in after] == [
        ("Été !", ANONYMOUS),
        ("D’un autre !", "Ada"),
    ]


def test_one_may_erase_oneself_and_nobody_else(ctx: Context, door: Door) -> None:
    """Whoever writes erases one's own name; another browser of that name keeps it."""
    zoe, other = door.enter(Role.EDITOR, NAME), door.identity(Role.EDITOR, NAME)
    me = identify(ctx, zoe.dossier_id, cookie=zoe.cookie)
    write_canvas(ctx, me, KEY, SIGNED)
    with pytest.raises(Forbidden, match="demandez à qui anime"):
        erase_person(ctx, me, "Ada")
    assert erase_person(ctx, me, NAME) == Erased(2, 1, 0, ())
    assert identify(ctx, zoe.dossier_id, cookie=zoe.cookie).pseudonym == ANONYMOUS
    people = list_people(ctx, door.identity(Role.FACILITATOR, "Rachel"))
    assert people == (Person("Ada", 1, 0), Person("Rachel", 0, 1), Person(NAME, 0, 1))
    assert list_people(ctx, other) == (Person(NAME, 0, 1),)


def test_a_name_is_erased_whichever_cookie_shows_it(ctx: Context, door: Door) -> None:
    """A browser is one device, with a tab left on a replaced cookie, and after it lost an answer.

    The name it has taken since is another one, and stays.
    """
    first = door.enter(Role.EDITOR, NAME)
    door.enter(Role.EDITOR, NAME, cookie=first.cookie)
    branched = door.enter(Role.EDITOR, NAME, cookie=first.cookie)
    rachel = door.identity(Role.FACILITATOR, "Rachel")
    assert list_people(ctx, rachel) == (Person("Rachel", 0, 1), Person(NAME, 0, 1))
    me = identify(ctx, first.dossier_id, cookie=branched.cookie)
    assert erase_person(ctx, me, NAME).browsers == 1
    assert bases_with(ctx, NAME) == []
    for shown in (first, branched):
        assert identify(ctx, first.dossier_id, cookie=shown.cookie).pseudonym == ANONYMOUS

    before = door.enter(Role.EDITOR, NAME)
    after = door.enter(Role.EDITOR, "Ada", cookie=before.cookie)
    assert erase_person(ctx, rachel, NAME).browsers == 1
    assert identify(ctx, first.dossier_id, cookie=after.cookie).pseudonym == "Ada"


@pytest.mark.parametrize("name", ["", "  ", ANONYMOUS, "anonyme"])
def test_nobody_is_not_a_person(ctx: Context, door: Door, name: str) -> None:
    """Neither a blank name nor the word that replaces one can be erased."""
    with pytest.raises(InvalidInput, match="Rien n’a été changé"):
        erase_person(ctx, door.identity(Role.FACILITATOR), name)


def test_a_damaged_canvas_is_told_and_the_others_are_done(ctx: Context, door: Door) -> None:
    """What cannot be read is as it was; its key is in what is told."""
    ada, zoe = door.identity(Role.FACILITATOR), door.identity(Role.EDITOR, NAME)
    for key in (KEY, "pourquoi"):
        write_canvas(ctx, zoe, key, [Card("a", "Été", "couts", "a0", NAME)])
    with ctx.db.write() as conn:
        damaged = updates.c.document_id.like(f"%/{KEY}")
        conn.execute(update(updates).where(damaged).values(data=b"\xff\x00\xff"))
    assert erase_person(ctx, ada, NAME) == Erased(1, 1, 0, (KEY,))


def test_words_that_hold_the_name_are_counted_and_left(ctx: Context, door: Door) -> None:
    """Whole words only, whatever the capitals, in texts and in fields; nothing is rewritten."""
    ada = door.identity(Role.FACILITATOR, "Rachel")
    texts = ["Demander à zoé", "Zoétrope", "ZOÉ, puis Ada"]
    cards = [Card(str(n), text, "couts", f"a{n}", "Zoé") for n, text in enumerate(texts)]
    write_canvas(ctx, ada, KEY, cards)
    assert sum(where_mentioned(ctx, ada, "Zoé").values()) == 2
    assert list(where_mentioned(ctx, ada, "Zoé")) == [ctx.templates().templates[KEY].title]
    erase_person(ctx, ada, "Zoé")
    assert [card.text for card in read_canvas(ctx, ada, KEY).cards] == texts
