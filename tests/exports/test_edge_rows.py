"""Links read back from a CSV: the same ones, and what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capacities.domain.snapshot import Edge
from capacities.exports.dialects import RULES, Dialect
from capacities.exports.reading.decoding import read_lines
from capacities.exports.reading.edge_rows import EdgeRows, columns_of
from capacities.exports.registry import LINKS
from capacities.exports.writer import canvas_csv
from tests.linked import LINKED, SNAPSHOT


def _read(text: str, separator: str = ";") -> tuple[list[Edge], list[tuple[int, str]]]:
    first, *lines = read_lines(text, separator)
    columns = columns_of(first, LINKED)
    assert columns
    rows = EdgeRows(LINKED, columns, separator, SNAPSHOT)
    return rows.read(lines), [(row.line, row.reason) for row in rows.refused]


@pytest.mark.parametrize("dialect", list(Dialect))
def test_links_that_left_come_back_the_same(dialect: Dialect) -> None:
    """Ids, ends, types, fields, texts that a spreadsheet would run; broken links as they were."""
    rules = RULES[dialect]
    text = canvas_csv(SNAPSHOT, LINKED, dialect, LINKS).decode(rules.encoding)
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


def test_a_file_of_cards_is_no_file_of_links() -> None:
    """Nor is one of links, for a canvas where nobody draws any."""
    cards, links = (read_lines(text, ";")[0] for text in ("case;texte;id", "de;vers"))
    assert columns_of(cards, LINKED) is None
    assert columns_of(links, replace(LINKED, edge_kinds=())) is None
