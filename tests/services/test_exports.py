"""Leaving with one's work: files, names, rights."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
from icalendar import Calendar
from sqlalchemy import update

from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.errors import Forbidden, InvalidInput, NotFound, Unreadable
from capacities.domain.snapshot import Card, Snapshot
from capacities.exports.reading.registry import read_file
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, ensure_canvas, find_template
from capacities.services.export_canvas import (
    export_canvas,
    export_format,
    export_schema,
    file_stem,
)
from capacities.services.export_dossier import export_dossier
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import updates
from capacities.storage.updates import compact, load
from tests.linked import LINKED
from tests.services.conftest import Door, whole

KEY = "canevas-usagers"
CARD = Card(
    "abcdefghijkl",
    "=Été",
    "couts",
    "a0",
    "Ada",
    "2026-11-22T09:32:44.123Z",
    "idee",
    fields={"montant": 3.5},
)


def test_a_canvas_leaves_as_csv_in_both_dialects(ctx: Context, door: Door) -> None:
    """With a name that says what it is, and exactly what is in the document."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [CARD])
    excel = export_canvas(ctx, editor, KEY)
    opened = export_canvas(ctx, editor, KEY, "ouvert")
    assert (
        excel.name,
        opened.name,
    ) == ("toits-solaires-canevas-usagers.csv", "toits-solaires-canevas-usagers-ouvert.csv")
    french, plain = whole(excel), whole(opened).decode()
    assert french.startswith(b"\xef\xbb\xbfcase;texte;couleur;montant;")
    assert 'Coûts;\'=Été;Idée;"3,5";' in french.decode("utf-8-sig")
    assert "Coûts,=Été,Idée,3.5," in plain
    schema = json.load(export_schema(ctx, editor, KEY).content)
    assert plain.splitlines()[0].split(",") == [f["name"] for f in schema["fields"]]


