"""Outlines of other tools come in whole: their columns, their HTML, their links."""

from __future__ import annotations

from dataclasses import replace

import pytest
from templates_of_tests import PRODUCT
from trees import brought, plan, read_of, seeded

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IDEA_COLUMNS
from capacities.domain.snapshot import Card
from capacities.exports import opml
from capacities.exports.reading.report import ImportReading


def of_lines(lines: str) -> ImportReading:
    """Read an outline of these lines."""
    return read_of(f"<opml version='2.0'><body><outline text='Val'>{lines}</outline></body></opml>")


def second(lines: str) -> Card:
    """Read an outline, and return its second idea."""
    return of_lines(lines).cards[1]


def test_an_opml_outline() -> None:
    """Its title holds what is at its top; notes and links are kept, an old encoding is read."""
    reading = brought("outliner.opml")
    assert plan(reading) == [
        "Plan de l'équipe donnée",
        "  Communauté de partage",
        "    Lettre d'information",
        "    Café de la donnée",
        '      Tous les "premiers" jeudis',
        "      ",
        "  Formation",
        "    Écrire une fiche d'& métadonnées",
    ]
    cards = {card.text: card for card in reading.cards}
    assert cards["Communauté de partage"].fields == {
        "note": "Voir avec l'agglomération.\nDeux réunions par an."
    }
    assert cards["Lettre d'information"].fields == {"lien": "https://exemple.fr/lettre"}
    assert cards["Formation"].fields == {"etat": "fait"}
    assert [one.what for one in reading.dropped] == [
        *("colonne « _status »", "colonne « isComment »", "colonne « created »")
    ]


def test_columns_are_fields_of_the_same_name_else_lines_of_the_note() -> None:
    """Names without case nor accents; a value that the field cannot hold is a line too."""
    line = "<outline text='a' qui='Ada' QUAND='30/06/2027' Priorité='haute' x:Coût='3' etat='oui'"
    assert second(f"{line} xmlns:x='y'/>").fields == {
        "qui": "Ada",
        "quand": "2027-06-30",
        "note": "Priorité : haute\nCoût : 3\netat : oui",
    }


@pytest.mark.parametrize("name", ["_note", "note", "notes"])
def test_notes_by_every_name(name: str) -> None:
    """Line ends are kept."""
    assert second(f"<outline text='a' {name}='b&#10;c'/>").fields == {"note": "b\nc"}


@pytest.mark.parametrize(
    ("attribute", "done"),
    [
        *(("_complete='true'", True), ("complete='true'", True), ("checked='Yes'", True)),
        *(("_status='checked'", True), ("_status='unchecked'", False), ("checked='no'", False)),
    ],
)  # fmt: skip
def test_a_line_that_is_ticked_is_done(attribute: str, done: bool) -> None:
    """As each outliner says it."""
    assert second(f"<outline text='a' {attribute}/>").fields == ({"etat": "fait"} if done else {})


def test_what_is_no_word_is_told_column_by_column() -> None:
    """How a line is shown, when it was made."""
    names = ("_color", "created", "expanded", "backgroundColor", "isComment", "dateCreated", "id")
    attributes = " ".join(f"{name}='{name}1'" for name in names)
    reading = of_lines(f"<outline text='a' {attributes}/>")
    assert [one.what for one in reading.dropped] == [f"colonne « {name} »" for name in names]
    assert reading.dropped[0].example == "_color1"
    assert reading.cards[1].fields == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&lt;b&gt;Élus&lt;/b&gt; et R&amp;amp;D", "Élus et R&D"),
        ("R&amp;amp;D &amp;#39;", "R&D '"),
        ("a &lt; b &amp;lt; c &amp;nbsp;!", "a < b < c \u00a0!"),
        ("si &lt;case&gt; &lt;b&gt; cochée, a&amp;copy=1", "si <case> <b> cochée, a&copy=1"),
        ("&lt;i&gt;a&lt;/i&gt;&#10;b", "a\nb"),
        ("&lt;span class=&quot;colored&quot;&gt;a &lt;case&gt;&lt;/span&gt;", "a <case>"),
    ],
)  # fmt: skip
def test_html_only_when_it_is_some(text: str, words: str) -> None:
    """WorkFlowy writes HTML inside the text; other outliners, what people type."""
    assert second(f"<outline text='{text}'/>").text == words
    assert second(f"<outline text='a' _note='{text}'/>").fields["note"] == words


