"""What is neither a plan nor a table is refused in one sentence that says what to do."""

from __future__ import annotations

import pytest
from templates_of_tests import PRODUCT
from trees import seeded

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form
from capacities.exports.reading.registry import read_file

ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TREE = PRODUCT["gouvernance"]
FORMS = {template.form: template for template in PRODUCT.values()}
STRANGERS = {
    "RTF": (rb"{\rtf1\ansi Premi\'e8re id\'e9e\par}", "en texte"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "copiez sa liste"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "une image"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "une image"),
    "GIF": (b"GIF89a\x01\x00", "une image"),
    "WebP": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "une image"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic", "une image"),
    "SVG": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg viewBox="0 0 9 9"/>', "une image"),
    "MP3": (b"ID3\x03\x00\x00", "un son"),
    "MP4": (b"\x00\x00\x00\x18ftypisom", "vidéo"),
    "EXE": (b"MZ\x90\x00\x03\x00", "un programme"),
    "Word": (ZIP + b"[Content_Types].xml word/document.xml", "traitement de texte"),
    "Writer": (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.text", "traitement de texte"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "ancien document Word"),
    "slides": (ZIP + b"ppt/presentation.xml", "un diaporama"),
    "MindManager": (ZIP + b"Document.xml", "OPML|Excel"),
    "XMind": (ZIP + b"content.json metadata.json", "de XMind"),
    "MindNode": (ZIP + b"contents.xml viewState.plist", "MindNode"),
    "Pages": (ZIP + b"Index/Document.iwa", "Pages"),
    "zip": (ZIP + b"notes.md", "ouvrez-la"),
    "gzip": (b"\x1f\x8b\x08\x00", "une archive"),
    "web page": (b"\n<!DOCTYPE html>\n<html><ul><li>un</ul>", "une page web"),
    "web page in UTF-16": ("\ufeff<html><body>été</body></html>".encode("utf-16"), "une page web"),
    "mail page": (b"From: <Saved by Blink>\r\nSubject: x", "une page web"),
    "draw.io": (b'<mxfile host="x"/>', "un fichier XML d’un autre outil"),
    "Word's XML": (b'<?xml version="1.0"?>\n<?mso-application progid="x"?><pkg:package/>', "XML"),
    "calendar": (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "un agenda"),
    "mail": (b"Return-Path: <a@exemple.fr>\r\n", "un courriel"),
    "JSON": ('{"name": "Élus"}'.encode(), r"\(JSON\)"),
    "a list in JSON": (b'[{"name": "x"}, 2]', r"\(JSON\)"),
    "truncated JSON": (b'\xef\xbb\xbf{\n "name": "Tab', r"\(JSON\)"),
    "Trello": (b'{"id": "5", "idBoard": "6"}', "Trello en CSV"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_plan_says_what_to_do(name: str, form: Form) -> None:
    """On every form, in one sentence."""
    data, words = STRANGERS[name]
    template = FORMS[form]
    with pytest.raises(InvalidInput, match=words) as raised:
        read_file(data, template, Snapshot(template.key))
    said = str(raised.value)
    assert said.startswith("Ce fichier est ")
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        "[[Page liée]]\n- un\n",
        "[x] fait\n[ ] à faire\n",
        "{à compléter}\nÉlus\n",
        "<!-- carte -->\n\n# Plan\n\n- un\n",
        '<p align="center">Logo</p>\n\n# Plan\n- un\n',
        "PK, le maire\nBMW\nMZ : deux lettres\nGIF\n",
        "RIFF\n%PDF\n",
    ],
)
def test_a_plan_that_looks_like_one_of_them_is_a_plan(text: str) -> None:
    """Links between braces, a comment first, letters that are the mark of something."""
    assert read_file(text.encode(), TREE, seeded(TREE)).cards


@pytest.mark.parametrize("data", [b"<map><node TEXT='a'><node TE", b"<?xml version='1.0'?><opml><"])
def test_a_truncated_xml_says_where(data: bytes) -> None:
    """The line, and what to do."""
    with pytest.raises(InvalidInput, match=r"Ligne 1 : .* Exportez-le de nouveau"):
        read_file(data, TREE, seeded(TREE))
