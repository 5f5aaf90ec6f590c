"""Yesterday's state of a canvas comes back, as one more change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from capacities.documents.ink import write_strokes
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.errors import NotFound
from capacities.domain.snapshot import Card, Edge, Stroke
from capacities.domain.template import CENTRE, NODE
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id
from capacities.services.identify import Identity
from capacities.services.read_canvas import read_canvas
from capacities.services.rewind import rewind
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import snapshots
from capacities.storage.updates import append, compact, load
from tests.services.conftest import Door
from tests.timelines import set_meta

MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)


def _close_the_room(ctx: Context, who: Identity, key: str, day: date) -> None:
    """Write the snapshot that a room leaves, as if it were at noon of ``day``."""
    name = document_id(who.dossier_id, key)
    stored = load(ctx.db, name)
    assert stored is not None
    doc = open_doc(stored.snapshot, stored.updates)
    compact(ctx.db, name, stored.seq, doc.get_update(), summary=doc.get_state())
    with ctx.db.write() as conn:
        conn.execute(update(snapshots).values(created_at=f"{day}T12:00:00+00:00"))


@pytest.mark.parametrize("archived", [False, True])
def test_a_past_day_comes_back_as_one_more_change(ctx: Context, door: Door, archived: bool) -> None:
    """Texts, boxes, fields and trash of that day; what came since is in the trash."""
    who = door.identity(Role.EDITOR)
    key = "canevas-usagers"
    kept = Card("a", "Été", "couts", "a0", "Ada", fields={"montant": 3.0})
    erased = Card("b", "À garder", "couts", "a1", "Ada")
    write_canvas(ctx, who, key, [kept, erased])
    _close_the_room(ctx, who, key, MONDAY)
    then = read_canvas(ctx, who, key)
    write_canvas(
        ctx,
        who,
        key,
        [
            Card("a", "Été — vandalisé", "usagers", "a2", "Ada", fields={"montant": 9.0}),
            Card("b", "", "couts", "a1", "Ada", deleted=True),
            Card("c", "Ajouté", "couts", "a3", "Eve"),
        ],
    )
    if archived:
        _close_the_room(ctx, who, key, TUESDAY)
    name = document_id(who.dossier_id, key)
    before = load(ctx.db, name)
    assert before is not None
    assert rewind(ctx, who.dossier_id, key, MONDAY) == "2026-01-05T12:00:00+00:00"
    after = load(ctx.db, name)
    assert after is not None
    assert after.seq == before.seq + 1
    now = read_canvas(ctx, who, key)
    assert now.cards == then.cards
    assert [(card.id, card.text) for card in now.trash] == [("c", "Ajouté")]
    rewind(ctx, who.dossier_id, key, MONDAY)
    again = load(ctx.db, name)
    assert again is not None
    assert again.seq == after.seq, "a second time changes nothing"


def test_a_tree_comes_back_with_its_branches(ctx: Context, door: Door) -> None:
    """A node moved, and one added under it, are again as they were."""
    who = door.identity(Role.EDITOR)
    key = "pourquoi"
    first, under = (
        Card("x", "Parce que", NODE, "a0", parent=CENTRE),
        Card("y", "Car", NODE, "a0", parent="x"),
    )
    write_canvas(ctx, who, key, [first, under])
    _close_the_room(ctx, who, key, MONDAY)
    then = read_canvas(ctx, who, key)
    moved = Card("y", "Car", NODE, "a1", parent=CENTRE)
    write_canvas(ctx, who, key, [moved, Card("z", "Neuf", NODE, "a0", parent="y")])
    rewind(ctx, who.dossier_id, key, TUESDAY)
    assert read_canvas(ctx, who, key).cards == then.cards


def test_a_day_of_which_nothing_is_kept_is_refused(ctx: Context, door: Door) -> None:
    """Nothing is changed, and the sentence says which day."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(NotFound, match="n’existe pas"):
        rewind(ctx, who.dossier_id, "pourquoi", MONDAY)
    write_canvas(ctx, who, "pourquoi", [Card("x", "Parce que", NODE, "a0", parent=CENTRE)])
    _close_the_room(ctx, who, "pourquoi", TUESDAY)
    with pytest.raises(NotFound, match="05/01/2026"):
        rewind(ctx, who.dossier_id, "pourquoi", MONDAY)


