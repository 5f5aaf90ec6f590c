"""Bringing ideas into a tree: what was exported comes back the same, nothing is taken away."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from golden_snapshots import snapshot_of
from templates_of_tests import PRODUCT
from trees import shape, without

from capacities.domain.access import Role
from capacities.domain.cards import is_safe_id
from capacities.domain.errors import Forbidden, InvalidInput, NotFound
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE
from capacities.domain.tree import arrange
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id
from capacities.services.export_canvas import export_canvas, export_format
from capacities.services.export_dossier import export_dossier
from capacities.services.identify import Identity
from capacities.services.import_cards import apply_import, preview_import
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from capacities.storage.updates import current_seq
from tests.services.conftest import Door, whole

KEY = "gouvernance"
FORMATS = ("csv", "ouvert", "md", "opml", "mm")


def apply(ctx: Context, who: Identity, data: bytes) -> dict[str, Any]:
    """Apply with a stopped clock; return the report."""
    clock = lambda: "2026-11-22T10:00:00Z"  # noqa: E731
    return json.loads(apply_import(ctx, who, KEY, data, clock=clock))  # type: ignore[no-any-return]


def export(ctx: Context, who: Identity, name: str) -> bytes:
    """Export in one of FORMATS."""
    if name in ("csv", "ouvert"):
        return whole(export_canvas(ctx, who, KEY, "excel-fr" if name == "csv" else "ouvert"))
    return whole(export_format(ctx, who, KEY, name))


def filled(ctx: Context, who: Identity) -> Snapshot:
    """Fill the canvas with the awkward texts of the golden files."""
    read_canvas(ctx, who, KEY)
    write_canvas(ctx, who, KEY, snapshot_of(PRODUCT[KEY]).cards)
    return read_canvas(ctx, who, KEY)


@pytest.mark.parametrize("name", FORMATS)
def test_reimporting_what_was_exported_changes_nothing(ctx: Context, door: Door, name: str) -> None:
    """In the same canvas, not one update is written."""
    editor = door.identity(Role.EDITOR)
    before = filled(ctx, editor)
    seq = current_seq(ctx.db, document_id(editor.dossier_id, KEY))
    report = apply(ctx, editor, export(ctx, editor, name))
    assert (report["added"], report["changed"], report["refused"]) == ([], [], [])
    assert report["unchanged"] == len(before.cards)
    assert seq == current_seq(ctx.db, document_id(editor.dossier_id, KEY))


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_exported_makes_the_same_tree_elsewhere(
    ctx: Context, door: Door, name: str
) -> None:
    """In a canvas just created: its seeded branches are found again, in the order of the file."""
    editor = door.identity(Role.EDITOR)
    before = filled(ctx, editor)
    moved = [replace(card, rank="Zz") for card in before.cards if card.id == "strategie"]
    write_canvas(ctx, editor, KEY, moved)
    before = read_canvas(ctx, editor, KEY)
    data = export(ctx, editor, name)
    other = _other_dossier(ctx)
    apply(ctx, other, data)
    after = read_canvas(ctx, other, KEY)
    assert shape(without(before)) == shape(after)
    assert {c.id: c.zone for c in before.cards}.items() >= {
        c.id: c.zone for c in after.cards if c.zone != "noeud"
    }.items()


def _other_dossier(ctx: Context) -> Identity:
    from capacities.services.create_dossier import create_dossier

    other = create_dossier(ctx, title="Ailleurs", territory="Toulon", use_case="")
    return Door(ctx, other).identity(Role.EDITOR, "Eve")


def test_a_preview_says_ideas_and_changes_nothing(ctx: Context, door: Door) -> None:
    """Where each one goes, in the feminine; the top of the file is explained."""
    editor = door.identity(Role.EDITOR)
    before = read_canvas(ctx, editor, KEY)
    data = "# Val\n\n- Portage politique\n  - Élus\n".encode()
    said = json.loads(preview_import(ctx, editor, KEY, data))
    assert said["sentence"] == (
        "1 idée à ajouter, 1 idée à changer, 1 idée identique. L’idée centrale devient « Val ». "
        "Ce qui a déjà le même texte au même endroit est réuni, et non ajouté une seconde fois."
    )
    assert said["added"] == [{"id": "", "box": "Val > Portage politique", "text": "Élus"}]
    assert said["changed"][0]["before"] == "Gouvernance de la donnée du territoire"
    assert said["kind"] == "Plan (Markdown)"
    assert [(line["depth"], line["text"], line["said"]) for line in said["outline"]] == [
        (0, "Val", "changée"),
        (1, "2 idées déjà là", ""),
        (1, "Portage politique", ""),
        (2, "Élus", "nouvelle"),
        (1, "8 idées déjà là", ""),
    ]
    assert before == read_canvas(ctx, editor, KEY)
    done = apply(ctx, editor, "- Élus\n- Agents\n".encode())
    assert done["sentence"].startswith("2 idées ajoutées.")


def test_ideas_created_by_an_import_are_complete(ctx: Context, door: Door) -> None:
    """Author, date, parent, rank, id; no type when the file says none."""
    editor = door.identity(Role.EDITOR, "Ada")
    apply(ctx, editor, "- Élus\n  - [Action] Maire\n  - DSI\n".encode())
    tree = arrange(read_canvas(ctx, editor, KEY).cards)
    (chiefs,) = (card for card in tree.children_of(CENTRE) if card.text == "Élus")
    assert (chiefs.author, chiefs.created, chiefs.zone, chiefs.color) == (
        "Ada",
        "2026-11-22T10:00:00Z",
        "noeud",
        "",
    )
    assert tree.children_of(CENTRE)[-1] == chiefs
    assert [(is_safe_id(c.id), c.text, c.color) for c in tree.children_of(chiefs.id)] == [
        (True, "Maire", "action"),
        (True, "DSI", ""),
    ]


def test_ideas_moved_in_a_spreadsheet_are_moved(ctx: Context, door: Door) -> None:
    """Told as changes; a move writes the parent and the rank only, and what is below follows."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [
        Card("a", "A", "noeud", "a0", "Eve", "2020", parent="portage", fields={"qui": "x"}),
        Card("b", "B", "noeud", "a0", "Eve", "2020", parent="a"),
        Card("c", "C", "noeud", "a5", "Eve", "2020", parent="strategie"),
    ])  # fmt: skip
    report = apply(ctx, editor, b"texte;id;cle_parent\nA;a;strategie\n")
    assert [(card["id"], card["box"]) for card in report["changed"]] == [
        (
            "a",
            "Gouvernance de la donnée du territoire > Inscription dans la stratégie du territoire",
        )
    ]
    tree = arrange(read_canvas(ctx, editor, KEY).cards)
    assert [card.id for card in tree.children_of("strategie")] == ["c", "a"]
    assert [card.id for card in tree.children_of("a")] == ["b"]
    node = tree.node("a")
    assert node
    assert (node.fields, node.author) == ({"qui": "x"}, "Eve")


