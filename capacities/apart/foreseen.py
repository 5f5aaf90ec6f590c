"""A canvas as an import will leave it: what is new or changes, under what holds it.

What is there already and is not on the way to something new is counted, not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from capacities.apart.import_report import Imported, Line
from capacities.domain.cards import in_order
from capacities.domain.limits import IMPORT_SHOWN
from capacities.domain.nouns import NOUNS, Noun
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import format_number, quoted, shortened
from capacities.exports.edges import NOUN as EDGE_NOUN
from capacities.exports.reading.registry import READERS
from capacities.exports.reading.tables import Reader

_CHARS: Final = 160
_WORDLESS: Final = "(sans texte)"
_NOWHERE: Final = "Sans place"
Steps = Iterator["Line | Steps"]


def foresee(found: Sequence[Imported], snapshot: Snapshot, template: Template) -> tuple[Line, ...]:
    """Return at most ``IMPORT_SHOWN`` lines, in the order of the canvas, then how many are left."""
    news = sum(item.state != "same" for item in found)
    drawn = _Foreseen(found, snapshot, template)
    lines = tuple(islice(_flat(drawn.steps()), IMPORT_SHOWN))
    left = news - sum(line.state in ("new", "changed") for line in lines)
    if left <= 0:
        return lines
    others = "autre" if left == 1 else "autres"
    return (*lines, Line(0, f"… et {format_number(left)} {others}", "same"))


def _flat(steps: Steps) -> Iterator[Line]:
    """Go through steps in steps, however deep."""
    waiting = [steps]
    while waiting:
        match next(waiting[-1], None):
            case None:
                waiting.pop()
            case Line() as line:
                yield line
            case below:
                waiting.append(below)


class _Foreseen:
    """The cards of a canvas by what holds them: another card, or a place that has a title."""

    def __init__(self, found: Sequence[Imported], snapshot: Snapshot, template: Template) -> None:
        self._reader: Reader = READERS[template.form]
        self._noun: Noun = NOUNS[template.form]
        self._items = {item.one.id: item for item in found if isinstance(item.one, Card)}
        self._links = [item for item in found if isinstance(item.one, Edge)]
        self._linked = len(snapshot.edges)
        cards = {card.id: card for card in snapshot.cards}
        cards |= {key: item.one for key, item in self._items.items() if isinstance(item.one, Card)}
        self._places = self._reader.places(cards.values(), template)
        self._titles = {
            key: card
            for key, card in cards.items()
            if key in self._places and card.zone in template.plan.titles
        }
        self._held: dict[str, list[Card]] = {}
        for card in cards.values():
            if card.id not in self._titles:
                self._held.setdefault(self._reader.place_of(card) or "", []).append(card)
        self._nested = {
            card.id
            for group in self._held.values()
            for card in group
            if card.parent is not None and self._reader.place_of(card) == card.parent
        }
        self._on_the_way = self._way(cards)

    def _way(self, cards: Mapping[str, Card]) -> set[str]:
        """Return the ids of what is new or changes, and of all that holds it, up to a title."""
        way: set[str] = set()
        for item in self._items.values():
            at: str | None = item.one.id if item.state != "same" else None
            while at is not None and at not in way:
                way.add(at)
                card = None if at in self._titles else cards.get(at)
                at = self._reader.place_of(card) if card else None
        return way

    def steps(self) -> Steps:
        """Yield the lines of each place that changes, then those of links."""
        gone = dict.fromkeys(sorted(self._held.keys() - self._places.keys()), _NOWHERE)
        for place, title in {**self._places, **gone}.items():
            if place not in self._on_the_way or place in self._nested:
                continue
            card = self._titles.get(place)
            yield self._line(card, 0) if card else Line(0, _words(title), "place")
            yield self._group(self._held.get(place, ()), 1)
        yield from self._edges()

    def _group(self, cards: Iterable[Card], depth: int) -> Steps:
        """Yield the cards of one place, each with those under it."""
        there: list[Card] = []
        for card in in_order(cards):
            if card.id not in self._on_the_way:
                there.append(card)
                continue
            yield from self._already(there, depth)
            there = []
            yield self._line(card, depth)
            yield self._group(self._below(card), depth + 1)
        yield from self._already(there, depth)

    def _already(self, cards: Sequence[Card], depth: int) -> Iterator[Line]:
        """Yield a line for cards that nothing happens to, nor to what they hold."""
        number = sum(1 for _ in self._with_below(cards))
        if number == 1:
            yield Line(depth, _words(cards[0].text), "same")
        elif number:
            yield Line(depth, f"{self._noun.count(number)} déjà là", "same")

    def _with_below(self, cards: Iterable[Card]) -> Iterator[Card]:
        waiting = list(cards)
        while waiting:
            card = waiting.pop()
            yield card
            waiting += self._below(card)

    def _below(self, card: Card) -> Sequence[Card]:
        return self._held.get(card.id, ()) if card.id in self._nested else ()

    def _line(self, card: Card, depth: int) -> Line:
        item = self._items.get(card.id)
        same = "place" if card.id in self._titles else "same"
        if item is None or item.state == "same":
            return Line(depth, _words(card.text), same)
        feminine = self._noun.feminine and card.zone not in self._noun.aside
        return _of(item, _words(card.text), depth, self._said(item, feminine))

    def _said(self, item: Imported, feminine: bool) -> str:
        e = "e" if feminine else ""
        before, now = item.before, item.one
        if before is None:
            return "nouvelle" if feminine else "nouveau"
        if before.deleted:
            return f"sorti{e} de la corbeille"
        if isinstance(before, Card) and isinstance(now, Card) and before.text == now.text:
            place_of = self._reader.place_of
            if place_of(before) != place_of(now):
                return f"déplacé{e}"
        return f"changé{e}"

    def _edges(self) -> Iterator[Line]:
        """Yield the links that are new or change; their title is a place."""
        news = [item for item in self._links if item.state != "same"]
        if not news:
            return
        yield Line(0, EDGE_NOUN.many.capitalize(), "place")
        for item in news:
            label = f"\u00a0: {item.one.text}" if item.one.text else ""
            yield _of(item, _words(item.box + label), 1, self._said(item, feminine=False))
        there = self._linked - sum(item.before is not None for item in news)
        if there > 0:
            yield Line(1, f"{EDGE_NOUN.count(there)} déjà là", "same")


def _of(item: Imported, words: str, depth: int, said: str) -> Line:
    former = item.before.text if item.before else item.one.text
    before = f"avant\u00a0: {quoted(shortened(former))}" if former != item.one.text else ""
    detail = "\u00a0; ".join(filter(None, (before, item.said, item.doubt)))
    return Line(depth, words, item.state, said, detail)


def _words(text: str) -> str:
    lines = (line.strip() for line in text[: 4 * _CHARS].splitlines())
    return shortened(" · ".join(filter(None, lines)), _CHARS) or _WORDLESS
