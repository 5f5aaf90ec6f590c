"""The form "timeline" as tables: its steps with their days, its lanes, its calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from capacities.domain.days import today
from capacities.domain.lanes import Lane, steps_of
from capacities.domain.plans import timeline_plan
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import CALENDAR, TRAY, Field, FieldKind, Template
from capacities.domain.timeline import plan_of, shown_lanes
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.windows import Window
from capacities.exports.names import keys_by_name, normalize
from capacities.exports.table import Column, Table, field_columns

LANE, TEXT, AUTHOR, CREATED, ID, RANK, LANE_KEY = (
    Column("fil", "Fil de l’étape, par son titre ; vide tant qu’elle est à placer."),
    Column("texte", "Texte de l’étape."),
    Column("auteur", "Pseudonyme de la personne qui a créé l’étape."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601).", technical=True),
    Column("id", "Identifiant de l’étape : ne pas le changer pour réimporter.", technical=True),
    Column("rang", "Ordre parmi les étapes du même fil, comparé comme un texte.", technical=True),
    Column(
        "cle_fil",
        "Clé du fil, stable même si son titre change ; « a-placer » sans fil.",
        technical=True,
    ),
)
BEFORE: Final = "avant"
"""The field of steps that holds the key of a window."""
_TRACE: Final = (AUTHOR, CREATED, ID, RANK, LANE_KEY)


def _of_kind(name: str, title: str, description: str, kind: FieldKind) -> Column:
    return Column(name, description, Field(name, title, kind))


LATEST_START, LATEST_FINISH, EARLIEST_START, EARLIEST_FINISH = (
    _of_kind(name, title, description, FieldKind.DATE)
    for name, title, description in (
        (
            "au_plus_tard_debut",
            "Début au plus tard",
            "Jour où commencer au plus tard : la fin au plus tard, moins la durée.",
        ),
        (
            "au_plus_tard_fin",
            "Fin au plus tard",
            "Jour où avoir fini au plus tard pour que tout ce qui suit tienne.",
        ),
        (
            "au_plus_tot_debut",
            "Début au plus tôt",
            "Jour où commencer au plus tôt : quand tout ce qui précède est fini, sinon le jour "
            "demandé.",
        ),
        ("au_plus_tot_fin", "Fin au plus tôt", "Début au plus tôt, plus la durée."),
    )
)
SLACK: Final = Column(
    "marge_jours",
    "Jours entre le début au plus tôt et le début au plus tard ; négatif quand ils manquent.",
    type="integer",
    unit="jours",
    title="Marge",
)
CRITICAL, LATE = (
    _of_kind(
        "critique",
        "Critique",
        "Sans marge, ou la plus petite marge de ce qui mène à l’une de ses réussites.",
        FieldKind.YES_NO,
    ),
    _of_kind(
        "trop_tard",
        "Trop tard",
        "L’étape n’est pas faite, et il aurait fallu la commencer avant le jour demandé.",
        FieldKind.YES_NO,
    ),
)
COMPUTED: Final = (
    *(LATEST_START, LATEST_FINISH, EARLIEST_START, EARLIEST_FINISH, SLACK, CRITICAL, LATE),
)
"""Columns that follow from the others: they are not read again."""

LANE_TITLE, STEPS, LANE_AUTHOR, LANE_CREATED, LANE_ID, LANE_RANK, CARD = (
    Column("fil", "Titre du fil."),
    Column("etapes", "Nombre d’étapes du fil.", type="integer", title="Étapes"),
    Column("auteur", "Pseudonyme de la personne qui l’a ajouté ou changé la première."),
    Column("cree_le", "Moment où elle l’a fait, en temps universel (ISO 8601).", technical=True),
    Column(
        "id",
        "Clé du fil, dans « cle_fil » des étapes : ne pas la changer pour réimporter.",
        technical=True,
    ),
    Column("rang", "Ordre des fils, comparé comme un texte.", technical=True),
    Column(
        "carte",
        "Identifiant de ce qui l’ajoute ou le change ; vide pour ce que le modèle donne.",
        technical=True,
    ),
)
LANES_COLUMNS: Final = (LANE_TITLE, STEPS, LANE_AUTHOR, LANE_CREATED, LANE_ID, LANE_RANK, CARD)

WINDOW, START, END, YEARLY, SOURCE, WINDOW_ID, WINDOW_RANK = (
    Column("fenetre", "Titre de la fenêtre du calendrier.", title="Fenêtre"),
    _of_kind(
        *("debut", "Premier jour"),
        "Premier jour ; de celle qui revient chaque année, la première qui n’est pas finie.",
        FieldKind.DATE,
    ),
    _of_kind("fin", "Dernier jour", "Dernier jour, compris.", FieldKind.DATE),
    _of_kind("chaque_annee", "Chaque année", "Revient-elle chaque année ?", FieldKind.YES_NO),
    Column("source", "Où on l’a lu."),
    Column(
        "id", "Clé de la fenêtre, dans « avant » des étapes : ne pas la changer.", technical=True
    ),
    Column("rang", "Ordre des fenêtres ajoutées, comparé comme un texte.", technical=True),
)
CALENDAR_COLUMNS: Final = (
    *(WINDOW, START, END, YEARLY, SOURCE, LANE_AUTHOR, LANE_CREATED, WINDOW_ID),
    *(WINDOW_RANK, CARD),
)

Row = tuple[FieldValue | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A window of the calendar, and the card that says it, None for the template's as it is.

    ``title``: what it is called, "" when nobody said. ``days``: its first and its last one as they
    were said, ISO dates or "", of a window that does not come back each year.
    """

    window: Window
    card: Card | None
    title: str
    days: tuple[str, str] = ("", "")


