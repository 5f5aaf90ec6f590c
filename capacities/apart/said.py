"""What an import says of each card it reads, and of how many there are, in French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from capacities.domain.figures import quantity
from capacities.domain.nouns import Noun
from capacities.domain.schedule_reading import days_of, weeks_of
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.wording import counted, shortened
from capacities.exports.edges import NOUN as EDGE_NOUN


def count_both(noun: Noun, ones: Iterable[Card | Edge], said: str, *, agrees: bool) -> str:
    """Say how many cards and links: « 4 étapes et 3 liens à ajouter »; cards alone without links.

    ``said`` is what is said of them, "" for nothing.
    """
    links = [isinstance(one, Edge) for one in ones]
    cards = len(links) - sum(links)
    if not any(links) or noun == EDGE_NOUN:
        return noun.count(len(links), said=said, agrees=agrees)
    if not cards:
        return EDGE_NOUN.count(len(links), said=said, agrees=agrees)
    plural = "s" if agrees and said else ""
    both = f"{noun.count(cards)} et {EDGE_NOUN.count(len(links) - cards)}"
    return f"{both} {said}{plural}".rstrip()


_AFTER: Final = re.compile(
    r"\s+(?:[dl]’|[«(]|(?:de|des|du|à|au|aux|en|dans|sur|sous|sans|avec|pour|par|que|qui)\s)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_IRREGULAR: Final = {
    **{"bleu": "bleus", "et": "et", "ou": "ou", "travail": "travaux"},
    "mise en forme laissée dans les mots": "mises en forme laissées dans les mots",
    "adresse de lien inutilisée": "adresses de lien inutilisées",
}
_ENDINGS: Final = (("al", "aux"), ("au", "aux"), ("eu", "eux"))


def plural_of(words: str) -> str:
    """Return the plural of a noun, of its adjectives too: « lien d’une idée », « pièce jointe ».

    What is after a preposition, or between quotation marks, does not change.
    """
    if words in _IRREGULAR:
        return _IRREGULAR[words]
    noun = _AFTER.split(words, maxsplit=1)[0]
    return _WORD.sub(lambda word: _plural(word[0]), noun) + words[len(noun) :]


def _plural(word: str) -> str:
    if word in _IRREGULAR or not word.islower() or word.endswith(("s", "x", "z")):
        return _IRREGULAR.get(word, word)  # « OPML »
    for end, many in _ENDINGS:
        if word.endswith(end):
            return word.removesuffix(end) + many
    return f"{word}s"


def said_of(card: Card, before: Card | None, template: Template) -> str:
    """Say what was read of the fields of a card, and is not there yet."""
    return "\u00a0; ".join(_said_of(card, before, template))


def _said_of(card: Card, before: Card | None, template: Template) -> Iterator[str]:
    known = before.fields if before else {}
    news = {
        field.key: _words(field, card.fields[field.key])
        for field in template.fields
        if field.kind is not FieldKind.ELEMENT
        and field.key in card.fields
        and card.fields[field.key] != known.get(field.key)
    }
    for field in template.fields:
        if field.total_by in news and field.key in news:  # « 3 400 € par an »
            news[field.key] += f" {news.pop(field.total_by)}"
    titles = {field.key: field.title for field in template.fields}
    for key, words in news.items():
        yield f"{titles[key]}\u00a0: {words}"


def _words(field: Field, value: FieldValue) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        days = days_of(value) if field.unit == "semaines" else 0
        said = f" ({counted(days, 'jour')})" if value % 1 and value == weeks_of(days) else ""
        return f"{quantity(field, value)}{said}"
    text = str(value)
    titles = {choice.key: choice.title for choice in field.choices}
    if field.kind is FieldKind.DATE:
        try:
            return date.fromisoformat(text).strftime("%d/%m/%Y")
        except ValueError:
            return shortened(text)
    return titles.get(text) or shortened(text)