def test_an_outline_puts_ideas_in_its_order_and_keeps_the_others(ctx: Context, door: Door) -> None:
    """What the file does not name stays; only what must move gets another rank."""
    editor = door.identity(Role.EDITOR)
    names = "abcd"
    write_canvas(ctx, editor, KEY, [
        Card(name, name.upper(), "noeud", f"a{place}", parent="portage")
        for place, name in enumerate(names)
    ])  # fmt: skip
    data = b"- Portage politique\n  - N1\n  - D\n  - A\n  - N2\n  - C\n  - N3\n"
    report = apply(ctx, editor, data)
    tree = arrange(read_canvas(ctx, editor, KEY).cards)
    order = [card.text for card in tree.children_of("portage")]
    assert [text for text in order if text != "B"] == ["N1", "D", "A", "N2", "C", "N3"]
    assert "B" in order
    assert [card["text"] for card in report["changed"]] == ["D"]


def test_a_branch_of_the_corbeille_comes_back_with_its_file(ctx: Context, door: Door) -> None:
    """It is told as restored, and what is under it is seen again."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [
        Card("a", "A", "noeud", "a0", parent="portage"),
        Card("b", "B", "noeud", "a0", parent="a"),
    ])  # fmt: skip
    exported = export(ctx, editor, "mm")
    whole = read_canvas(ctx, editor, KEY)
    write_canvas(ctx, editor, KEY, [Card("a", "A", "noeud", "a0", parent="portage", deleted=True)])
    assert len(read_canvas(ctx, editor, KEY).cards) == len(whole.cards) - 2
    report = apply(ctx, editor, exported)
    assert [card["id"] for card in report["changed"] if card["restored"]] == ["a"]
    assert shape(whole) == shape(read_canvas(ctx, editor, KEY))


def test_a_map_edited_in_another_tool_changes_the_same_ideas(ctx: Context, door: Door) -> None:
    """Freeplane keeps the ids: a text changed, a branch moved, an idea added."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [
        Card("a", "Vieux texte", "noeud", "a0", parent="portage", color="action",
             fields={"qui": "Mairie"}),
    ])  # fmt: skip
    edited = (
        b'<map version="freeplane 1.12.1"><node TEXT="x" ID="capacities_centre">'
        b'<node TEXT="Strategie" ID="capacities_strategie">'
        b'<node TEXT="Texte neuf" ID="capacities_a"/><node TEXT="Neuve" ID="ID_12"/>'
        b"</node></node></map>"
    )
    apply(ctx, editor, edited)
    tree = arrange(read_canvas(ctx, editor, KEY).cards)
    node = tree.node("a")
    assert node
    assert (node.text, node.parent, node.color, node.fields) == (
        "Texte neuf",
        "strategie",
        "action",
        {"qui": "Mairie"},
    )
    assert [card.text for card in tree.children_of("strategie")] == ["Texte neuf", "Neuve"]
    apply(ctx, editor, edited)
    assert len(arrange(read_canvas(ctx, editor, KEY).cards).children_of("strategie")) == 2


