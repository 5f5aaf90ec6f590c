"""Maps of FreeMind and of Freeplane come in whole; what nothing is made of is told."""

from __future__ import annotations

import pytest
from templates_of_tests import PRODUCT
from trees import FIXTURES, brought, plan, read_of

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading

POURQUOI = PRODUCT["pourquoi"]


def of_nodes(nodes: str) -> ImportReading:
    """Read a map of these nodes."""
    return read_of(f"<map version='freeplane 1.11.5'><node TEXT='Val'>{nodes}</node></map>")


def notes(reading: ImportReading) -> list[object]:
    """Return the notes of the ideas, but the central one."""
    return [card.fields.get("note") for card in reading.cards[1:]]


def told(reading: ImportReading) -> list[tuple[str, int, str]]:
    """Return what is said to be left out."""
    return [(one.what, one.count, one.example) for one in reading.dropped]


def test_a_freeplane_map() -> None:
    """Rich texts, details, notes, typed values, attributes; styles and layout are left."""
    reading = brought("freeplane-1.12.mm")
    assert plan(reading) == [
        "Gouvernance de la donnée / du Val",
        "  Portage politique",
        "    Trouver un élu / référent",
        "  Animer",
        "    2027",
        "    Lire le guide",
    ]
    cards = {card.text: card for card in reading.cards}
    assert cards["Portage politique"].id == "portage"
    chief = cards["Trouver un élu\nréférent"]
    assert (chief.color, dict(chief.fields)) == (
        "action",
        {
            "qui": "Direction générale",
            "quand": "2027-06-30",
            "etat": "en-cours",
            "lien": "https://exemple.fr/elus?page=1&tri=nom",
            "note": "Avant l’été, si possible\nvice-présidence\nEn parler au bureau.\n"
            "Puis au conseil.\nBudget : 3000",
        },
    )
    assert cards["2027"].fields == {"note": "Quand : bientôt"}
    assert cards["Lire le guide"].fields == {"note": "Lien : ../guide%20interne.pdf"}
    assert reading.refused == ()
    assert reading.kind == "Carte (.mm)"
    assert [one.what for one in reading.dropped] == [
        *("icône", "nuage", "lien d’une idée à une autre", "flèche"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&#xd83c;&#xdfdb; Mairie &#55356;&#57303;", "🏛 Mairie 🏗"),
        ("Relire&#x0; &#7;vite &#xd83d;&#xffff;", "Relire vite "),
        (
            "Avant&nbsp;: l&eacute;gal &copy; &amp; &lt;b&gt; &rien;",
            "Avant\u00a0: légal © & <b> &rien;",
        ),
        ("R&D & Cie &#x;", "R&D & Cie &#x;"),
        ("a\x0bb\x01", "ab"),
    ],
)
def test_signs_that_xml_forbids_refuse_no_file(text: str, words: str) -> None:
    """Freeplane writes an emoji as two halves; FreeMind, zeros; people, names of HTML."""
    assert plan(of_nodes(f"<node TEXT='{text}'/>"))[1].strip() == words.strip()


def test_a_sign_left_out_is_told() -> None:
    """It was there, though nobody saw it."""
    assert told(of_nodes("<node TEXT='a&#x0;b&#xd83d;'/>")) == [("signe illisible", 2, "")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<?xml version='1.1' encoding='UTF-16'?><!DOCTYPE map>{}", "a"),
        ("<!DOCTYPE map PUBLIC '-//X' 'x.dtd'>\n<?xml-stylesheet x?>{}", "a"),
        ("<!DOCTYPE map [<!ENTITY a 'b'>]>{}", "DTD"),
        ("<!DOCTYPE map [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>{}&c;", "DTD"),
        ("{}<node", "Ligne 2 "),
        ("<map>\n<node TEXT='a'>", "Ligne 2 "),
    ],
)  # fmt: skip
def test_what_comes_before_a_map_and_what_breaks_it(text: str, words: str) -> None:
    """A type without entities says nothing; entities, and a file cut, are refused."""
    data = text.replace("{}", "<map>\n<node TEXT='a'/></map>")
    if words == "a":
        assert plan(read_of(data)) == ["a"]
    else:
        with pytest.raises(InvalidInput, match=words):
            read_of(data)


def test_a_rich_text_pasted_from_a_word_processor() -> None:
    """Its tags have prefixes that FreeMind never declares: they are no words, nor lines."""
    page = "<html><body><p v:a='b'>Lire<o:p></o:p> tout</p><p>vite<o:p/></p></body></html>"
    node = f"<node TEXT='a'><richcontent TYPE='NOTE'>{page}</richcontent></node>"
    assert notes(of_nodes(node)) == ["Lire tout\nvite"]


