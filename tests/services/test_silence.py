"""The time of silence: until the reveal, one gets one's own new cards, and a count of others'."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Role
from capacities.domain.silence import hush, tell_hidden
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Form
from capacities.exports.registry import formats_of
from capacities.services.carry_on import carry_on
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.ensure_canvas import load_canvas
from capacities.services.export_canvas import export_canvas, export_format
from capacities.services.export_dossier import export_dossier
from capacities.services.identify import Identity, identify
from capacities.services.import_cards import apply_import, preview_import
from capacities.services.list_canvases import list_canvases
from capacities.services.list_people import list_people, where_mentioned
from capacities.services.read_canvas import read_canvas
from capacities.services.read_overview import read_overview
from capacities.services.write_canvas import write_canvas
from tests.services.conftest import Door, whole
from tests.timelines import set_silence

KEY, BOXES, DREAM = "retroplanning", "canevas-usagers", "projection"
OLD = Card("a0", "Avant le silence", "a-placer", "a0", "Zoé")
ADA = Card("a1", "Pensée d’Ada", "a-placer", "a1", "Ada", silence="s1")
ZOE = Card("a2", "Pensée de Zoé", "convergence", "a2", "Zoé", silence="s1")
PROGRAM = Card("a3", "Pensée d’un programme", "espace", "a3", "Programme", silence="s1")
GONE = Card("a4", "Jetée par Zoé", "espace", "a4", "Zoé", deleted=True, silence="s1")
BEFORE = Card("a5", "D’un silence d’avant", "espace", "a5", "Zoé", silence="s0")
LINKS = (
    Edge("l0", "a0", "a1", "avant", author="Ada"),
    Edge("l1", "a0", "a2", "avant", author="Zoé"),
)


@pytest.fixture
def people(ctx: Context, door: Door, dossier: CreatedDossier) -> dict[str, Identity]:
    """Ada, Zoé, who reads only, and a program, during a silence in which each wrote."""
    ada = door.identity(Role.FACILITATOR, "Ada")
    zoe = door.identity(Role.READER, "Zoé")
    program = identify(ctx, dossier.dossier_id, bearer=dossier.tokens[Role.EDITOR])
    write_canvas(ctx, ada, KEY, [OLD, ADA, ZOE, PROGRAM, GONE, BEFORE], LINKS)
    set_silence(ctx, ada, "s1")
    return {"Ada": ada, "Zoé": zoe, "Programme": program}


SEEN = {"Ada": {"a0", "a1", "a5"}, "Zoé": {"a0", "a2", "a5"}, "Programme": {"a0", "a3", "a5"}}


@pytest.mark.parametrize("name", SEEN)
def test_one_reads_one_s_own_and_a_count_of_the_others(
    ctx: Context, people: dict[str, Identity], name: str
) -> None:
    """On the page, in the synthesis and in the list of canvases alike; the corbeille too."""
    who = people[name]
    entry = next(e for e in list_canvases(ctx, who) if e.template.key == KEY)
    for seen in (
        read_canvas(ctx, who, KEY),
        read_overview(ctx, who, KEY).snapshot,
        entry.snapshot,
    ):
        assert seen is not None
        assert SEEN[name] == {card.id for card in seen.cards}
        assert {card.id for card in seen.trash} == ({"a4"} if name == "Zoé" else set())
        assert seen.hidden == 2
        ends = {"Ada": ["l0"], "Zoé": ["l1"], "Programme": []}
        assert ends[name] == [edge.id for edge in seen.edges]


def test_who_looks_for_their_name_is_told_of_what_is_kept_quiet(
    ctx: Context, people: dict[str, Identity]
) -> None:
    """Counts say nothing of what is written, and nobody is to miss where they are named."""
    ada = people["Ada"]
    assert where_mentioned(ctx, ada, "Zoé") == {"Rétroplanning": 2}
    assert {one.name: one.cards for one in list_people(ctx, ada)}["Zoé"] == 4


@pytest.mark.parametrize("name", SEEN)
def test_no_export_tells_what_others_keep_quiet(
    ctx: Context, people: dict[str, Identity], name: str
) -> None:
    """Tables, other formats and the ZIP, whose notice says how many are hidden."""
    who = people[name]
    texts = {card.text: card.id for card in (OLD, ADA, ZOE, PROGRAM, GONE, BEFORE)}
    made = [whole(export_canvas(ctx, who, KEY, dialect)) for dialect in ("excel-fr", "ouvert")]
    made += [whole(export_format(ctx, who, KEY, extension)) for extension in _texts(ctx)]
    with zipfile.ZipFile(io.BytesIO(whole(export_dossier(ctx, who)))) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    made.append(b"\n".join(files.values()))
    for data in made:
        found = {one for text, one in texts.items() if text.encode() in data}
        assert SEEN[name] == found - {"a4"}
        assert "a4" not in found
    notice = next(data for one, data in files.items() if one.endswith("LISEZMOI.txt")).decode()
    assert "2 étapes des autres sont encore cachées" in notice


def _texts(ctx: Context) -> list[str]:
    """Return the other formats of the form in which all texts can be read."""
    formats = formats_of(ctx.templates().templates[KEY].form)
    return [known.extension for known in formats if known.extension in ("json", "md", "mmd")]


def test_the_reveal_shows_all_and_another_silence_hides_no_more_than_its_own(
    ctx: Context, people: dict[str, Identity]
) -> None:
    """Nothing is moved, nothing is lost; whoever left comes back to their own."""
    ada = people["Ada"]
    set_silence(ctx, ada, None)
    seen = read_canvas(ctx, ada, KEY)
    assert (len(seen.cards), seen.hidden, len(seen.trash)) == (5, 0, 1)
    assert b"Pens\xc3\xa9e de Zo\xc3\xa9" in whole(export_canvas(ctx, ada, KEY, "ouvert"))
    set_silence(ctx, ada, "s2")
    assert len(read_canvas(ctx, ada, KEY).cards) == 5


def test_what_verifies_and_keeps_reads_everything(
    ctx: Context, people: dict[str, Identity]
) -> None:
    """A check of the database is nobody's eyes."""
    report = check(ctx)
    assert report.problems == ()
    assert not any("cachée" in remark for remark in report.remarks)
    assert len(read_canvas(ctx, people["Zoé"], KEY).cards) == 3