def test_an_import_is_refused_whole_beyond_the_limit(ctx: Context, door: Door) -> None:
    """Nothing is changed then, and the refusal says ideas."""
    editor = door.identity(Role.EDITOR)
    before = read_canvas(ctx, editor, KEY)
    with pytest.raises(InvalidInput, match="au-delà de 3\u202f000 idées"):
        apply(ctx, editor, b"".join(b"- %d\n" % n for n in range(CARDS_PER_CANVAS)))
    assert before == read_canvas(ctx, editor, KEY)


def test_formats_of_a_form_are_asked_by_name(ctx: Context, door: Door) -> None:
    """With a name and a type of file; another form, or another name, is not found."""
    reader = door.identity(Role.READER)
    file = export_format(ctx, reader, KEY, "mm")
    assert whole(file).startswith(b"<map version")
    assert (file.name, file.media_type) == (
        "toits-solaires-gouvernance.mm",
        "application/x-freemind; charset=utf-8",
    )
    known = r"Formats possibles : \.csv, \.xlsx, \.ods, \.md, \.opml, \.mm, \.mmd\."
    with pytest.raises(NotFound, match=known):
        export_format(ctx, reader, KEY, "canvas")
    with pytest.raises(NotFound, match=r"Formats possibles : \.csv, \.xlsx, \.ods\."):
        export_format(ctx, reader, "canevas-usagers", "mm")
    with pytest.raises(NotFound):
        export_format(ctx, reader, "inconnu", "mm")
    with pytest.raises(Forbidden):
        export_format(ctx, replace(reader, role=Role.VOTER), KEY, "mm")


def test_the_zip_of_a_dossier_holds_the_plan_and_the_map(ctx: Context, door: Door) -> None:
    """And the notice says what opens them, and counts ideas."""
    editor = door.identity(Role.EDITOR)
    write_canvas(ctx, editor, KEY, [Card("a", "A", "noeud", "a0", parent="portage")])
    file = export_dossier(ctx, editor, clock=lambda: "2026-11-22T10:00:00+00:00")
    with file.content, zipfile.ZipFile(file.content) as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
        notice = archive.read("toits-solaires/LISEZMOI.txt").decode("utf-8-sig")
        plan = archive.read(f"toits-solaires/{KEY}.md").decode()
    assert names == [
        *(f"{KEY}{end}" for end in (".csv", "-ouvert.csv", ".schema.json", ".xlsx", ".md", ".mm")),
        "LISEZMOI.txt",
    ]
    assert "- NOM.md : le plan à puces, à lire ou à coller" in notice
    assert "- NOM.mm : la carte, à ouvrir dans Freeplane" in notice
    assert f"({KEY}) : 12 idées" in notice
    assert "  - A\n" in plan