def test_html_written_as_a_text() -> None:
    """FreeMind 0.8 writes rich nodes so; of ours, that somebody typed, every sign is kept."""
    page = "&lt;html&gt;&lt;p&gt;Réunir &lt;b&gt;les élus&lt;/b&gt;&lt;br&gt;vite&lt;/p&gt;"
    own = "<node ID='capacities_a' TEXT='&lt;html&gt;&lt;b&gt;'/>"
    image = "<node TEXT='&lt;html&gt;&lt;img src=&quot;photo.png&quot;&gt;'/>"
    reading = of_nodes(f"<node TEXT='{page}'/>{own}{image}")
    assert plan(reading) == ["Val", "  Réunir les élus / vite", "  <html><b>", "  photo.png"]
    assert told(reading) == [("image", 1, "photo.png")]


def test_links_in_rich_texts() -> None:
    """The first web address of a node is its link; others, and those of a note, are words."""
    a, b = "https://exemple.fr/a", "https://exemple.fr/b"
    link = f"Lire <a href='{a}'>la loi</a>, <a href='{b}'>son décret</a>, <a href='c.pdf'>c</a>"
    node = f"<richcontent TYPE='NODE'><html><body><p>{link}</p></body></html></richcontent>"
    note = f"<richcontent TYPE='NOTE'><html><body><p>Voir <a href='{b}'>ici</a></p></body></html>"
    own = f"<node LINK='{b}'>{node}</node>"
    reading = of_nodes(f"<node>{node}{note}</richcontent></node>{own}<node LINK='mailto:a@b.fr'/>")
    assert plan(reading)[1:3] == [
        f"  Lire la loi, son décret ({b}), c (c.pdf)",
        f"  Lire la loi ({a}), son décret ({b}), c (c.pdf)",
    ]
    assert [card.fields.get("lien") for card in reading.cards[1:]] == [a, b, None]
    assert notes(reading) == [f"Voir ici ({b})", None, "Lien : mailto:a@b.fr"]


def test_details_notes_and_tables() -> None:
    """Details first; a table is a row on each line; notes of FreeMind 0.8 keep their lines."""
    table = "<table>\n<tr>\n<td>\n<p>a</p></td><td>b</td></tr><tr><td>c</td><td/></tr></table>"
    rich = "".join(
        f"<richcontent TYPE='{kind}'><html><head><style>p</style></head><body>{page}</body></html>"
        "</richcontent>"
        for kind, page in (("DETAILS", "<p>d</p>"), ("NOTE", f"<ul><li>e</li></ul>{table}"))
    )
    old = "<hook NAME='accessories/plugins/NodeNote.properties'><text>f&#10;g</text></hook>"
    reading = of_nodes(f"<node>{rich}</node><node>{old}</node>")
    assert notes(reading) == ["d\ne\na | b\nc |", "f\ng"]


def test_clones_bring_the_words_of_their_original() -> None:
    """One of a whole branch brings what is below too; below itself, it would have no end."""
    clones = (
        "<node ID='b' TEXT='Budget' LINK='https://exemple.fr'><attribute NAME='Qui' VALUE='Ada'/>"
        "<node ID='r' TEXT='Recettes'><node TEXT='Dons'/></node></node>"
        "<node ID='c' CONTENT_ID='b'><node TEXT='Propre'/></node><node TREE_ID='r'/>"
        "<node CONTENT_ID='inconnu' TEXT='Seul'/>"
    )
    reading = of_nodes(clones)
    assert plan(reading) == [
        *("Val", "  Budget", "    Recettes", "      Dons", "  Budget", "    Propre"),
        *("  Recettes", "    Dons", "  Seul"),
    ]
    assert [card.fields for card in reading.cards if card.text == "Budget"] == [
        {"qui": "Ada", "lien": "https://exemple.fr"}
    ] * 2
    assert told(reading) == [("clone, recopié", 2, "Budget")]
    with pytest.raises(InvalidInput, match="niveaux"):
        of_nodes("<node ID='a'><node TREE_ID='a'/></node>")


def test_a_clone_may_come_before_its_original() -> None:
    """Its words are the same, and so is what is told of them, once."""
    reading = of_nodes("<node CONTENT_ID='b'/><node ID='b' TEXT='Budget'><cloud/></node>")
    assert plan(reading) == ["Val", "  Budget", "  Budget"]
    assert told(reading) == [("nuage", 1, "Budget"), ("clone, recopié", 1, "Budget")]


