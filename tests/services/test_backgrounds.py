"""The image behind a map: kept, given, counted, exported, forgotten; on both databases."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import update

from capacities.documents.background import write_background
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.background import Background
from capacities.domain.errors import InvalidInput, NotFound, TooMany
from capacities.domain.limits import (
    BACKGROUND_DAYS,
    BACKGROUND_EVERY_S,
    BACKGROUNDS_AT_ONCE,
    BACKGROUNDS_PER_CANVAS,
)
from capacities.services import put_background as putting
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.delete_dossier import delete_dossier
from capacities.services.ensure_canvas import document_id, load_canvas
from capacities.services.export_dossier import export_dossier
from capacities.services.identify import Identity
from capacities.services.purge import purge
from capacities.services.put_background import put_background
from capacities.services.read_background import read_background
from capacities.services.read_canvas import read_canvas
from capacities.services.restore import restore
from capacities.services.rewind import rewind
from capacities.services.throttle import Pace
from capacities.storage.backgrounds import backgrounds_of, documents_with_backgrounds
from capacities.storage.budget import stored_bytes
from capacities.storage.tables import backgrounds, snapshots
from capacities.storage.updates import append, compact, load
from tests.images import encoded, plan
from tests.services.conftest import Door, now, whole

KEY = "cas-usage"


def _image(number: int = 0) -> bytes:
    return encoded(Image.new("RGB", (40, 30), (number, 9, 99)), "PNG")


def _show(ctx: Context, who: Identity, image: str | None) -> None:
    """Have the map name an image, as a page does."""
    name, stored = load_canvas(ctx, who.dossier_id, KEY)
    shown = None if image is None else Background(image, 0, 0, 400, 300, 0.5, "Le quartier")
    doc = open_doc(stored.snapshot, stored.updates)
    if sent := write_background(doc, shown):
        append(ctx.db, name, sent)


def _kept(ctx: Context, who: Identity) -> list[str]:
    with ctx.db.read() as conn:
        return [row.id for row in backgrounds_of(conn, document_id(who.dossier_id, KEY))]


def test_an_image_is_kept_once_and_given_back(ctx: Context, door: Door) -> None:
    """The same again is the same; it counts among what the dossier keeps; nobody signs it."""
    who = door.identity(Role.EDITOR)
    before = stored_bytes(ctx.db, who.dossier_id)
    put = put_background(ctx, who, KEY, encoded(plan(), "JPEG"))
    assert put == put_background(ctx, who, KEY, encoded(plan(), "JPEG"))
    assert (put.width, put.height) == (640, 400)
    given = read_background(ctx, door.identity(Role.READER), KEY, put.image)
    assert given.media_type == "image/jpeg"
    assert stored_bytes(ctx.db, who.dossier_id) - before >= len(given.data)
    assert {column.key for column in backgrounds.columns}.isdisjoint(
        {"author", "session_id", "pseudonym"}
    )


def test_an_image_is_of_its_map(ctx: Context, door: Door) -> None:
    """Another canvas, another dossier, another name: none of them gives it."""
    who = door.identity(Role.EDITOR)
    put = put_background(ctx, who, KEY, _image())
    elsewhere = replace(who, dossier_id="0" * 32)
    for identity, key, image in (
        (who, "creation-valeur", put.image),
        (elsewhere, KEY, put.image),
        (who, KEY, "0" * 64),
        (who, KEY, "../" + put.image),
        (who, KEY, ""),
    ):
        with pytest.raises(NotFound, match="n’est plus gardée"):
            read_background(ctx, identity, key, image)


def test_only_a_map_has_one(ctx: Context, door: Door) -> None:
    """A sentence, and nothing kept."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput, match="n’est pas un dessin"):
        put_background(ctx, who, "canevas-usagers", _image())
    with ctx.db.read() as conn:
        assert documents_with_backgrounds(conn) == []


