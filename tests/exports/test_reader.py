"""Files made elsewhere: a spreadsheet's two columns, its encodings, its mistakes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from templates_of_tests import BLOCKS, MATRIX, USAGERS

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    CARD_TEXT_CHARS,
    FIELD_NOTE_CHARS,
    IMPORT_BYTES,
    IMPORT_ROWS,
    RANK_CHARS,
)
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading


def read_cards_csv(data: bytes, template: Template, cards: Sequence[Card] = ()) -> ImportReading:
    """Read a file into a canvas."""
    return read_file(data, template, Snapshot(template.key, tuple(cards)))


TWO = "case;texte\nUsagers;Été\nCOUTS;Œuvre\n"


def read(text: str, encoding: str = "utf-8") -> list[tuple[str, str]]:
    """Return the boxes and texts read from a file."""
    return [(c.zone, c.text) for c in read_cards_csv(text.encode(encoding), USAGERS).cards]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_two_columns_of_any_spreadsheet(encoding: str, separator: str) -> None:
    """Encoding and separator are found by themselves."""
    text = TWO.replace(";", separator)
    assert read(text, encoding) == [("usagers", "Été"), ("couts", "Œuvre")]


@pytest.mark.parametrize(
    "header", ["case;texte", "Case ; Texte", "CASE;TEXTE", "\ufeffcase;texte", "sep=;\ncase;texte"]
)
def test_the_header_is_read_without_regard_to_its_writing(header: str) -> None:
    """Case, spaces and the hint line of some spreadsheets do not matter."""
    assert read(f"{header}\nusagers;x\n") == [("usagers", "x")]


def test_the_header_is_optional() -> None:
    """Without a header, the columns are the box and the text."""
    assert read('Usagers;x\nCoûts;"y; z"') == [("usagers", "x"), ("couts", "y; z")]


def test_columns_may_be_in_any_order() -> None:
    """The header says which is which."""
    assert read("texte;montant;case\nx;;Usagers\n") == [("usagers", "x")]


@pytest.mark.parametrize("box", ["Bénéfices et impacts positifs", "benefices", " BENEFICES "])
def test_a_box_is_named_by_its_title_or_its_key(box: str) -> None:
    """Accents, case and spaces do not matter."""
    assert read(f"case;texte\n{box};x\n") == [("benefices", "x")]


def test_unknown_boxes_are_told_row_by_row_with_their_line() -> None:
    """The other rows are read; lines are counted as the person's editor counts them."""
    text = 'case;texte\nUsagers;"a\nb"\nUsager idéal;c\n\nCoûts;d\n;e\n'
    reading = read_cards_csv(text.encode(), USAGERS)
    assert [card.text for card in reading.cards] == ["a\nb", "d"]
    assert [(row.line, row.text, row.reason) for row in reading.refused] == [
        (4, "c", "aucune case ne s’appelle « Usager idéal »"),
        (7, "e", "la case n’est pas indiquée"),
    ]


def test_amounts_are_read_as_people_write_them() -> None:
    """Spaces, comma, point and the unit are understood; the rest is refused with its line."""
    text = (
        "case;texte;Montant;Période\nCoûts;a;62 000,50 €;par an\nCoûts;b;1.234,5;Une fois\n"
        "couts;c;1 000;\ncouts;d;douze;\ncouts;e;3;souvent\nusagers;f;3;\n"
    )
    reading = read_cards_csv(text.encode(), USAGERS)
    assert [dict(card.fields) for card in reading.cards] == [
        {"montant": 62000.5, "periode": "par-an"},
        {"montant": 1234.5, "periode": "une-fois"},
        {"montant": 1000.0},
    ]
    assert [(row.line, row.reason) for row in reading.refused] == [
        (5, "« Montant » : « douze » n’est pas un nombre"),
        (6, "« Période » : « souvent » inconnu ; possible : par an, une fois"),
        (7, "« Montant » n’existe pas dans cette case"),
    ]


def test_dates_and_yes_no_are_read_as_people_write_them() -> None:
    """Both French and ISO dates; oui and non in any case."""
    text = (
        "case;texte;quand;mesure\néthique — conception;a;01/02/2027;OUI\n"
        "ethique.negatifs;b;2027-02-01;non"
    )
    cards = read_cards_csv(text.encode(), MATRIX).cards
    assert [dict(card.fields) for card in cards] == [
        {"quand": "2027-02-01", "mesure": True},
        {"quand": "2027-02-01", "mesure": False},
    ]


