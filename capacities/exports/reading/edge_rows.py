"""A CSV of links → links, row by row: ours in both dialects, or a few columns of a spreadsheet.

An end is said by ``cle_de`` or ``cle_vers``, else by a text that one card alone has. One that
was already gone when the file was made has an id and no text: it comes back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Edge, Snapshot
from capacities.domain.template import Template
from capacities.exports.edges import ends, fields_of
from capacities.exports.names import abridge, normalize
from capacities.exports.reading.decoding import Line, decode, split_hint
from capacities.exports.reading.report import (
    UNNAMED,
    ImportReading,
    RefusedRow,
    RowRefused,
    excerpt,
)
from capacities.exports.reading.rows import SEPARATOR_NAMES, Columns, RowReader, best_cut

NAMES: Mapping[str, str] = {
    name: name
    for name in (
        *("de", "vers", "type", "texte", "auteur", "cree_le", "id"),
        *("cle_de", "cle_vers", "cle_type"),
    )
}
_SHORT = ("auteur", "cree_le", "type", "cle_de", "cle_vers", "cle_type")


def read_links(data: bytes, template: Template, snapshot: Snapshot) -> ImportReading | None:
    """Read a file of links; None when it is none: it is for the form of the canvas to read."""
    try:
        text, encoding = decode(data)
        text, hint = split_hint(text)
        separator, lines = best_cut(text, hint, lambda cut: _score(cut, template), "")
    except InvalidInput:
        return None
    columns = columns_of(lines[0], template)
    if columns is None:
        return None
    rows = EdgeRows(template, columns, separator, snapshot)
    return ImportReading(
        cards=(),
        edges=tuple(rows.read(lines[1:])),
        refused=tuple(rows.refused),
        owned_fields=frozenset(columns.fields),
        ignored_columns=columns.ignored,
        encoding=encoding,
        separator=SEPARATOR_NAMES[separator],
    )


def _score(lines: Sequence[Line], template: Template) -> int:
    return len(lines[0].cells) if lines and columns_of(lines[0], template) else 0


def columns_of(first: Line, template: Template) -> Columns | None:
    """Return the columns of a file of links, None when its first line names no two ends."""
    columns = Columns.of(first, fields_of(template).values(), NAMES)
    both = all({name, f"cle_{name}"} & columns.at.keys() for name in ("de", "vers"))
    return columns if template.edge_kinds and both else None


class EdgeRows(RowReader):
    """Reads links, knowing the cards of the canvas."""

    def __init__(
        self, template: Template, columns: Columns, separator: str, snapshot: Snapshot
    ) -> None:
        ours = {"id", "cle_de", "cle_vers"} <= columns.at.keys()
        super().__init__(template, columns, separator, ours=ours)
        self.refused: list[RefusedRow] = []
        self._known = {card.id for card in (*snapshot.cards, *snapshot.trash)}
        self._by_text: dict[str, list[str]] = {}
        for card_id, text in ends(snapshot).items():
            self._by_text.setdefault(normalize(text), []).append(card_id)
        self._kinds = {
            normalize(name): kind.key
            for kind in reversed(template.edge_kinds)
            for name in (kind.key, kind.title)
        }

    def read(self, lines: Sequence[Line]) -> list[Edge]:
        """Make a link of each row; one that cannot be is refused, with its line."""
        edges = []
        for line in lines:
            try:
                edges.append(self._edge(line))
            except RowRefused as reason:
                text = excerpt(self.raw(line, "texte"))
                self.refused.append(RefusedRow(line.number, text, str(reason)))
        return edges

    def _edge(self, line: Line) -> Edge:
        text = self.text(line)
        self.check_lengths(line, text, _SHORT)
        kind = self._kind(line)
        declared = self.template.edge_kind(kind)
        known = fields_of(self.template)
        carried = {f.key for f in declared.fields} if declared else known.keys()
        return Edge(
            id=self.id(line) or f"{UNNAMED}{line.number}",
            source=self._end(line, "de"),
            target=self._end(line, "vers"),
            kind=kind,
            text=text,
            author=self.raw(line, "auteur"),
            created=self.cell(line, "cree_le"),
            fields=self.values(line, known, carried, "pour ce type de lien"),
        )

    def _kind(self, line: Line) -> str:
        title, key = self.raw(line, "type"), self.cell(line, "cle_type")
        if found := self._kinds.get(normalize(title or key)):
            return found
        if title == key and self.ours:
            return key  # unknown or missing, as our export writes it
        if not title.strip() and len(self.template.edge_kinds) == 1:
            return self.template.edge_kinds[0].key
        possible = ", ".join(kind.title for kind in self.template.edge_kinds)
        raise RowRefused(f"« {excerpt(title)} » n’est pas un type de lien ; possible : {possible}")

    def _end(self, line: Line, name: str) -> str:
        title, key = self.raw(line, name), self.cell(line, f"cle_{name}")
        if key in self._known or (key and not title.strip() and key.isprintable()):
            return key
        found = self._by_text.get(normalize(abridge(title)), []) if title.strip() else []
        if len(found) == 1:
            return found[0]
        if found:
            raise RowRefused(f"plusieurs éléments s’appellent « {excerpt(title)} » (« {name} »)")
        raise RowRefused(f"aucun élément ne s’appelle « {excerpt(title)} » (« {name} »)")