def planned(snapshot: Snapshot, template: Template) -> Schedule:
    """Schedule a timeline as of its day."""
    return plan_of(snapshot, template, as_of(snapshot))


def as_of(snapshot: Snapshot) -> date:
    """Return the day as of which a canvas is read: the one asked, else today in Paris."""
    return snapshot.day or today(datetime.now(UTC))


def days_of(one: Planned) -> tuple[date, date]:
    """Return the first and the last day of a step: the same for what takes no time of its own."""
    acts = one.task.acts and one.days > 0
    return (one.latest_start if acts else one.latest_finish), one.latest_finish


def is_planned(card: Card, one: Planned) -> bool:
    """Tell whether somebody said when a step is: one of the tray is so by its date only."""
    return card.zone != TRAY or one.task.day is not None


def step_fields(template: Template) -> tuple[Field, ...]:
    """Return the fields of steps: not those of the calendar alone."""
    return tuple(field for field in template.fields if field.zones != {CALENDAR})


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return all the steps; the columns depend on the template only."""
    return Table(columns(template), tuple(_rows(snapshot, template)))


def to_told_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the steps for people: a window of the calendar goes by its title."""
    table, titles = to_table(snapshot, template), window_titles(snapshot, template)
    known = keys_by_name(titles.items())
    told = {key: title for key, title in titles.items() if known.get(normalize(title)) == key}
    names = [column.name for column in table.columns]
    rows = (
        tuple(
            told.get(str(cell), cell) if name == BEFORE else cell
            for name, cell in zip(names, row, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def window_titles(snapshot: Snapshot, template: Template) -> dict[str, str]:
    """Return the titles of the windows that have one, by their keys."""
    shown = shown_windows(snapshot, template)
    return {one.window.key: one.title for one in shown if normalize(one.title)}


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    return (LANE, TEXT, *field_columns(step_fields(template)), *COMPUTED, *_TRACE)


def lane_titles(snapshot: Snapshot, template: Template) -> dict[str, str]:
    """Return the titles of the lanes that are shown, in order, by key; "" for the tray."""
    return {**{lane.key: lane.title for lane in shown_lanes(snapshot, template)}, TRAY: ""}


def _rows(snapshot: Snapshot, template: Template) -> Iterator[Row]:
    titles = lane_titles(snapshot, template)
    fields, days = step_fields(template), planned(snapshot, template).cards
    for card in steps_of(snapshot.cards):
        yield (
            titles.get(card.zone, card.zone),
            card.text,
            *(card.fields.get(field.key) for field in fields),
            *computed(days[card.id]),
            *(card.author, card.created, card.id, card.rank, card.zone),
        )


def computed(one: Planned) -> Row:
    """Return the values of COMPUTED."""
    days = (one.latest_start, one.latest_finish, one.earliest_start, one.earliest_finish)
    return (*map(date.isoformat, days), float(one.slack), one.critical, one.late)


def lane_columns(_template: Template) -> tuple[Column, ...]:
    """Return the columns of the lanes."""
    return LANES_COLUMNS


def to_lanes(snapshot: Snapshot, template: Template) -> Table:
    """Return the lanes that are shown, in order."""
    held = Counter(card.zone for card in steps_of(snapshot.cards))
    cards = {card.id: card for card in snapshot.cards}
    lanes = shown_lanes(snapshot, template)
    return Table(
        LANES_COLUMNS, tuple(_lane(lane, held[lane.key], cards.get(lane.card)) for lane in lanes)
    )


def _lane(lane: Lane, steps: int, card: Card | None) -> Row:
    made = (card.author, card.created) if card else (None, None)
    return (lane.title, float(steps), *made, lane.key, lane.rank, lane.card or None)


def calendar_columns(_template: Template) -> tuple[Column, ...]:
    """Return the columns of the calendar."""
    return CALENDAR_COLUMNS


def to_calendar(snapshot: Snapshot, template: Template) -> Table:
    """Return the windows of the calendar that are shown, in order."""
    day, shown = as_of(snapshot), shown_windows(snapshot, template)
    return Table(CALENDAR_COLUMNS, tuple(_window(one, day) for one in shown))


def shown_windows(snapshot: Snapshot, template: Template) -> tuple[Shown, ...]:
    """Return the windows that are shown, with the cards that say them."""
    titles = {season.key: season.title for season in timeline_plan(template).seasons}
    cards = {card.id: card for card in snapshot.cards if card.zone == CALENDAR}
    windows = calendar_of((*snapshot.cards, *snapshot.trash), template).windows
    return tuple(
        Shown(window, card, card.text if card and card.text.strip() else title, _once(window, card))
        for window in windows
        for card, title in ((cards.get(window.card), titles.get(window.key, "")),)
    )


def _once(window: Window, card: Card | None) -> tuple[str, str]:
    own = [str(card.fields.get(key, "")) if card else "" for key in ("date", "fin")]
    if any(own):
        return own[0], own[1]
    start, end = (day.isoformat() for day in window.dates[0]) if window.dates else ("", "")
    return start, end


def _window(shown: Shown, day: date) -> Row:
    window, card = shown.window, shown.card
    made = (card.author, card.created) if card else (None, None)
    told = (card.rank, card.id) if card else (None, None)
    days = _recurring(window, day) if window.yearly else shown.days
    yearly = window.yearly is not None
    return (
        shown.title,
        *(one or None for one in days),
        yearly,
        window.source or None,
        *made,
        window.key,
        *told,
    )


def _recurring(window: Window, day: date) -> tuple[str, str]:
    """Return the first and last day of the first occurrence that is not over."""
    years = range(max(day.year - 1, date.min.year), min(day.year + 2, date.max.year))
    spans = (window.yearly.of(year) for year in years) if window.yearly else ()
    for start, end in (map(date.fromordinal, span) for span in spans):
        if end >= day:
            return start.isoformat(), end.isoformat()
    return "", ""