def test_what_came_since_and_was_thrown_away_does_not_come_back(ctx: Context, door: Door) -> None:
    """A field filled since, of a card in the corbeille; a node, under one that comes back."""
    who, key = door.identity(Role.EDITOR), "pourquoi"
    above = Card("x", "Parce que", NODE, "a0", parent=CENTRE)
    write_canvas(ctx, who, key, [above])
    _close_the_room(ctx, who, key, MONDAY)
    then = read_canvas(ctx, who, key)
    filled = replace(above, deleted=True, fields={"social": True})
    write_canvas(ctx, who, key, [filled, Card("y", "Neuf", NODE, "a0", parent="x")])
    rewind(ctx, who.dossier_id, key, MONDAY)
    assert read_canvas(ctx, who, key).cards == then.cards


def test_links_come_back_too(ctx: Context, door: Door) -> None:
    """Their label, their ends, those erased since; what came since is in the trash."""
    who, key = door.identity(Role.EDITOR), "canevas-usagers"
    cards = [Card(name, name, "couts", f"a{i}", "Ada") for i, name in enumerate("abc")]
    kept = Edge("k", "a", "b", "flux", "chaque nuit", "Ada")
    erased = replace(kept, id="e", text="")
    write_canvas(ctx, who, key, cards, [kept, erased])
    _close_the_room(ctx, who, key, MONDAY)
    then = read_canvas(ctx, who, key)
    changed = replace(kept, target="c", text="jamais")
    since = replace(kept, id="s")
    write_canvas(ctx, who, key, (), [changed, replace(erased, deleted=True), since])
    rewind(ctx, who.dossier_id, key, MONDAY)
    now = read_canvas(ctx, who, key)
    assert (now.edges, now.edge_trash) == (then.edges, (replace(since, deleted=True),))


def test_stamps_and_strokes_come_back_too(ctx: Context, door: Door) -> None:
    """On what carried them, at their place; what was thrown away is drawn again."""
    who, key = door.identity(Role.EDITOR), "creation-valeur"
    party = Card("p", "Mairie", "partie-prenante", "a0", "Ada", x=0.0, y=0.0)
    stamp = Card("e", "", "euro", "a0", "Ada", on="p", fields={"qui_gagne": "p", "montant": 3.0})
    write_canvas(ctx, who, key, [party, stamp])
    kept, since = Stroke("k", "1,1 2,2", "", "Ada"), Stroke("s", "3,3", "", "Eve")
    _draw(ctx, who, key, kept)
    _close_the_room(ctx, who, key, MONDAY)
    then = read_canvas(ctx, who, key)
    moved = replace(stamp, on=None, x=9.0, y=9.0, fields={"montant": 4.0, "qui_paie": "p"})
    write_canvas(ctx, who, key, [replace(party, deleted=True), moved])
    _draw(ctx, who, key, replace(kept, deleted=True, x=9.0, color="rouge"), since)
    before = _length_of_log(ctx, who, key)
    rewind(ctx, who.dossier_id, key, MONDAY)
    assert _length_of_log(ctx, who, key) == before + 1
    now = read_canvas(ctx, who, key)
    assert (now.cards, now.strokes, now.warnings) == (then.cards, then.strokes, ())
    assert [stroke.id for stroke in now.stroke_trash] == ["s"]


def _length_of_log(ctx: Context, who: Identity, key: str) -> int:
    stored = load(ctx.db, document_id(who.dossier_id, key))
    assert stored is not None
    return len(stored.updates)


def _draw(ctx: Context, who: Identity, key: str, *strokes: Stroke) -> None:
    name = document_id(who.dossier_id, key)
    stored = load(ctx.db, name)
    assert stored is not None
    append(ctx.db, name, write_strokes(open_doc(stored.snapshot, stored.updates), strokes))


def test_the_horizon_and_the_days_worked_come_back(ctx: Context, door: Door) -> None:
    """A time of silence and the last sketch are of today: they stay as they are."""
    who, key = door.identity(Role.FACILITATOR), "retroplanning"
    write_canvas(ctx, who, key, [Card("a", "Pas", "espace", "a0", "Ada")])
    set_meta(ctx, who, {"horizon": "2027-12-31", "silence": "s0", "croquis": "2"})
    _close_the_room(ctx, who, key, MONDAY)
    now = {"horizon": "2030-12-31", "calendar": "x", "silence": "s1", "croquis": "3"}
    set_meta(ctx, who, dict(now))
    rewind(ctx, who.dossier_id, key, MONDAY)
    found = read_canvas(ctx, who, key).meta
    assert dict(found) == {"horizon": "2027-12-31", "silence": "s1", "croquis": "3"}
