"""A table → post-its, row by row; what cannot be read is said with its line."""

from __future__ import annotations

from typing import Final

from capacities.domain.snapshot import Card
from capacities.exports.names import keys_by_name, normalize
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import RowRefused
from capacities.exports.reading.rows import CardReader, Found
from capacities.exports.reading.tables import Offer, TableKind, boxes, named

NAMES: Final = named(
    *("case", "texte", "couleur", "auteur", "cree_le", "id", "rang", "cle_case"),
    zone="case",
    text="texte",
)


class PostIts(CardReader):
    """Reads rows whose boxes are those of the template, of the canvas and of the file."""

    within = "dans cette case"

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._boxes = keys_by_name(boxes((), self.template).items())
        titles = {card.id: card for card in found.snapshot.cards}
        for line in found.lines:  # the lines and blocks that the file itself brings
            zone, card_id = self.cell(line, "cle_case"), self.cell(line, "id")
            if card_id and self.template.holds_titles(zone):
                titles[card_id] = Card(card_id, self.raw(line, "texte"), zone)
        self._titles: dict[str, str] = {}
        self._zones: dict[str, list[str]] = {}
        for zone, title in boxes(titles.values(), self.template).items():
            self._titles[zone] = title
            self._zones.setdefault(normalize(title), []).append(zone)

    def zone_of(self, line: Line) -> str:
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


CARDS: Final = TableKind(
    PostIts.read,
    lambda _: NAMES,
    needs=("texte", "case|cle_case"),
    ours={"id", "rang", "cle_case"},
    sure={"id"},
)
KINDS: Final = (*LINKS, CARDS)
OFFER: Final = Offer(PostIts.read, "case", "Case", "cle_case", boxes)
