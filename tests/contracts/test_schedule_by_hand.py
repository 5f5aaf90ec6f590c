"""Two chains of the example, worked out by hand in docs/retroplanning.md, are what is computed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from templates_of_tests import DATA, PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.snapshot import Snapshot
from capacities.exports.dialects import Dialect
from capacities.exports.writer import canvas_csv
from capacities.templates.examples import load_examples

TEMPLATE = PRODUCT["retroplanning"]
GUIDE = (DATA.parent / "docs" / "retroplanning.md").read_text("utf-8").partition("## À la main")[2]
COLUMNS = (
    *("texte", "au_plus_tard_debut", "au_plus_tard_fin", "au_plus_tot_debut"),
    *("au_plus_tot_fin", "marge_jours"),
)


def example() -> Snapshot:
    """Return the frise of the example, read from its document, as of the day of the guide."""
    (lisieux,) = [one for one in load_examples(DATA / "exemples") if one.territory == "Lisieux"]
    cards, links = lisieux.canvases[TEMPLATE.key], lisieux.links[TEMPLATE.key]
    snapshot = read_snapshot(open_doc(new_document(TEMPLATE, cards, links), ()), TEMPLATE)
    return replace(snapshot, day=date(2026, 11, 29))


def by_hand(title: str) -> list[list[str]]:
    """Return the rows of a chain of the guide, cells as written."""
    part = GUIDE.partition(f"### {title}\n")[2].partition("\n#")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize(
    "title", ["Le croisement, chaque trimestre", "Le guichet, pour 300 foyers"]
)
def test_a_chain_worked_out_by_hand_is_the_one_that_is_exported(title: str) -> None:
    """Each day and each margin of the tables is in the CSV for French Excel."""
    data = canvas_csv(example(), TEMPLATE, Dialect.EXCEL_FR).decode("utf-8-sig")
    rows = {row["texte"]: row for row in csv.DictReader(io.StringIO(data), delimiter=";")}
    chain = by_hand(title)
    assert len(chain) >= 5
    for text, duration, *days in chain:
        told = [text, *(day.replace("−", "-") for day in days)]
        assert [rows[text][name] for name in COLUMNS] == told
        weeks = rows[text]["duree"]
        worked = f"{weeks} × 7 = {int(weeks) * 7} j" if weeks else "0 j"
        assert worked == duration


def test_a_stranger_finds_the_same_days_from_the_fields_alone() -> None:
    """The rules of the contract, written again in a few lines: no window, no calendar."""
    snapshot = example()
    steps = {card.id: card.fields for card in snapshot.cards}
    before = {one: [e.source for e in snapshot.edges if e.target == one] for one in steps}
    after = {one: [e.target for e in snapshot.edges if e.source == one] for one in steps}

    def days(one: str) -> int:
        return 0 if steps[one].get("etat") == "fait" else int(7 * float(steps[one].get("duree", 0)))

    def finish(one: str) -> int:
        own = steps[one].get("date")
        limits = [date.fromisoformat(str(own)).toordinal()] if own else []
        limits += [finish(other) - days(other) for other in after[one]]
        if not after[one] and not (own and steps[one].get("nature") == "reussite"):
            limits.append(date(2027, 12, 31).toordinal())
        return min(limits)

    def start(one: str) -> int:
        today = date(2026, 11, 29).toordinal()
        return max((start(other) + days(other) for other in before[one]), default=today)

    data = canvas_csv(snapshot, TEMPLATE, Dialect.OPEN).decode()
    for row in csv.DictReader(io.StringIO(data)):
        one = row["id"]
        assert row["au_plus_tard_fin"] == date.fromordinal(finish(one)).isoformat()
        assert int(row["marge_jours"]) == finish(one) - days(one) - start(one)