def test_a_full_dossier_keeps_no_more(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for what is written."""
    monkeypatch.setattr(putting, "DOSSIER_BYTES", 100)
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput, match="Rien n’a été changé"):
        put_background(ctx, who, KEY, _image())
    assert _kept(ctx, who) == []


def test_a_dossier_brings_so_many_in_then_one_by_one(ctx: Context, door: Door) -> None:
    """Others are not concerned."""
    moment = [0.0]
    pace = Pace(BACKGROUNDS_AT_ONCE, BACKGROUND_EVERY_S, "Beaucoup", lambda: moment[0])
    for _ in range(BACKGROUNDS_AT_ONCE):
        pace.record("d1")
    with pytest.raises(TooMany) as refused:
        pace.record("d1")
    assert refused.value.wait_s == BACKGROUND_EVERY_S
    pace.record("d2")
    moment[0] += BACKGROUND_EVERY_S
    pace.record("d1")
    slow = replace(ctx, images=Pace(0, 60.0, "Beaucoup d’images"))
    with pytest.raises(TooMany, match="Beaucoup d’images"):
        put_background(slow, door.identity(Role.EDITOR), KEY, _image())


def test_the_last_ones_stay_when_none_is_shown(ctx: Context, door: Door) -> None:
    """As many as are said, the newest."""
    who = door.identity(Role.EDITOR)
    put = [
        put_background(ctx, who, KEY, _image(n), clock=lambda n=n: f"2026-01-01T10:00:{n:02}").image  # type: ignore[misc]
        for n in range(BACKGROUNDS_PER_CANVAS + 2)
    ]
    assert sorted(_kept(ctx, who)) == sorted(put[2:])


def test_what_is_shown_while_another_is_read_stays(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An image may take half a minute to be read, and somebody go back to the oldest meanwhile."""
    who = door.identity(Role.EDITOR)
    times = iter(f"2026-01-01T10:00:{n:02}" for n in range(60))
    clock = lambda: next(times)  # noqa: E731
    first, *_ = [
        put_background(ctx, who, KEY, _image(n), clock=clock).image
        for n in range(BACKGROUNDS_PER_CANVAS)
    ]
    apart = putting.ask_apart

    def slowly(ctx: Context, job: str, *given: Any, **named: Any) -> Any:
        if job == "background":
            _show(ctx, who, first)
        return apart(ctx, job, *given, **named)

    monkeypatch.setattr(putting, "ask_apart", slowly)
    put_background(ctx, who, KEY, _image(99), clock=clock)
    assert first in _kept(ctx, who)


def test_the_one_shown_stays_among_the_last_ones(ctx: Context, door: Door) -> None:
    """So that undoing finds them; the others go, the oldest first."""
    who = door.identity(Role.EDITOR)

    def put(number: int) -> str:
        at = f"2026-01-01T10:00:{number:02}+00:00"
        return put_background(ctx, who, KEY, _image(number), clock=lambda: at).image

    first, second = put(0), put(1)
    _show(ctx, who, first)
    last = [put(number) for number in range(2, BACKGROUNDS_PER_CANVAS + 2)]
    kept = _kept(ctx, who)
    assert len(kept) == BACKGROUNDS_PER_CANVAS
    assert first in kept
    assert second not in kept
    assert kept[0] == last[-1]


def test_one_that_no_map_shows_is_forgotten_after_its_days(ctx: Context, door: Door) -> None:
    """Counted from when the map showed it no more; shown again meanwhile, it stays."""
    who = door.identity(Role.EDITOR)
    shown, left = (put_background(ctx, who, KEY, _image(n)).image for n in (1, 2))
    _show(ctx, who, shown)
    for days in (0, BACKGROUND_DAYS - 1):
        assert purge(ctx, now() + timedelta(days=days)).images == 0
    assert purge(ctx, now() + timedelta(days=BACKGROUND_DAYS + 1)).images == 1
    assert _kept(ctx, who) == [shown]
    _show(ctx, who, None)
    late = now() + timedelta(days=300)
    assert purge(ctx, late).images == 0
    _show(ctx, who, shown)
    assert purge(ctx, late + timedelta(days=BACKGROUND_DAYS + 1)).images == 0
    assert _kept(ctx, who) == [shown]
    assert left not in _kept(ctx, who)


def test_it_goes_with_its_dossier(ctx: Context, door: Door) -> None:
    """Nothing is left of it."""
    put_background(ctx, door.identity(Role.EDITOR), KEY, _image())
    delete_dossier(ctx, door.identity(Role.FACILITATOR))
    with ctx.db.read() as conn:
        assert documents_with_backgrounds(conn) == []


def test_it_leaves_in_the_zip_as_a_file(ctx: Context, door: Door) -> None:
    """The one shown, whose name the notice tells; none when the map shows none."""
    who = door.identity(Role.EDITOR)
    put, other = (put_background(ctx, who, KEY, _image(n)).image for n in (1, 2))
    without, file = _zip(ctx, who, None).namelist(), "toits-solaires/cas-usage-fond.png"
    archive = _zip(ctx, who, put)
    assert set(archive.namelist()) == {*without, file}
    assert archive.read(file) == read_background(ctx, who, KEY, put).data
    assert "NOM-fond.jpg ou NOM-fond.png" in archive.read("toits-solaires/LISEZMOI.txt").decode()
    assert _zip(ctx, who, other).read(file) == read_background(ctx, who, KEY, other).data
    assert _zip(ctx, who, "0" * 64).namelist() == without


def _zip(ctx: Context, who: Identity, image: str | None) -> zipfile.ZipFile:
    """The ZIP of the dossier when its map shows this image."""
    _show(ctx, who, image)
    return zipfile.ZipFile(io.BytesIO(whole(export_dossier(ctx, who))))


def test_a_past_day_brings_its_image_back(ctx: Context, door: Door) -> None:
    """One more change, which undoing takes back."""
    who = door.identity(Role.EDITOR)
    put = put_background(ctx, who, KEY, _image())
    _show(ctx, who, put.image)
    name = document_id(who.dossier_id, KEY)
    stored = load(ctx.db, name)
    assert stored is not None
    doc = open_doc(stored.snapshot, stored.updates)
    compact(ctx.db, name, stored.seq, doc.get_update(), summary=doc.get_state())
    with ctx.db.write() as conn:
        conn.execute(update(snapshots).values(created_at="2026-01-05T12:00:00+00:00"))
    _show(ctx, who, None)
    assert read_canvas(ctx, who, KEY).background is None
    rewind(ctx, who.dossier_id, KEY, date(2026, 1, 5))
    shown = read_canvas(ctx, who, KEY).background
    assert shown is not None
    assert shown.image == put.image


def test_a_check_faces_each_image_with_its_name(ctx: Context, door: Door) -> None:
    """One that is not what it says is a problem; one that is named and gone is told."""
    who = door.identity(Role.EDITOR)
    put = put_background(ctx, who, KEY, _image())
    _show(ctx, who, put.image)
    assert (check(ctx).problems, check(ctx).remarks) == ((), ())
    with ctx.db.write() as conn:
        conn.execute(update(backgrounds).values(data=b"<svg/>"))
    assert "n’est pas celle que son nom annonce" in check(ctx).problems[0]
    with ctx.db.write() as conn:
        conn.execute(backgrounds.delete())
    assert "n’est plus gardée" in check(ctx).remarks[0]


@pytest.mark.parametrize("wrong", [{"data": b"<script>"}, {"media_type": "text/html"}])
def test_a_backup_with_another_file_for_an_image_is_refused(
    ctx: Context, door: Door, tmp_path: Path, wrong: dict[str, object]
) -> None:
    """It would be served; what was there is as it was."""
    who = door.identity(Role.EDITOR)
    put = put_background(ctx, who, KEY, _image())
    path = tmp_path / "sauvegarde.zip"
    backup(ctx, path)
    restore(ctx, path, replace=True)
    assert _kept(ctx, who) == [put.image]
    with ctx.db.write() as conn:
        conn.execute(update(backgrounds).values(wrong))
    backup(ctx, path)
    with pytest.raises(InvalidInput, match=r"image de fond.*Rien n’a été changé"):
        restore(ctx, path, replace=True)
