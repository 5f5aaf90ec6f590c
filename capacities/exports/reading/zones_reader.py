"""A table → post-its, row by row; what cannot be read is said with its line."""

from __future__ import annotations

from typing import Final

from capacities.domain.snapshot import Card
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.rows import CardReader, Found
from capacities.exports.reading.tables import Reader, TableKind, boxes, named

NAMES: Final = named(
    *("case", "texte", "couleur", "auteur", "cree_le", "id", "rang", "cle_case"),
    zone="case",
    text="texte",
)


class PostIts(CardReader):
    """Reads rows whose boxes are those of the template, of the canvas and of the file."""

    within, unplaced = "dans cette case", "la case n’est pas indiquée"
    where, unknown = (
        ("case", "cle_case"),
        ("aucune case ne s’appelle", "plusieurs cases s’appellent"),
    )

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        titles = {card.id: card for card in found.snapshot.cards}
        for line in found.lines:  # the lines and blocks that the file itself brings
            zone, card_id = self.cell(line, "cle_case"), self.cell(line, "id")
            if card_id and self.template.holds_titles(zone):
                titles[card_id] = Card(card_id, self.raw(line, "texte"), zone)
        self.know(boxes(titles.values(), self.template))


CARDS: Final = TableKind(
    PostIts.read,
    lambda _: NAMES,
    needs=("texte", "case|cle_case"),
    ours={"id", "rang", "cle_case"},
    sure={"id"},
)
READER: Final = Reader((*LINKS, CARDS), PostIts.read, "case", "Case", "cle_case", colored=True)
