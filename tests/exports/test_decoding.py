"""Bytes → letters: the encodings of French offices, found, declared or chosen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT, USAGERS
from trees import seeded

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.exports.reading.choice import Choice
from capacities.exports.reading.decoding import ENCODINGS, decode, read_apart
from capacities.exports.reading.registry import read_file

SENTENCES = (
    "Réunir les élus, puis voter.",
    "« Où va l’eau ? » demande le maire.",
    "À l’été, l’école fête ses dix ans…",
    "Œuvrer ensemble : le cœur du métier !",
    "ÉTAT DES LIEUX À COMPLÉTER",
    "Ça coûte 1\u00a0200\u00a0€ par an.",
    "Qui ? L’île, la forêt, la hâte, un maïs.",
    "n° 12 – salle Noël, près de l’hôtel",
    "Reçu : où, quand, déjà, voilà.",
    "Budget ; 30 % ; 2 ans",
)
"""What people write in a workshop; three are beyond the letters of an office of before 1993."""
PLAIN = str.maketrans({"’": "'", "…": ".", "–": "-", "œ": "o", "Œ": "O", "€": "E"})
BY_KEY = {one.key: one.key for one in ENCODINGS}
text_of_200 = st.lists(st.sampled_from(SENTENCES), min_size=12, max_size=40).map("\n".join)


def write(text: str, key: str) -> tuple[str, bytes]:
    """Return a text as this encoding can hold it, and its bytes."""
    try:
        return text, text.encode(key)
    except UnicodeEncodeError:
        return (plain := text.translate(PLAIN)), plain.encode(key)


@settings(max_examples=200, deadline=None)
@given(text=text_of_200, key=st.sampled_from(sorted(BY_KEY)))
def test_any_french_text_is_read_right(text: str, key: str) -> None:
    """Of 200 letters or more, whichever office it comes from."""
    wanted, data = write(text, key)
    assert decode(data)[0] == wanted
    assert decode(data, encoding=key) == (wanted, key)


@pytest.mark.parametrize("key", sorted(BY_KEY))
@pytest.mark.parametrize("text", ["Élus à réunir", "case;texte\nCoûts;Hébergement", "« Où ? »"])
def test_a_few_words_are_enough(text: str, key: str) -> None:
    """Quotes with their no-break spaces, capitals with accents."""
    assert decode(text.encode(key))[0] == text


def test_what_windows_and_iso_8859_15_write_alike_is_windows() -> None:
    """And the euro, the œ, which they do not write alike, tell them apart."""
    assert decode("déjà été".encode("iso-8859-15")) == ("déjà été", "cp1252")
    euros = "Le cœur coûte 3\u00a0€"
    assert decode(euros.encode("iso-8859-15")) == (euros, "iso-8859-15")


@pytest.mark.parametrize(
    ("encoding", "key"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_unicode_with_its_mark_or_without(encoding: str, key: str) -> None:
    """Excel's « Texte Unicode », the notepad, old exports."""
    text, found = decode("Été ; œuvre\n".encode(encoding))
    assert (text.removeprefix("\ufeff"), found) == ("Été ; œuvre\n", key)


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252"])
def test_a_declared_latin_1_is_what_browsers_read(declared: str) -> None:
    """Tools write the euro, the dash and the œ of Windows under this name."""
    xml = f"""<?xml version="1.0" encoding="{declared}"?>
    <opml version="1.0"><body><outline text="5 € – l’œuvre"/></body></opml>"""
    reading = read_file(
        xml.encode("cp1252"), PRODUCT["gouvernance"], seeded(PRODUCT["gouvernance"])
    )
    assert (reading.cards[0].text, reading.encoding) == ("5 € – l’œuvre", "cp1252")


def test_what_is_declared_wrongly_is_read_by_its_letters() -> None:
    """A file converted since, whose head was not; any other declared encoding is followed."""
    head = '<?xml version="1.0" encoding="iso-8859-1"?><map><node TEXT="Été à l’œuvre"/></map>'
    assert decode(head.encode()) == (head, "utf-8")
    czech = '<?xml version="1.0" encoding="windows-1250"?><map><node TEXT="Žižkov"/></map>'
    assert decode(czech.encode("windows-1250")) == (czech, "windows-1250")
    no_letter = (
        b'<?xml version="1.0" encoding="iso-8859-1"?><map><node TEXT="\xe9t\xe9 \x81"/></map>'
    )
    assert "été" in decode(no_letter)[0]


def test_a_stray_byte_does_not_spoil_a_file() -> None:
    """It is read as Windows means it, and told with its word; the rest is untouched."""
    data = b"case;texte\n" + "Coûts;Hébergement 😀\nUsagers;".encode() + b"\xc9lus\n"
    reading = read_file(data, USAGERS, Snapshot(USAGERS.key))
    assert [card.text for card in reading.cards] == ["Hébergement 😀", "Élus"]
    assert (reading.encoding, reading.remarks) == (
        "utf-8",
        ("1 signe a été lu à part : «\u00a0Élus\u00a0».",),
    )
    data += b"Usagers;caf\xe9\n"
    assert list(read_apart(data, "utf-8")) == [
        "2 signes ont été lus à part, dont «\u00a0Élus\u00a0»."
    ]


def test_half_a_sign_does_not_spoil_a_file() -> None:
    """UTF-16 of which programs cut signs in two; but what is full of halves is no text."""
    data = "case;texte\nUsagers;Élus\ud800 et\n".encode("utf-16", "surrogatepass")
    reading = read_file(data, USAGERS, Snapshot(USAGERS.key))
    assert [card.text for card in reading.cards] == ["Élus\ufffd et"]
    assert reading.remarks == ("1 signe a été lu à part : «\u00a0Élus\ufffd\u00a0».",)
    with pytest.raises(InvalidInput, match="pas du texte"):
        decode(("a" + "\ud800" * 99).encode("utf-16", "surrogatepass"))


def test_two_files_put_end_to_end_are_both_read() -> None:
    """One of each encoding: what is astray is a half of it."""
    text = "\n".join(SENTENCES)
    found, key = decode(text.encode() + b"\n" + text.encode("cp1252"))
    assert (found, key) == (f"{text}\n{text}", "utf-8")


def test_a_long_file_is_read_by_its_first_letters() -> None:
    """Two thousand places are looked at; what may be another encoding beyond is as they are."""
    data = "été à l’œuvre\n".encode("cp1252") * 2_000 + "Ã©".encode("cp1252")
    assert decode(data)[1] == "cp1252"


def test_an_encoding_is_chosen() -> None:
    """It is read so; in UTF-8, what is astray is as Windows means it."""
    data = b"case;texte\nUsagers;\x8elus"
    there = Snapshot(USAGERS.key)
    read = {
        key: read_file(data, USAGERS, there, Choice(encoding=key)).cards[0].text
        for key in ("mac-roman", "cp850", "cp1252", "utf-8")
    }
    assert read == {"mac-roman": "élus", "cp850": "Älus", "cp1252": "Žlus", "utf-8": "Žlus"}
    with pytest.raises(InvalidInput, match=r"pas en UTF-16, .* autrement"):
        read_file(data, USAGERS, there, Choice(encoding="utf-16"))
    assert decode(data, encoding="punycode") == decode(data)
