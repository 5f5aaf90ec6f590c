"""Files of ideas: which kind, which columns, what is refused and why."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT, TREE
from trees import seeded, trees

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    CARD_TEXT_CHARS,
    CARDS_PER_CANVAS,
    IMPORT_BYTES,
    IMPORT_DEPTH,
    IMPORT_ELEMENTS,
)
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE
from capacities.domain.tree import arrange
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import UNNAMED, ImportReading

GOUVERNANCE = PRODUCT["gouvernance"]
CANVAS = seeded(GOUVERNANCE)


def read(text: str, canvas: Snapshot = CANVAS) -> ImportReading:
    """Read a file into a canvas, by default one nobody has written in."""
    return read_file(text.encode(), GOUVERNANCE, canvas)


def paths(reading: ImportReading, canvas: Snapshot = CANVAS) -> list[str]:
    """Return what was read, as « branch / node », in the order of the file."""
    cards = {card.id: card for card in (*canvas.cards, *reading.cards)}
    tree = arrange(cards.values())
    return [" / ".join(node.text for node in tree.path(card.id)) for card in reading.cards]


def refusals(reading: ImportReading) -> list[tuple[int, str]]:
    """Return lines and reasons."""
    return [(row.line, row.reason) for row in reading.refused]


# --- Columns of a spreadsheet ----------------------------------------------------------------
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_two_columns_text_and_parent(separator: str) -> None:
    """The parent is a row of the file, wherever it is, else an idea of the canvas."""
    text = "Texte;Parent\nMaire;Élus\nÉlus;Portage politique\nDSI;portage POLITIQUE\nSeule;\n"
    assert paths(read(text.replace(";", separator))) == [
        "Portage politique / Élus / Maire",
        "Portage politique / Élus",
        "Portage politique / DSI",
        "Seule",
    ]


def test_lines_of_an_old_mac_are_lines() -> None:
    """Whatever column is the last one."""
    text = "parent;texte\rPortage politique;Élus\r"
    assert paths(read(text)) == ["Portage politique / Élus"]
    assert (read("texte;parent\rA;Nulle part\r").kind, read("- a\r- b\r").cards[1].text) == (
        "CSV",
        "b",
    )


def test_a_path_alone_makes_what_is_missing() -> None:
    """Ideas that no row is are made on the way; the first step of all is the centre."""
    reading = read("chemin\nCarte > Portage politique > Élus > Maire\nCarte > Neuve\nCarte\n")
    assert sorted(paths(reading)) == [
        "",
        "Neuve",
        "Portage politique",
        "Portage politique / Élus",
        "Portage politique / Élus / Maire",
    ]
    assert reading.remarks[0] == "L’idée centrale devient « Carte »."


def test_levels_alone_are_enough() -> None:
    """A column of depths, as some outliners write."""
    reading = read("profondeur;texte\n0;Gouvernance\n1;Élus\n2;Maire\n1;DSI\n")
    assert paths(reading) == ["", "Élus", "Élus / Maire", "DSI"]


def test_fields_and_types_are_read_as_people_write_them() -> None:
    """By title or key; what cannot be read refuses its row only."""
    text = (
        "texte;type;Quand;État;lien\nA;ACTION;31/01/2027;en cours;exemple.fr/a\n"
        "B;;demain;;\nC;;;fini;\n"
    )
    reading = read(text)
    (card,) = reading.cards
    assert (card.color, dict(card.fields)) == (
        "action",
        {"quand": "2027-01-31", "etat": "en-cours", "lien": "https://exemple.fr/a"},
    )
    assert refusals(reading) == [
        (3, "« Quand » : « demain » n’est pas une date JJ/MM/AAAA"),
        (4, "« État » : « fini » inconnu ; possible : à lancer, en cours, fait, bloqué"),
    ]


def test_parents_that_cannot_be_found_are_told_with_their_line() -> None:
    """Named twice; one that nothing is makes a branch."""
    twins = (*CANVAS.cards, Card("x", "Élus", "noeud", "b0", parent=CENTRE),
             Card("y", "Élus", "noeud", "b1", parent="x"))  # fmt: skip
    text = "texte;parent\nA;Personne\nB;Élus\nD;\nE;D\n"
    reading = read(text, Snapshot("gouvernance", twins))
    assert refusals(reading) == [(3, "plusieurs idées s’appellent « Élus » (« parent »)")]
    assert [card.text for card in reading.cards] == ["Personne", "A", "D", "E"]
    assert reading.remarks == ("1 branche est créée, faute d’idée de ce nom : « Personne ».",)


HEAD = "texte;parent;id;rang;cle_parent;cle_case\n"


def test_a_row_is_moved_by_its_parent_key_or_its_parent_text() -> None:
    """The text, which people change, is stronger when it is another one."""
    cards = (*CANVAS.cards, Card("a", "A", "noeud", "a0", parent="portage"),
             Card("b", "B", "noeud", "a0", parent="portage"))  # fmt: skip
    canvas = Snapshot("gouvernance", cards)
    text = f"{HEAD}A;Portage politique;a;a0;strategie;\nB;Communauté de partage;b;a0;portage;\n"
    reading = read(text, canvas)
    assert [refusals(reading), [card.parent for card in reading.cards]] == [
        [],
        ["portage", "communaute"],
    ]
    reading = read("texte;id;cle_parent\nA;a;strategie\nB;b;\n", canvas)
    assert [card.parent for card in reading.cards] == ["strategie", "portage"]


def test_a_loop_in_the_file_is_refused_at_its_last_line() -> None:
    """The other rows of the loop are taken when they then have a place."""
    cards = (*CANVAS.cards, Card("a", "A", "noeud", "a0", parent=CENTRE),
             Card("b", "B", "noeud", "a1", parent="a"))  # fmt: skip
    canvas = Snapshot("gouvernance", cards)
    reading = read("texte;id;cle_parent\nA;a;b\nAutre;;portage\n", canvas)
    assert refusals(reading) == [(2, "cette idée serait sous elle-même")]
    reading = read("texte;id;cle_parent\nX;x;y\nY;y;x\nZ;z;x\nSoi;s;s\n", canvas)
    assert refusals(reading) == [
        (2, "l’idée au-dessus n’est pas reprise"),
        (3, "cette idée serait sous elle-même"),
        (4, "l’idée au-dessus n’est pas reprise"),
        (5, "cette idée serait sous elle-même"),
    ]
    assert reading.cards == ()


def test_nothing_goes_under_what_is_not_there() -> None:
    """An unknown id, or an idea of the corbeille that the file does not bring back."""
    gone = Card("a", "A", "noeud", "a0", parent=CENTRE, deleted=True)
    canvas = Snapshot("gouvernance", CANVAS.cards, (gone,))
    reading = read("texte;id;cle_parent\nX;x;nulle-part\nY;y;a\n", canvas)
    assert refusals(reading) == [
        (2, "l’idée au-dessus n’est ni dans ce canevas, ni reprise de ce fichier"),
        (3, "l’idée au-dessus est dans la corbeille"),
    ]
    reading = read("texte;id;cle_parent\nY;y;a\nA;a;centre\n", canvas)
    assert refusals(reading) == []
    reading = read("texte;id;cle_parent;quand\nX;x;;demain\nY;y;x;\n", canvas)
    assert refusals(reading)[1:] == [
        (3, "l’idée au-dessus n’est ni dans ce canevas, ni reprise de ce fichier")
    ]


def test_only_what_is_at_the_same_place_is_met() -> None:
    """Never the centre, whose text may be that of a branch; what is new goes under what is met."""
    elected = Card("elus", "Élus", "noeud", "a0", parent="portage")
    canvas = Snapshot("gouvernance", (*CANVAS.cards, elected))
    centre = CANVAS.cards[0].text
    (card,) = read(f"texte;cle_parent\n{centre};centre\n", canvas).cards
    assert (card.id.startswith(UNNAMED), card.parent) == (True, CENTRE)
    cards = read("- Portage politique\n  - élus\n    - Maire\n- Élus\n", canvas).cards
    assert [card.id for card in cards[:2]] == ["portage", "elus"]
    assert [card.parent for card in cards[2:]] == ["elus", CENTRE]


# --- What the top of a file becomes ------------------------------------------------------------
def test_the_root_of_a_file_becomes_the_centre_while_nobody_wrote_it() -> None:
    """Then its branches are main branches, joined to those of the same text."""
    reading = read("# Données du Val\n\n- Portage politique\n  - Élus\n- Autre\n")
    assert reading.remarks == (
        "L’idée centrale devient « Données du Val ».",
        "Ce qui a déjà le même texte au même endroit est réuni, et non ajouté une seconde fois.",
    )
    assert [card.id for card in reading.cards][:2] == [CENTRE, "portage"]


def test_the_root_of_a_file_is_a_main_branch_once_the_centre_is_written() -> None:
    """Nothing is lost, and nothing that people wrote is replaced."""
    cards = (Card(CENTRE, "Notre gouvernance", CENTRE), *CANVAS.cards[1:])
    canvas = Snapshot("gouvernance", cards)
    reading = read("Données du Val\n\tÉlus\n", canvas)
    assert paths(reading, canvas) == ["Données du Val", "Données du Val / Élus"]
    assert reading.remarks == (
        "« Données du Val », au centre du fichier, devient une branche principale.",
    )


def test_the_root_of_a_file_may_be_a_branch_already_there() -> None:
    """A branch worked on elsewhere comes back to its place."""
    reading = read("portage politique\n\tÉlus\n")
    assert paths(reading) == ["Portage politique", "Portage politique / Élus"]
    assert reading.cards[0].id == "portage"
    assert reading.remarks[0] == "Les idées du fichier vont sous la branche « portage politique »."


def test_a_list_without_a_root_makes_main_branches() -> None:
    """Bullets, or rows that name their parent: even a single one at the top is no centre."""
    assert paths(read("- A\n- B\n  - C\n")) == ["A", "B", "B / C"]
    assert paths(read("- A\n  - C\n")) == ["A", "A / C"]
    assert paths(read("texte;parent\nA;\nC;A\n")) == ["A", "A / C"]
    assert paths(read("- A\n")) == ["A"]


# --- Refusals -------------------------------------------------------------------------------
BOMB = """<!DOCTYPE opml [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>
<opml><body><outline text="&c;"/></body></opml>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"\n \n", "vide"),
        (b"PK\x03\x04xxxx", "une archive : ouvrez-la"),
        (b"\x00\x01\x02\x03" * 50, "pas du texte : "),
        (bytes(range(256)) * 10, "ne peut en être lu. Sont lus"),
        (b"x" * (IMPORT_BYTES + 1), "trop gros"),
        (BOMB.encode(), "DTD ou des entités"),
        (b'<!DOCTYPE map [<!ENTITY x SYSTEM "file:///etc/passwd">]><map>&x;</map>', "DTD"),
        (b"<opml><body><outline text='x'>", "abîmé ou coupé"),
        (b"<opml version='2.0'><body/></opml>", "aucune idée"),
        (b"<map version='1.0.1'/>", "aucune idée"),
        (b"<html><body>x</body></html>", "une page web : "),
        (b"<?xml version='1.0'?><autre/>", "« autre »"),
        (b"<opml><body>" + b"<outline text='x'>" * (IMPORT_DEPTH + 2)
         + b"</outline>" * (IMPORT_DEPTH + 2) + b"</body></opml>", "plus de 1\u202f000 niveaux"),
        (b"<map>" + b"<font/>" * (IMPORT_ELEMENTS + 1), "trop charg"),
        (b"<map>" + b"<node TEXT='x'>" * (IMPORT_DEPTH + 2) + b"</node>" * (IMPORT_DEPTH + 2)
         + b"</map>", "plus de 1\u202f000 niveaux"),
        (b"- x\n" * (CARDS_PER_CANVAS + 2), "plus de 3\u202f000 id"),
        (b"".join(b" " * n + b"- x\n" for n in range(IMPORT_DEPTH + 3)), "1\u202f000 niveaux"),
        (b"chemin\n" + b"a > " * (IMPORT_DEPTH + 3) + b"b\n", "1\u202f000 niveaux"),
        (b"chemin\n" + b"".join(f"{n} > {' > '.join('abcdefgh')}\n".encode() for n in range(400)),
         "plus de 3\u202f000 id"),
        (b'texte;parent\n"jamais;ferme', "guillemets"),
        (b"---\n\n***\n", "aucune id"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_clearly(data: bytes, words: str) -> None:
    """In French, quickly, whatever it asks to expand."""
    start = time.process_time()
    with pytest.raises(InvalidInput, match=words):
        read_file(data, GOUVERNANCE, CANVAS)
    assert time.process_time() - start < 5


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_csv_of_loops_and_moves_gives_a_tree(data: st.DataObject) -> None:
    """Whatever parents a file claims, on a canvas that holds any tree."""
    canvas = data.draw(trees(TREE))
    names = [card.id for card in canvas.cards if card.id != CENTRE] + ["n1", "n2", "n3", CENTRE]
    rows = data.draw(
        st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=9)
    )
    lines = [f"t{number};{name};{above}" for number, (name, above) in enumerate(dict(rows).items())]
    text = "\n".join(("texte;id;cle_parent", *lines))
    reading = read_file(text.encode(), TREE, canvas)
    everything = {card.id: card for card in (*canvas.cards, *reading.cards)}
    tree = arrange(everything.values())
    assert all(tree.node(c.id) == c for c in reading.cards if c.id != CENTRE)
    assert len(reading.cards) + len(reading.refused) == len(lines)


def test_what_moves_in_xml_has_its_line() -> None:
    """The line of the element, as an editor of text counts them."""
    text = f"""<opml version="2.0"><head/><body>
    <outline text="a"/>

    <outline text="{"x" * (CARD_TEXT_CHARS + 1)}">
        <outline text="b"/></outline></body></opml>"""
    assert [one.line for one in read(text).moved] == [4]
    map_of_notes = f"""<map><node TEXT="c">
    <node TEXT="d"><richcontent TYPE="NOTE"><html><body><p>{"x" * 2001}</p></body></html>
    </richcontent></node></node></map>"""
    assert [one.line for one in read(map_of_notes).moved] == [2]


def test_a_mermaid_mindmap_is_a_map() -> None:
    """Found by what it holds, as the others."""
    reading = read('mindmap\n  root(("Gouvernance"))\n    n1["Élus"]\n')
    assert (reading.kind, paths(reading)) == ("Carte (Mermaid)", ["", "Élus"])
