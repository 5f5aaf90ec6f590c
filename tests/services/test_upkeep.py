"""Purge, check and health, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, func, insert, select, update

from capacities.documents.ydoc import new_document
from capacities.domain.access import Role
from capacities.domain.errors import LinkRefused, NotFound
from capacities.domain.limits import (
    ARCHIVE_DAYS,
    EXAMPLE_DAYS,
    REVOKED_LINK_DAYS,
    SESSION_DAYS,
)
from capacities.domain.template import NODE
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.create_example import create_example
from capacities.services.ensure_canvas import document_id, ensure_canvas, find_template
from capacities.services.health import health
from capacities.services.identify import Identity, identify
from capacities.services.list_canvases import list_begun, list_canvases
from capacities.services.place_dot import place_dot
from capacities.services.purge import purge
from capacities.services.read_canvas import read_canvas
from capacities.services.read_dossier import read_dossier
from capacities.services.rename_dossier import rename_dossier
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import revoke_link
from capacities.storage.tables import (
    archives,
    documents,
    dossiers,
    links,
    sessions,
    updates,
)
from capacities.storage.updates import compact, current_seq
from tests.services.conftest import Door, now
from tests.services.filled import KEY, VOTE, content_of, full

__all__ = ["full"]


def test_purge_forgets_only_what_nobody_uses(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Old browsers, old revoked links, untouched examples; never a dossier of people."""
    manager = door.identity(Role.FACILITATOR)
    gone, here = door.enter(Role.READER), door.enter(Role.READER)
    revoke_link(ctx, manager, Role.EDITOR)
    create_example(ctx)
    with ctx.db.write() as conn:
        conn.execute(update(dossiers).values(created_at="2000-01-01T00:00:00+00:00"))
    assert vars_of(purge(ctx)) == (0, 0, 0)
    assert vars_of(purge(ctx, now() + timedelta(days=REVOKED_LINK_DAYS + 1))) == (0, 1, 0)
    assert vars_of(purge(ctx, now() + timedelta(days=EXAMPLE_DAYS + 1))) == (0, 0, 1)
    kept = identify(ctx, here.dossier_id, cookie=here.cookie).session_id
    with ctx.db.write() as conn:
        conn.execute(
            update(sessions)
            .where(sessions.c.id != kept)
            .values(seen_at=(now() - timedelta(days=SESSION_DAYS + 1)).isoformat())
        )
    assert purge(ctx).sessions == 2
    with pytest.raises(LinkRefused):
        identify(ctx, gone.dossier_id, cookie=gone.cookie)
    assert identify(ctx, here.dossier_id, cookie=here.cookie).session_id == kept
    with ctx.db.read() as conn:
        assert conn.execute(select(func.count()).select_from(dossiers)).scalar_one() == 1


def test_what_was_erased_long_ago_is_kept_nowhere(full: Context, dossier: CreatedDossier) -> None:
    """Past states go after their days; the canvas itself is untouched."""
    assert purge(full, now() - timedelta(days=365)).archives == 0
    with full.db.write() as conn:
        recent = (now() - timedelta(days=ARCHIVE_DAYS - 1)).isoformat(timespec="seconds")
        conn.execute(update(archives).values(created_at=recent))
    before = content_of(full)["snapshots"]
    assert purge(full).archives == 0
    assert purge(full, now() + timedelta(days=2)).archives == 1
    assert content_of(full)["archives"] == []
    assert content_of(full)["snapshots"] == before


def test_who_works_in_a_canvas_is_not_forgotten(ctx: Context, door: Door) -> None:
    """A visit is noted wherever a page asks who one is, not on the home page only."""
    here = door.enter(Role.EDITOR)
    long_ago = (now() - timedelta(days=SESSION_DAYS + 1)).isoformat()
    for visit in (False, True):
        with ctx.db.write() as conn:
            conn.execute(update(sessions).values(seen_at=long_ago))
        identify(ctx, here.dossier_id, cookie=here.cookie, visit=visit)
        with ctx.db.read() as conn:
            seen = conn.execute(select(sessions.c.seen_at)).scalar_one()
        assert (seen == long_ago) is not visit
    assert purge(ctx).sessions == 0