def test_columns_that_mean_nothing_are_told() -> None:
    """Nothing is lost silently."""
    reading = read_cards_csv(b"case;texte;poids\nusagers;x;1\n", USAGERS)
    assert [one.what for one in reading.dropped] == ["colonne « poids »"]
    reading = read_cards_csv(b"usagers;x;1\n", USAGERS)
    assert [one.what for one in reading.dropped] == ["colonne « colonne 3 »"]


def test_a_row_moved_in_the_spreadsheet_is_moved() -> None:
    """The title of the box, which people change, is stronger than its key."""
    text = "case;texte;id;rang;cle_case\nCoûts;x;abcdefghijkl;a0;usagers\n"
    assert read(text) == [("couts", "x")]


def test_cards_to_be_sorted_come_back_where_they_were() -> None:
    """A card of a box that no longer exists keeps it, as our export wrote it."""
    text = "case;texte;id;rang;cle_case\nvieille;x;abcdefghijkl;a0;vieille\n"
    assert read(text) == [("vieille", "x")]


def test_added_lines_and_blocks_come_with_their_cards() -> None:
    """Boxes that the file itself brings are known by their key and their title."""
    text = (
        "case;texte;id;rang;cle_case\nPartie prenante;Mairie;abcdefghijkl;a0;partie-prenante\n"
        "Mairie — Coûts;x;bbcdefghijkl;a0;charges@abcdefghijkl\nMairie — Coûts;y;;;\n"
    )
    cards = read_cards_csv(text.encode(), BLOCKS).cards
    assert [card.zone for card in cards] == [
        "partie-prenante",
        "charges@abcdefghijkl",
        "charges@abcdefghijkl",
    ]


def test_lines_already_added_to_the_canvas_are_boxes() -> None:
    """A spreadsheet may name them by their title; two of the same name need the key."""
    lines = [Card("ligne1234567", "Locale", "lignes"), Card("ligne7654321", "Deux", "lignes")]
    text = "case;texte\nLocale — Conception;x\nDeux — Conception;y\n".encode()
    assert [card.zone for card in read_cards_csv(text, MATRIX, lines).cards] == [
        "ligne1234567.conception",
        "ligne7654321.conception",
    ]
    twins = [Card("ligne1234567", "Deux", "lignes"), lines[1]]
    assert [row.line for row in read_cards_csv(text, MATRIX, twins).refused if row.text == "y"] == [
        3
    ]


def test_a_new_line_without_an_id_brings_no_box() -> None:
    """Its boxes exist once it is in the canvas."""
    text = "case;texte;id;rang;cle_case\nLigne ajoutée;Neuve;;;lignes\nNeuve — Conception;x;;;\n"
    reading = read_cards_csv(text.encode(), MATRIX)
    assert [card.zone for card in reading.cards] == ["lignes"]
    assert [row.line for row in reading.refused] == [3]


def test_the_same_id_twice_is_refused() -> None:
    """The second row says where the first one is."""
    text = "case;texte;id\nusagers;x;abcdefghijkl\nusagers;y;abcdefghijkl\n"
    (row,) = read_cards_csv(text.encode(), USAGERS).refused
    assert (row.line, row.reason) == (3, "le même identifiant est déjà à la ligne 2")


def test_too_long_a_text_goes_on_in_the_next_post_it() -> None:
    """In the same box; the others are untouched, and it is told with its line."""
    text = f"case;texte\nusagers;{'x' * (CARD_TEXT_CHARS + 1)}\nusagers;y\n"
    reading = read_cards_csv(text.encode(), USAGERS)
    assert [(card.zone, len(card.text)) for card in reading.cards] == [
        ("usagers", CARD_TEXT_CHARS),
        ("usagers", 1),
        ("usagers", 1),
    ]
    assert [(one.line, one.into) for one in reading.moved] == [
        (2, "La fin (1 signe) est un post-it à la suite")
    ]


def test_lines_inside_a_cell_end_as_in_the_browsers() -> None:
    """A spreadsheet of another system has its own ends of lines."""
    assert read('usagers;"a\r\nb\rc"\r\n') == [("usagers", "a\nb\nc")]