def test_what_is_brought_in_meanwhile_is_quiet_too(
    ctx: Context, people: dict[str, Identity]
) -> None:
    """By a program's token, on a canvas of any form: people have its count, it has its cards."""
    program, ada = people["Programme"], people["Ada"]
    assert read_canvas(ctx, ada, BOXES).hidden == 0
    set_silence(ctx, ada, "s1", BOXES)
    apply_import(ctx, program, BOXES, "case;texte\nCoûts;Venue d’un tableur\n".encode())
    seen = read_canvas(ctx, ada, BOXES)
    assert (seen.cards, seen.hidden) == ((), 1)
    (brought,) = read_canvas(ctx, program, BOXES).cards
    assert (brought.author, brought.silence) == ("Programme", "s1")
    set_silence(ctx, ada, None, BOXES)
    assert [card.text for card in read_canvas(ctx, ada, BOXES).cards] == [brought.text]


def _everything(ctx: Context, who: Identity) -> Snapshot:
    """Read the canvas as it is stored, whoever asks."""
    _, stored = load_canvas(ctx, who.dossier_id, KEY)
    return read_snapshot(open_doc(stored.snapshot, stored.updates), ctx.templates().templates[KEY])


_STEPS = "id;texte;fil;cle_fil;rang;nature\n"
_LINKS = "id;de;cle_de;vers;cle_vers\n"


@pytest.mark.parametrize(
    "file",
    [
        "action;durée\nPensée de Zoé;4\nJetée par Zoé;2\n",
        f"{_STEPS}a2;Devinée;À placer;a-placer;a9;Action\na4;Reprise;À placer;a-placer;;Action\n",
        f"{_LINKS}l1;Avant le silence;a0;Devinée;a2\n",
        f"{_LINKS};Avant le silence;a0;;a2\n",
        "fil;carte;id;rang\nUn fil;a2;a2;a1\n",
    ],
)
def test_what_is_brought_in_neither_shows_nor_changes_what_others_keep_quiet(
    ctx: Context, people: dict[str, Identity], file: str
) -> None:
    """Guessed by its text or by its id, of the corbeille too: it is as if it were not there."""
    ada = people["Ada"]
    quiet = [ZOE.id, PROGRAM.id, GONE.id]
    before = _everything(ctx, ada)
    for report in (
        preview_import(ctx, ada, KEY, file.encode()),
        apply_import(ctx, ada, KEY, file.encode()),
    ):
        said = report.decode()
        assert 'restored": true' not in said
        assert json.loads(said)["changed"] == []
        assert not any(one.text in said and one.text not in file for one in (ZOE, PROGRAM, GONE))
    after = _everything(ctx, ada)
    kept = [
        {one.id: one for one in (*seen.cards, *seen.trash) if one.id in quiet}
        for seen in (before, after)
    ]
    assert kept[0] == kept[1]
    assert all(edge in after.edges for edge in before.edges)
    new = [edge for edge in after.edges if edge not in before.edges]
    assert not any({edge.source, edge.target} & set(quiet) for edge in new)