def test_an_example_that_somebody_made_theirs_is_kept(ctx: Context) -> None:
    """Renamed, it is a dossier of people for ever; voted on, it is in use."""

    def managed() -> Identity:
        created = create_example(ctx)
        token = created.tokens[Role.FACILITATOR]
        return identify(ctx, created.dossier_id, bearer=token)

    left, renamed, voted = managed(), managed(), managed()
    rename_dossier(ctx, renamed, title="Notre projet", territory="Caen", use_case="")
    assert read_dossier(ctx, renamed).example is False
    card = next(c for c in read_canvas(ctx, voted, VOTE).cards if c.zone == NODE)
    set_ballot(ctx, voted, VOTE, open=True)
    place_dot(ctx, voted, VOTE, card_id=card.id, act="clic")
    with ctx.db.write() as conn:
        conn.execute(update(dossiers).values(created_at="2000-01-01T00:00:00+00:00"))
        conn.execute(update(documents).values(updated_at="2000-01-01T00:00:00+00:00"))
    assert purge(ctx).examples == 1
    with pytest.raises(NotFound):
        read_dossier(ctx, left)
    assert (read_dossier(ctx, renamed).title, read_dossier(ctx, voted).example) == (
        "Notre projet",
        True,
    )


def vars_of(gone: object) -> tuple[int, int, int]:
    """The three counts of a purge."""
    return gone.sessions, gone.links, gone.examples  # type: ignore[attr-defined]


def test_a_sound_database_has_no_problem(full: Context) -> None:
    """Every document opens, with or without a snapshot; nothing is changed."""
    before = content_of(full)
    report = check(full)
    assert (report.documents, report.problems) == (len(before["documents"]), ())
    assert content_of(full) == before


def test_check_accepts_a_snapshot(full: Context, dossier: CreatedDossier) -> None:
    """Rows that a snapshot covers are gone, and that is no hole."""
    name = document_id(dossier.dossier_id, KEY)
    seq = current_seq(full.db, name)
    assert seq is not None
    compact(full.db, name, seq - 1, new_document(find_template(full, KEY)))
    assert check(full).problems == ()


def test_check_sees_what_is_wrong(full: Context, dossier: CreatedDossier) -> None:
    """A hole, an unreadable update, an unknown template, a doubled link: each is told."""
    name = document_id(dossier.dossier_id, KEY)
    with full.db.write() as conn:
        conn.execute(delete(updates).where(updates.c.document_id == name, updates.c.seq == 5))
    assert any("il manque des modifications" in line for line in check(full).problems)
    with full.db.write() as conn:
        conn.execute(
            update(updates)
            .where(updates.c.document_id == name, updates.c.seq == 4)
            .values(data=b"\xff\xff\xff")
        )
        conn.execute(
            insert(documents).values(
                id=f"{dossier.dossier_id}/inconnu",
                dossier_id=dossier.dossier_id,
                canvas_key="inconnu",
                seq=0,
                created_at="",
                updated_at="",
            )
        )
        for number in "ab":
            conn.execute(
                insert(links).values(
                    id=number,
                    dossier_id=dossier.dossier_id,
                    role="chef",
                    token_hash=number,
                    created_at="",
                )
            )
    found = "\n".join(check(full).problems)
    for sentence in ("abîmé", "« inconnu » inconnu", "plusieurs liens", "rôle inconnu « chef »"):
        assert sentence in found


def test_health_follows_the_database(ctx: Context) -> None:
    """Healthy when a commit passes; not when none does; healthy again without a restart."""
    read_only = {
        "sqlite": "PRAGMA query_only = 1",
        "postgresql": "SET default_transaction_read_only = on",
    }[ctx.db.dialect]

    def close_to_writing(connection: Any, _record: object) -> None:
        connection.execute(read_only)
        connection.commit()

    assert health(ctx).ok is True
    event.listen(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert health(ctx).ok is False
    event.remove(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert health(ctx).ok is True


def test_lists_tell_what_is_begun(full: Context, door: Door) -> None:
    """A dossier shows its canvases, with what they hold and when they moved."""
    who = door.identity(Role.READER)
    entries = {entry.template.key: entry for entry in list_canvases(full, who)}
    snapshot = entries[KEY].snapshot
    assert snapshot is not None
    assert (len(snapshot.cards), bool(entries[KEY].updated_at)) == (5, True)


def test_what_is_begun_is_told_without_reading_a_canvas(
    full: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was opened, and no more, is not; the order is that of the lists."""
    who = door.identity(Role.EDITOR)
    ensure_canvas(full, who.dossier_id, "gouvernance")
    order = [entry.template.key for entry in list_canvases(full, who)]
    monkeypatch.setattr("capacities.services.list_canvases.read_canvas", None)
    monkeypatch.setattr("capacities.services.read_canvas.load", None)
    listed = list_begun(full, who)
    assert [each.template.key for each in listed] == order
    assert {each.template.key for each in listed if each.begun} == {KEY, VOTE, "projection"}
