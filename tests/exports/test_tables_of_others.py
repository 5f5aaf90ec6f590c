"""Tables that other tools write: offered with what their columns seem to be, or are chosen."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from templates_of_tests import MATRIX, PRODUCT, USAGERS
from trees import seeded

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.reading.choice import AS_FOUND, Choice, read_choice
from capacities.exports.reading.guessing import titles
from capacities.exports.reading.registry import READERS, read_file
from capacities.exports.reading.report import MET, UNNAMED, ImportReading, TableAsked

ROLES = ("texte", "case", "parent", "fil", "type", "suite", "champ.quand", "champ.montant", "avant",
         "champ.duree", "numero", "auteur", "cree_le", "")  # fmt: skip
TREE, TIMELINE, MAP = (PRODUCT[key] for key in ("gouvernance", "retroplanning", "creation-valeur"))


def read(text: str, template: Template = USAGERS, choice: Choice = AS_FOUND) -> ImportReading:
    """Read a file into a canvas nobody has written in."""
    there = seeded(TREE) if template is TREE else Snapshot(template.key)
    return read_file(text.encode(), template, there, choice)


def test_titles_that_we_know_count_more_than_words_of_a_row_that_look_like_some() -> None:
    """« Nom, échéance, statut » is a text, not the line of titles of another table."""
    zone = USAGERS.zones[0]
    reading = read(f"case;texte\n{zone.title};Nom, échéance, statut, priorité, lien\n")
    assert [(c.text, c.zone) for c in reading.cards] == [
        ("Nom, échéance, statut, priorité, lien", zone.key)
    ]
    assert (reading.separator, reading.table, reading.dropped) == ("point-virgule", None, ())


def test_a_table_of_ours_without_any_row_is_one() -> None:
    """Its columns are asked nothing: it has nothing to add, and refuses nothing."""
    reading = read("texte\n", TREE)
    assert (reading.cards, reading.refused, reading.table) == ((), (), None)


def test_a_field_is_known_by_its_title_whatever_is_said_besides() -> None:
    """« Qui ? » and « Budget (euros) » come back to their fields, from a plan too."""
    fields = tuple(Field(title[:3], title, FieldKind.TEXT) for title in ("Qui ?", "Budget (euros)"))
    template, zone = replace(USAGERS, fields=fields), USAGERS.zones[0]
    for text in (
        f"Titre;Case;Qui ?;Budget (euros)\nUn;{zone.title};Léa;12\n",
        f"- {zone.title}\n  - Un\\\n    *Qui ? :* Léa\\\n    *Budget (euros) :* 12\n",
    ):
        assert [card.fields for card in read(text, template).cards] == [{"Qui": "Léa", "Bud": "12"}]


def asked(reading: ImportReading) -> TableAsked:
    """Return how a table is understood."""
    assert reading.table
    return reading.table


TRELLO = """Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List Name,Archived
5f1,"Réunir
les élus",https://trello.com/c/a1,Avant l’été,urgent,Léa,2027-01-31T12:00:00.000Z,À faire,false
5f2,Budget,https://trello.com/c/a2,,,,,Fait,false
"""
WEKAN = (
    "Title,Description,Status,Swimlane,Owner,Members\nServeur,Le choisir,À faire,Défaut,Max,Léa\n"
)
KANBOARD = (
    "Task Id,Reference,Project,Status,Category,Swimlane,Column,Position,Color,Due date,Creator,"
    "Assignee Name,Title,Description\n"
    "1,,Portail,open,,Défaut,Prêt,1,yellow,2027-01-31 10:00,ada,Léa,Serveur,Le choisir\n"
)
AIRTABLE = "Name,Notes,Assignee,Status\nServeur,Le choisir,Léa,Todo\n"
KLAXOON = "Content;Category;Color;Author\nUn guichet;Parcours;bleu;Léa\n"
MIRO = "Text,Frame,Tags\nUn guichet,Parcours,urgent\n"
FRENCH = "Intitulé;Rubrique;Responsable;Échéance\nServeur;Parcours;Léa;31/01/2027\n"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (TRELLO, "|texte|champ.lien|champ.note|suite|champ.qui|champ.quand|parent|"),
        (WEKAN, "texte|champ.note|parent|suite|auteur|champ.qui"),
        (
            KANBOARD,
            "|suite||champ.etat|suite|suite|parent|||champ.quand|auteur|champ.qui|texte|champ.note",
        ),
        (AIRTABLE, "texte|champ.note|champ.qui|parent"),
        (KLAXOON, "texte|parent||auteur"),
        (MIRO, "texte|parent|suite"),
        (FRENCH, "texte|parent|champ.qui|champ.quand"),
    ],
)
def test_the_headers_of_other_tools_are_known(text: str, columns: str) -> None:
    """As their documentation gives them."""
    assert "|".join(asked(read(text, TREE)).columns) == columns


def test_a_board_becomes_branches_and_nothing_of_a_kept_column_is_lost() -> None:
    """Its lists are branches; what has no field goes to the note, with the title of its column."""
    reading = read(TRELLO, TREE)
    names = {card.id: card.text for card in reading.cards}
    assert [(names.get(card.parent or "", ""), card.text) for card in reading.cards] == [
        ("", "À faire"),
        ("À faire", "Réunir\nles élus"),
        ("", "Fait"),
        ("Fait", "Budget"),
    ]
    assert reading.cards[1].fields == {
        "lien": "https://trello.com/c/a1",
        "note": "Avant l’été\nLabels : urgent\nDue Date : 31/01/2027 à 13\u00a0h",
        "qui": "Léa",
        "quand": "2027-01-31",
    }
    assert [(one.what, one.count, one.example) for one in reading.dropped] == [
        ("colonne « Card ID »", 2, "5f1"),
        ("colonne « Archived »", 2, "false"),
    ]
    assert reading.remarks == (
        "2 branches sont créées, faute d’idée de ce nom : « À faire » et « Fait ».",
    )


def test_values_are_matched_with_boxes_by_people_or_by_their_title() -> None:
    """One that nobody matched waits; one that is left out is told."""
    text = "Titre;Liste\nServeur;À faire\nBudget;Fait\nAnnée;coûts\nVide;\n"
    first = read(text)
    assert [(one.text, one.count, one.into) for one in asked(first).values] == [
        ("À faire", 1, ""),
        ("Fait", 1, ""),
        ("coûts", 1, "couts"),
        ("", 1, ""),
    ]
    assert [(card.text, card.zone) for card in first.cards] == [("Année", "couts")]
    assert [row.line for row in first.refused] == [2, 3, 5]
    assert ("usagers", "Usagers") in [(place.key, place.title) for place in asked(first).places]
    columns = dict(enumerate(asked(first).columns))
    chosen = Choice(columns=columns, values={"À faire": "usagers", "Fait": "", "": "canaux"})
    second = read(text, choice=chosen)
    assert [(card.text, card.zone) for card in second.cards] == [
        ("Serveur", "usagers"),
        ("Année", "couts"),
        ("Vide", "canaux"),
    ]
    assert [(one.what, one.count) for one in second.dropped] == [("ligne « Fait »", 1)]
    assert [one.into for one in asked(second).values] == ["usagers", "", "couts", "canaux"]


def test_a_list_of_one_column_waits_for_its_box() -> None:
    """All its rows go to the one that is chosen for what says nothing."""
    text = "Idées\nUn guichet\nDeux guichets\n"
    assert (read(text).cards, [one.text for one in asked(read(text)).values]) == ((), [""])
    reading = read(text, choice=Choice(values={"": "usagers"}))
    assert [(c.text, c.zone) for c in reading.cards] == [
        ("Un guichet", "usagers"),
        ("Deux guichets", "usagers"),
    ]


def test_columns_are_what_people_say_they_are() -> None:
    """Two of one role follow each other; a role that is none leaves its column out."""
    text = "a;b;c;d\nun;deux;trois;quatre\n"
    columns = {0: "suite", 1: "texte", 2: "texte", 3: "n’importe quoi"}
    reading = read(text, TREE, Choice(titled=True, columns=columns))
    assert [(c.text, dict(c.fields)) for c in reading.cards] == [
        ("deux", {"note": "a : un\nc : trois"})
    ]
    assert [one.what for one in reading.dropped] == ["colonne « d »"]
    whole = read(text, TREE, Choice(titled=False, columns=columns))
    assert [card.text for card in whole.cards] == ["b", "deux"]
    nothing = read(text, TREE, Choice(columns={0: "suite"}))
    assert (nothing.cards, asked(nothing).columns) == ((), ("suite", "", "", ""))


def test_what_a_field_cannot_hold_stays_in_words() -> None:
    """A date that is none, a choice that is not there, a field of other boxes."""
    text = "Titre;Quand;État;Lien\nServeur;bientôt;fini;le site\n"
    (card,) = read(text.replace("Titre", "Titre;Poids").replace("Serveur", "Serveur;3"), TREE).cards
    assert dict(card.fields) == {"note": "Quand : bientôt\nÉtat : fini\nLien : le site"}
    text = "Intitulé;Case;Montant\nUn guichet;Usagers;3 000 €\nLoyer;Coûts;12 €\n"
    cards = read(text).cards
    assert [(c.text, dict(c.fields)) for c in cards] == [
        ("Un guichet\nMontant : 3 000 €", {}),
        ("Loyer", {"montant": 12.0}),
    ]


def test_the_first_address_of_a_text_is_its_link() -> None:
    """It stays in the text too; that of a column comes first, and what follows stays in words."""
    text = "Titre;Remarques\nVoir https://a.fr/x, puis https://b.fr;https://c.fr\nSans;(https://d.fr)\n"
    cards = read(text, TREE).cards
    assert [(c.text, c.fields["lien"], c.fields["note"]) for c in cards] == [
        ("Voir https://a.fr/x, puis https://b.fr", "https://a.fr/x", "Remarques : https://c.fr"),
        ("Sans", "https://d.fr", "Remarques : (https://d.fr)"),
    ]


def test_without_a_known_title_cells_say_what_columns_are() -> None:
    """Most words are the text; values that come back, or names of boxes, say where."""
    rows = "".join(f"{n};{'AB'[n % 2]} groupe;{'mot ' * n}fin;{n}/01/2027\n" for n in range(1, 9))
    table = asked(read(f"k1;k2;k3;k4\n{rows}", TREE))
    assert (table.titled, table.columns) == (True, ("", "parent", "texte", ""))
    assert asked(read(rows, TREE)).titled is False
    assert read("Coûts;Loyer\nUsagers;Agents\n").cards[0].zone == "couts"


def test_what_is_above_the_titles_is_told() -> None:
    """Many sheets begin with what they are."""
    reading = read("Plan 2027;;\n;;\nTitre;Liste;Responsable\nServeur;Coûts;Léa\n")
    assert [card.text for card in reading.cards] == ["Serveur\nResponsable : Léa"]
    assert [(one.what, one.example.strip()) for one in reading.dropped] == [
        ("ligne au-dessus des titres", "Plan 2027")
    ]


def test_ragged_rows_are_read() -> None:
    """Some tools leave out the last empty cells, or add some."""
    reading = read("Titre,Liste,Notes\nServeur\nBudget,Coûts\nLoyer,Coûts,cher,et,plus\n", TREE)
    names = [card.text for card in reading.cards]
    assert names == ["Serveur", "Coûts", "Budget", "Loyer"]
    assert reading.cards[3].fields == {"note": "cher"}
    assert [one.what for one in reading.dropped] == [
        "colonne « colonne 4 »",
        "colonne « colonne 5 »",
    ]


def test_a_plan_of_a_tree_is_no_table() -> None:
    """Ideas with commas are ideas."""
    reading = read("Pommes, poires\nBananes, kiwis\n", TREE)
    assert (reading.table, len(reading.cards)) == (None, 2)
    assert read("Nom,Statut\nServeur,prêt\n", TREE).table
    assert read("x,y\nz,t\n", TREE).table


def test_a_list_of_actions_may_come_from_anywhere() -> None:
    """A lane that nobody knows is to be placed, or is the one that people choose."""
    text = (
        "Task Name,Bucket,Duration,Predecessors\nRecruter,Ouverture,2 mois,\nOuvrir,,1,Recruter\n"
    )
    reading = read(text, TIMELINE, Choice(values={"Ouverture": "espace"}))
    assert asked(reading).columns == ("texte", "fil", "champ.duree", "apres")
    assert [(c.text, c.zone) for c in reading.cards] == [
        ("Recruter", "espace"),
        ("Ouvrir", "a-placer"),
    ]
    assert len(reading.edges or ()) == 1
    assert reading.kind == "Tableau d’actions (CSV)"


def test_a_step_is_named_by_the_first_line_of_its_text() -> None:
    """What goes after it is not its name."""
    reading = read('Task Name,Predecessors\n"Recruter\nvite",\nOuvrir,Recruter\n', TIMELINE)
    assert [edge.source for edge in reading.edges or ()] == [reading.cards[0].id]


def test_a_map_asks_the_type_of_what_it_is_given() -> None:
    """Types are its places; what comes in is laid out."""
    reading = read("Nom,Liste\nCadastre,Base\n", MAP, Choice(values={"Base": "donnee"}))
    assert [(c.text, c.zone, c.x is None) for c in reading.cards] == [("Cadastre", "donnee", False)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], dict[int, str]]:
    """Return a table of words, each its own, and what is chosen of its columns."""
    width = draw(st.integers(2, 6))
    roles = ["suite", "auteur", "cree_le", "", *(f"champ.{key}" for key in FIELDS)]
    columns = {place: draw(st.sampled_from(roles)) for place in range(1, width)}
    rows = [
        [f"mot{row}x{place}" if place == 1 or draw(st.booleans()) else "" for place in range(width)]
        for row in range(draw(st.integers(2, 5)))
    ]
    return rows, {0: "texte", **columns}


FIELDS = ("montant", "periode", "quand", "note", "lien", "etat", "qui")


@pytest.mark.parametrize("template", [USAGERS, TREE, MATRIX], ids=lambda template: template.key)
@settings(max_examples=100, deadline=None)
@given(drawn=tables(), titled=st.booleans())
def test_every_word_of_a_kept_column_is_in_a_card(
    template: Template, drawn: tuple[list[list[str]], dict[int, str]], titled: bool
) -> None:
    """Whatever people choose of the columns, and what their cells hold."""
    rows, columns = drawn
    head = [[f"k{place}" for place in columns]]
    text = "\n".join(";".join(row) for row in [*head, *rows]) + "\n\n"
    box = next((zone.key for zone in template.zones), "")
    reading = read(text, template, Choice(titled=titled, columns=columns, values={"": box}))
    roles = {role.key for role in asked(reading).roles}
    kept = [place for place, role in columns.items() if role in roles]
    said = " ".join(f"{c.text} {c.author} {c.color} {dict(c.fields)}" for c in reading.cards)
    refused = {row.line for row in reading.refused}
    for number, row in enumerate(rows, 2):
        words = [row[place] for place in kept if row[place]]
        assert number in refused or all(word in said for word in words)
    assert not refused


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(st.sampled_from("ab1;,\t|\"\n\r' =<é/:"), max_size=80)
    | st.sampled_from([TRELLO, WEKAN, KANBOARD]),
    titled=st.sampled_from([None, True, False]),
    columns=st.none() | st.dictionaries(st.integers(-1, 4), st.sampled_from(ROLES)),
    values=st.dictionaries(st.sampled_from(["", "a", "À faire"]), st.sampled_from(["", "couts"])),
    template=st.sampled_from([USAGERS, MATRIX, TREE, TIMELINE, MAP]),
)
def test_any_table_and_any_choice_give_cards_or_a_french_refusal(
    text: str,
    titled: bool | None,
    columns: dict[int, str] | None,
    values: dict[str, str],
    template: Template,
) -> None:
    """Never another exception; what is asked is as wide as what is shown."""
    try:
        reading = read(text, template, Choice(titled=titled, columns=columns, values=values))
    except InvalidInput as error:
        said, reading = str(error), None
    else:
        said = "."
        assert all(row.line >= 1 and row.reason for row in reading.refused)
    assert said.endswith(".")
    if reading and reading.table:
        assert len(reading.table.columns) == len(reading.table.header)


def test_our_own_titles_with_boxes_that_nobody_knows_are_asked_too() -> None:
    """Each row says why it waits, and its box may be chosen."""
    reading = read("case;texte\nNulle part;x\nCoûts;y\n")
    assert [row.reason for row in reading.refused] == ["aucune case ne s’appelle « Nulle part »"]
    assert [(one.text, one.into) for one in asked(reading).values] == [
        ("Nulle part", ""),
        ("Coûts", "couts"),
    ]
    assert read("case;texte\nCoûts;y\n").table is None
    assert read("case;texte;id\nNulle part;x;abcdefghijkl\n").table is None


def test_the_names_of_columns_are_written_as_they_are_compared_and_once() -> None:
    """A capital or an accent in the file would be a name that is never met."""
    assert tuple(titles()) == ("colonnes", "lieux", "champs", "frise", "dehors", "inventaire")
    for names in (names for columns in titles().values() for names in columns.values()):
        assert [normalize(name) for name in names] == names
        assert len(set(names)) == len(names)


def test_every_name_of_a_column_is_of_one_that_a_canvas_may_have() -> None:
    """A name that leads nowhere would be a mistake that nobody sees."""
    known = titles()
    kinds = {reader.where for reader in READERS.values()}
    assert kinds == known["lieux"].keys()
    fields = {field.key for template in PRODUCT.values() for field in template.fields}
    assert known["champs"].keys() <= fields


@pytest.mark.parametrize(
    ("template", "text", "choice"),
    [
        (
            USAGERS,
            "Titre;Liste;Avis\nServeur;coûts;a\nServeur;coûts;b\nAnnée;usagers;c\n",
            AS_FOUND,
        ),
        (USAGERS, f"Titre;Liste\n{'Un mot de plus. ' * 400};coûts\n", AS_FOUND),
        (MAP, "Texte;Type\nArchives;{0}\nPortail;{0}\n", AS_FOUND),
    ],
)
def test_a_table_read_twice_adds_nothing(template: Template, text: str, choice: Choice) -> None:
    """A row that says the same at the same place is the card that is there: each one once."""
    text = text.format(template.zones[0].title)
    cards = tuple(
        replace(card, id=f"c{number}") for number, card in enumerate(read(text, template).cards)
    )
    there = Snapshot(template.key, cards)
    again = read_file(text.encode(), template, there, choice)
    assert again.cards == cards
    assert MET in again.remarks
    more = read_file(f"{text.strip()}\n{text.splitlines()[1]}\n".encode(), template, there)
    assert [card.id for card in more.cards if card.id.startswith(UNNAMED)]


@pytest.mark.parametrize(
    ("cell", "day", "words"),
    [
        ("2027-04-10 18:30", "2027-04-10", "Échéance : 10/04/2027 à 18\u00a0h\u00a030"),
        ("2027-01-31T23:30:00.000Z", "2027-02-01", "Échéance : 01/02/2027 à 0\u00a0h\u00a030"),
        ("2027-04-10 00:00", "2027-04-10", None),
        ("2027-04-09T22:00:00Z", "2027-04-10", None),
    ],
)
def test_the_hour_of_a_date_stays_in_words(cell: str, day: str, words: str | None) -> None:
    """Unless it is midnight, in Paris; what is no date that is goes whole to the note."""
    (card,) = read(f"Titre;Échéance\nConseil;{cell}\n", TREE).cards
    assert (card.fields["quand"], card.fields.get("note")) == (day, words)
    (known,) = read(f"texte;chemin;quand\nConseil;Conseil;{cell}\n", TREE).cards
    assert known.fields["quand"] == day


def test_what_is_archived_totals_and_addresses_of_cards_stay_out() -> None:
    """And it is told, with an example; people may choose the address all the same."""
    text = (
        "Card Name,List Name,Card URL,Archived\nServeur,coûts,https://trello.com/c/a,false\n"
        "Vieux,coûts,https://trello.com/c/b,true\n"
    )
    reading = read(text)
    assert [card.text for card in reading.cards] == ["Serveur"]
    assert [(one.what, one.count, one.example) for one in reading.dropped] == [
        ("carte archivée", 1, "Vieux"),
        ("colonne « Card URL »", 1, "https://trello.com/c/a"),
        ("colonne « Archived »", 1, "false"),
    ]
    assert [one.count for one in asked(reading).values] == [1]
    columns = {0: "texte", 1: "case", 2: "suite", 3: "suite"}
    assert len(read(text, choice=Choice(columns=columns)).cards) == 2
    sums = "Poste;Rubrique;Montant;Prévu\nServeur;coûts;3;4\nTotal général;;3;4,50 €\n"
    reading = read(sums, choice=Choice(columns={0: "texte", 1: "case"}))
    assert [card.text for card in reading.cards] == ["Serveur"]
    assert reading.dropped[0].what == "ligne de total"
    assert reading.dropped[0].example == "Total général 3 4,50 €"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inside: (
            st.lists(inside, max_size=3)
            | st.dictionaries(
                st.sampled_from(["feuille", "titres", "colonnes", "valeurs", "encodage", "1", "a"]),
                inside,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
@example({"feuille": float("inf")})
@example({"colonnes": {"1" * 5_000: ""}})
def test_any_json_is_a_choice_or_a_french_refusal(said: Any) -> None:
    """Whatever a program sends: JSON, as Python reads it, has numbers without end."""
    with suppress(InvalidInput):
        assert read_choice(json.dumps(said)).values is not None


def test_an_amount_is_within_what_the_page_takes() -> None:
    """Else it stays in words, as any cell that its field cannot hold; or its row is told."""
    rows = "".join(f"Un;{cell}\n" for cell in ("-1e308", "9e300", "1000000000000", "-12,5"))
    choice = Choice(titled=True, columns={0: "texte", 1: "champ.montant"}, values={"": "couts"})
    cards = read(f"Nom;Prix\n{rows}", choice=choice).cards
    assert [(card.text, card.fields.get("montant")) for card in cards] == [
        ("Un\nPrix : -1e308", None),
        ("Un\nPrix : 9e300", None),
        ("Un", 10**12),
        ("Un", -12.5),
    ]
    (row,) = read("case;texte;montant\nCoûts;Un;9e300\n").refused
    assert "trop grand" in row.reason


def test_who_wrote_and_when_are_as_the_site_makes_them() -> None:
    """A pseudonym has no control characters and 40 letters at most; a moment is ISO's."""
    head = "case;texte;auteur;cree_le\n"
    text = f"{head}Coûts;Un;\x07Léa\u202e  Bo;2027-01-31T10:00:00Z\nCoûts;Deux;Ada;hier\n"
    reading = read(f"{text}Coûts;Trois;{'x' * 41};2027-01-31\nCoûts;Quatre;;2027-13-01\n")
    assert [(card.text, card.author, card.created) for card in reading.cards] == [
        ("Un", "Léa Bo", "2027-01-31T10:00:00Z"),
        ("Deux", "Ada", ""),
        ("Quatre", "", ""),
    ]
    assert [row.reason for row in reading.refused] == ["« auteur » dépasse 40 caractères"]
    assert [(one.what, one.count) for one in reading.dropped] == [("date de création illisible", 2)]
