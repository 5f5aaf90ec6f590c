"""A CSV of links → links, row by row: ours in both dialects, or a few columns of a spreadsheet.

An end is said by ``cle_de`` or ``cle_vers``, else by a text that one card alone has. One that
was already gone when the file was made has an id and no text: it comes back as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Edge
from capacities.exports.names import keys_by_name, normalize
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import ImportReading, RowRefused, excerpt
from capacities.exports.reading.rows import Found, Names, RowReader
from capacities.exports.reading.tables import TableKind, named


class EdgeRows(RowReader):
    """Reads links, knowing the cards of the canvas."""

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read rows that are each a link."""
        rows = cls(found)
        return rows.reading(edges=tuple(rows.each(found.lines, rows.edge)))

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        snapshot, template = found.snapshot, found.template
        self._names = Names(snapshot.trash, snapshot.cards)
        self._before = {edge.id: edge for edge in (*snapshot.edges, *snapshot.edge_trash)}
        self._kinds = keys_by_name((kind.key, kind.title) for kind in template.edge_kinds)

    def edge(self, line: Line) -> Edge:
        """Make a link of a row."""
        text = self.text(line)
        self.check_lengths(line, text)
        before = self._before.get(self.id(line))
        kind = self._kind(line, before)
        declared, known = self.template.edge_kind(kind), self.template.edge_fields().values()
        source, target = self._end(line, "de"), self._end(line, "vers")
        if source == target:
            raise RowRefused("un lien relie deux éléments différents")
        return Edge(
            **self.signed(line),
            source=source,
            target=target,
            kind=kind,
            text=before.text if before and "texte" not in self.columns.at else text,
            fields=self.values(
                line, declared.fields if declared else known, known, "pour ce type de lien"
            ),
        )

    def _kind(self, line: Line, before: Edge | None) -> str:
        title, key = self.cell(line, "type"), self.cell(line, "cle_type")
        kinds = self.template.edge_kinds
        if before and not (title or key):
            return before.kind
        if found := self._kinds.get(normalize(title or key)):
            return found
        if title == key and self.ours and {"type", "cle_type"} & self.columns.at.keys():
            return key  # unknown or missing, as our export writes it
        if not title and len(kinds) == 1:
            return kinds[0].key
        named = f"« {excerpt(title or key)} » n’est pas un type de lien"
        said = named if title or key else "le type du lien n’est pas dit"
        raise RowRefused(f"{said} ; possible : {', '.join(kind.title for kind in kinds)}")

    def _end(self, line: Line, name: str) -> str:
        title, key = self.raw(line, name), self.cell(line, f"cle_{name}")
        return self._names.find(key, title, name, sure=key.isprintable() and not title.strip())


_OURS: Final = TableKind(
    EdgeRows.read,
    lambda _: named(
        *("de", "vers", "type", "texte", "auteur", "cree_le", "id"),
        *("cle_de", "cle_vers", "cle_type"),
    ),
    needs=("cle_de", "cle_vers"),
    ours={"id", "cle_de", "cle_vers"},
    there=lambda template: () if template.edge_kinds else None,
    fields=lambda template: template.edge_fields().values(),
)
LINKS: Final = (
    _OURS,
    replace(
        _OURS,
        needs=("de|cle_de", "vers|cle_vers"),
        # Columns of cards, which may have fields named « de » and « vers ».
        never={"case", "cle_case", "chemin", "cle_parent", "rang"},
    ),
)
