"""Bringing a CSV in: the preview says, the application does, nothing is taken away."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from capacities.documents.ink import write_strokes
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.cards import is_safe_id
from capacities.domain.errors import Forbidden, InvalidInput, NotFound
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.snapshot import Card, Stroke
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, load_canvas
from capacities.services.export_canvas import export_canvas
from capacities.services.identify import Identity
from capacities.services.import_cards import apply_import, preview_import
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from capacities.storage.updates import append, current_seq
from tests.services.conftest import Door, whole

KEY, ID = "canevas-usagers", "x"
TWO = "case;texte\nUsagers;Été\nCoûts;Étude\nnulle part;x\n".encode()


def apply(ctx: Context, who: Identity, data: bytes) -> dict[str, Any]:
    """Apply with a stopped clock; return the report."""
    clock = lambda: "2026-11-22T10:00:00Z"  # noqa: E731
    return json.loads(apply_import(ctx, who, KEY, data, clock=clock))  # type: ignore[no-any-return]


def test_a_preview_changes_nothing_and_says_everything(ctx: Context, door: Door) -> None:
    """New, refused with its line; the document does not move."""
    editor = door.identity(Role.EDITOR)
    read_canvas(ctx, editor, KEY)
    seq = current_seq(ctx.db, document_id(editor.dossier_id, KEY))
    report = json.loads(preview_import(ctx, editor, KEY, TWO))
    waits = "1 ligne attend que vous disiez où elle va"
    assert report["sentence"] == f"2 post-its à ajouter ; {waits}."
    assert (report["waiting"], report["refused"]) == (1, [])
    assert seq == current_seq(ctx.db, document_id(editor.dossier_id, KEY))
    assert read_canvas(ctx, editor, KEY).cards == ()


def test_cards_created_by_an_import_are_complete(ctx: Context, door: Door) -> None:
    """Author, date, colour, rank at the end of their box, id: as if they had been typed."""
    editor = door.identity(Role.EDITOR, "Ada")
    write_canvas(ctx, editor, KEY, [Card("dejala123456", "a", "usagers", "a5", color="idee")])
    report = apply(ctx, editor, TWO)
    assert report["applied"]
    assert report["sentence"] == "2 post-its ajoutés ; 1 ligne non reprise."
    assert report["refused"] == [
        {"line": 4, "text": "x", "reason": "aucune case ne s’appelle « nulle part »"}
    ]
    told = {card["id"]: card["text"] for card in report["added"]}
    there = {card.id: card.text for card in read_canvas(ctx, editor, KEY).cards}
    assert {**told, "dejala123456": "a"} == there
    cards = {card.text: card for card in read_canvas(ctx, editor, KEY).cards}
    assert Card(ID, "Été", "usagers", "a6", "Ada", "2026-11-22T10:00:00Z", "idee") == replace(
        cards["Été"], id=ID
    )
    assert all(len(card.id) > 10 and is_safe_id(card.id) for card in cards.values())
    assert (cards["Étude"].zone, cards["Étude"].rank) == ("couts", "a0")


def test_rows_whose_place_is_to_be_chosen_wait(ctx: Context, door: Door) -> None:
    """Those that could not be read anyway are refused; once left out, they are told as such."""
    editor = door.identity(Role.EDITOR)
    data = "Card Name,List\nÉtude,Coûts\nPrêt,À faire\nVu,À faire\n,Fait\nBu,Fait\n".encode()
    first = json.loads(preview_import(ctx, editor, KEY, data))
    assert first["sentence"] == (
        "1 post-it à ajouter ; 3 lignes attendent que vous disiez où elles vont."
    )
    choice = json.dumps({"valeurs": {"À faire": "", "Fait": "usagers"}})
    then = json.loads(preview_import(ctx, editor, KEY, data, choice))
    assert then["sentence"] == "2 post-its à ajouter."
    done = json.loads(apply_import(ctx, editor, KEY, data))
    assert done["sentence"] == "1 post-it ajouté ; 3 lignes non reprises."


def test_an_amount_brought_without_its_period_gets_the_usual_one(ctx: Context, door: Door) -> None:
    """As when it is typed in the page, so that the sums agree everywhere."""
    editor = door.identity(Role.EDITOR)
    data = "case;texte;montant\nCoûts;x;3\nCoûts;y;\n".encode()
    foreseen = json.loads(preview_import(ctx, editor, KEY, data))["outline"]
    assert [line["detail"] for line in foreseen] == ["", "Montant\u00a0: 3\u00a0€ par an", ""]
    apply(ctx, editor, data)
    assert [dict(card.fields) for card in read_canvas(ctx, editor, KEY).cards] == [
        {"montant": 3.0, "periode": "par-an"},
        {},
    ]


def test_reimporting_what_was_exported_changes_nothing(ctx: Context, door: Door) -> None:
    """And appends nothing to the log."""
    editor = door.identity(Role.EDITOR)
    apply(ctx, editor, TWO)
    seq = current_seq(ctx.db, document_id(editor.dossier_id, KEY))
    for dialect in ("excel-fr", "ouvert"):
        report = apply(ctx, editor, whole(export_canvas(ctx, editor, KEY, dialect)))
        assert (report["added"], report["changed"], report["unchanged"]) == ([], [], 2)
        assert report["sentence"] == "Rien à importer : tout y est déjà, 2 post-its identiques."
    assert seq == current_seq(ctx.db, document_id(editor.dossier_id, KEY))


def test_what_was_changed_in_the_spreadsheet_is_changed(ctx: Context, door: Door) -> None:
    """Text, box, amount added or emptied; what the file does not mention stays."""
    editor = door.identity(Role.EDITOR)
    before = [
        Card("aaaaaaaaaaaa", "un", "couts", "a0", "Eve", "2020", "idee", fields={"montant": 3.0}),
        Card("bbbbbbbbbbbb", "deux", "usagers", "a0", "Eve", "2020", "idee"),
        Card("cccccccccccc", "trois", "usagers", "a1", "Eve", "2020", "idee"),
    ]
    write_canvas(ctx, editor, KEY, before)
    data = "case;texte;montant;id\nCoûts;UN;;aaaaaaaaaaaa\nCoûts;deux;7;bbbbbbbbbbbb\n".encode()
    report = apply(ctx, editor, data)
    assert [card["before"] for card in report["changed"]] == ["un", "deux"]
    cards = {card.id: card for card in read_canvas(ctx, editor, KEY).cards}
    assert replace(before[0], text="UN", fields={}) == cards["aaaaaaaaaaaa"]
    assert (
        replace(before[1], zone="couts", rank="a1", fields={"montant": 7.0})
        == (cards["bbbbbbbbbbbb"])
    )
    assert before[2] == cards["cccccccccccc"]


def test_a_card_in_the_corbeille_comes_back(ctx: Context, door: Door) -> None:
    """It is told as restored."""
    editor = door.identity(Role.EDITOR)
    card = Card("aaaaaaaaaaaa", "un", "usagers", "a0", "Eve", "2020", "idee")
    write_canvas(ctx, editor, KEY, [card])
    exported = whole(export_canvas(ctx, editor, KEY))
    write_canvas(ctx, editor, KEY, [replace(card, deleted=True)])
    assert json.loads(preview_import(ctx, editor, KEY, exported))["changed"][0]["restored"]
    apply(ctx, editor, exported)
    assert (card,) == read_canvas(ctx, editor, KEY).cards


def test_an_import_is_refused_whole_beyond_the_limit(ctx: Context, door: Door) -> None:
    """Nothing is changed then."""
    editor = door.identity(Role.EDITOR)
    apply(ctx, editor, TWO)
    rows = b"usagers;x\n" * (CARDS_PER_CANVAS - 1)
    with pytest.raises(InvalidInput, match="au-delà de 3\u202f000 post-its"):
        apply(ctx, editor, rows)
    assert len(read_canvas(ctx, editor, KEY).cards) == 2


def test_strokes_fill_a_map_as_all_the_rest(ctx: Context, door: Door) -> None:
    """An import counts what the room and the page count, and names it as they do."""
    editor, key = door.identity(Role.EDITOR), "cas-usage"
    name, stored = load_canvas(ctx, editor.dossier_id, key)
    doc = open_doc(stored.snapshot, stored.updates)
    strokes = [Stroke(f"s{n}", "1,1 2,2", "", "Ada") for n in range(CARDS_PER_CANVAS - 1)]
    append(ctx.db, name, write_strokes(doc, strokes))
    one = "type;texte\nBase de données;CAF\n"
    with pytest.raises(InvalidInput, match="3\u202f000 éléments, liens et traits"):
        preview_import(ctx, editor, key, f"{one}Base de données;Cadastre\n".encode())
    assert len(json.loads(preview_import(ctx, editor, key, one.encode()))["added"]) == 1


def test_links_that_their_type_does_not_make_are_shown_before_and_kept(
    ctx: Context, door: Door
) -> None:
    """Somebody who wishes is no data that travels: it is said where, and how many there are."""
    editor = door.identity(Role.EDITOR)
    there = [Card("caf", "CAF", "silo"), Card("élu", "Élue", "acteur"), Card("v", "Vœu", "souhait")]
    write_canvas(ctx, editor, "cas-usage", there)
    rows = "de;vers;type\nCAF;Élue;Donnée qui circule\nÉlue;Vœu;Donnée qui circule\n".encode()
    report = json.loads(preview_import(ctx, editor, "cas-usage", rows))
    assert [one["box"] for one in report["added"]] == [
        "CAF → Élue",
        "Élue → Vœu (« Donnée qui circule » ne les relie pas d’ordinaire)",
    ]
    assert "1 lien est d’un type qui ne relie pas d’ordinaire ses deux bouts" in report["sentence"]
    assert report["refused"] == []


def test_only_those_who_may_edit_may_import(ctx: Context, door: Door) -> None:
    """A reader's file is not even read."""
    for verb in (preview_import, apply_import):
        with pytest.raises(Forbidden):
            verb(ctx, door.identity(Role.READER), KEY, TWO)
        with pytest.raises(NotFound):
            verb(ctx, door.identity(Role.EDITOR), "inconnu", TWO)


