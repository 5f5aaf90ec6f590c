"""The sketches of a canvas: kept, given, told, exported, signed again; on both databases."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from capacities.domain.access import Role
from capacities.domain.errors import Forbidden, InvalidInput, NotFound, TooMany
from capacities.domain.limits import FIELD_TEXT_CHARS, SKETCH_BYTES, SKETCHES_PER_CANVAS
from capacities.domain.people import ANONYMOUS
from capacities.domain.pictograms import PICTOGRAMS
from capacities.domain.sketching import HEIGHT, WIDTH, Stamp
from capacities.services import put_sketch as putting
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.delete_dossier import delete_dossier
from capacities.services.erase_person import erase_person
from capacities.services.export_dossier import export_dossier
from capacities.services.identify import Identity
from capacities.services.list_people import list_people, where_mentioned
from capacities.services.purge import purge
from capacities.services.put_sketch import Drawing, Kept, bring_sketch, put_sketch
from capacities.services.read_canvas import read_canvas
from capacities.services.read_sketches import read_sketch, read_sketches
from capacities.services.restore import restore
from capacities.services.throttle import Pace
from capacities.storage.budget import stored_bytes
from capacities.storage.sketches import every_sketch
from capacities.storage.tables import sketches
from tests.images import encoded, noise, plan
from tests.services.conftest import Door, now, whole

KEY, SENTENCE = "projection", "Le port, et ses capteurs"
RED = (185, 52, 42)


def _strokes() -> bytes:
    """A sheet that one sees through, with a red square in a corner."""
    sheet = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    sheet.paste((*RED, 255), (0, 0, 40, 40))
    return encoded(sheet, "PNG")


def _keep(ctx: Context, who: Identity, sentence: str = SENTENCE, seen: int = 0) -> Kept:
    return put_sketch(ctx, who, KEY, sentence, drawing=Drawing(_strokes()), seen=seen)


def _image(ctx: Context, who: Identity, version: int) -> Image.Image:
    return Image.open(io.BytesIO(read_sketch(ctx, who, KEY, version).data)).convert("RGB")


def test_a_drawing_is_kept_with_its_sentence_and_shown_to_all(ctx: Context, door: Door) -> None:
    """On white; it counts among what the dossier keeps; the document tells its number."""
    who = door.identity(Role.EDITOR, "Zoé")
    before = stored_bytes(ctx.db, who.dossier_id)
    kept = _keep(ctx, who)
    reader = door.identity(Role.READER)
    assert read_sketches(ctx, reader, KEY) == (kept.sketch,)
    assert (kept.sketch.version, kept.sketch.author, kept.sketch.sentence) == (1, "Zoé", SENTENCE)
    given = read_sketch(ctx, reader, KEY, 1)
    assert given.media_type == "image/png"
    image = _image(ctx, reader, 1)
    assert image.size == (WIDTH, HEIGHT)
    assert (image.getpixel((5, 5)), image.getpixel((500, 300))) == (RED, (255, 255, 255))
    assert stored_bytes(ctx.db, who.dossier_id) - before >= len(given.data)
    assert read_canvas(ctx, who, KEY).meta["croquis"] == 1.0


def test_one_draws_on_what_was_drawn_and_stamps_over_it(ctx: Context, door: Door) -> None:
    """The version under, then the pictograms, then the strokes."""
    who = door.identity(Role.EDITOR)
    blank = encoded(Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0)), "PNG")
    _keep(ctx, who)
    arrow = next(one for one in PICTOGRAMS if one.key == "fleche")
    stamp = Stamp(arrow, "#24803f", 500, 300)
    put_sketch(ctx, who, KEY, SENTENCE, drawing=Drawing(blank, (stamp,), 1), seen=1)
    image = _image(ctx, who, 2)
    assert image.getpixel((5, 5)) == RED
    assert image.getpixel((500, 300)) == (36, 128, 63)
    put_sketch(ctx, who, KEY, SENTENCE, drawing=Drawing(blank), seen=2)
    assert _image(ctx, who, 3).getpixel((5, 5)) == (255, 255, 255)


def test_what_somebody_kept_meanwhile_is_told_and_both_are_kept(ctx: Context, door: Door) -> None:
    """Neither takes the other's place."""
    ada, zoe = door.identity(Role.EDITOR, "Ada"), door.identity(Role.EDITOR, "Zoé")
    assert _keep(ctx, ada).meanwhile == ()
    assert _keep(ctx, zoe, "Le mien", seen=1).meanwhile == ()
    late = _keep(ctx, ada, "Le mien aussi", seen=1)
    assert [one.author for one in late.meanwhile] == ["Zoé"]
    said = [one.sentence for one in read_sketches(ctx, ada, KEY)]
    assert said == ["Le mien aussi", "Le mien", SENTENCE]