def test_an_author_beyond_reason_is_refused() -> None:
    """Columns that people never fill are bounded too."""
    (row,) = read_cards_csv(f"case;texte;auteur\nusagers;x;{'a' * 201}".encode(), USAGERS).refused
    assert row.reason == "« auteur » dépasse 200 caractères"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b" \n \n", "vide"),
        (b"PK\x03\x04xxxx", "une archive : ouvrez-la"),
        (b"\xd0\xcf\x11\xe0xxxx", "ancien document de bureau : "),
        (b"\xff\xfec\x00a\x00s", "pas en UTF-16"),
        (bytes(range(1, 32)) * 10, "pas du texte : .* un tableau"),
        (bytes(range(256)) * 10, "pas du texte : .* un tableau"),
        (b"%PDF-1.7\n", "un PDF : copiez sa liste"),
        (b"du texte sans colonnes", "deux colonnes"),
        (b'case;texte\nusagers;"jamais ferm\xc3\xa9', "guillemets"),
        (b"x" * (IMPORT_BYTES + 1), "trop gros"),
        (b"usagers;x\n" * (IMPORT_ROWS + 2), "trop de lignes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_clearly(data: bytes, words: str) -> None:
    """The refusal is French and says what is wrong."""
    with pytest.raises(InvalidInput, match=words):
        read_cards_csv(data, USAGERS)


def test_notes_and_links_are_read_from_their_cells() -> None:
    """A long note goes on beside; « https:// » is added to an address; what is none is refused."""
    note = "n" * FIELD_NOTE_CHARS
    text = (
        "case;texte;Remarque;Source\n"
        f"ecologique.conception;a;{note};exemple.fr/charte\n"
        "ecologique.conception;b;;HTTPS://exemple.fr\n"
        "ecologique.conception;c;;javascript:alert(1)\n"
        f"ecologique.conception;d;{note}n;\n"
    )
    reading = read_cards_csv(text.encode(), MATRIX)
    assert [dict(card.fields) for card in reading.cards] == [
        {"remarque": note, "source": "https://exemple.fr/charte"},
        {"source": "HTTPS://exemple.fr"},
        {"remarque": note},
        {},
    ]
    assert reading.cards[-1].text == "(suite de la note) n"
    assert [(row.line, row.reason) for row in reading.refused] == [
        (4, "« Source » : « javascript:alert(1) » n’est pas une adresse web, comme "
            "https://exemple.fr/charte"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("−5", -5.0), ("–5,5 €", -5.5), ("12.50", 12.5), ("1.234,5", 1234.5), ("1234.567", 1234.567)],
)
def test_numbers_are_read_as_this_site_writes_them(cell: str, expected: float) -> None:
    """The minus sign of typographers counts."""
    (card,) = read_cards_csv(f"case;texte;montant\ncouts;x;{cell}\n".encode(), USAGERS).cards
    assert expected == card.fields["montant"]


def test_a_number_of_two_meanings_is_refused() -> None:
    """« 12.000 € » was read as twelve euros; only our own file says that its point is decimal."""
    text = "case;texte;montant\ncouts;x;12.000 €\ncouts;y;-1.234.567\n"
    assert [row.reason for row in read_cards_csv(text.encode(), USAGERS).refused] == [
        "« Montant » : « 12.000 € » : faut-il lire 12 000 ou 12,000 ? Écrivez l’un des deux",
        "« Montant » : « -1.234.567 » : faut-il lire -1 234 567 ou -1 234,567 ? "
        "Écrivez l’un des deux",
    ]
    text = "case,texte,montant,id,rang,cle_case\ncouts,x,1.234,a,a0,couts\n"
    (card,) = read_cards_csv(text.encode(), USAGERS).cards
    assert card.fields["montant"] == 1.234


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_hint_line_is_counted(end: str) -> None:
    """Lines are those of the file as the person sees it."""
    lines = ("sep=;", "case;texte", "Coûts;a", "Nulle part;b", "")
    (row,) = read_cards_csv(end.join(lines).encode(), USAGERS).refused
    assert row.line == 4


def test_a_rank_beyond_reason_is_refused() -> None:
    """Every rank put after it would be as long."""
    text = f"case;texte;rang\nusagers;x;a{'1' * RANK_CHARS}\n"
    (row,) = read_cards_csv(text.encode(), USAGERS).refused
    assert row.reason == "« rang » dépasse 200 caractères"