def test_clones_do_not_make_a_small_file_large() -> None:
    """What is copied is read once; what is too many is refused."""
    note = "<richcontent TYPE='NOTE'>" + "<p>x</p>" * 900 + "</richcontent>"
    many = of_nodes(f"<node ID='a'>{note}</node>" + "<node CONTENT_ID='a'/>" * 2_500)
    assert len(many.cards) == 2_502
    twice = "<node ID='n{0}'><node TREE_ID='n{1}'/><node TREE_ID='n{1}'/></node>"
    with pytest.raises(InvalidInput, match="idées"):
        of_nodes("".join(twice.format(n, n + 1) for n in range(60)))


def test_what_is_no_text_is_words_when_it_can_be() -> None:
    """Image, formula, reminder, tags, priority, progress, and the icons that are a word."""
    reading = of_nodes(
        "<node TEXT='a'><hook NAME='ExternalObject' URI='photo.png' SIZE='1.0'/></node>"
        "<node TEXT='b'><hook NAME='plugins/latex/LatexNodeHook.properties' EQUATION='x^2'/></node>"
        "<node TEXT='c'><hook NAME='plugins/TimeManagementReminder.xml'>"
        "<Parameters REMINDUSERAT='1806966000000'/></hook></node>"
        "<node TEXT='d' TAGS='eau&#10;forêt'><hook NAME='x'><Parameters REMINDUSERAT='y'/></hook>"
        "</node>"
        "<node TEXT='e'><icon BUILTIN='full-1'/><icon BUILTIN='25%'/><icon BUILTIN='button_ok'/>"
        "<icon BUILTIN='bee'/><cloud/></node>"
        "<node TEXT='=1+1' ENCRYPTED_CONTENT='zzz'/>"
        "<hook NAME='MapStyle'><map_styles><stylenode><icon BUILTIN='yes'/></stylenode>"
        "</map_styles></hook>"
    )
    assert len(reading.cards) == 7  # the icons of styles are of no idea
    assert notes(reading) == [
        "Image : photo.png",
        "Formule : x^2",
        "Rappel : 06/04/2027",
        "Rappel : y\nÉtiquettes : eau, forêt",
        "Priorité : 1\nAvancement : 25 %\nIcône : OK",
        None,
    ]
    assert told(reading) == [
        ("image", 1, "photo.png"),
        ("icône", 1, "bee (e)"),
        ("nuage", 1, "e"),
        ("résultat d’une formule", 1, "=1+1"),
        ("branche chiffrée", 1, "=1+1"),
    ]


def test_arrows_that_say_something_are_words() -> None:
    """Whatever comes first in the file; the others are told, with the idea that they leave."""
    reading = of_nodes(
        "<node TEXT='a'><arrowlink DESTINATION='z' SOURCE_LABEL='si' MIDDLE_LABEL='accord'/></node>"
        "<node TEXT='b'><connector DESTINATION='gone' TARGET_LABEL='puis'/></node>"
        "<node LINK='#z' ID='z'><arrowlink DESTINATION='z'/><richcontent TYPE='NODE'><p>zèle "
        "<a href='#a'>lié</a></p></richcontent></node>"
    )
    assert notes(reading) == ["→ zèle lié : si / accord", "→ puis", None]
    assert told(reading) == [
        ("lien d’une idée à une autre", 2, "zèle lié"),
        ("flèche", 1, "zèle lié"),
    ]


def test_a_map_without_any_idea_is_refused() -> None:
    """Nor is another XML file a plan."""
    for text in ("<map/>", "<map><a/></map>"):
        with pytest.raises(InvalidInput, match="aucune idée"):
            read_of(text)


def test_what_a_canvas_has_no_field_for_stays_in_the_text() -> None:
    """The canvas « pourquoi » has neither note, link nor dates: nothing is lost."""
    data = (FIXTURES / "freeplane-1.12.mm").read_bytes()
    reading = read_file(data, POURQUOI, Snapshot("pourquoi"))
    text = next(card.text for card in reading.cards if card.text.startswith("Trouver"))
    assert text == (
        "Trouver un élu\nréférent\nAvant l’été, si possible\nvice-présidence\n"
        "En parler au bureau.\nPuis au conseil.\nhttps://exemple.fr/elus?page=1&tri=nom\n"
        "Qui : Direction générale\nQuand : 2027-06-30\nÉtat : En cours\ntype : action\n"
        "Budget : 3000"
    )
