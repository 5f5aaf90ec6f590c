"""A CSV of links → links, row by row: ours in both dialects, or a few columns of a spreadsheet.

An end is said by ``cle_de`` or ``cle_vers``, else by a text that one card alone has. One that
was already gone when the file was made has an id and no text: it comes back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Edge, Snapshot
from capacities.domain.template import Template
from capacities.exports.edges import NOUN, ends
from capacities.exports.names import abridge, normalize
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import Line, decode, split_hint
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused, excerpt
from capacities.exports.reading.rows import Columns, RowReader, best_cut

NAMES: Mapping[str, str] = {
    name: name
    for name in (
        *("de", "vers", "type", "texte", "auteur", "cree_le", "id"),
        *("cle_de", "cle_vers", "cle_type"),
    )
}
_SHORT = ("auteur", "cree_le", "type", "cle_de", "cle_vers", "cle_type")
_OF_CARDS: Final = frozenset(["case", "cle_case", "chemin", "cle_parent", "rang"])
"""Columns of cards, which may have fields named « de » and « vers »; none says the keys of ends."""


def read_links(
    data: bytes, template: Template, snapshot: Snapshot, choice: Choice = AS_FOUND
) -> ImportReading | None:
    """Read a file of links; None when it is none: it is for the form of the canvas to read."""
    try:
        text, encoding = decode(data, encoding=choice.encoding)
        text, hint = split_hint(text)
        separator, lines = best_cut(text, hint, lambda cut: _score(cut, template), "")
    except InvalidInput:
        return None
    columns = columns_of(lines[0], template)
    if columns is None:
        return None
    rows = EdgeRows(template, columns, separator, snapshot)
    return rows.reading(encoding, edges=tuple(rows.each(lines[1:], rows.edge)))


def _score(lines: Sequence[Line], template: Template) -> int:
    return len(lines[0].cells) if lines and columns_of(lines[0], template) else 0


def columns_of(first: Line, template: Template) -> Columns | None:
    """Return the columns of a file of links, None when its first line names no two ends."""
    columns = Columns.of(first, template.edge_fields().values(), NAMES)
    both = all({name, f"cle_{name}"} & columns.at.keys() for name in ("de", "vers"))
    ours = {"cle_de", "cle_vers"} <= columns.at.keys()
    of_cards = not ours and _OF_CARDS.intersection(map(normalize, first.cells))
    return columns if template.edge_kinds and both and not of_cards else None


class EdgeRows(RowReader):
    """Reads links, knowing the cards of the canvas."""

    def __init__(
        self, template: Template, columns: Columns, separator: str, snapshot: Snapshot
    ) -> None:
        ours = {"id", "cle_de", "cle_vers"} <= columns.at.keys()
        super().__init__(template, columns, separator, ours=ours, noun=NOUN)
        self._known = {card.id for card in (*snapshot.cards, *snapshot.trash)}
        self._before = {edge.id: edge for edge in (*snapshot.edges, *snapshot.edge_trash)}
        self._by_text: dict[str, list[str]] = {}
        for card_id, text in ends(snapshot).items():
            self._by_text.setdefault(normalize(text), []).append(card_id)
        self._kinds = {
            normalize(name): kind.key
            for kind in reversed(template.edge_kinds)
            for name in (kind.key, kind.title)
        }

    def edge(self, line: Line) -> Edge:
        """Make a link of a row."""
        edge_id, text = self.id(line), self.text(line)
        self.check_lengths(line, text, _SHORT)
        before = self._before.get(edge_id)
        kind = self._kind(line, before)
        declared = self.template.edge_kind(kind)
        known = self.template.edge_fields()
        carried = {f.key for f in declared.fields} if declared else known.keys()
        source, target = self._end(line, "de"), self._end(line, "vers")
        if source == target:
            raise RowRefused("un lien relie deux éléments différents")
        return Edge(
            id=edge_id or f"{UNNAMED}{line.number}",
            source=source,
            target=target,
            kind=kind,
            text=before.text if before and "texte" not in self.columns.at else text,
            author=self.raw(line, "auteur"),
            created=self.cell(line, "cree_le"),
            fields=self.values(line, known, carried, "pour ce type de lien"),
        )

    def _kind(self, line: Line, before: Edge | None) -> str:
        title, key = self.cell(line, "type"), self.cell(line, "cle_type")
        if before and not (title or key):
            return before.kind
        if found := self._kinds.get(normalize(title or key)):
            return found
        if title == key and self.ours and {"type", "cle_type"} & self.columns.at.keys():
            return key  # unknown or missing, as our export writes it
        if not title and len(self.template.edge_kinds) == 1:
            return self.template.edge_kinds[0].key
        possible = ", ".join(kind.title for kind in self.template.edge_kinds)
        if not (title or key):
            raise RowRefused(f"le type du lien n’est pas dit ; possible : {possible}")
        raise RowRefused(
            f"« {excerpt(title or key)} » n’est pas un type de lien ; possible : {possible}"
        )

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
