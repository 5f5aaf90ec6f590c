"""A CSV that somebody brings → post-its, row by row; what cannot be read is said with its line.

Read are the two files we export, and two columns « case ; texte » from any spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import Card
from capacities.domain.template import Template
from capacities.exports.names import normalize
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import Line, decode, split_hint
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import Columns, RowReader, best_cut

_NAMES = {
    "case": "case", "zone": "case", "texte": "texte", "text": "texte", "couleur": "couleur",
    "auteur": "auteur", "cree_le": "cree_le", "id": "id", "rang": "rang", "cle_case": "cle_case",
}  # fmt: skip
_SHORT = ("auteur", "cree_le", "couleur", "rang")
_NO_COLUMNS = (
    "Ce fichier n’a pas deux colonnes « case » et « texte » séparées par un point-virgule, "
    "une virgule ou une tabulation. Mettez « case » et « texte » sur la première ligne."
)


def read_cards_csv(
    data: bytes, template: Template, existing: Iterable[Card] = (), choice: Choice = AS_FOUND
) -> ImportReading:
    """Read a file; nothing is changed.

    ``existing`` are the cards of the canvas: the lines and blocks added to it are boxes too.

    Raises:
        InvalidInput: the file as a whole cannot be read (encoding, size, columns).
    """
    text, encoding = decode(data, encoding=choice.encoding)
    text, hint = split_hint(text)
    separator, lines = best_cut(text, hint, lambda cut: _score(cut, template), _NO_COLUMNS)
    columns = _columns(lines[0], template)
    body = lines[1:] if columns else lines
    columns = columns or _without_header(lines[0])
    ours = {"id", "rang", "cle_case"} <= columns.at.keys()
    reader = _PostIts(template, columns, separator, ours=ours)
    reader.learn_titles(body, existing)
    return reader.reading(encoding, reader.each(body, reader.card))


def _columns(first: Line, template: Template) -> Columns | None:
    """Return the columns that the first line names, None when it names none."""
    columns = Columns.of(first, template.fields, _NAMES)
    named = "texte" in columns.at and ("case" in columns.at or "cle_case" in columns.at)
    return columns if named else None


def _without_header(first: Line) -> Columns:
    extra = tuple(f"colonne {place}" for place in range(3, len(first.cells) + 1))
    return Columns({"case": 0, "texte": 1}, {}, extra)


def _score(lines: Sequence[Line], template: Template) -> int:
    """Prefer a separator that gives known columns, then known boxes, then two cells."""
    if not lines or len(lines[0].cells) < 2:
        return 0
    if _columns(lines[0], template):
        return 1_000_000
    known = _static_boxes(template)
    return 1 + sum(1 for line in lines if normalize(line.cells[0]) in known)


def _static_boxes(template: Template) -> dict[str, str]:
    """Return the boxes of the template by title and by key, normalized."""
    boxes = list_boxes(template, ())
    return {normalize(box.zone): box.zone for box in boxes} | {
        normalize(box.title): box.zone for box in reversed(boxes)
    }


class _PostIts(RowReader):
    """Reads post-its, knowing the boxes of the template, of the canvas and of the file."""

    def __init__(self, template: Template, columns: Columns, separator: str, *, ours: bool) -> None:
        super().__init__(template, columns, separator, ours=ours)
        self._boxes = _static_boxes(template)
        self._titles: dict[str, str] = {}
        self._zones: dict[str, list[str]] = {}

    def learn_titles(self, lines: Sequence[Line], existing: Iterable[Card]) -> None:
        """Learn the added lines and blocks: the canvas', and those the file itself brings."""
        titles = {card.id: card for card in existing}
        for line in lines:
            zone, card_id = self.cell(line, "cle_case"), self.cell(line, "id")
            if card_id and self.template.holds_titles(zone):
                titles[card_id] = Card(card_id, self.raw(line, "texte"), zone)
        for box in list_boxes(self.template, titles.values()):
            self._titles[box.zone] = box.title
            self._zones.setdefault(normalize(box.title), []).append(box.zone)

    def card(self, line: Line) -> Card | None:
        """Read one row; None when there is nothing in it to make a post-it of."""
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
            color=self.color(line, "couleur"),
            fields=self.fields(line, zone, "dans cette case"),
        )

    def _zone(self, line: Line) -> str:
        """Find the box: the title, which people change to move a post-it, then the key."""
        title, key = self.raw(line, "case"), self.cell(line, "cle_case")
        unmoved = not title.strip() or normalize(title) == normalize(self._titles.get(key, key))
        if key and unmoved and (key in self._titles or title == key):
            return key  # title == key: a post-it « à reclasser », as our export writes it
        if zone := self._boxes.get(normalize(title)):
            return zone
        added = self._zones.get(normalize(title), [])
        if len(added) == 1:
            return added[0]
        if not title.strip():
            raise RowRefused("la case n’est pas indiquée")
        raise RowRefused(f"aucune case ne s’appelle « {title.strip()[:80]} »")
