"""A CSV that somebody brings → cards, row by row; what cannot be read is said with its line.

Read are the two files we export, and two columns « case ; texte » from any spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capacities.domain.boxes import list_boxes
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import OPEN_LINES, Field, Template
from capacities.exports.cells import normalize, read_value
from capacities.exports.decoding import SEPARATORS, Line, decode, read_lines, split_hint
from capacities.exports.dialects import read_text

_NAMES = {
    "case": "case", "zone": "case", "texte": "texte", "text": "texte", "couleur": "couleur",
    "auteur": "auteur", "cree_le": "cree_le", "id": "id", "rang": "rang", "cle_case": "cle_case",
}  # fmt: skip
_ID_CHARS = 64
_SHORT_CHARS = 200
"""Characters in an author, a date or a colour: far beyond any honest one."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not read: its line in the file (1-based), its text, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says.

    Attributes:
        cards: in the order of the file; what the file does not say is "" (id, rank, author,
            created, color).
        owned_fields: fields that the file has a column for: an empty cell empties them.
        ignored_columns: columns that nothing was made of.
        encoding, separator: what was found, to be shown.
    """

    cards: tuple[Card, ...]
    refused: tuple[RefusedRow, ...]
    owned_fields: frozenset[str]
    ignored_columns: tuple[str, ...]
    encoding: str
    separator: str


class _RowRefused(Exception):
    """Why one row cannot be read, in French."""


def read_cards_csv(data: bytes, template: Template, existing: Iterable[Card] = ()) -> ImportReading:
    """Read a file; nothing is changed.

    ``existing`` are the cards of the canvas: the lines and blocks added to it are boxes too.

    Raises:
        InvalidInput: the file as a whole cannot be read (encoding, size, columns).
    """
    text, encoding = decode(data)
    text, hint = split_hint(text)
    separator, lines = _best_cut(text, hint, template)
    columns = _Columns.of(lines[0], template)
    body = lines[1:] if columns.in_header else lines
    # Our open-data file is the only one whose texts are written as they are.
    exact = separator == "," and columns.is_ours
    reader = _RowReader(template, columns, exact)
    reader.learn_titles(body, existing)
    cards, refused = [], []
    for line in body:
        try:
            card = reader.card(line)
            if card is not None:
                cards.append(card)
        except _RowRefused as reason:
            refused.append(RefusedRow(line.number, reader.excerpt(line), str(reason)))
    return ImportReading(
        cards=tuple(cards),
        refused=tuple(refused),
        owned_fields=frozenset(columns.fields),
        ignored_columns=columns.ignored,
        encoding=encoding,
        separator={"\t": "tabulation", ";": "point-virgule", ",": "virgule"}[separator],
    )


def _best_cut(text: str, hint: str | None, template: Template) -> tuple[str, list[Line]]:
    """Choose the separator: one that gives known columns, else known boxes, else two cells."""
    best: tuple[int, str, list[Line]] | None = None
    failure: InvalidInput | None = None
    for separator in [hint] if hint else SEPARATORS:
        try:
            lines = read_lines(text, separator)
        except InvalidInput as error:
            failure = failure or error
            continue
        score = _score(lines, template)
        if score and (best is None or score > best[0]):
            best = (score, separator, lines)
    if best:
        return best[1], best[2]
    raise failure or InvalidInput(
        "Ce fichier n’a pas deux colonnes « case » et « texte » séparées par un point-virgule, "
        "une virgule ou une tabulation. Mettez « case » et « texte » sur la première ligne."
    )


def _score(lines: Sequence[Line], template: Template) -> int:
    if not lines or len(lines[0].cells) < 2:
        return 0
    if _Columns.of(lines[0], template).in_header:
        return 1_000_000
    known = _static_boxes(template)
    return 1 + sum(1 for line in lines if normalize(line.cells[0]) in known)


def _static_boxes(template: Template) -> dict[str, str]:
    """Return the boxes of the template by title and by key, normalized."""
    boxes = list_boxes(template, ())
    return {normalize(box.zone): box.zone for box in boxes} | {
        normalize(box.title): box.zone for box in reversed(boxes)
    }


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where to find what in a row.

    Attributes:
        at: place of each column that we know, by its name.
        fields: place of each field of the template, by its key.
        in_header: the first line names the columns (else they are « case » and « texte »).
    """

    at: Mapping[str, int]
    fields: Mapping[str, int]
    ignored: tuple[str, ...]
    in_header: bool

    @property
    def is_ours(self) -> bool:
        return {"id", "rang", "cle_case"} <= self.at.keys()

    @classmethod
    def of(cls, first: Line, template: Template) -> _Columns:
        names = {normalize(f.title): f.key for f in template.fields}
        names |= {normalize(f.key): f.key for f in template.fields}
        at: dict[str, int] = {}
        fields: dict[str, int] = {}
        ignored = []
        for place, cell in enumerate(first.cells):
            name = normalize(cell)
            if name in _NAMES and _NAMES[name] not in at:
                at[_NAMES[name]] = place
            elif name in names and names[name] not in fields:
                fields[names[name]] = place
            elif name:
                ignored.append(cell.strip())
        if "texte" in at and ("case" in at or "cle_case" in at):
            return cls(at, fields, tuple(ignored), True)
        extra = tuple(f"colonne {place}" for place in range(3, len(first.cells) + 1))
        return cls({"case": 0, "texte": 1}, {}, extra, False)