def test_two_kept_at_the_same_moment_have_each_a_number(ctx: Context, door: Door) -> None:
    """On both databases."""
    people = [door.identity(Role.EDITOR, name) for name in ("Ada", "Zoé", "Max", "Léa")]
    put_sketch(ctx, people[0], KEY, "Avant")
    threads = [
        threading.Thread(target=put_sketch, args=(ctx, who, KEY, "Ensemble")) for who in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.version for one in read_sketches(ctx, people[0], KEY)] == [5, 4, 3, 2, 1]
    assert read_canvas(ctx, people[0], KEY).meta["croquis"] == 5.0


def test_a_sentence_alone_is_a_version(ctx: Context, door: Door) -> None:
    """For who does not draw; it has no image."""
    who = door.identity(Role.EDITOR)
    kept = put_sketch(ctx, who, KEY, SENTENCE)
    assert not kept.sketch.drawn
    with pytest.raises(NotFound, match="n’a pas d’image"):
        read_sketch(ctx, who, KEY, 1)


def test_an_image_drawn_elsewhere_is_made_to_fit(ctx: Context, door: Door) -> None:
    """Whole, on a sheet of ours, light enough to be sent at each stroke."""
    who = door.identity(Role.EDITOR)
    bring_sketch(ctx, who, KEY, SENTENCE, encoded(plan(), "JPEG"))
    bring_sketch(ctx, who, KEY, SENTENCE, encoded(noise(1_500, 1_500), "PNG"), seen=1)
    for version in (1, 2):
        assert len(read_sketch(ctx, who, KEY, version).data) <= SKETCH_BYTES
    assert _image(ctx, who, 1).size == (WIDTH, HEIGHT)
    assert read_sketch(ctx, who, KEY, 2).media_type == "image/jpeg"


@pytest.mark.parametrize("sentence", ["", "  ", "x" * (FIELD_TEXT_CHARS + 1)])
def test_without_a_sentence_nothing_is_kept(ctx: Context, door: Door, sentence: str) -> None:
    """It is what tells the sketch to who does not see it."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput, match="Rien n’a été changé"):
        _keep(ctx, who, sentence)
    assert read_sketches(ctx, who, KEY) == ()


@pytest.mark.parametrize("data", [b"", b"<svg/>", _strokes()[:200]])
def test_what_is_no_image_is_refused(ctx: Context, door: Door, data: bytes) -> None:
    """Drawn or brought in."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput):
        put_sketch(ctx, who, KEY, SENTENCE, drawing=Drawing(data))
    with pytest.raises(InvalidInput):
        bring_sketch(ctx, who, KEY, SENTENCE, data)
    assert read_sketches(ctx, who, KEY) == ()


def test_the_rights_are_those_of_the_canvas(ctx: Context, door: Door) -> None:
    """Who reads does not draw; and one draws only where the template says so."""
    with pytest.raises(Forbidden):
        _keep(ctx, door.identity(Role.READER))
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput, match="On ne dessine pas"):
        put_sketch(ctx, who, "pourquoi", SENTENCE)
    with pytest.raises(NotFound, match="On ne dessine pas"):
        read_sketches(ctx, who, "pourquoi")


