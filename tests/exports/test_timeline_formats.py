"""A timeline as an agenda and as a workbook: read back by the libraries that others use."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
from golden_snapshots import timeline_of
from icalendar import Calendar
from templates_of_tests import PRODUCT

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import TRAY
from capacities.domain.timeline import plan_of
from capacities.exports import gantt, ics, xlsx
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import book_of
from capacities.exports.timeline import window_titles

TEMPLATE = PRODUCT["retroplanning"]
GOLDEN = timeline_of(TEMPLATE)


def canvas(*cards: Card) -> Snapshot:
    """Return a small canvas, on the last Sunday of November 2026."""
    return Snapshot(TEMPLATE.key, cards, day=date(2026, 11, 29), name="d/c", version=7)


def workbook(snapshot: Snapshot) -> openpyxl.Workbook:
    """Return its workbook, read again."""
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(book_of(snapshot, TEMPLATE))))


def events(snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """Return the events of the agenda, by the id of their step."""
    calendar = Calendar.from_ical(ics.write(snapshot, TEMPLATE))
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_the_agenda_parses_and_its_events_last_whole_days() -> None:
    """From the latest start to the latest finish, both in it: the end is the day after."""
    planned = plan_of(GOLDEN, TEMPLATE, date(2026, 11, 29)).cards
    found = events(GOLDEN)
    assert len(found) > 15
    for one, event in found.items():
        start, end = event["dtstart"].dt, event["dtend"].dt  # type: ignore[attr-defined]
        assert (type(start), type(end)) == (date, date)
        assert end == planned[one].latest_finish + timedelta(days=1)
        acts = planned[one].task.acts and planned[one].days
        assert start == (planned[one].latest_start if acts else planned[one].latest_finish)


def test_an_agenda_made_another_day_is_the_same() -> None:
    """Brought in twice it changes nothing: same names, same stamps; a change makes it newer."""
    later = replace(GOLDEN, day=date(2027, 5, 1))
    assert ics.write(GOLDEN, TEMPLATE) == ics.write(later, TEMPLATE)
    assert {event["sequence"] for event in events(GOLDEN).values()} == {42}
    assert {event["sequence"] for event in events(replace(GOLDEN, version=43)).values()} == {43}


def test_two_dossiers_made_of_the_same_example_do_not_share_events() -> None:
    """Their steps have the same ids: the name of the document tells them apart."""
    step = Card("pas", "Un pas", "espace")
    here = Calendar.from_ical(ics.write(canvas(step), TEMPLATE)).walk("VEVENT")[0]
    other = replace(canvas(step), name="e/c")
    there = Calendar.from_ical(ics.write(other, TEMPLATE)).walk("VEVENT")[0]
    assert (str(here["uid"]), str(there["uid"])) == ("pas@d/c.capacities", "pas@e/c.capacities")


def test_texts_of_an_agenda_come_back_as_they_are() -> None:
    """Commas, semicolons, backslashes, line ends and lines that look like the grammar."""
    text = "Payer ; signer, \\ publier\nEND:VEVENT\r\nBEGIN:VALARM"
    note = {"recommandation": "a;b,c\\n\nd", "qui": "Léa"}
    event = events(canvas(Card("pas", text, "espace", fields=note)))["pas"]
    assert event["summary"] == "Payer ; signer, \\ publier END:VEVENT BEGIN:VALARM"
    assert "Recommandation\u00a0: a;b,c\\n\nd" in str(event["description"])
    assert event["categories"].cats == ["Espace commun de données"]  # type: ignore[attr-defined]


def test_a_step_still_to_be_placed_is_in_the_agenda_only_with_a_date() -> None:
    """The horizon of what nobody placed is no appointment."""
    dated = Card("datee", "Un jour", TRAY, fields={"date": "2027-02-03"})
    assert list(events(canvas(Card("libre", "Une idée", TRAY), dated))) == ["datee"]


def test_the_dates_of_a_workbook_are_dates_and_its_numbers_numbers() -> None:
    """Read by openpyxl; no cell is a formula."""
    text = "=HYPERLINK(1)"
    step = Card("pas", text, "espace", fields={"duree": 1.5, "date": "2027-02-03", "qui": "+33 2"})
    book = workbook(canvas(step))
    sheet = book["Étapes"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert sheet.freeze_panes == "C2"
    assert (row["Texte"].value, row["Texte"].data_type) == (text, "s")
    assert (row["Pilote"].value, row["Pilote"].data_type) == ("+33 2", "s")
    assert row["Durée"].value == 1.5
    for name, day in (("Date", date(2027, 2, 3)), ("Début au plus tard", date(2027, 1, 23))):
        assert row[name].is_date
        assert row[name].value.date() == day
    assert (row["Marge"].value, row["Trop tard"].value) == (55, "non")


def test_the_frise_of_a_workbook_has_a_bar_for_each_step() -> None:
    """Signs besides colours: critical, réussite, done, others; today has its column."""
    steps = (
        Card("a", "Presser", "espace", "a0", fields={"duree": 3.0, "date": "2026-12-20"}),
        Card("b", "Fait", "espace", "a1", fields={"duree": 3.0, "etat": "fait"}),
        Card("c", "Réussir", "espace", "a2", fields={"nature": "reussite"}),
        Card("d", "Plus tard", "espace", "a3", fields={"duree": 2.0}),
    )
    book = workbook(canvas(*steps))
    rows = list(book["Frise"].iter_rows(values_only=True))
    assert "Aujourd’hui 29/11/2026" in rows[0]
    bars = ["".join(str(cell) for cell in row[2:] if cell) for row in rows[1:5]]
    assert bars == ["▲▲▲▲", "✓", "★", "■■■"]


def test_a_step_still_to_be_placed_has_no_bar_without_a_date() -> None:
    """As it has no event in the agenda: nobody said when it is."""
    dated = Card("datee", "Un jour", TRAY, "a1", fields={"date": "2027-02-03"})
    book = workbook(canvas(Card("libre", "Une idée", TRAY, "a0", fields={"duree": 2.0}), dated))
    rows = list(book["Frise"].iter_rows(values_only=True))[1:3]
    assert [(row[1], any(row[2:])) for row in rows] == [("Une idée", False), ("Un jour", True)]


def test_a_window_goes_by_its_title_in_a_workbook_and_comes_back() -> None:
    """Its key stays in the CSV."""
    key, title = next(iter(window_titles(canvas(), TEMPLATE).items()))
    step = Card("pas", "Un pas", "espace", "a0", fields={"avant": key})
    head, row = list(workbook(canvas(step))["Étapes"].iter_rows(values_only=True))[:2]
    assert dict(zip(head, row, strict=True))["Avant"] == title
    data = xlsx.write(book_of(canvas(step), TEMPLATE))
    assert dict(read_file(data, TEMPLATE, canvas(step)).cards[0].fields) == {"avant": key}


def test_files_say_how_much_is_still_hidden() -> None:
    """Under the legend, in the description of the agenda, as a comment of the diagram."""
    step = Card("pas", "Un pas", "espace")
    quiet = replace(canvas(step), hidden=2)
    said = "2 étapes des autres sont encore cachées"
    sheet = workbook(quiet)["Frise"]
    assert str(sheet.cell(5, 2).value).startswith(said)
    calendar = Calendar.from_ical(ics.write(quiet, TEMPLATE))
    assert str(calendar["x-wr-caldesc"]).replace("\u00a0", " ").startswith(said)
    lines = gantt.write(quiet, TEMPLATE).decode().replace("\u00a0", " ").splitlines()
    assert lines[1].startswith(f"    %% {said}")
    assert "x-wr-caldesc" not in Calendar.from_ical(ics.write(canvas(step), TEMPLATE))


def test_a_workbook_ends_with_the_calendar() -> None:
    """No week comes after the last day there is."""
    step = Card("pas", "Un pas", "espace", fields={"duree": 2.0})
    late = replace(canvas(step), day=date(9999, 6, 1), meta={"horizon": "9999-12-31"})
    rows = workbook(late)["Frise"]
    assert len(list(rows.iter_rows())) > 1
