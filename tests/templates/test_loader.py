"""Template files: what is accepted, and what is said of each mistake."""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from pathlib import Path

import pytest

from capacities.domain.template import (
    FORMS,
    EdgeKind,
    Field,
    FieldKind,
    Form,
)
from capacities.exports.registry import ADAPTERS
from capacities.templates import tree
from capacities.templates.building import READERS
from capacities.templates.edges import read_edge_kinds
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.loader import load_templates, read_template, template_files
from capacities.templates.reading import Record

GOOD = """\
cle: essai
forme: zones
titre: Essai
consigne: Une idée par post-it.
source: Carnet
cases:
  - cle: a
    titre: Première
  - cle: b
    titre: Seconde
disposition:
  - lignes:
      - a b
champs:
  - cle: montant
    titre: Montant
    type: montant
    cases: [a]
    total: oui
    total_par: periode
  - cle: periode
    titre: Période
    type: choix
    choix:
      - cle: par-an
        titre: par an
couleurs:
  - cle: idee
    titre: Idée
    teinte: note
"""


LEVELS = """\
niveaux:
    - question: Pourquoi ?
      exemple: Parce que.
    - question: Et pourquoi ?
"""
GOOD_TREE = """\
cle: essai
forme: tree
titre: Essai
consigne: Une idée par branche.
source: Carnet
gommettes: 4
arbre:
  centre: Notre cas
  niveaux:
    - question: Pourquoi ?
      exemple: Parce que.
    - question: Et pourquoi ?
branches:
  - cle: a
    titre: Première
    questions:
      - Qui ?
    exemple: Nous
  - cle: b
    titre: Seconde
types:
  - cle: action
    titre: Action
    teinte: note
    signe: ▶
  - cle: moyen
    titre: Moyen
    teinte: existing
champs:
  - cle: qui
    titre: Qui
    type: texte
    cases: [a, noeud]
  - cle: note
    titre: Note
    type: note
"""


def errors_of(text: str) -> list[tuple[int, str, str]]:
    """Return line, key and expectation of each mistake of a file."""
    template, errors = read_template(text.encode(), "essai.yaml")
    assert (template is None) == bool(errors)
    assert all(error.file == "essai.yaml" for error in errors)
    return [(error.line, error.key, error.expected) for error in errors]


