"""A CSV of a timeline → its steps, its lanes or its calendar: the tables that we export, or
« action ; durée ; avant » of a spreadsheet (``step_sheet``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from capacities.domain.lanes import lanes_of
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CALENDAR, LANES, TRAY, Template
from capacities.exports.names import normalize
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import Line, decode, split_hint
from capacities.exports.reading.lane_rows import read_calendar, read_lanes
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused, excerpt
from capacities.exports.reading.rows import Columns, RowReader, best_cut
from capacities.exports.reading.step_sheet import read_sheet, sheet_columns
from capacities.exports.timeline import columns, lane_titles, step_fields

_OURS: Final = frozenset({"id", "rang", "cle_fil"})
_SHORT: Final = ("auteur", "cree_le", "rang", "cle_fil")
_NO_COLUMNS: Final = (
    "Ce fichier n’a pas de colonne « action », « étape » ou « texte ». Mettez le nom des colonnes "
    "sur la première ligne, par exemple : action ; durée ; avant. Elles sont séparées par un "
    "point-virgule, une virgule ou une tabulation."
)


def read_steps(
    data: bytes, template: Template, snapshot: Snapshot, choice: Choice = AS_FOUND
) -> ImportReading:
    """Read a file; nothing is changed.

    Raises:
        InvalidInput: the file as a whole cannot be read (encoding, size, columns).
    """
    text, encoding = decode(data, encoding=choice.encoding)
    text, hint = split_hint(text)
    separator, lines = best_cut(text, hint, lambda cut: _score(cut, template), _NO_COLUMNS)
    for read in (read_lanes, read_calendar):
        if (found := read(lines, template, snapshot, separator, encoding)) is not None:
            return found
    ours = _columns(lines[0], template)
    if ours is None:
        return read_sheet(lines, template, snapshot, separator, encoding)
    rows = _Steps(template, ours, separator, snapshot)
    return rows.reading(encoding, rows.each(lines[1:], rows.card))


def places(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    """Return what people call each place where a card can be."""
    lanes = {lane.key: lane.title for lane in lanes_of(cards, template)}
    return {**lanes, TRAY: "À placer", LANES: "Fils", CALENDAR: "Calendrier"}


def _score(lines: Sequence[Line], template: Template) -> int:
    if not lines:
        return 0
    first, names = lines[0], set(map(normalize, lines[0].cells))
    standing = "carte" in names and {"fil", "fenetre"} & names
    known = standing or _columns(first, template) or sheet_columns(first, template)
    return len(first.cells) if known else 0


def _columns(first: Line, template: Template) -> Columns | None:
    """Return the columns of a file of ours, None when it is none."""
    fields = {field.key for field in step_fields(template)}
    names = {column.name for column in columns(template)} - fields
    found = Columns.of(first, step_fields(template), {name: name for name in names})
    return found if "texte" in found.at and found.at.keys() >= _OURS else None


class _Steps(RowReader):
    """Reads the steps of a file of ours; what is computed is not read again."""

    def __init__(
        self, template: Template, columns: Columns, separator: str, snapshot: Snapshot
    ) -> None:
        super().__init__(template, columns, separator, ours=True)
        self._titles = lane_titles(snapshot, template)
        self._by_title: dict[str, list[str]] = {}
        for key, title in self._titles.items():
            for name in {normalize(title or "à placer"), normalize(key)}:
                self._by_title.setdefault(name, []).append(key)

    def card(self, line: Line) -> Card | None:
        """Read one row; None when there is nothing in it to make a step of."""
        text = self.text(line)
        if not text.strip() and not self.cell(line, "id"):
            if self.values_given(line):
                raise RowRefused("le texte est vide")
            return None
        self.check_lengths(line, text, _SHORT)
        zone = self._zone(line)
        return Card(
            id=self.id(line) or f"{UNNAMED}{line.number}",
            text=text,
            zone=zone,
            rank=self.cell(line, "rang"),
            author=self.raw(line, "auteur"),
            created=self.cell(line, "cree_le"),
            fields=self.fields(line, zone, "dans un fil"),
        )

    def _zone(self, line: Line) -> str:
        """Find the lane: the title, which people change to move a step, then the key."""
        if "fil" not in self.columns.at:
            return self.cell(line, "cle_fil") or TRAY
        title, key = self.raw(line, "fil"), self.cell(line, "cle_fil")
        if key in self._titles and normalize(title) == normalize(self._titles[key]):
            return key
        if key and title.strip() == key:
            return key  # a lane that is gone, as our export writes it
        if not title.strip():
            return TRAY
        found = self._by_title.get(normalize(title), [])
        if len(found) == 1:
            return found[0]
        many = "plusieurs fils s’appellent" if found else "aucun fil ne s’appelle"
        raise RowRefused(
            f"{many} « {excerpt(title)} » ; si c’est un fil ajouté, importez d’abord le tableau "
            "des fils"
        )
