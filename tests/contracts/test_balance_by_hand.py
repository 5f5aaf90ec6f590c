"""The balance of the example, worked out by hand in docs/bilan.md, is the one that is computed."""

from __future__ import annotations

import csv
import io
import re
from itertools import takewhile

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


def table(head: str) -> list[list[str]]:
    """Return the rows of the table of the guide whose first head is this, cells as written."""
    lines = GUIDE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {head} |")) + 2
    rows = takewhile(lambda line: line.startswith("|"), lines[start:])
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def cents(words: str) -> int:
    """Return an amount of the guide, worked out after the last sign =, in cents."""
    return round(float(number(plain(words.rpartition("=")[2]))) * 100)


def test_the_balance_of_the_example_is_the_one_worked_out_by_hand() -> None:
    """To the centime, row by row."""
    by_hand = [[number(plain(cell)) for cell in row] for row in table("Partie prenante")]
    written = canvas_csv(example(), TEMPLATE, Dialect.OPEN, table_named(TEMPLATE, "bilan"))
    computed = csv.DictReader(io.StringIO(written.decode()))
    assert by_hand == [[row[name] for name in COLUMNS] for row in computed]
    assert len(by_hand) == 4


def test_the_euros_of_the_guide_are_those_of_the_example() -> None:
    """Each in its row: what it is, between which ends, when, who gains and who pays."""
    snapshot = example()
    made = {stamp.id: stamp for stamp in balance(snapshot, TEMPLATE).stamps if stamp.money}
    texts = {card.id: card.text.replace("\u00a0", " ") for card in snapshot.cards}
    sense = TEMPLATE.field("sens")
    assert sense is not None
    senses = {choice.key: choice.title for choice in sense.choices}
    written = {
        (text, kind, cents(amount), *ends(amount, between), when, gainer, payer)
        for text, kind, amount, between, when, gainer, payer in table("€")
    }
    assert written == {
        (
            texts[stamp.id], senses[stamp.sense], *stamp.span,
            "par an" if stamp.yearly else "une fois",
            texts.get(stamp.gainer or "", ""), texts.get(stamp.payer or "", ""),
        )
        for stamp in made.values()
        if stamp.span is not None
    }  # fmt: skip
    assert len(written) == len(made) == len(table("€"))


def ends(amount: str, between: str) -> tuple[int, int]:
    """Return the ends of a range of the guide; without one, both are the amount."""
    low, high = between.split(", ") if between else (amount, amount)
    return cents(low), cents(high)


def test_the_shares_of_the_guide_are_those_of_the_example() -> None:
    """Likely, at worst, at best: to a tenth of a percent."""
    coverage = balance(example(), TEMPLATE).coverage
    assert coverage.likely is not None
    assert coverage.worst is not None
    assert coverage.best is not None
    said = re.search(
        r"= ([\d,]+)\s% \(au pire .*?= ([\d,]+)\s%, au mieux .*?= ([\d,]+)\s%\)", GUIDE, re.DOTALL
    )
    assert said is not None
    found = [coverage.likely, coverage.worst, coverage.best]
    assert list(said.groups()) == [f"{float(share) * 100:.1f}".replace(".", ",") for share in found]


def test_the_coverage_of_the_example_is_the_one_worked_out_by_hand() -> None:
    """In cents; the sum of nets is what is gained less what is paid."""
    made = balance(example(), TEMPLATE)
    assert (made.coverage.gains, made.coverage.costs) == (
        (40_417_50, 32_417_50, 47_417_50),
        (70_000_00, 68_000_00, 74_000_00),
    )
    assert sum(party.sums.net_year.likely for party in made.parties) == 111_417_50
    assert made.odd == ()
