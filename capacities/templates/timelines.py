"""The form "timeline" of a template file: lanes, links, horizon, public calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from capacities.domain.plans import Season, TimelinePlan
from capacities.domain.template import (
    CALENDAR,
    HUES,
    LANES,
    TRAY,
    Field,
    FieldKind,
    Zone,
)
from capacities.templates.colors import read_colors
from capacities.templates.edges import one_of, read_edge_kinds
from capacities.templates.fields import read_fields
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.reading import Entry, Record, note_repeats

_LANE = (("cle", "titre"), ("questions", "exemple"))
_SEASON = (("cle", "titre", "debut", "fin"), ("source",))
_COLUMNS = frozenset(
    (
        *("fil", "cle_fil", "au_plus_tard_debut", "au_plus_tard_fin", "au_plus_tot_debut"),
        *("au_plus_tot_fin", "marge_jours", "critique", "trop_tard", "de", "vers"),
    )
)
"""Names of the columns that only the CSVs of a timeline have."""
_STAKES = "enjeu"
"""Key of the choice field that tints the cards."""


def read_timeline(top: Record) -> FormRead:
    """Read the lanes, the fields, the kinds of links, and when it all ends."""
    problems, line = top.entry.problems, top.entry.line
    for name in ("fils", "horizon"):
        if name not in top:
            problems.add(line, name, "cette clé est obligatoire et manque")
    records = [item.record(*_LANE) for item in top.items("fils")]
    note_repeats(records, "du fil")
    lanes = tuple(_lane(record) for record in records)
    keys = [lane.key for lane in lanes]
    places = {key: (key,) for key in (*keys, TRAY, CALENDAR)} | {"etapes": (*keys, TRAY)}
    fields = read_fields(top, places, _COLUMNS)
    horizon = top.get("horizon")
    return FormRead(
        plan=TimelinePlan(
            horizon=_day(horizon) if horizon else "",
            hues=_hues(top, fields),
            seasons=_seasons(top),
        ),
        zones=lanes,
        fields=fields,
        colors=read_colors(top, "couleurs", "de la couleur"),
        edge_kinds=read_edge_kinds(top),
    )


def _lane(record: Record) -> Zone:
    key = record.key("cle")
    if key in (TRAY, LANES, CALENDAR) and (entry := record.get("cle")):
        entry.wrong(f"« {key} » est un mot réservé : choisissez une autre clé")
    return Zone(
        key=key,
        title=record.filled("titre"),
        questions=tuple(question.text() for question in record.items("questions")),
        example=record.text("exemple"),
    )


def _day(entry: Entry) -> str:
    """Read an ISO date."""
    value = entry.text()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        entry.wrong(f"« {value[:20]} » : une date s’écrit comme 2027-12-31")
        return ""


def _hues(top: Record, fields: Sequence[Field]) -> tuple[tuple[str, str], ...]:
    entry = top.get("teintes")
    stakes = next((f for f in fields if f.key == _STAKES and f.kind is FieldKind.CHOICE), None)
    if entry is None:
        return ()
    known = [choice.key for choice in stakes.choices] if stakes else []
    record = entry.record((), known)
    return tuple((key, one_of(record, key, HUES) or HUES[0]) for key in known if key in record)


def _seasons(top: Record) -> tuple[Season, ...]:
    records = [item.record(*_SEASON) for item in top.items("calendrier")]
    note_repeats(records, "du calendrier")
    seasons = []
    for record in records:
        days = [_season_day(entry) for name in ("debut", "fin") if (entry := record.get(name))]
        if len(days) == 2 and len(days[0]) != len(days[1]) and (entry := record.get("fin")):
            entry.wrong("le début et la fin s’écrivent de même : avec leur année, ou sans")
        if len(days) == 2 and len(days[0]) == 10 and days[1] < days[0]:
            record.entry.wrong("la fin vient avant le début")
        start, end = (*days, "", "")[:2]
        seasons.append(
            Season(record.key("cle"), record.filled("titre"), start, end, record.text("source"))
        )
    return tuple(seasons)


def _season_day(entry: Entry) -> str:
    """Read ``MM-DD``, for each year, or an ISO date."""
    value = entry.text()
    try:
        # A leap year: the 29th of February is a day.
        date.fromisoformat(value if len(value) == 10 else f"2028-{value}")
    except ValueError:
        entry.wrong(f"« {value[:20]} » : un jour s’écrit comme 03-15, ou 2027-03-15 une seule fois")
        return ""
    return value


READER = FormReader(
    ("fils", "horizon", "teintes", "calendrier", "couleurs", "liens"), read_timeline
)
