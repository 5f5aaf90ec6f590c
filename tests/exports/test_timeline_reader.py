"""Timelines read from CSV: our tables come back the same, a list of actions is understood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_snapshots import timeline_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts
from templates_of_tests import PRODUCT

from capacities.apart.importing import Import, ImportReport
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.schedule_reading import days_of
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import CALENDAR, LANES, TRAY
from capacities.exports.dialects import Dialect
from capacities.exports.reading.cells import read_duration
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import table_named, tables_of
from capacities.exports.writer import canvas_csv

TEMPLATE = PRODUCT["retroplanning"]
NOW = "2026-11-29T09:00:00Z"


class Canvas:
    """A document into which files are brought."""

    def __init__(self, *cards: Card, edges: tuple[Edge, ...] = ()) -> None:
        self.doc = new_document(TEMPLATE, cards, edges)

    @property
    def snapshot(self) -> Snapshot:
        return read_snapshot(open_doc(self.doc, ()), TEMPLATE)

    def bring(self, data: bytes | str) -> ImportReport:
        data = data.encode() if isinstance(data, str) else data
        report, update = Import(TEMPLATE, (self.doc, ()), data, "Moi").apply(NOW)
        if update:
            self.doc = open_doc(self.doc, [update]).get_update()
        return report

    def steps(self) -> dict[str, Card]:
        return {card.text: card for card in self.snapshot.cards}

    def links(self) -> set[tuple[str, str]]:
        names = {card.id: card.text for card in self.snapshot.cards}
        return {(names[edge.source], names[edge.target]) for edge in self.snapshot.edges}


def whole() -> Snapshot:
    """Return a timeline with everything that a table says."""
    given = timeline_of(TEMPLATE)
    cards = [replace(card, color="") for card in given.cards]
    cards = [
        replace(c, text="Vote avancé", rank="a3") if c.id == "autre-vote" else c for c in cards
    ]
    return replace(given, cards=tuple(cards))


@pytest.mark.parametrize("dialect", list(Dialect))
def test_all_the_tables_of_a_timeline_make_it_again(dialect: Dialect) -> None:
    """Lanes, calendar, steps, links, in an empty canvas; brought back where they are, nothing."""
    origin = whole()
    same = Canvas(*origin.cards, *origin.trash, edges=origin.edges)
    empty = Canvas()
    for name in ("fils", "calendrier", "", "liens"):
        data = canvas_csv(same.snapshot, TEMPLATE, dialect, table_named(TEMPLATE, name))
        assert empty.bring(data).refused == (), name
        again = same.bring(data)
        assert (again.added, again.changed, again.refused) == ((), (), ()), name
        assert again.dropped == (), name

    def shown(cards: tuple[Card, ...]) -> dict[str, Card]:
        signed = [replace(c, author=c.author or "Moi", created=c.created or NOW) for c in cards]
        return {card.id: card for card in signed}

    assert shown(empty.snapshot.cards) == shown(same.snapshot.cards)
    ends = [[(e.id, e.source, e.target) for e in s.snapshot.edges] for s in (empty, same)]
    assert ends[0] == ends[1]


@settings(max_examples=60, deadline=None)
@given(titles=st.lists(texts, min_size=1, max_size=4), dialect=st.sampled_from(list(Dialect)))
def test_whatever_was_typed_comes_back(titles: list[str], dialect: Dialect) -> None:
    """Of steps, of lanes, of windows: reading what was exported changes nothing."""
    lanes = [Card(f"l{n}", text, LANES, f"a{n}") for n, text in enumerate(titles)]
    windows = [Card(f"w{n}", text, CALENDAR, f"a{n}") for n, text in enumerate(titles)]
    steps = [
        Card(f"s{n}", text, ("espace", TRAY, "l0", "perdu")[n % 4], f"a{n}")
        for n, text in enumerate(titles)
    ]
    canvas = Canvas(*lanes, *windows, *steps)
    for table in tables_of(TEMPLATE):
        report = canvas.bring(canvas_csv(canvas.snapshot, TEMPLATE, dialect, table))
        assert (report.added, report.changed, report.refused) == ((), (), ()), table.name


def test_a_list_of_actions_makes_steps_and_the_links_between_them() -> None:
    """« avant » names what a step makes possible, « après » what comes before it."""
    canvas = Canvas()
    report = canvas.bring(
        "N°;Tâche;Durée (semaines);Avant;Prédécesseurs;Fil;Échéance;Responsable\n"
        "1;Recruter;1,5;Ouvrir le guichet;;Parcours des usagers;;Léa\n"
        "2;Ouvrir le guichet;2 mois;;;parcours;31/01/2027;\n"
        "3;Rédiger, relire la charte;10 jours;;1FD;;;\n"
        "4;Fêter;;;2, Rédiger, relire la charte;;;\n"
        "5;Chiffrer;3;Vote du budget;;;;\n"
    )
    steps = canvas.steps()
    assert report.refused == ()
    assert canvas.links() == {
        ("Recruter", "Ouvrir le guichet"),
        ("Recruter", "Rédiger, relire la charte"),
        ("Ouvrir le guichet", "Fêter"),
        ("Rédiger, relire la charte", "Fêter"),
    }
    assert dict(steps["Recruter"].fields) == {"duree": 1.5, "qui": "Léa"}
    assert dict(steps["Ouvrir le guichet"].fields) == {"duree": 8.71, "date": "2027-01-31"}
    assert dict(steps["Chiffrer"].fields) == {"duree": 3.0, "avant": "vote-du-budget"}
    zones = [steps[name].zone for name in ("Recruter", "Ouvrir le guichet", "Fêter")]
    assert zones == ["parcours", "parcours", TRAY]
    told = report.sentence()
    assert told.startswith("5 étapes et 4 liens ajoutés.")
    assert "« Étape A, avant B » se lit « A vient avant B »." in told
    assert "« Étape A, après B » se lit « B vient avant A »." in told
    assert report.brief() == "5 étapes et 4 liens ajoutés."
    assert report.amount() == "5 étapes et 4 liens"
    said = {
        card["text"]: card.get("said", "").replace("\u00a0", " ")
        for card in report.as_json()["added"]
    }
    assert said["Recruter"] == "Durée : 1,5 semaine ; Pilote : Léa"
    assert "31/01/2027" in said["Ouvrir le guichet"]


def test_brought_in_twice_a_list_adds_nothing_and_a_longer_one_completes() -> None:
    """A step is known again by its text; what the file leaves empty stays."""
    canvas = Canvas(Card("a", "Recruter", "espace", "a0", fields={"qui": "Léa"}))
    data = "action;durée;avant\nRECRUTER;3;Ouvrir\nOuvrir;;\n"
    canvas.bring(data)
    again = canvas.bring(data)
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)
    assert dict(canvas.steps()["Recruter"].fields) == {"qui": "Léa", "duree": 3.0}
    canvas.bring("action;après\nFêter;Ouvrir\n")
    assert canvas.links() == {("Recruter", "Ouvrir"), ("Ouvrir", "Fêter")}


def test_steps_of_the_same_name_are_met_before_their_links_are_made() -> None:
    """Each in its lane: what links them is there already, or would close a loop."""
    steps = (Card(one, "Voter", lane, "a0") for one, lane in (("a", TRAY), ("b", "espace")))
    edges = (Edge("1", "a", "c", "avant"), Edge("2", "d", "a", "avant"))
    canvas = Canvas(
        *steps, Card("c", "Payer", TRAY, "a1"), Card("d", "Écrire", TRAY, "a2"), edges=edges
    )
    report = canvas.bring("action;avant\nVoter;Payer\n")
    assert (report.added, report.changed, report.dropped) == ((), (), ())
    report = canvas.bring("action;avant\nVoter;Écrire\n")
    assert (report.added, report.changed) == ((), ())
    assert [one.what for one in report.dropped] == ["lien qui refermerait une boucle"]


def test_what_cannot_be_understood_is_told_with_an_example_and_loses_no_step() -> None:
    """Unknown and shared names, loops, oneself, lanes, rows without text; durations are kept."""
    canvas = Canvas()
    report = canvas.bring(
        "étape;durée;avant;fil\n"
        "A;bientôt;B;Lune\nB;;C;\nC;;A;\nD;;Personne;\nE;;E;\nF;;Double;\nDouble;;;\nDouble;;;\n;;A;\n"
    )
    assert len(canvas.steps()) == 7  # two of them have the same text
    assert canvas.steps()["A"].fields == {"recommandation": "durée : bientôt"}
    assert canvas.links() == {("A", "B"), ("B", "C")}
    assert [(one.what, one.count, one.example) for one in report.dropped] == [
        ("fil inconnu", 1, "Lune, ligne 2"),
        ("ligne sans texte", 1, "ligne 10"),
        ("lien à une étape inconnue", 1, "Personne, ligne 5"),
        ("lien d’une étape à elle-même", 1, "E, ligne 6"),
        ("lien à plusieurs étapes du même nom", 1, "Double, ligne 7"),
        ("lien qui refermerait une boucle", 1, "C → A"),
    ]


def test_a_link_that_would_close_a_loop_with_those_of_the_canvas_is_refused() -> None:
    """Whatever was there is left, those that were in a loop already too."""
    edges = (Edge("1", "a", "b", "avant"), Edge("2", "b", "a", "avant"))
    canvas = Canvas(Card("a", "A", "espace"), Card("b", "B", "espace"), edges=edges)
    report = canvas.bring("action;avant\nB;C\nC;A\n")
    assert canvas.links() == {("A", "B"), ("B", "A"), ("B", "C")}
    assert [one.what for one in report.dropped] == ["lien qui refermerait une boucle"]


def test_without_a_column_of_numbers_a_number_is_a_line_of_the_sheet() -> None:
    """The titles are line 1, as a spreadsheet counts."""
    canvas = Canvas()
    canvas.bring("Action,Après\nUn,\nDeux,2\n")
    assert canvas.links() == {("Un", "Deux")}


@pytest.mark.parametrize("head", ["Action", "ÉTAPES", "Tâche :", "Texte", "Intitulé (obligatoire)"])
def test_the_title_of_the_column_of_texts_may_be_any_usual_one(head: str) -> None:
    """Capitals, accents, brackets, colons do not matter; one column is enough."""
    canvas = Canvas()
    canvas.bring(f"{head}\nRecruter\n")
    assert list(canvas.steps()) == ["Recruter"]


def test_a_file_without_the_column_asks_which_one_it_is() -> None:
    """The one that has most words, for a start."""
    found = read_file(b"couleur;poids\nbleu;3\n", TEMPLATE, Snapshot(TEMPLATE.key))
    assert [card.text for card in found.cards] == ["bleu"]
    assert found.table
    assert found.table.columns == ("texte", "")


def test_the_lane_of_a_step_changes_with_its_title() -> None:
    """Emptied, it is to be placed; one that nobody knows is refused, with what to do."""
    canvas = Canvas(Card("a", "A", "espace", "a0"), Card("b", "B", "espace", "a1"))
    text = canvas_csv(canvas.snapshot, TEMPLATE, Dialect.OPEN).decode()
    text = text.replace("Espace commun de données,A", "Parcours des usagers,A")
    canvas.bring(text.replace("Espace commun de données,B", ",B"))
    assert [canvas.steps()[name].zone for name in "AB"] == ["parcours", TRAY]
    report = canvas.bring(text.replace("Parcours des usagers,A", "Lune,A"))
    assert "importez d’abord le tableau des fils" in report.refused[0].reason


def test_lanes_and_windows_are_renamed_added_and_dated_from_their_tables() -> None:
    """What the template gives has no card until a row says something else."""
    canvas = Canvas()
    table = table_named(TEMPLATE, "fils")
    lanes = canvas_csv(canvas.snapshot, TEMPLATE, Dialect.EXCEL_FR, table).decode("utf-8-sig")
    canvas.bring(lanes.replace("Espace commun de données", "Notre espace") + "Le quatrième;;;;;;\n")
    found = {card.text: card.parent for card in canvas.snapshot.cards if card.zone == LANES}
    assert found == {"Notre espace": "espace", "Le quatrième": None}
    canvas.bring(
        "fenetre;debut;fin;chaque_annee;source;id;carte\n"
        "Vote du budget;09/03/2027;10/03/2027;non;;vote-du-budget;\n"
        "Conseil;02/02/2027;;non;exemple.fr;;\nTous les ans;01/02/2027;;oui;;;\n"
    )
    windows = {c.text: dict(c.fields) for c in canvas.snapshot.cards if c.zone == CALENDAR}
    assert windows == {
        "Vote du budget": {"date": "2027-03-09", "fin": "2027-03-10"},
        "Conseil": {"date": "2027-02-02", "source": "https://exemple.fr"},
    }


def test_two_rows_that_are_the_same_card_are_one_and_a_refusal() -> None:
    """Whatever column names it: a lane by its card, another by its own id."""
    rows = "fil;id;carte\nUn;;mien\nDeux;;mien\nTrois;mien;\n"
    reading = read_file(rows.encode(), TEMPLATE, Snapshot(TEMPLATE.key))
    assert [card.text for card in reading.cards] == ["Un"]
    assert [(row.line, row.reason) for row in reading.refused] == [
        (3, "le même identifiant est déjà à la ligne 2"),
        (4, "le même identifiant est déjà à la ligne 2"),
    ]


@pytest.mark.parametrize(
    ("cell", "weeks"),
    [
        *(("3", 3.0), ("1,5", 1.5), ("3 sem.", 3.0), ("2 semaines", 2.0), ("10 jours", 1.42)),
        *(("7 j", 1.0), ("1 mois", 4.28), ("2 mois", 8.71), ("1 an", 52.14), ("0", 0.0)),
    ],
)
def test_durations_are_read_as_people_write_them(cell: str, weeks: float) -> None:
    """Days are those of the calendar; rounded up again, they are the number that was said."""
    assert read_duration(cell) == weeks


def test_a_number_of_days_stays_that_number() -> None:
    """Whatever the rounding of weeks."""
    for days in range(1, 2_000):
        assert days_of(read_duration(f"{days} jours")) == days


@pytest.mark.parametrize("cell", ["bientôt", "-1", "3 heures", "1e9", "", "99999999", "2 à 3 mois"])
def test_what_is_no_duration_is_refused(cell: str) -> None:
    """In words; the step stays, without it."""
    with pytest.raises(ValueError, match=r"durée|nombre"):
        read_duration(cell)


def test_the_title_of_a_column_says_the_unit() -> None:
    """« Durée (jours) » : 10 are days."""
    assert read_duration("10", "Durée (en jours)") == 1.42
    report = Canvas().bring("Action;Durée (jours)\nRecruter;40\n")
    assert report.as_json()["added"][0]["said"] == "Durée\u00a0: 5,71\u00a0semaines (40 jours)"


def test_a_duration_beyond_reason_in_the_unit_of_its_column_is_kept_in_words() -> None:
    """150 would be weeks, and so a duration, were it not for its title; the step stays."""
    canvas = Canvas()
    report = canvas.bring("Action;Durée (ans)\nRecruter;150\n")
    assert report.refused == ()
    assert canvas.steps()["Recruter"].fields == {"recommandation": "Durée (ans) : 150"}
    canvas.bring("Action;Durée (jours)\nOuvrir;7000\n")
    assert canvas.steps()["Ouvrir"].fields == {"duree": 1000.0}
