"""Whose pseudonym a dossier holds: those inside it, and those who signed what is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from capacities.domain.access import Ability, allows
from capacities.domain.people import ANONYMOUS, clean_name, folded
from capacities.domain.sketches import Sketch
from capacities.domain.snapshot import Card
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.list_canvases import CanvasEntry, list_canvases
from capacities.services.read_canvas import read_whole
from capacities.storage.dossiers import documents_of
from capacities.storage.sessions import names_inside
from capacities.storage.sketches import sketches_of


@dataclass(frozen=True, slots=True)
class Person:
    """A pseudonym, whatever its capitals: several people may have chosen the same.

    Attributes:
        cards: how many cards it signed, those in the corbeille included.
        browsers: how many are in the dossier under this name.
        sketches: how many versions of sketches it signed.
    """

    name: str
    cards: int
    browsers: int
    sketches: int = 0


def list_people(ctx: Context, identity: Identity) -> tuple[Person, ...]:
    """Return the pseudonyms that the person may have erased, by alphabetical order.

    All of them for the facilitator, one's own for whoever may write. What was erased is none.
    """
    require(identity, Ability.EDIT)
    with ctx.db.read() as conn:
        inside = names_inside(conn, identity.dossier_id)
    browsers = Counter(name for _, name in {(browser, folded(name)) for browser, name in inside})
    spelled = {folded(name): clean_name(name) for _, name in inside}
    cards: Counter[str] = Counter()
    signed = Counter(card.author for card in _cards(ctx, identity, list_canvases(ctx, identity)))
    for author, count in signed.items():
        cards[folded(author)] += count
        spelled.setdefault(folded(author), clean_name(author))
    drawn: Counter[str] = Counter()
    for _, sketch in _sketches(ctx, identity):
        drawn[folded(sketch.author)] += 1
        spelled.setdefault(folded(sketch.author), clean_name(sketch.author))
    mine = folded(identity.pseudonym)
    everyone = allows(identity.role, Ability.MANAGE)
    hidden = {"", folded(ANONYMOUS)}
    shown = [key for key in spelled if key not in hidden and (everyone or key == mine)]
    return tuple(
        Person(spelled[key], cards[key], browsers[key], drawn[key])
        for key in sorted(shown, key=_order)
    )


def where_mentioned(ctx: Context, identity: Identity, pseudonym: str) -> dict[str, int]:
    """Count the cards and sketches whose words hold a pseudonym, by the title of their canvas."""
    require(identity, Ability.EDIT)
    word = re.compile(rf"(?<!\w){re.escape(folded(pseudonym))}(?!\w)")
    found: Counter[str] = Counter()
    for entry in list_canvases(ctx, identity):
        for card in _cards(ctx, identity, [entry]):
            found[entry.template.title] += any(word.search(text) for text in _words(card))
    for title, sketch in _sketches(ctx, identity):
        found[title] += word.search(normalize("NFC", sketch.sentence.casefold())) is not None
    return dict(+found)


def _order(name: str) -> str:
    """Return what sorts « Élodie » among the E."""
    return "".join(char for char in normalize("NFKD", name) if not combining(char))


def _cards(ctx: Context, identity: Identity, entries: Iterable[CanvasEntry]) -> Iterator[Card]:
    """Yield all the cards, those that others keep quiet too: they are only counted."""
    for entry in entries:
        if entry.snapshot is not None:
            snapshot = read_whole(ctx, identity, entry.template.key)
            yield from (*snapshot.cards, *snapshot.trash)


def _sketches(ctx: Context, identity: Identity) -> Iterator[tuple[str, Sketch]]:
    """Yield every version of the sketches of the dossier, with the title of its canvas."""
    with ctx.db.read() as conn:
        names = [document.id for document in documents_of(conn, [identity.dossier_id])]
        drawn = [(name, sketches_of(conn, name)) for name in names]
    templates = ctx.templates().templates
    for name, versions in drawn:
        template = templates.get(name.partition("/")[2])
        yield from ((template.title if template else name, sketch) for sketch in versions)


def _words(card: Card) -> Iterator[str]:
    for text in (card.text, *card.fields.values()):
        if isinstance(text, str):
            yield normalize("NFC", text.casefold())