def test_a_hidden_id_makes_a_card_of_its_own(ctx: Context, people: dict[str, Identity]) -> None:
    """What a file says is not lost; links between its own rows hold."""
    ada = people["Ada"]
    apply_import(ctx, ada, KEY, f"{_STEPS}a2;Devinée;;parcours;;Action\n".encode())
    (brought,) = (card for card in read_canvas(ctx, ada, KEY).cards if card.text == "Devinée")
    assert brought.id != "a2"
    assert (brought.author, brought.silence) == ("Ada", "s1")


def test_lanes_and_windows_brought_in_meanwhile_are_for_all(
    ctx: Context, people: dict[str, Identity]
) -> None:
    """On screens and in exports alike: steps alone are kept quiet, though an old page marked it."""
    ada, program = people["Ada"], people["Programme"]
    hidden = read_canvas(ctx, ada, KEY).hidden
    apply_import(ctx, program, KEY, b"fil;id;rang;carte\nGouvernance;;b0;\n")
    days = "fenetre;debut;fin;id;carte\nConseil;2027-06-01;2027-06-02;;\n"
    apply_import(ctx, program, KEY, days.encode())
    marked = Card("f9", "Marqué", "fils", "b1", "Programme", silence="s1")
    write_canvas(ctx, ada, KEY, [marked], [])
    seen = read_canvas(ctx, ada, KEY)
    frame = {card.text: card.silence for card in seen.cards if card.zone in ("fils", "calendrier")}
    assert frame == {"Gouvernance": None, "Conseil": None, "Marqué": "s1"}
    assert seen.hidden == hidden


def test_what_is_carried_on_meanwhile_is_quiet_and_writes_over_nothing(
    ctx: Context, people: dict[str, Identity], door: Door
) -> None:
    """Each has their own, found again the second time; what has the id it would get stays."""
    ada, eve = people["Ada"], door.identity(Role.EDITOR, "Ève")
    write_canvas(ctx, ada, DREAM, [Card("r1", "Tous partagent", "reussites-espace", "a1", "Ada")])
    before = {card.id for card in _everything(ctx, ada).cards}
    made = [carry_on(ctx, who, DREAM, "r1") for who in (ada, eve, ada, eve)]
    assert [one.there for one in made] == ["new", "new", "already", "already"]
    assert len({one.card for one in made}) == 2
    new = [card for card in _everything(ctx, ada).cards if card.id not in before]
    assert {(card.author, card.silence) for card in new} == {("Ada", "s1"), ("Ève", "s1")}
    write_canvas(ctx, ada, KEY, [replace(card, deleted=True, origin=None) for card in new])
    for who in (ada, eve):
        assert carry_on(ctx, who, DREAM, "r1").card not in {card.id for card in new}
    after = {card.id: card for card in _everything(ctx, ada).trash}
    assert all(after[card.id].text == "Tous partagent" for card in new)


def test_what_is_hidden_is_told_in_the_words_of_its_form() -> None:
    """None is told by nothing."""
    said = [tell_hidden(Snapshot("t", hidden=number), Form.ZONES) for number in (0, 1, 3)]
    assert said[0] == ""
    assert said[1].startswith("1 post-it des autres est encore caché\u00a0:")
    assert said[2].startswith("3 post-its des autres sont encore cachés\u00a0:")


@pytest.mark.parametrize("value", ["", 1.0])
def test_what_is_no_id_hides_nothing(value: str | float) -> None:
    """An odd value is no silence; a snapshot without is given as it is."""
    odd = Snapshot("t", (Card("a", "A", "z", silence="1"),), meta={"silence": value})
    assert hush(odd, "Ada") is odd
    assert hush(Snapshot("t"), "Ada") == Snapshot("t")