def test_a_canvas_of_links_leaves_with_both_its_tables(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under names of their own, in the ZIP too; a table that it has not is refused."""
    library = replace(ctx.templates(), templates={KEY: LINKED})
    monkeypatch.setattr(Context, "templates", lambda _: library)
    editor = door.identity(Role.EDITOR)
    opened = export_canvas(ctx, editor, KEY, "ouvert", "liens")
    assert opened.name == f"toits-solaires-{KEY}-liens-ouvert.csv"
    schema = export_schema(ctx, editor, KEY, "liens")
    names = [field["name"] for field in json.load(schema.content)["fields"]]
    assert schema.name == f"{KEY}-liens.schema.json"
    assert whole(opened).decode().strip().split(",") == names
    with export_dossier(ctx, editor).content as content, zipfile.ZipFile(content) as archive:
        ends = (".csv", "-ouvert.csv", ".schema.json")
        assert {f"toits-solaires/{KEY}/liens{end}" for end in ends} < set(archive.namelist())
        assert "NOM/liens :" in archive.read("toits-solaires/LISEZMOI.txt").decode()
    for ask in (export_canvas, export_schema):
        with pytest.raises(NotFound, match=r"n’a pas de tableau de ce nom : .* « liens »\."):
            ask(ctx, editor, KEY, table="inventaire")


def test_a_reader_may_export_and_a_voter_may_not(ctx: Context, door: Door) -> None:
    """As the table of rights says."""
    assert whole(export_canvas(ctx, door.identity(Role.READER), KEY))
    voter = replace(door.identity(Role.READER), role=Role.VOTER)
    for attempt in (
        lambda: export_canvas(ctx, voter, KEY),
        lambda: export_schema(ctx, voter, KEY),
        lambda: export_dossier(ctx, voter),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_what_does_not_exist_is_said(ctx: Context, door: Door) -> None:
    """An unknown dialect or canvas."""
    reader = door.identity(Role.READER)
    with pytest.raises(InvalidInput, match="« excel-fr » ou « ouvert »"):
        export_canvas(ctx, reader, KEY, "excel-en")
    with pytest.raises(NotFound):
        export_canvas(ctx, reader, "inconnu")


def test_a_dossier_leaves_as_one_zip(ctx: Context, door: Door) -> None:
    """Both CSVs, the schema and a readable notice; importing gives the cards back."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [CARD])
    file = export_dossier(ctx, editor, clock=lambda: "2026-11-22T10:00:00+00:00")
    assert (file.name, file.media_type) == ("toits-solaires.zip", "application/zip")
    with file.content, zipfile.ZipFile(file.content) as archive:
        assert [
            f"toits-solaires/{KEY}.csv",
            f"toits-solaires/{KEY}-ouvert.csv",
            f"toits-solaires/{KEY}.schema.json",
            f"toits-solaires/{KEY}.xlsx",
            "toits-solaires/LISEZMOI.txt",
        ] == archive.namelist()
        notice = archive.read("toits-solaires/LISEZMOI.txt").decode("utf-8-sig")
        csv = archive.read(f"toits-solaires/{KEY}.csv")
    assert "Exporté le 22/11/2026" in notice
    assert "CC-by-nc" in notice
    assert "1 post-it" in notice
    assert (
        read_canvas(ctx, editor, KEY).cards
        == read_file(csv, find_template(ctx, KEY), Snapshot(KEY)).cards
    )


def test_a_dossier_not_begun_leaves_with_a_notice(ctx: Context, door: Door) -> None:
    """No canvas, no failure."""
    file = export_dossier(ctx, door.identity(Role.READER))
    with file.content, zipfile.ZipFile(file.content) as archive:
        assert archive.namelist() == ["toits-solaires/LISEZMOI.txt"]


def test_a_damaged_canvas_does_not_keep_the_others_in(
    ctx: Context, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """The ZIP holds what can be read and says what is missing; the canvas alone is refused."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [CARD])
    ensure_canvas(ctx, editor.dossier_id, "pourquoi")
    with ctx.db.write() as conn:
        damaged = updates.c.document_id == document_id(editor.dossier_id, "pourquoi")
        conn.execute(update(updates).where(damaged).values(data=b"\xff\x00\xff"))
    file = export_dossier(ctx, editor)
    with file.content, zipfile.ZipFile(file.content) as archive:
        assert f"toits-solaires/{KEY}.csv" in archive.namelist()
        notice = archive.read("toits-solaires/LISEZMOI.txt").decode("utf-8-sig")
    assert "ce qui en est enregistré est abîmé : pourquoi." in notice
    assert f"{editor.dossier_id}/pourquoi cannot be read" in caplog.text
    with pytest.raises(Unreadable):
        export_canvas(ctx, editor, "pourquoi")


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Toits d’été : « Œuvre »", "toits-d-ete-oeuvre"),
        ("../../etc/passwd", "etc-passwd"),
        ("😀", "dossier"),
        ("x" * 200, "x" * 60),
    ],
)
def test_file_names_are_safe_on_every_system(title: str, stem: str) -> None:
    """No accent, no separator, never empty, not too long."""
    assert stem == file_stem(title)


def test_a_timeline_leaves_as_of_the_day_asked(ctx: Context, door: Door) -> None:
    """Late on that day; a day that is none is refused in words, before anything is made."""
    editor = door.identity(Role.EDITOR)
    step = Card("pas", "Recruter", "espace", "a0", fields={"duree": 4.0, "date": "2027-03-01"})
    write_canvas(ctx, editor, "retroplanning", [step])

    def row(day: str) -> dict[str, str]:
        file = export_canvas(ctx, editor, "retroplanning", "ouvert", as_of=day)
        return next(csv.DictReader(io.StringIO(whole(file).decode())))

    early, late = row("2027-01-31"), row("2027-02-02")
    assert (early["au_plus_tard_debut"], early["marge_jours"]) == ("2027-02-01", "1")
    assert (early["trop_tard"], late["trop_tard"]) == ("non", "oui")
    assert early["au_plus_tot_fin"] == "2027-02-28"
    for wrong in ("2027-02-30", "31/01/2027", "2027-W05-7", "demain"):
        with pytest.raises(InvalidInput, match="au=AAAA-MM-JJ"):
            export_canvas(ctx, editor, "retroplanning", as_of=wrong)
        with pytest.raises(InvalidInput, match="au=AAAA-MM-JJ"):
            export_format(ctx, editor, "retroplanning", "ics", wrong)


def test_an_agenda_is_the_same_until_something_changes(ctx: Context, door: Door) -> None:
    """However the document was stored meanwhile; then its SEQUENCE grows, its UID stays."""
    editor = door.identity(Role.EDITOR)
    step = Card("pas", "Recruter", "espace", "a0", fields={"date": "2027-03-01"})
    write_canvas(ctx, editor, "retroplanning", [step])

    def agenda() -> bytes:
        return whole(export_format(ctx, editor, "retroplanning", "ics"))

    first = agenda()
    name = document_id(editor.dossier_id, "retroplanning")
    stored = load(ctx.db, name)
    assert stored is not None
    merged = open_doc(stored.snapshot, stored.updates).get_update()
    compact(ctx.db, name, stored.seq, merged)
    assert first == agenda()
    write_canvas(ctx, editor, "retroplanning", [replace(step, fields={"date": "2027-04-01"})])
    (before,), (after,) = (Calendar.from_ical(data).walk("VEVENT") for data in (first, agenda()))
    assert before["uid"] == after["uid"]
    assert editor.dossier_id in before["uid"]
    assert before["sequence"] < after["sequence"]


def test_the_zip_has_the_workbook_and_the_agenda_of_a_timeline(ctx: Context, door: Door) -> None:
    """With its tables; its notice says what they are."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, "retroplanning", [Card("pas", "Recruter", "espace", "a0")])
    with export_dossier(ctx, editor).content as content, zipfile.ZipFile(content) as archive:
        names = {name.removeprefix("toits-solaires/") for name in archive.namelist()}
        notice = archive.read("toits-solaires/LISEZMOI.txt").decode("utf-8-sig")
    assert {"retroplanning.xlsx", "retroplanning.ics", "retroplanning/fils.csv"} < names
    assert {"retroplanning/calendrier-ouvert.csv", "retroplanning/liens.schema.json"} < names
    assert "retroplanning.mmd" not in names
    for word in ("NOM.xlsx", "NOM.ics", "NOM/fils", "NOM/calendrier"):
        assert word in notice


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("mot " * 14 + "solidaires pour tous", "-".join(["mot"] * 14)),
        ("mot " * 14 + "ici et", "-".join(["mot"] * 14) + "-ici"),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_long_name_is_cut_between_two_words(title: str, stem: str) -> None:
    """One word too long is cut anywhere (ui/csv.test.ts says the same)."""
    assert file_stem(title) == stem
