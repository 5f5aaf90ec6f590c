"""The balance of the example, worked out by hand in docs/bilan.md, is the one that is computed."""

from __future__ import annotations

import csv
import io

from templates_of_tests import DATA, PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.snapshot import Snapshot
from capacities.domain.value import balance
from capacities.exports.dialects import Dialect
from capacities.exports.registry import table_named
from capacities.exports.writer import canvas_csv
from capacities.templates.examples import load_examples

TEMPLATE = PRODUCT["creation-valeur"]
GUIDE = (DATA.parent / "docs" / "bilan.md").read_text("utf-8").partition("## À la main")[2]
COLUMNS = (
    *("partie_prenante", "gains_par_an", "couts_par_an", "net_par_an", "net_par_an_min"),
    *("net_par_an_max", "net_une_fois", "equivalent_par_an", "smileys_sans_equivalent"),
    "gagne_sans_payer",
)


def example() -> Snapshot:
    """Return the map of the example, read from its document."""
    (lisieux,) = [one for one in load_examples(DATA / "exemples") if one.territory == "Lisieux"]
    cards, links = lisieux.canvases[TEMPLATE.key], lisieux.links[TEMPLATE.key]
    return read_snapshot(open_doc(new_document(TEMPLATE, cards, links), ()), TEMPLATE)


def plain(cell: str) -> str:
    """Return a number of the guide as the open-data CSV writes it."""
    return cell.strip().replace("−", "-").replace(",50", ".5")


def number(words: str) -> str:
    """Return a number without the spaces between its thousands."""
    return words.replace(" ", "") if words.replace(" ", "").lstrip("-")[:1].isdigit() else words


def test_the_balance_of_the_example_is_the_one_worked_out_by_hand() -> None:
    """To the centime, row by row."""
    rows = [line.strip("|").split("|") for line in GUIDE.splitlines() if line.startswith("| ")]
    head = next(at for at, row in enumerate(rows) if row[0].strip() == "Partie prenante")
    by_hand = [[number(plain(cell)) for cell in row] for row in rows[head + 1 :]]
    written = canvas_csv(example(), TEMPLATE, Dialect.OPEN, table_named(TEMPLATE, "bilan"))
    computed = csv.DictReader(io.StringIO(written.decode()))
    assert by_hand == [[row[name] for name in COLUMNS] for row in computed]
    assert len(by_hand) == 4


def test_the_coverage_of_the_example_is_the_one_worked_out_by_hand() -> None:
    """In cents; the sum of nets is what is gained less what is paid."""
    made = balance(example(), TEMPLATE)
    assert (made.coverage.gains, made.coverage.costs) == (
        (40_417_50, 32_417_50, 47_417_50),
        (70_000_00, 68_000_00, 74_000_00),
    )
    assert sum(party.sums.net_year.likely for party in made.parties) == 111_417_50
    assert made.odd == ()