def test_the_newest_stay(ctx: Context, door: Door) -> None:
    """As many as are said."""
    who = door.identity(Role.EDITOR)
    for _ in range(3):
        put_sketch(ctx, who, KEY, SENTENCE)
    last = SKETCHES_PER_CANVAS + 1
    with ctx.db.write() as conn:
        conn.execute(update(sketches).where(sketches.c.version == 3).values(version=last))
    put_sketch(ctx, who, KEY, SENTENCE)
    assert [one.version for one in read_sketches(ctx, who, KEY)] == [last + 1, last]


def test_a_full_dossier_and_a_hurried_one_keep_no_more(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for the images behind maps."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(TooMany, match="Beaucoup"):
        _keep(replace(ctx, images=Pace(0, 60.0, "Beaucoup d’images")), who)
    monkeypatch.setattr(putting, "DOSSIER_BYTES", 100)
    with pytest.raises(InvalidInput, match="Rien n’a été changé"):
        _keep(ctx, who)
    assert read_sketches(ctx, who, KEY) == ()


def test_only_images_that_are_accepted_spend_what_images_may(ctx: Context, door: Door) -> None:
    """A sentence alone has a measure of its own, and what is refused costs nothing."""
    who = door.identity(Role.EDITOR)
    hurried = replace(ctx, images=Pace(1, 60.0, "Images"), sentences=Pace(2, 60.0, "Phrases"))
    put_sketch(hurried, who, KEY, SENTENCE)
    with pytest.raises(InvalidInput):
        bring_sketch(hurried, who, KEY, SENTENCE, b"<svg/>")
    _keep(hurried, who)
    with pytest.raises(TooMany, match="Images"):
        _keep(hurried, who)
    put_sketch(hurried, who, KEY, SENTENCE)
    with pytest.raises(TooMany, match="Phrases"):
        put_sketch(hurried, who, KEY, SENTENCE)
    assert len(read_sketches(ctx, who, KEY)) == 3


def test_one_drawn_on_a_version_that_is_gone_is_refused_in_words(ctx: Context, door: Door) -> None:
    """Rather than kept on a white sheet without a word."""
    who = door.identity(Role.EDITOR)
    with pytest.raises(InvalidInput, match=r"version 7.*n’est plus gardée.*toujours là"):
        put_sketch(ctx, who, KEY, SENTENCE, drawing=Drawing(_strokes(), (), 7))
    assert read_sketches(ctx, who, KEY) == ()


def test_a_version_is_kept_though_the_document_does_not_say_it(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is told that it failed; the next one says the last."""
    who = door.identity(Role.EDITOR)

    def broken(*_: object) -> None:
        raise OSError("no")

    with monkeypatch.context() as patch:
        patch.setattr(putting, "append", broken)
        assert put_sketch(ctx, who, KEY, SENTENCE).sketch.version == 1
    assert "does not say its last sketch" in caplog.text
    put_sketch(ctx, who, KEY, SENTENCE)
    assert read_canvas(ctx, who, KEY).meta["croquis"] == 2.0


def test_what_others_write_while_an_image_is_read_is_kept(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is said of the document as it then is, and never goes down."""
    ada, zoe = door.identity(Role.EDITOR, "Ada"), door.identity(Role.EDITOR, "Zoé")
    asked = putting.ask_apart

    def slow(*given: object, **options: object) -> object:
        put_sketch(ctx, zoe, KEY, "Pendant ce temps")
        put_sketch(ctx, zoe, KEY, "Et encore")
        return asked(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(putting, "ask_apart", slow)
    kept = _keep(ctx, ada)
    assert [one.version for one in kept.meanwhile] == [2, 1]
    assert read_canvas(ctx, ada, KEY).meta["croquis"] == 3.0


def test_they_leave_in_the_zip_with_what_they_show(ctx: Context, door: Door) -> None:
    """An image for each version, and the sentences in a CSV that a spreadsheet does not run."""
    who = door.identity(Role.EDITOR, "Zoé")
    _keep(ctx, who)
    put_sketch(ctx, who, KEY, "=SOMME(A1)", seen=1)
    archive = zipfile.ZipFile(io.BytesIO(whole(export_dossier(ctx, who))))
    image = archive.read("toits-solaires/projection/croquis-001.png")
    assert image == read_sketch(ctx, who, KEY, 1).data
    assert "toits-solaires/projection/croquis-002.png" not in archive.namelist()
    rows = archive.read("toits-solaires/projection/croquis.csv").decode("utf-8-sig").splitlines()
    assert rows[0] == "version;phrase;auteur;date;image"
    assert rows[1].startswith("2;'=SOMME(A1);Zoé;")
    assert rows[2].endswith(";croquis-001.png")
    plain = archive.read("toits-solaires/projection/croquis-ouvert.csv").decode().splitlines()
    assert plain[1].startswith("2,=SOMME(A1),Zoé,")
    assert "NOM/croquis.csv" in archive.read("toits-solaires/LISEZMOI.txt").decode()


def test_an_erased_pseudonym_signs_no_sketch(ctx: Context, door: Door) -> None:
    """Whoever only drew is among the people; a sentence that cites somebody is told."""
    zoe, lea = door.identity(Role.EDITOR, "Zoé"), door.identity(Role.FACILITATOR, "Léa")
    _keep(ctx, zoe, "Le port que voit zoé")
    put_sketch(ctx, lea, KEY, "Un autre", seen=1)
    person = next(one for one in list_people(ctx, lea) if one.name == "Zoé")
    assert (person.cards, person.sketches) == (0, 1)
    assert where_mentioned(ctx, lea, "Zoé") == {"Projection dans cinq ans": 1}
    assert erase_person(ctx, lea, "zoé").sketches == 1
    assert [one.author for one in read_sketches(ctx, lea, KEY)] == ["Léa", ANONYMOUS]


def test_they_go_with_their_dossier_and_come_back_with_a_backup(
    ctx: Context, door: Door, tmp_path: Path
) -> None:
    """The purge leaves them; a check finds nothing to say."""
    who = door.identity(Role.EDITOR)
    _keep(ctx, who)
    put_sketch(ctx, who, KEY, "Sans dessin", seen=1)
    purge(ctx, now())
    assert check(ctx).problems == ()
    with ctx.db.read() as conn:
        before = list(every_sketch(conn))
    backup(ctx, tmp_path / "sauvegarde.zip")
    delete_dossier(ctx, door.identity(Role.FACILITATOR))
    with ctx.db.read() as conn:
        assert list(every_sketch(conn)) == []
    restore(ctx, tmp_path / "sauvegarde.zip", replace=True)
    with ctx.db.read() as conn:
        assert list(every_sketch(conn)) == before


@pytest.mark.parametrize(
    "wrong", [{"data": b"<script>"}, {"media_type": "text/html"}, {"sentence": ""}]
)
def test_a_backup_with_another_file_for_a_sketch_is_refused(
    ctx: Context, door: Door, tmp_path: Path, wrong: dict[str, object]
) -> None:
    """It would be served."""
    _keep(ctx, door.identity(Role.EDITOR))
    with ctx.db.write() as conn:
        conn.execute(update(sketches).values(wrong))
    assert "du croquis" in check(ctx).problems[0]
    backup(ctx, tmp_path / "sauvegarde.zip")
    with pytest.raises(InvalidInput, match=r"du croquis.*Rien n’a été changé"):
        restore(ctx, tmp_path / "sauvegarde.zip", replace=True)
