"""Random texts, cards and canvases, with what breaks exports in them."""

from __future__ import annotations

from hypothesis import strategies as st

from capacities.domain.boxes import list_boxes
from capacities.domain.limits import AMOUNT_EUROS, PSEUDONYM_CHARS
from capacities.domain.people import clean_name
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template

AWKWARD = (
    *(";", ",", "\t", '"', "'", "''=", "\n", "\r\n", "\r", "=1+1", "+33", "-5", "@x", "1,5", "2.5"),
    *("é", "’", " ", "«\u00a0»", "😀", "👩\u200d💻", "שלום", "مرحبا", "\u202e", "\u2028", "\ufeff"),
    *("nan", "sep=;", "case", "a"),
)

texts = st.one_of(
    st.lists(st.sampled_from(AWKWARD), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)
"""What people type or paste; never NUL, which no reader lets through."""

words = texts.filter(lambda text: text.strip() != "")
ids = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-", min_size=12, max_size=16)
ranks = st.from_regex(r"a[0-9A-Za-z]", fullmatch=True)
numbers = st.floats(-AMOUNT_EUROS, AMOUNT_EUROS, width=64)
pseudonyms = texts.map(lambda text: clean_name(clean_name(text)[:PSEUDONYM_CHARS]))
dates = st.dates().map(lambda day: day.isoformat())

links = st.sampled_from(
    ["https://exemple.fr", "http://données.exemple.fr:8080/a?b=1;c=%20&d='x'#=1", "https://a.fr/,"]
)


def values(field: Field) -> st.SearchStrategy[FieldValue]:
    """Values that the field accepts."""
    kinds: dict[FieldKind, st.SearchStrategy[FieldValue]] = {
        FieldKind.EURO: numbers,
        FieldKind.NUMBER: numbers,
        FieldKind.DATE: dates,
        FieldKind.YES_NO: st.booleans(),
        FieldKind.TEXT: words,
        FieldKind.NOTE: words,
        FieldKind.LINK: links,
        FieldKind.CHOICE: st.sampled_from([choice.key for choice in field.choices] or ["-"]),
        FieldKind.ELEMENT: words,
    }
    return kinds[field.kind]


@st.composite
def cards_of(draw: st.DrawFn, template: Template, titles: tuple[Card, ...] = ()) -> Card:
    """One card in one of the template's boxes, its fields filled or not."""
    boxes = [box for box in list_boxes(template, titles) if not box.holds_titles]
    zone = draw(st.sampled_from(boxes)).zone
    return Card(
        id=draw(ids),
        text=draw(texts),
        zone=zone,
        rank=draw(ranks),
        author=draw(pseudonyms),
        created=draw(st.sampled_from(["", "2026-11-22T09:32:44.123Z"])),
        color=draw(st.sampled_from([color.key for color in template.colors])),
        fields={
            field.key: draw(values(field))
            for field in template.fields_of(zone)
            if draw(st.booleans())
        },
    )


@st.composite
def snapshots(draw: st.DrawFn, template: Template) -> Snapshot:
    """A canvas: added lines and blocks, then cards in any box, in no special order."""
    title_zones = [box.zone for box in list_boxes(template, ()) if box.holds_titles]
    titles = tuple(
        Card(id=f"titre{number}{zone}", text=draw(texts), zone=zone, rank="a0", color="")
        for zone in title_zones
        for number in range(draw(st.integers(0, 2)))
    )
    cards = draw(st.lists(cards_of(template, titles), max_size=6, unique_by=lambda card: card.id))
    return Snapshot(template=template.key, cards=(*titles, *cards))