def test_ours_is_taken_as_it_was_typed() -> None:
    """Whoever writes of HTML finds it again; so is a field that this canvas has not."""
    template = PRODUCT["gouvernance"]
    canvas = seeded(template)
    typed = Card("a", "<b>x</b> &amp;", "noeud", "b0", parent="centre", fields={"note": "<i>y</i>"})
    canvas = replace(canvas, cards=(*canvas.cards, typed))
    written = opml.write(canvas, template).replace(b'_capacities="a"', b'_capacities="a" _prix="3"')
    cards = {card.id: card for card in read_of(written).cards}
    assert cards["a"].text == typed.text
    assert cards["a"].fields == {"note": "<i>y</i>\nprix : 3"}  # of a canvas that has this field


def test_every_address_is_kept() -> None:
    """The first one of the web is the link, be it in the words; the others are words."""
    a, b = "https://exemple.fr/a", "https://exemple.fr/b"
    feed = second(f"<outline text='a' type='rss' xmlUrl='{b}' htmlUrl='{a}' url='c.html'/>")
    assert feed.fields == {"lien": a, "note": f"Lien : c.html\nLien : {b}"}
    html = f"&lt;a href=&quot;{a}&quot;&gt;b&lt;/a&gt;"
    assert (
        second(f"<outline text='{html}'/>").text,
        second(f"<outline text='{html}'/>").fields,
    ) == (
        "b",
        {"lien": a},
    )
    assert second(f"<outline text='x' _note='{html}'/>").fields == {"note": f"b ({a})"}
    assert second(f"<outline text='{html}' url='{b}'/>").text == f"b ({a})"


def test_several_lines_at_the_top_are_held_by_the_title() -> None:
    """Without a title, they are main branches."""
    lines = "<body><outline text='a'/><outline title='b'/></body>"
    assert plan(read_of(f"<opml><head><title> T\n U </title></head>{lines}</opml>")) == [
        *("T U", "  a", "  b")
    ]
    assert plan(read_of(f"<opml><head/>{lines}</opml>"))[1:] == ["  a", "  b"]
    with pytest.raises(InvalidInput, match="aucune idée"):
        read_of("<opml><body/></opml>")


@pytest.mark.parametrize(
    ("values", "text", "said"),
    [
        ('text="Le "Mot" du jour" a="b"', 'Le "Mot" du jour', "a : b"),
        ('text="a" description="<i>b</i> de "c"" ', "a", 'description : b de "c"'),
        ('text="a" d="<a href="https://b.fr/">c</a>, d"', "a", "d : c (https://b.fr/), d"),
        ('text="a" d=""b" et c."', "a", 'd : "b" et c.'),
    ],
)
def test_quotes_and_tags_that_a_tool_left_in_a_value_refuse_no_file(
    values: str, text: str, said: str
) -> None:
    """The value goes on to the quote that another attribute, or the end of the tag, follows."""
    card = second(f"<outline {values}/>\n<outline text='b'/>")
    assert (card.text, card.fields) == (text, {"note": said})


def test_columns_of_a_line_beyond_many_are_told() -> None:
    """Each is a line of its note, which nobody reads by thousands."""
    many = " ".join(f'x{at}="v{at}"' for at in range(IDEA_COLUMNS + 1))
    reading = of_lines(f"<outline text='Un' {many}/>")
    assert "x98 : v98" in str(reading.cards[1].fields["note"])
    assert ("colonne au-delà de 100 sur une ligne", 2, "Un") in [
        (one.what, one.count, one.example) for one in reading.dropped
    ]