def test_ids_that_a_room_could_not_hold_are_replaced(ctx: Context, door: Door) -> None:
    """A dot or an at sign in an id would look like a box of a matrix or of a block."""
    editor = door.identity(Role.EDITOR)
    apply(ctx, editor, b"case;texte;id;rang\nusagers;x;a.b@c;\xc3\xa9\n")
    (card,) = read_canvas(ctx, editor, KEY).cards
    assert (is_safe_id(card.id), card.rank) == (True, "a0")


def test_a_file_that_would_make_the_canvas_too_heavy_is_refused(ctx: Context, door: Door) -> None:
    """The room would close to everybody: nothing is written."""
    editor = door.identity(Role.EDITOR)
    half = b"".join(b"usagers;%04d%s\n" % (n, b"x" * 4_900) for n in range(1_000))
    apply(ctx, editor, half)
    with pytest.raises(InvalidInput, match="trop lourd"):
        apply(ctx, editor, half)
    assert len(read_canvas(ctx, editor, KEY).cards) == 1_000


def test_a_table_of_another_tool_comes_in_as_people_say(ctx: Context, door: Door) -> None:
    """Nothing before they match its lists with boxes; then all of it, in the same process apart."""
    editor = door.identity(Role.EDITOR, "Ada")
    board = b"Card Name,List Name,Labels\nServeur,To do,urgent\nLoyer,Done,\n"
    asked = json.loads(preview_import(ctx, editor, KEY, board))["table"]
    assert asked["columns"] == ["texte", "case", "suite"]
    assert [value["text"] for value in asked["values"]] == ["To do", "Done"]
    columns = {str(place): role for place, role in enumerate(asked["columns"])}
    choice = {"colonnes": columns, "valeurs": {"To do": "usagers", "Done": ""}}
    report = json.loads(apply_import(ctx, editor, KEY, board, json.dumps(choice)))
    assert [(item["box"], item["text"]) for item in report["added"]] == [
        ("Usagers", "Serveur\nLabels : urgent")
    ]
    assert [(one["what"], one["count"]) for one in report["dropped"]] == [("ligne « Done »", 1)]
    assert [card.zone for card in read_canvas(ctx, editor, KEY).cards] == ["usagers"]