def test_a_good_file_has_no_mistake() -> None:
    """The files that the other tests spoil are right."""
    assert errors_of(GOOD) == errors_of(GOOD_TREE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("forme: zones", "forme: zone", 2, "forme", "vouliez-vous dire « zones »"),
        ("forme: zones", "forme: carte", 2, "forme", "« carte » inconnu : on attend « zones » ou"),
        ("titre: Essai\n", "", 1, "titre", "obligatoire"),
        ("titre: Essai", "titre:", 3, "titre", "un texte"),
        ("titre: Essai", "titre: [1]", 3, "titre", "un texte"),
        ("titre: Essai", "titr: Essai", 3, "titr", "vouliez-vous dire « titre »"),
        ("titre: Essai", "titre: Essai\ntitre: Autre", 4, "titre", "déjà donnée à la ligne 3"),
        ("cle: essai", "cle: Mon Essai", 1, "cle", "minuscules"),
        ("titre: Essai", "titre: Essai\natelier: deux", 4, "atelier", "nombre entre 1 et 20"),
        ("titre: Essai", "titre: Essai\natelier: 2.5", 4, "atelier", "nombre entier entre 1 et 20"),
        ("titre: Essai", "titre: Essai\ngommettes: 0", 4, "gommettes", "nombre entre 1 et 20"),
        ("titre: Essai", "titre: Essai\ngommettes: 21", 4, "gommettes", "nombre entre 1 et 20"),
        ("champs:", "arbre:\n  centre: x\nchamps:", 15, "arbre", "de la forme « tree »"),
        ("cases:", "cases: tout\nblocs:", 6, "cases", "une liste"),
        ("  - cle: b", "  - cle: a", 9, "cases[2].cle", "de la ligne 7"),
        ("    titre: Seconde", "    titre: Première", 10, "cases[2].titre", "de la ligne 8"),
        ("    titre: Seconde", "    titre: Seconde\n    depart: peut-être", 11, "cases[2].depart",
         "« oui » ou « non »"),
        ("- a b", "- a c", 13, "disposition[1].lignes[1]", "aucune case n’a la clé « c »"),
        ("- a b", "- a a", 12, "disposition", "ne sont pas dessinées : « b »"),
        ("- a b", "- a b a", 13, "disposition[1].lignes[1]", "rectangle"),
        ("- a b", "- a b\n      - b a", 13, "disposition[1].lignes[1]", "rectangle"),
        ("- a b", "- a b\n      - a", 14, "disposition[1].lignes[2]", "1 colonnes ici, 2"),
        ("- a b", "- a b\n  - lignes:\n      - a", 15, "disposition[2].lignes[1]", "déjà dessinée"),
        ("  - lignes:", "  - hauteur: haut\n    lignes:", 12, "disposition[1].hauteur", "nombre"),
        ("disposition:\n  - lignes:\n      - a b\n", "", 1, "disposition", "obligatoire"),
        ("cases: [a]", "cases: [z]", 18, "champs[1].cases[1]", "aucune case"),
        ("type: montant", "type: euro", 17, "champs[1].type", "« montant »"),
        ("total_par: periode", "total_par: x", 20, "champs[1].total_par", "n’est pas un champ"),
        ("cle: montant", "cle: texte", 15, "champs[1].cle", "réservé"),
        ("    type: choix\n", "    type: choix\n    total: oui\n", 24, "champs[2].total", "total"),
        ("    type: choix\n", "    type: choix\n    defaut: x\n", 24, "champs[2].defaut", "par-an"),
        ("    choix:\n      - cle: par-an\n        titre: par an\n", "", 21, "champs[2].choix",
         "au moins un choix"),
        ("    type: montant\n", "    type: texte\n    choix: []\n", 18, "champs[1].choix",
         "seul un"),
        ("teinte: note", "teinte: rose", 30, "couleurs[1].teinte", "« note »"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_its_key_and_what_was_expected(
    old: str, new: str, line: int, key: str, words: str
) -> None:
    """Each mistake a person may make when copying a canvas."""
    assert old in GOOD
    found = errors_of(GOOD.replace(old, new, 1))
    assert [(line, key)] == [(error[0], error[1]) for error in found if words in error[2]], found


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        (f"arbre:\n  centre: Notre cas\n  {LEVELS}", "", 1, "arbre", "obligatoire"),
        ("  centre: Notre cas\n", "", 8, "arbre.centre", "obligatoire"),
        ("  centre: Notre cas", "  centre: Notre cas\n  cas_usage: peut-être", 9, "arbre.cas_usage",
         "« oui » ou « non »"),
        ("centre: Notre cas", "centre: ''", 8, "arbre.centre", "il n’y a rien"),
        ("  centre: Notre cas", "  centre: Notre cas\n  racine: x", 9, "arbre.racine", "inconnue"),
        ("  centre: Notre cas", "  centre: Notre cas\n  suivi: {etat: qui}", 9, "arbre.suivi.etat",
         "« qui » inconnu"),
        ("  centre: Notre cas", "  centre: Notre cas\n  suivi: {type: acton}", 9,
         "arbre.suivi.type", "vouliez-vous dire « action »"),
        ("  centre: Notre cas", "  centre: Notre cas\n  suivi: {attendus: [{champ: x, sans: y}]}",
         9, "arbre.suivi.attendus[1].champ", "« x » inconnu"),
        ("  centre: Notre cas", "  centre: Notre cas\n  chaine: {debut: d, facettes: [qui]}", 9,
         "arbre.chaine.facettes[1]", "« qui » inconnu"),
        ("gommettes: 4\narbre:", "arbre:\n  chaine: {debut: d}", 7, "arbre.chaine", "gommettes"),
        ("types:", "liens: []\ntypes:", 21, "liens", "est de la forme « map »"),
        ("    - question: Pourquoi ?\n      exemple", "    - exemple", 10,
         "arbre.niveaux[1].question", "obligatoire"),
        (LEVELS, "niveaux: trois\n", 9, "arbre.niveaux", "une liste"),
        ("  - cle: b", "  - cle: a", 19, "branches[2].cle", "de la ligne 14"),
        ("titre: Seconde", "titre: Première", 20, "branches[2].titre", "de la ligne 15"),
        ("  - cle: b", "  - cle: centre", 19, "branches[2].cle", "réservé"),
        ("  - cle: b", "  - cle: noeud", 19, "branches[2].cle", "réservé"),
        ("  - cle: b", "  - cle: Été", 19, "branches[2].cle", "minuscules"),
        ("titre: Seconde", "titre: Seconde\n    depart: oui", 21, "branches[2].depart", "inconnue"),
        ("  - cle: moyen", "  - cle: action", 26, "types[2].cle", "du type de la ligne 22"),
        ("teinte: existing", "teinte: bleu", 28, "types[2].teinte", "« existing »"),
        ("signe: ▶", "signe: ▶▶▶", 25, "types[1].signe", "un seul signe"),
        ("types:", "couleurs:", 1, "types", "obligatoire"),
        ("types:", "couleurs:", 22, "couleurs", "Clés de sa forme : arbre, branches, types"),
        ("types:", "types: []\ncouleurs:", 21, "types", "au moins un type"),
        ("champs:", "disposition: []\nchamps:", 29, "disposition", "de la forme « zones »"),
        ("champs:", "matrice: {}\nchamps:", 29, "matrice", "de la forme « zones »"),
        ("champs:", "cases: []\nchamps:", 29, "cases", "de la forme « zones »"),
        ("champs:", "blocs: []\nchamps:", 29, "blocs", "de la forme « zones »"),
        ("cases: [a, noeud]", "cases: [a, c]", 33, "champs[1].cases[2]", "« c »"),
        ("cle: note\n", "cle: chemin\n", 34, "champs[2].cle", "réservé"),
        ("gommettes: 4", "gommettes: quatre", 6, "gommettes", "nombre entre 1 et 20"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_tree_is_told_as_in_a_canvas_of_boxes(
    old: str, new: str, line: int, key: str, words: str
) -> None:
    """Each mistake a person may make when copying a tree."""
    assert old in GOOD_TREE
    found = errors_of(GOOD_TREE.replace(old, new, 1))
    assert [(line, key)] == [(error[0], error[1]) for error in found if words in error[2]], found


@pytest.mark.parametrize(("good", "form"), [(GOOD, Form.ZONES), (GOOD_TREE, Form.TREE)])
def test_no_field_takes_the_name_of_a_column_of_the_csv(good: str, form: Form) -> None:
    """Two columns of one name could not be told apart."""
    template, _ = read_template(good.encode(), "essai.yaml")
    assert template is not None
    for column in ADAPTERS[form].tables[0].columns(template):
        if column.field is None:
            spoiled = good.replace(
                "champs:\n", f"champs:\n  - cle: {column.name}\n    titre: x\n    type: texte\n"
            )
            assert any("réservé" in words for _, _, words in errors_of(spoiled)), column.name


def test_a_card_may_have_a_field_named_as_the_ends_of_links() -> None:
    """Only what a card itself has is refused."""
    fine_for_cards = {"from": True, "to": True, "kind": True, "on": False, "origin": False}
    for key, fine in fine_for_cards.items():
        found = errors_of(GOOD_TREE.replace("cle: note\n", f"cle: {key}\n"))
        assert (found == []) is fine, key


def test_a_form_with_links_reads_their_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its fields; a field never takes the name of what a link already has."""
    reader = FormReader((*tree.READER.keys, "liens"), _tree_with_links)
    monkeypatch.setitem(READERS, Form.TREE, reader)
    kind = "liens: [{cle: mene-a, titre: Mène à, champs: [{cle: KEY, titre: D, type: nombre}]}]\n"
    template, errors = read_template((GOOD_TREE + kind.replace("KEY", "duree")).encode(), "a.yaml")
    assert errors == ()
    assert template is not None
    assert template.edge_kinds == (
        EdgeKind("mene-a", "Mène à", (Field("duree", "D", FieldKind.NUMBER),)),
    )
    ((_, key, words),) = errors_of(GOOD_TREE + kind.replace("KEY", "vers"))
    assert (key, "réservé" in words) == ("liens[1].champs[1].cle", True)


@pytest.mark.parametrize(
    ("second", "line", "key", "words"),
    [
        ("{cle: duree, titre: D, type: nombre}", 0, "", ""),
        ("{cle: duree, titre: D, type: texte}", 2, "liens[2].champs[1]", "autrement à la ligne 1"),
        ("{cle: duree, titre: E, type: nombre}", 2, "liens[2].champs[1]", "autrement à la ligne 1"),
        (
            "{cle: cout, titre: C, type: nombre, total: oui}",
            2,
            "liens[2].champs[1].total",
            "clé in",
        ),
    ],
)
def test_kinds_of_links_declare_alike_what_they_share_and_nothing_in_vain(
    monkeypatch: pytest.MonkeyPatch, second: str, line: int, key: str, words: str
) -> None:
    """One column cannot hold two fields, and no box shows the total of links."""
    reader = FormReader((*tree.READER.keys, "liens"), _tree_with_links)
    monkeypatch.setitem(READERS, Form.TREE, reader)
    start = GOOD_TREE.count("\n")
    kinds = (
        "liens: [{cle: a, titre: A, champs: [{cle: duree, titre: D, type: nombre}]},\n"
        f"  {{cle: b, titre: B, champs: [{second}]}}]\n"
    )
    found = errors_of(GOOD_TREE + kinds)
    if not line:
        assert found == []
        return
    ((at, where, said),) = found
    assert (at - start, where) == (line, key)
    assert words.replace("ligne 1", f"ligne {start + 1}") in said


def _tree_with_links(top: Record) -> FormRead:
    return replace(tree.READER.read(top), edge_kinds=read_edge_kinds(top))


def test_every_form_has_its_reader() -> None:
    """A form without one could not be declared."""
    assert list(READERS) == FORMS


def test_a_folder_that_cannot_be_listed_now_is_not_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many files open: canvases are there. No folder, or a closed one, has none."""
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    assert template_files(tmp_path / "rien") == template_files(tmp_path / "a.yaml") == []

    def refuse(_folder: Path) -> list[str]:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("capacities.templates.loader.os.listdir", refuse)
    with pytest.raises(OSError, match="Too many"):
        load_templates(tmp_path)


def test_a_file_that_did_not_change_is_not_parsed_again(tmp_path: Path) -> None:
    """The template is the very same; another content makes another one."""
    (tmp_path / "a.yaml").write_text(GOOD)
    library = load_templates(tmp_path)
    again = load_templates(tmp_path, library)
    assert again.templates["essai"] is library.templates["essai"]
    (tmp_path / "a.yaml").write_text(GOOD.replace("titre: Essai", "titre: Autre"))
    assert load_templates(tmp_path, again).templates["essai"].title == "Autre"


def test_a_tree_may_have_no_branch_and_no_question() -> None:
    """A centre and a type are enough to begin."""
    branches = GOOD_TREE[GOOD_TREE.index("branches:") : GOOD_TREE.index("types:")]
    text = GOOD_TREE.replace(branches, "").replace(f"  {LEVELS}", "")
    assert errors_of(text.replace("cases: [a, noeud]", "cases: [noeud]")) == []


def test_every_mistake_of_a_file_is_reported_at_once() -> None:
    """One does not mend a file mistake after mistake."""
    text = GOOD.replace("titre: Essai", "titr: x").replace("- a b", "- a z").replace("note", "x")
    assert sorted({line for line, _, _ in errors_of(text)}) == [3, 12, 13, 30]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("cle: essai\nconsigne: Partez du centre : ici\n", 2, "guillemets droits"),
        ("cle: essai\n\ttitre: x\n", 2, "tabulations"),
        ("cle: essai\n  titre: x\n", 2, "« : » est mal placé"),
        ('cle: "essai\ntitre: x\n', 3, "guillemet ouvert"),
        ("cle: [a, b\ntitre: x\n", 2, "crochets"),
        ("cle: &a essai\ntitre: *a\n", 1, "ancres"),
        ("cle: !!python/object:os.system x\n", 1, "« ! »"),
        ("", 1, "vide"),
        ("--- a\n--- b\n", 2, "« --- »"),
        ("a: \x07\n", 1, "caractère de contrôle"),
        ("- a\n- b\n", 1, "clé: valeur"),
        ("juste un texte", 1, "clé: valeur"),
        ("[" * 30, 1, "niveaux"),
        ("x: " + "a" * 300_000, 1, "256 ko"),
        ("[" + "a," * 25_000 + "]", 1, "20000 éléments"),
    ],
)
def test_what_is_not_our_yaml_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """Syntax, anchors, tags, size, depth and number are refused, never run."""
    (first, *_) = errors_of(text)
    assert line == first[0]
    assert words in first[2]


def test_a_file_in_another_encoding_is_refused_with_its_line() -> None:
    """Accents saved by an old editor are told, not guessed."""
    _, (error,) = read_template("cle: a\ntitre: Été\n".encode("cp1252"), "x.yaml")
    assert (error.line, "UTF-8" in error.expected) == (2, True)


def test_bombs_are_refused_at_once() -> None:
    """Anchors that multiply, and deep nesting, cost no time."""
    bomb = "a: &a [x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)},*{chr(97 + i)}]\n"
        for i in range(9)
    )
    start = time.process_time()
    for text in (bomb, "[" * 40_000, "{a: " * 10_000):
        assert errors_of(text)
    assert time.process_time() - start < 1


def test_one_bad_file_never_hides_the_others(tmp_path: Path) -> None:
    """The library holds what can be used, and says what is wrong with the rest."""
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(GOOD.replace("cle: essai", "cle: autre"))
    (tmp_path / "c.yaml").write_text("cle: [")
    (tmp_path / "d.yaml").write_text(GOOD)
    (tmp_path / "e.yaml").mkdir()
    library = load_templates(tmp_path)
    assert list(library.templates) == ["essai", "autre"]
    assert [
        (error.file, word)
        for error, word in zip(library.errors, ("écriture", "a.yaml", "lu"), strict=True)
        if word in str(error) or word == "écriture"
    ] == [
        ("c.yaml", "écriture"),
        ("d.yaml", "a.yaml"),
        ("e.yaml", "lu"),
    ]
