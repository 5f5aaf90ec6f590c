"""Too long an idea, or a note, keeps its branch: the end goes beside it, and it is told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT, USAGERS
from trees import seeded

from capacities.apart.importing import Import, ImportReport
from capacities.documents.ydoc import new_document
from capacities.domain.limits import CARD_TEXT_CHARS, FIELD_NOTE_CHARS
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE
from capacities.domain.tree import arrange
from capacities.exports.reading.long_words import split_long, with_next
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import UNNAMED, ImportReading, Moved

GOUVERNANCE, POURQUOI = PRODUCT["gouvernance"], PRODUCT["pourquoi"]
SENTENCE = "Réunir les élus du territoire puis voter. "
LONG = (SENTENCE * 200).strip()
"""8,399 signs."""


def read(text: str) -> ImportReading:
    """Read a file into a canvas nobody has written in."""
    return read_file(text.encode(), GOUVERNANCE, seeded(GOUVERNANCE))


def below(reading: ImportReading, above: str) -> list[str]:
    """Return the texts of the ideas under the first one that begins so, in order."""
    tree = arrange((*seeded(GOUVERNANCE).cards, *reading.cards))
    (card, *_) = (card for card in reading.cards if card.text.startswith(above))
    return [one.text for one in reading.cards if one.parent == card.id and tree.node(one.id)]


texts = st.lists(
    st.one_of(st.text("aé’.,!?… \n\t\u00a0", max_size=30), st.sampled_from(["\n\n", SENTENCE])),
    max_size=20,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=texts, limit=st.integers(1, 60))
def test_no_letter_is_lost_and_each_piece_is_short_enough(text: str, limit: int) -> None:
    """Only blanks go, where it is cut; what is short is untouched."""
    pieces = split_long(text, limit)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    assert all(len(piece) <= limit for piece in pieces)
    assert len(text) > limit or pieces == [text]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("un deux. trois\n\nquatre cinq", ["un deux. trois", "quatre cinq"]),
        ("un deux trois. quatre cinq", ["un deux trois.", "quatre cinq"]),
        ("un deux trois quatre cinq", ["un deux trois", "quatre cinq"]),
        ("undeuxtroisquatrecinqsix", ["undeuxtroisquatr", "ecinqsix"]),
    ],
)
def test_one_cuts_at_a_paragraph_a_sentence_a_word(text: str, pieces: list[str]) -> None:
    """In this order; a word only when it is alone."""
    assert split_long(text, 16) == pieces


def test_too_long_an_idea_keeps_its_branch() -> None:
    """Its end is the first idea under it, before those of the file."""
    reading = read(f"- Plan\n- {LONG}\n  - sous elle\n- c\n")
    end = below(reading, "Réunir")
    assert (len(end), end[1]) == (2, "sous elle")
    head = next(card.text for card in reading.cards if card.text.startswith("Réunir"))
    assert f"{head} {end[0]}" == LONG
    assert head.endswith("voter.")
    assert (reading.refused, [card.text for card in reading.cards][-1]) == ((), "c")
    size = f"{len(end[0])}".replace("3", "3\u202f", 1)
    into = f"La fin ({size} signes) est une idée sous elle"
    assert reading.moved == (Moved(2, f"{LONG[:80]}…", into),)


def test_an_idea_three_times_too_long_has_several_under_it() -> None:
    """All at the same level, in order."""
    reading = read(f"- {LONG * 2}\n")
    assert len(below(reading, "Réunir")) == 3
    assert re.fullmatch(r"La fin \(.* signes\) est en 3 idées sous elle", reading.moved[0].into)


def test_too_long_a_note_goes_on_under_its_idea() -> None:
    """The idea and what is under it are there, with the beginning of the note."""
    note = LONG[:3_000]
    text = f"""<map><node TEXT="c"><node TEXT="Charte"><richcontent TYPE="NOTE"><html><body>
    <p>{note}</p></body></html></richcontent><node TEXT="Sous"/></node></node></map>"""
    reading = read(text)
    card = next(card for card in reading.cards if card.text == "Charte")
    head, (rest, last) = str(card.fields["note"]), below(reading, "Charte")
    assert (last, reading.refused) == ("Sous", ())
    assert len(head) <= FIELD_NOTE_CHARS
    assert f"{head} {rest.removeprefix('(suite de la note) ')}" == note
    assert [(one.text, one.into[:17]) for one in reading.moved] == [("Charte", "La fin de la note")]


def test_a_canvas_without_notes_puts_them_in_the_text_then_under_it() -> None:
    """Nothing of a long note is lost there either."""
    text = f'<opml><body><outline text="A" _note="{LONG}"/></body></opml>'
    reading = read_file(text.encode(), POURQUOI, seeded(POURQUOI))
    whole = " ".join(card.text for card in reading.cards)
    assert re.sub(r"\s", "", whole) == re.sub(r"\s", "", f"A{LONG}")


def test_the_centre_may_be_too_long() -> None:
    """Its end is a main branch."""
    reading = read(f"# {LONG}\n\n- un\n")
    assert [card.parent for card in reading.cards] == [None, CENTRE, CENTRE]


def apply_twice(text: str, key: str) -> ImportReport:
    """Bring a file in, then return what bringing it in again would do."""
    template = PRODUCT[key]
    document = new_document(template)
    report, update = Import(template, (document, ()), text.encode(), "Moi").apply("2026-11-29")
    assert report.added
    return Import(template, (document, (update,)), text.encode(), "Moi").report


@pytest.mark.parametrize("key", ["gouvernance", "pourquoi"])
@pytest.mark.parametrize(
    "text",
    [
        f"- a\n- {LONG * 2}\n  - b\n    - {LONG}\n",
        f'<opml><body><outline text="A"><outline text="B" _note="{LONG}"/></outline></body></opml>',
        f"# {LONG}\n\n- un\n",
    ],
)
def test_the_same_file_twice_adds_nothing(text: str, key: str) -> None:
    """The ends are found again under what they follow."""
    report = apply_twice(text, key)
    assert (report.added, report.changed, report.refused) == ((), (), ())


def test_where_nothing_nests_the_end_is_the_next_card() -> None:
    """In the same box, of the same rank: right after it, whenever it is read."""
    card = Card("abc", LONG, USAGERS.zones[0].key, rank="a1", author="Moi")
    cards, (moved,) = with_next(card, USAGERS, 7)
    assert [(one.id, one.zone, one.rank, one.author) for one in cards] == [
        ("abc", card.zone, "a1", "Moi"),
        (f"{UNNAMED}7-2", card.zone, "a1", "Moi"),
    ]
    assert " ".join(one.text for one in cards) == LONG
    assert all(len(one.text) <= CARD_TEXT_CHARS for one in cards)
    assert (moved.line, moved.into.endswith(" signes) est un post-it à la suite")) == (7, True)


TABLES = {
    "gouvernance": (f'texte;parent;note\n"{LONG}";;\nb;;{LONG}\n', "sous elle"),
    "canevas-usagers": (f"case;texte;id\nusagers;{LONG};abc\n", "à la suite"),
    "retroplanning": (f"action;durée\n{LONG};2 mois\n", "à la suite"),
}


@pytest.mark.parametrize("key", TABLES)
def test_a_row_too_long_goes_on_and_comes_back_the_same(key: str) -> None:
    """On every form whose rows are cards: nothing is refused, all is told, once."""
    text, where = TABLES[key]
    template = PRODUCT[key]
    reading = read_file(text.encode(), template, Snapshot(template.key))
    assert reading.refused == ()
    assert all(one.into.endswith(where) for one in reading.moved)
    assert len(reading.moved) == text.count(LONG)
    words = " ".join(
        f"{card.text} {' '.join(map(str, card.fields.values()))}" for card in reading.cards
    )
    assert words.count("territoire") == LONG.count("territoire") * text.count(LONG)
    report = apply_twice(text, key)
    assert (report.added, report.refused) == ((), ())


def test_an_element_too_long_goes_on_below() -> None:
    """Where one sees it, carried by nothing."""
    card = Card("a", LONG, "x", x=10.0, y=20.0, on="b")
    (_, after), _ = with_next(card, USAGERS, 1)
    assert (after.x, after.on, (after.y or 0) > 20) == (10.0, None, True)
