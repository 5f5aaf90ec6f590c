"""Markdown, lists of word processors, notes of other tools: read as they look, without loss."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT

from capacities.domain.limits import BLOCK_SIGNS, IMPORT_SIGNS
from capacities.domain.snapshot import Card, Snapshot
from capacities.exports import markdown
from capacities.exports.reading import markdown_reader
from capacities.exports.reading.ideas import Outline

GOUVERNANCE, POURQUOI = PRODUCT["gouvernance"], PRODUCT["pourquoi"]


def read(text: str) -> Outline:
    """Read a text for a canvas whose ideas have a note and a link."""
    return markdown_reader.read(text, GOUVERNANCE)


def plan(outline: Outline) -> list[str]:
    """Return ideas on a line each, « . » for each level; then « | note », « -> link », facts."""
    depths: dict[str, int] = {}
    lines = []
    for idea in outline.ideas:
        depths[idea.key] = depths.get(idea.under, -1) + 1
        said = [idea.text, *(f"| {idea.note}" for _ in idea.notes[:1])]
        said += [f"-> {idea.link}"] if idea.link else []
        said += [f"{name}={value}" for name, value in idea.facts]
        lines.append("." * depths[idea.key] + " ".join(said).replace("\n", " / "))
    return lines


def dropped(outline: Outline) -> dict[str, str]:
    """Return what is told, with its example."""
    return {one.what: one.example for one in outline.tally.dropped}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n  suite\n  et fin\n\n  à part\n  sur deux", ["a suite et fin | à part sur deux"]),
        ("- a\nsuite sans marge\n- b", ["a suite sans marge", "b"]),
        ("- a\n\n  > cité\n  > encore\n\n  fin", ["a | cité encore / fin"]),
        ("# P\n## A\n\n> - x\n>   - y\n>\n> z", ["P", ".A | x / y / z"]),
        ("- a\n\n  > [!tip]+ cité\n\n> [!NOTE]\n> fin", ["a | cité", "fin"]),
        ("> tout\n> cité\n\n> autre\n- a", ["tout cité", "autre", ".a"]),
        ("# P\n## A\n- a\n\n| c | d |\n|---|:-:|\n| 1 | *2* | en trop |\n\nfin",
         ["P", ".A | c | d / 1 | 2 | en trop / fin", "..a"]),
        ("# P\n\n| c | d |\n|---|---|\n| 1 | 2 |", ["P", ".c | d | 1 | 2"]),
        ("un\n\nc | d\n---|--:\n1 | 2\n3 | 4\n\n> cité\nfin",
         ["un", "c | d | 1 | 2 / 3 | 4", "cité", "fin"]),
        ("Plan\n====\n\nÉtapes\n------\n- un", ["Plan", ".Étapes", "..un"]),
        ("# P\n## A\n- un\n\nAprès la liste.", ["P", ".A | Après la liste.", "..un"]),
        ("# P\n- un\n\nAprès la liste.", ["P", ".un", ".Après la liste."]),
        ("- a\n  ````\n  ```\n  dedans\n  ```\n  ````\n- b", ["a | ``` / dedans / ```", "b"]),
        ("- ~~~\n  seul\n  ~~~", ["seul"]),
        ("- a\n\n      code\n        creux", ["a | code /   creux"]),
        ("- # Titre\n- > cité\n- | c | d |\n  |---|---|", ["Titre", "cité", "c | d"]),
        ("<div>\n<p>un <b>deux</b></p>\n</div>\n\n# T\n- a", ["un deux", "T", ".a"]),
        ("- a <u>b</u> <sup>c</sup> <votre nom> x < y", ["a b c <votre nom> x < y"]),
        ("- a<br>b<br />c", ["a / b / c"]),
        ("#\n- \n-\n  plus bas\n- b", ["", ".", ".plus bas", ".b"]),
        ("- - a\n  - b", ["", ".a", ".b"]),
        ("- 😀 שלום 漢字 👩‍👩‍👧", ["😀 שלום 漢字 👩‍👩‍👧"]),
        (r"- \*a\* &eacute; &#8212; ~~b~~ ***c*** `*d*`", ["*a* é — b c *d*"]),
    ],
)  # fmt: skip
def test_blocks_go_to_the_idea_they_are_in(text: str, lines: list[str]) -> None:
    """The first one is its text, the others its note; under a title alone, they are ideas."""
    assert plan(read(text)) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- [a](https://b.fr/é) [c](https://d.fr)", ["a c (https://d.fr) -> https://b.fr/é"]),
        ("# P\n## A\n[a](https://b.fr)", ["P", ".A | a (https://b.fr)"]),
        ("- ![plan](p.png) [page](../a%20b.md)", ["plan (p.png) page (../a%20b.md)"]),
        ("- [![Logo](https://b.fr/l.png)](https://b.fr)",
         ["Logo (https://b.fr/l.png) -> https://b.fr"]),
        ("- [moi](mailto:a@b.fr) <c@d.fr>", ["moi (mailto:a@b.fr) c@d.fr"]),
        ("- <https://b.fr/a_b_c>", ["https://b.fr/a_b_c -> https://b.fr/a_b_c"]),
        ("- [](https://b.fr)", ["https://b.fr -> https://b.fr"]),
        ("- [a][R] [r] [s]\n\n[r]: https://b.fr\n[s]: c.md", ["a r (https://b.fr) s (c.md) -> https://b.fr"]),
        ('- <a href="https://b.fr">a</a> et <img src="p.png" alt="plan">',
         ["a et plan (p.png) -> https://b.fr"]),
        ("- [a](javascript:alert)", ["a (javascript:alert)"]),
    ],
)  # fmt: skip
def test_no_address_is_lost(text: str, lines: list[str]) -> None:
    """The first of a text is its link; the others stay after their words, once."""
    assert plan(read(text)) == lines


def test_a_canvas_without_links_keeps_addresses_in_words() -> None:
    """There is no field for the first one."""
    idea = markdown_reader.read("- [a](https://b.fr)", POURQUOI).ideas[0]
    assert (idea.text, idea.link) == ("a (https://b.fr)", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("•\tA\no\tB\n▪\tC\n•\tD", ["A", ".B", "..C", "D"]),
        ("\uf0b7\tA\n\uf0a7\tB\n\uf0d8\tC\n\uf0b7\tD", ["A", ".B", "..C", "D"]),
        ("• A\n  ◦ B\n    ‣ C\n  ◦ D", ["A", ".B", "..C", ".D"]),
        ("– A\n· B\n‐ C\n– D", ["A", ".B", "..C", "D"]),
        ("•\tA\n§\tB\n§ C", ["A", ".B", ".C"]),
        ("Élus\n• a\n• b\nBudget\n• c", ["Élus", ".a", ".b", "Budget", ".c"]),
        ("Plan d’action :\n- a\n- b", ["Plan d’action :", ".a", ".b"]),
        ("Projet\n\t- a\n\t\t- b\nAutre\n\t- c", ["Projet", ".a", "..b", "Autre", ".c"]),
        ("1. A\na) B\nb) C\n2. D", ["A", ".B", ".C", "D"]),
        ("I. A\nA. B\ni) C\nii) D\nB. E\nII. F", ["A", ".B", "..C", "..D", ".E", "F"]),
        ("1. A\n1.1 B\n1.1.1 C\n1.2. D\n2. E", ["A", ".B", "..C", ".D", "E"]),
        ("- A\n\t- B\n\t\t- C\n    - D\n- E", ["A", ".B", "..C", ".D", "E"]),
        ("1. A\n  - B\n   * C\n  - D\n2. E", ["A", ".B", "..C", ".D", "E"]),
        ("* A\n* B\n+ C\n1) D", ["A", "B", "C", "D"]),
        ("    - A\n        - B\n    - C", ["A", ".B", "C"]),
        ("- A\n          - B", ["A", ".B"]),
        ("• A\n  suite\n  - b", ["A suite", ".b"]),
    ],
)  # fmt: skip
def test_lists_nest_as_they_look(text: str, lines: list[str]) -> None:
    """By their margins; at the same one, a sign that was not yet met is inside."""
    assert plan(read(text)) == lines


@pytest.mark.parametrize(
    "words",
    [
        "M. Dupont est là",
        "a) seul",
        "1.5 million",
        "o est une lettre",
        "§ 3 du code",
        "12.05.2024 là",
    ],
)
def test_words_are_not_taken_for_marks(words: str) -> None:
    """A letter or a number counts in its turn; a sign that is a word too, among others."""
    assert plan(read(f"- x\n\n{words}")) == ["x", words]


def test_what_logseq_writes_for_itself_is_told() -> None:
    """Properties of the program are dropped, those of people are facts."""
    outline = read(
        "title:: Page\n\n- TODO Acheter [[Pain]] #courses\n  collapsed:: true\n  auteur:: Marie\n"
        "\t- LATER ((64f0c1c2-1111-2222-3333-444455556666)) fin\n\t  id:: 64f0\n"
        "\t  :LOGBOOK:\n\t  CLOCK: [2026]\n\t  :END:\n- ![[plan.png]]"
    )
    assert plan(outline) == ["TODO Acheter Pain #courses auteur=Marie", ".LATER  fin", "plan.png"]
    assert dropped(outline) == {
        "ligne d’en-tête": "title:: Page",
        "propriété « collapsed »": "true",
        "propriété « id »": "64f0",
        "journal de Logseq": ":LOGBOOK:",
        "renvoi à un bloc": "64f0c1c2-1111-2222-3333-444455556666",
    }
    assert [idea.line for idea in outline.ideas] == [3, 6, 11]


def test_what_notion_writes_nests_as_it_looks() -> None:
    """Toggles, callouts, boxes to tick; the address of a page is kept whole."""
    outline = read(
        "# Projet\n\n<details>\n<summary>Replié **ici**</summary>\n\n- dedans\n\n    à part\n\n"
        "</details>\n\n- [ ] à faire\n    - [x] fait\n\n<aside>\n💡 À lire\n\n</aside>\n\n"
        "[Sous-page](Projet%20012/Sous-page%20345.md)"
    )
    assert plan(outline) == [
        "Projet", ".Replié ici", "..dedans | à part", ".☐ à faire", "..☑ fait", ".💡 À lire",
        ".Sous-page (Projet%20012/Sous-page%20345.md)",
    ]  # fmt: skip


def test_what_is_not_shown_is_told() -> None:
    """Comments, attributes, titles of links, definitions of nothing, languages of code."""
    outline = read(
        "---\ntitle: T\n---\n<!-- carte -->\n# P {#p}\n- a <!-- b --> [c](d.md 'Titre')\n\n"
        "  ```python\n  x\n  ```\n- ![](data:image/png;base64,AA)\n\n[n]: https://n.fr\n"
    )
    assert plan(outline) == ["P", ".a  c (d.md) | x", "."]
    assert dropped(outline) == {
        "ligne d’en-tête": "title: T", "commentaire": "carte",
        "langage d’un bloc de code": "python",
        "attribut": "{#p}", "titre d’un lien": "Titre", "image": "data:image/png;base64",
        "adresse de lien inutilisée": "https://n.fr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("<!-- x -->\n\n# P\n- a", True),
        ("P\n===\n", True),
        ("a) x\nb) y", True),
        ("•\tx", True),
        ("Élus\n  Maire", False),
        ("M. le Maire\nA. seul", False),
        ("a;b\nc;d", False),
    ],
)
def test_an_outline_is_known_by_its_titles_and_its_marks(text: str, outline: bool) -> None:
    """Whatever it begins with."""
    assert markdown_reader.looks_like_outline(text) is outline


def test_a_text_without_marks_is_read_as_it_is_written() -> None:
    """Unless it holds links: its lines are then Markdown."""
    assert plan(read("A *b*\n  C_d_e\n\tf\\g")) == ["A *b*", ".C_d_e", "..f\\g"]
    assert plan(read("A **b**\n  [c](d.md)")) == ["A b", ".c (d.md)"]


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.integers(-3, 1), min_size=1, max_size=30),
    margin=st.sampled_from(["  ", "    ", "\t"]),
    mark=st.sampled_from(["-", "*", "•", "▪"]),
)
def test_any_list_nests_as_its_margins(steps: list[int], margin: str, mark: str) -> None:
    """Each level is one margin more."""
    depth, lines, expected = 0, [], []
    for number, step in enumerate(steps):
        depth = max(0, depth + step) if number else 0
        lines.append(f"{margin * depth}{mark} x{number}")
        expected.append(f"{'.' * depth}x{number}")
    assert plan(read("\n".join(lines))) == expected


def test_nothing_is_too_deep_nor_too_long() -> None:
    """A thousand levels, quotes in quotes, hundreds of thousands of signs: no word is lost."""
    deep = read("".join(f"{'  ' * level}- n{level}\n" for level in range(1_000)))
    assert deep.ideas[999].under == deep.ideas[998].key
    assert read("- a\n\n  " + ">" * 60 + " mot").ideas[0].note.endswith("mot")
    assert len(read("- a\n" + "b *c*\n" * 150_000).ideas[0].text) > 600_000
    signs = read("- " + "*a* " * IMPORT_SIGNS)
    assert signs.ideas[0].text.count("a") == IMPORT_SIGNS
    assert "mise en forme laissée dans les mots" in dropped(signs)


@pytest.mark.parametrize("mark", ["[", "`", "<b ", "![a](<b ", "<http://a.b> "])
def test_a_paragraph_of_marks_that_open_is_left_in_words(mark: str) -> None:
    """Each would be looked at again for each that follows; the other paragraphs are read."""
    dense = f"a {mark * (BLOCK_SIGNS + 1)}".strip()
    read_as = read(f"- {dense}\n- un *mot*")
    assert [idea.text for idea in read_as.ideas] == [dense, "un mot"]
    assert "mise en forme laissée dans les mots" in dropped(read_as)


@pytest.mark.parametrize(
    "text",
    [
        "• a\no\tb\n1. c\na) d\nb) e\n1.1 f\n– g\n§ h",
        "id:: 5\nid:: 6\n:LOGBOOK:\nx",
        "a {#b}\n{: .c}",
        "[[Page]] ((64f0c1c2-1111-2222-3333-444455556666)) ![[x]]",
        "[x] fait\n[ ] non\nTODO x",
        "<details>\n</details>\n<aside>x</aside><summary>",
        "> a\n| b | c |\n|---|---|\n```\nd\n===\n---",
        "<!-- vide -->\n[a]: b\nhttps://c.fr/d_e_f [g](h)",
        "---\na: b\n---\n# c\n*Qui :* d\n[Action] e",
        "&amp; &#35; #quot; ~~~ \\",
    ],
)
def test_what_looks_like_another_dialect_comes_back_from_our_files(text: str) -> None:
    """Everything that this reader understands of others was typed here as words."""
    cards = tuple(
        Card(id=f"c{number}", text=typed, zone="noeud", rank=f"a{number}", parent="centre")
        for number, typed in enumerate([text, *text.split("\n")])
    )
    written = markdown.write(Snapshot("gouvernance", cards), GOUVERNANCE).decode()
    outline = read(written)
    assert [card.text for card in cards] == [idea.text for idea in outline.ideas[1:]]
    assert not outline.tally.dropped
    assert not any(idea.notes or idea.facts or idea.link for idea in outline.ideas)