class _RowReader:
    """Reads rows one after the other, remembering the ids met."""

    def __init__(self, template: Template, columns: _Columns, exact: bool) -> None:
        self.template, self.columns, self.exact = template, columns, exact
        self._boxes = _static_boxes(template)
        self._titles: dict[str, str] = {}
        self._zones: dict[str, list[str]] = {}
        self._colors = {normalize(color.key): color.key for color in template.colors}
        self._colors |= {normalize(color.title): color.key for color in template.colors}
        self._ids: dict[str, int] = {}

    def learn_titles(self, lines: Sequence[Line], existing: Iterable[Card]) -> None:
        """Learn the added lines and blocks: the canvas', and those the file itself brings."""
        titles = {card.id: card for card in existing}
        for line in lines:
            zone, card_id = self._cell(line, "cle_case"), self._cell(line, "id")
            if card_id and (zone == OPEN_LINES or zone in self.template.block_keys):
                titles[card_id] = Card(card_id, self._text(line, "texte"), zone)
        for box in list_boxes(self.template, titles.values()):
            self._titles[box.zone] = box.title
            self._zones.setdefault(normalize(box.title), []).append(box.zone)

    def card(self, line: Line) -> Card | None:
        """Read one row; None when there is nothing in it to make a post-it of."""
        text, card_id = self._text(line, "texte"), self._cell(line, "id")
        if not self.columns.is_ours:  # spreadsheets of other systems end lines in their own way
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip() and not card_id:
            if self._values_given(line):
                raise _RowRefused("le texte est vide")
            return None
        if len(text) > CARD_TEXT_CHARS:
            raise _RowRefused(
                f"le texte a {len(text)} caractères ; un post-it en porte {CARD_TEXT_CHARS} au plus"
            )
        for name in ("auteur", "cree_le", "couleur"):
            if len(self._text(line, name)) > _SHORT_CHARS:
                raise _RowRefused(f"« {name} » dépasse {_SHORT_CHARS} caractères")
        zone = self._zone(line)
        self._check_id(card_id, line.number)
        return Card(
            id=card_id,
            text=text,
            zone=zone,
            rank=self._cell(line, "rang"),
            author=self._text(line, "auteur"),
            created=self._cell(line, "cree_le"),
            color=self._color(line),
            fields=self._fields(line, zone),
        )

    def excerpt(self, line: Line) -> str:
        text = " ".join(self._text(line, "texte").split())
        return f"{text[:80]}…" if len(text) > 80 else text

    def _cell(self, line: Line, name: str) -> str:
        """Return a cell as it must be understood, "" when the row is too short."""
        return self._text(line, name).strip()

    def _text(self, line: Line, name: str) -> str:
        return self._at(line, self.columns.at.get(name))

    def _at(self, line: Line, place: int | None) -> str:
        cell = line.cells[place] if place is not None and place < len(line.cells) else ""
        return cell if self.exact else read_text(cell)

    def _values_given(self, line: Line) -> bool:
        return any(self._at(line, place).strip() for place in self.columns.fields.values())

    def _zone(self, line: Line) -> str:
        """Find the box: the title, which people change to move a post-it, then the key."""
        title, key = self._text(line, "case"), self._text(line, "cle_case")
        unmoved = not title.strip() or normalize(title) == normalize(self._titles.get(key, key))
        if key and unmoved and (key in self._titles or title == key):
            return key  # title == key: a post-it « à reclasser », as our export writes it
        if zone := self._boxes.get(normalize(title)):
            return zone
        added = self._zones.get(normalize(title), [])
        if len(added) == 1:
            return added[0]
        if not title.strip():
            raise _RowRefused("la case n’est pas indiquée")
        raise _RowRefused(f"aucune case ne s’appelle « {title.strip()[:80]} »")

    def _check_id(self, card_id: str, line: int) -> None:
        if not card_id:
            return
        if len(card_id) > _ID_CHARS or not card_id.isprintable():
            raise _RowRefused("l’identifiant n’est pas lisible ; effacez-le pour créer un post-it")
        if card_id in self._ids:
            raise _RowRefused(f"le même identifiant est déjà à la ligne {self._ids[card_id]}")
        self._ids[card_id] = line

    def _color(self, line: Line) -> str:
        value = self._text(line, "couleur")
        return self._colors.get(normalize(value), value)

    def _fields(self, line: Line, zone: str) -> dict[str, FieldValue]:
        carried = {f.key for f in self._carried(zone)}
        values: dict[str, FieldValue] = {}
        for key, place in self.columns.fields.items():
            cell = self._at(line, place)
            field = self.template.field(key)
            if field is None or not cell.strip():
                continue
            if key not in carried:
                raise _RowRefused(f"« {field.title} » n’existe pas dans cette case")
            try:
                values[key] = read_value(field, cell)
            except ValueError as reason:
                raise _RowRefused(f"« {field.title} » : {reason}") from reason
        return values

    def _carried(self, zone: str) -> Sequence[Field]:
        known = self.template.zone(zone) is not None
        return tuple(self.template.fields_of(zone)) if known else self.template.fields
