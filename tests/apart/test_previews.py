"""Before anything is brought in, people are told what nothing will be made of, and an example."""

from __future__ import annotations

import json
from typing import Any

import pytest
from templates_of_tests import PRODUCT
from trees import seeded

from capacities.apart.importing import apply, preview
from capacities.documents.ydoc import new_document

TREE = PRODUCT["gouvernance"]
NOTE = "<richcontent TYPE='NOTE'><html><body><p>{}</p></body></html></richcontent>"


def told(data: bytes, choice: str = "") -> dict[str, Any]:
    """Return what is shown of a file."""
    stored = (new_document(TREE, seeded(TREE).cards), ())
    said: dict[str, Any] = json.loads(preview(TREE, stored, data, "Ada", choice).data)
    return said


def of_map(node: str) -> bytes:
    return f"<map version='1.0.1'><node TEXT='Val'>{node}</node></map>".encode()


def of_outline(attributes: str) -> bytes:
    return (
        "<opml version='2.0'><body><outline text='Val'>"
        f"<outline text='Budget' {attributes}/></outline></body></opml>"
    ).encode()


@pytest.mark.parametrize(
    ("data", "dropped"),
    [
        (of_map("<node TEXT='a&#1;b'/>"), {"signe illisible": ""}),
        (of_map("<node TEXT='a'><icon BUILTIN='ksmiletris'/></node>"), {"icône": "ksmiletris (a)"}),
        (of_map("<node TEXT='a'><hook URI='p.png'/></node>"), {"image": "p.png"}),
        (of_map("<node TEXT='a'><cloud/><edge/></node>"), {"nuage": "a"}),
        (of_map("<node TEXT='a' ENCRYPTED_CONTENT='x'/>"), {"branche chiffrée": "a"}),
        (of_map("<node TEXT='=1+1'/>"), {"résultat d’une formule": "=1+1"}),
        (of_map("<node TEXT='a'><arrowlink DESTINATION='b'/></node>"), {"flèche": "a"}),
        (of_map("<node TEXT='a' LINK='#b'/>"), {"lien d’une idée à une autre": "a"}),
        (
            of_map("<node TEXT='a' ID='b'/><node TREE_ID='b' ID='c'/>"),
            {"clone, recopié": "a"},
        ),
        (of_outline("_color='rouge'"), {"colonne « _color »": "rouge"}),
        (
            of_outline("_note='&lt;img src=&quot;p.png&quot; alt=&quot;le plan&quot;&gt;'"),
            {"image": "le plan (p.png)"},
        ),
        ("---\ntags: [a]\n---\n- Élus\n".encode(), {"ligne d’en-tête": "tags: [a]"}),
        ("- Élus\n<!-- à relire -->\n".encode(), {"commentaire": "à relire"}),
        ("- Élus {#elus}\n- b\n".encode(), {"attribut": "{#elus}"}),
        ("- Élus\n  id:: 64f1\n".encode(), {"propriété « id »": "64f1"}),
        (b"- ![plan](p.png)\n", {"image": "plan (p.png)"}),
        ("texte;couche\nÉlus;4\nBudget;\n".encode(), {"colonne « couche »": "4"}),
        (b"mindmap\n  Val\n    a\n    ::icon(fa fa-book)\n", {"icône": "::icon(fa fa-book)"}),
    ],
)  # fmt: skip
def test_what_is_dropped_is_told_with_an_example(data: bytes, dropped: dict[str, str]) -> None:
    """Kind by kind; each is also a sentence."""
    said = told(data)
    assert {one["what"]: one["example"] for one in said["dropped"]} == dropped
    assert all(str(one["count"]) in one["said"] for one in said["dropped"])


def test_where_the_end_of_long_words_goes_is_told() -> None:
    """It is an idea of the outline too, under the one that it was too long for."""
    said = told(of_map(f"<node TEXT='a'>{NOTE.format('mot ' * 600)}<node TEXT='b'/></node>"))
    assert [(one["line"], one["text"]) for one in said["moved"]] == [(1, "a")]
    assert [line["text"][:8] for line in said["outline"] if line["state"] == "new"] == [
        "a",
        "(suite d",
        "b",
    ]
    assert (said["dropped"], said["refused"]) == ([], [])


def test_the_encoding_is_told_and_another_may_be_chosen() -> None:
    """The list is that of what may be chosen; what is chosen is what is read."""
    data = "- Élus à réunir\n- Cœur\n".encode("cp1252")
    said = told(data)
    assert said["encoding"] == "cp1252"
    assert [line["text"] for line in said["outline"] if line["state"] == "new"] == [
        "Élus à réunir",
        "Cœur",
    ]
    assert "cp850" in {one["key"] for one in said["encodings"]}
    chosen = told(data, '{"encodage": "cp850"}')
    assert chosen["encoding"] == "cp850"
    assert chosen["outline"] != said["outline"]


def test_rows_told_as_refused_are_those_that_will_be() -> None:
    """A table of ours whose titles are above others: what is yet to be chosen only waits."""
    template = PRODUCT["creation-valeur"]
    stored = (new_document(template, ()), ())
    data = (
        b"type,texte,couleur\n,,categorie,contribue,qui_gagne\n"
        b'Effet qualitatif,@mairie,,,"Elle a dit oui"\n,type disparu,,,\n'
    )
    shown = json.loads(preview(template, stored, data, "Ada", "").data)
    done = apply(template, stored, data, "Ada", "2026-11-29T09:00:00Z", "")
    report = json.loads(done.data[: done.facts["report"]])
    lines = [row["line"] for row in report["refused"]]
    assert {row["line"] for row in shown["refused"]} <= set(lines)
    assert len(lines) == len(shown["refused"]) + shown["waiting"] > 0
