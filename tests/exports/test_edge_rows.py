"""Links read back from a CSV: the same ones, and what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.snapshot import Edge
from capacities.domain.template import Template
from capacities.exports.dialects import RULES, Dialect
from capacities.exports.reading.asking import read_table
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.guessing import Roles
from capacities.exports.reading.opening import Line, open_text
from capacities.exports.reading.zones_reader import READER
from capacities.exports.registry import LINKS as LINKS_TABLE
from capacities.exports.writer import canvas_csv
from tests.linked import LINKED, SNAPSHOT, TRUST


def _read(
    text: str, separator: str = ";", template: Template = LINKED
) -> tuple[list[Edge], list[tuple[int, str]]]:
    table = open_text(f"sep={separator}\n{text}", "UTF-8")
    roles = Roles(replace(READER, kinds=LINKS), template, SNAPSHOT)
    found = read_table(table, roles)
    return list(found.edges or ()), [(row.line - 1, row.reason) for row in found.refused]


@pytest.mark.parametrize("dialect", list(Dialect))
def test_links_that_left_come_back_the_same(dialect: Dialect) -> None:
    """Ids, ends, types, fields, texts that a spreadsheet would run; broken links as they were."""
    rules = RULES[dialect]
    text = canvas_csv(SNAPSHOT, LINKED, dialect, LINKS_TABLE).decode(rules.encoding)
    assert _read(text, rules.separator) == (list(SNAPSHOT.edges), [])


def test_an_end_is_found_by_its_text_when_one_card_alone_has_it() -> None:
    """Three columns of a spreadsheet make links; what is not there is said with its line."""
    found, refused = _read(
        "de;vers;type\ncadastre solaire;=USAGERS ; élus;flux\n".replace(
            "=USAGERS ; élus", '"=USAGERS ; élus"'
        )
        + "cadastre solaire;Ailleurs;flux\ncadastre solaire;cadastre solaire;troc\n"
    )
    assert [(edge.source, edge.target, edge.kind) for edge in found] == [("a", "b", "flux")]
    assert [line for line, _ in refused] == [3, 4]
    assert "aucun élément ne s’appelle « Ailleurs »" in refused[0][1]


def test_what_a_file_has_no_column_for_is_kept_of_a_known_link() -> None:
    """Its text, its type and the fields of its type; a new link takes the only type there is."""
    found, refused = _read("id;cle_de;cle_vers;volume\nl1;b;a;7\nl3;b;a;\n;a;b;\n")
    l1, l3 = SNAPSHOT.edges[0], SNAPSHOT.edges[2]
    assert found == [
        Edge("l1", "b", "a", "flux", l1.text, fields={"volume": 7}),
        Edge("l3", "b", "a", l3.kind, l3.text),
    ]
    assert [line for line, _ in refused] == [4]
    one_kind = replace(LINKED, edge_kinds=(TRUST,))
    (new,), _ = _read("id;cle_de;cle_vers\n;a;b\n", template=one_kind)
    assert new.kind == "confiance"


def test_links_without_ids_that_are_there_are_met_once() -> None:
    """Of the same ends, type and text: the one that is there; a second one is another."""
    row = f'cadastre solaire;"=USAGERS ; élus";flux;{SNAPSHOT.edges[0].text}\n'
    found, _ = _read(f"de;vers;type;texte\n{row}{row}")
    assert found[0] == SNAPSHOT.edges[0]
    assert found[1].id != found[0].id


def test_a_blank_cell_empties_a_text_and_not_a_type() -> None:
    """A link without a type would be nothing: the one it has stays."""
    found, _ = _read("id;cle_de;cle_vers;type;texte\nl1;a;b;;\n")
    assert [(edge.kind, edge.text) for edge in found] == [("flux", "")]


def test_a_type_that_is_not_said_or_not_known_is_refused_in_a_sentence() -> None:
    """What is not there is not quoted; those that there are, are."""
    _, refused = _read('de;vers;type\ncadastre solaire;"=USAGERS ; élus";\n;;troc\n;;\n')
    said = refused[0][1]
    assert said.startswith("le type du lien n’est pas dit ; possible : ")
    assert refused[1][1].startswith("« troc » n’est pas un type de lien ; possible : ")


def test_a_link_to_itself_is_refused_with_its_line() -> None:
    """As on the page; a text too long is not divided."""
    long = "x" * (CARD_TEXT_CHARS + 1)
    _, refused = _read(f"id;cle_de;cle_vers;type;texte\n;a;a;flux;\n;a;b;flux;{long}\n")
    assert refused[0] == (2, "un lien relie deux éléments différents")
    assert (refused[1][0], "« texte » dépasse" in refused[1][1]) == (3, True)


def is_links(header: str, template: Template = LINKED) -> bool:
    """Tell whether a first line is that of a file of links."""
    first = Line(1, tuple(header.split(";")))
    return any(kind.columns(first, template) for kind in LINKS)


@pytest.mark.parametrize("more", ["", ";case", ";cle_case", ";chemin", ";cle_parent", ";rang"])
def test_a_file_of_cards_is_no_file_of_links(more: str) -> None:
    """Even of cards that have fields of those names; nor is one of links where nobody draws any."""
    assert is_links(f"id;de;vers{more}") is (more == "")
    assert not is_links(f"id;de;vers{more}", replace(LINKED, edge_kinds=()))


@pytest.mark.parametrize("more", ["rang", "chemin"])
def test_a_column_that_somebody_added_does_not_hide_our_links(more: str) -> None:
    """They say the keys of their ends, as no file of cards does."""
    assert is_links(f"id;de;vers;cle_de;cle_vers;{more}")
