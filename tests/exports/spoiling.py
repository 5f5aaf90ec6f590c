"""Files of every kind that is read, spoiled: bytes cut, doubled, put in, even inside archives."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any, Final

import openpyxl
from foreign import TABLES, WRITERS, Node, table, word
from golden_snapshots import snapshot_of
from templates_of_tests import BLOCKS, PRODUCT, TREE

from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.reading.decoding import ENCODINGS
from capacities.exports.registry import ADAPTERS, tables_of
from capacities.exports.writer import canvas_csv

TEMPLATES: Final = tuple(
    PRODUCT[key] for key in ("canevas-usagers", "gouvernance", "retroplanning", "creation-valeur")
)
_OF_PLANS: Final = PRODUCT["gouvernance"]
PIECES: Final = (
    *(piece.encode() for piece in (
        *";\"\n\r,\t\0'=<>&\\-#|`*[]()%{}:•é👩\x1c\u2028\ufeff\ud7ff", "\n\n", "    ", "- ", "\n> ",
        "```\n", "~~~", "---\n", "<!--", "]]>", "<node TEXT='a'>", "</node>", "<html><p>", "<br>",
        "&nbsp;", "&#xd83d;", "&#0;", "&x;", '<outline text="b">', "<![CDATA[", "[^1]: ",
        '<a href="http://a.fr">', "<table><tr><td>", "![a](b.png)", "[r]: http://b.fr", "mindmap\n",
        "sep=,\n", "{\\rtf1", "%PDF-", "PK\x03\x04", "case;texte", "id", "=1+1", "1e999", "-0",
        "9" * 20, "31/02/2027", "<row r='1048576'>", 'table:number-rows-repeated="9999999"',
        '<c r="XFD1048576">', "<!DOCTYPE a [<!ENTITY b 'c'>]>", 'encoding="utf-16"', "<v>1e308</v>",
    )),
    b"\xff", b"\xe9", b"\xed\xa0\x80", b"\xff\xfe", b"\x8f\x9d",
)  # fmt: skip
CODECS: Final = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman", "cp850")
WORDS: Final = ("Élus", "5 €", "31/01/2027", "À faire", "", "62 000,50", "oui", "=1+1", "a | b\nc")
_WORD: Final = re.compile(rb"[\w\x80-\xff]+")
_VALUE: Final = re.compile(rb"(?<==\")[^\"<]*(?=\")|(?<=>)[^<]+(?=<)")
_PART: Final = (".xml", ".rels")


def _plan(dice: random.Random) -> Node:
    made = [Node("Plan")]
    for _ in range(dice.randrange(12)):
        link = dice.choice(("", "", "https://exemple.fr"))
        node = Node(dice.choice(WORDS), dice.choice(("", "Une note\nde deux lignes")), link)
        dice.choice(made).below.append(node)
        made.append(node)
    return made[0]


@cache
def _ours() -> tuple[tuple[Template, bytes], ...]:
    """Return all that canvases are exported to, read or not."""
    found: list[tuple[Template, bytes]] = []
    for template in (*TEMPLATES, BLOCKS, TREE):
        snapshot = snapshot_of(template)
        found += [
            (template, canvas_csv(snapshot, template, dialect, one))
            for one in tables_of(template)
            for dialect in Dialect
        ]
        formats = ADAPTERS[template.form].formats
        found += [(template, known.write(snapshot, template)) for known in formats]
    return tuple(found)


def _workbook(dice: random.Random) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    columns = TABLES[dice.choice(list(TABLES))][1].replace(";", ",").split(",")
    sheet.append(columns)
    for _ in range(dice.randrange(5)):
        sheet.append([dice.choice((*WORDS, 1.5, True, None)) for _ in columns])
    book.save(out)
    return out.getvalue()


def _seed(dice: random.Random) -> tuple[Template, bytes]:
    """Return a file, and the canvas that it is for."""
    match dice.randrange(8):
        case 0 | 1 | 2:
            return _OF_PLANS, dice.choice([*WRITERS.values(), word])(_plan(dice))
        case 3 | 4:
            name = dice.choice(list(TABLES))
            return dice.choice(TEMPLATES), table(
                name, lambda _: dice.choice(WORDS), dice.randrange(6)
            )
        case 5:
            return dice.choice(TEMPLATES), _workbook(dice)
    return dice.choice(_ours())


def _spoil(data: bytes, dice: random.Random) -> bytes:
    return (_spoil_words if dice.random() < 0.5 else _spoil_bytes)(data, dice)


def _spoil_words(data: bytes, dice: random.Random) -> bytes:
    """Put other words in place of some, as XML writes them: what holds them stays whole."""
    words = list((_VALUE if data.lstrip().startswith(b"<") else _WORD).finditer(data))
    for found in sorted(dice.sample(words, min(len(words), dice.randrange(1, 9))), key=_from_end):
        piece = dice.choice(PIECES) * dice.choice((1, 1, 2, 40))
        put = piece if dice.random() < 0.2 else escape(piece.decode("latin-1")).encode("latin-1")
        data = data[: found.start()] + put + data[found.end() :]
    return data


def _from_end(found: re.Match[bytes]) -> int:
    return -found.start()


def _spoil_bytes(data: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(dice.randrange(7)):
        at = dice.randrange(len(spoiled) + 1)
        end = at + dice.randrange(1, 200)
        act = dice.randrange(4)
        if act == 0:
            del spoiled[at:end]
        elif act == 1:
            spoiled[at:at] = spoiled[at:end] * dice.randrange(1, 4)
        elif act == 2:
            spoiled[at:at] = dice.choice(PIECES) * dice.choice((1, 1, 2, 40))
        else:
            spoiled[at : at + 1] = dice.choice(PIECES)
    return bytes(spoiled)


def _spoil_inside(data: bytes, dice: random.Random) -> bytes:
    """Spoil one part of an archive, and close it well: its reader is reached."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        files = old.infolist()
        chosen = dice.choice([file for file in files if file.filename.endswith(_PART)])
        for file in files:
            part = old.read(file)
            new.writestr(file.filename, _spoil(part, dice) if file is chosen else part)
    return out.getvalue()


def spoiled_files(seed: int) -> Iterator[tuple[Template, bytes, random.Random]]:
    """Yield files without end, the canvas each is brought into, and dice for what is chosen."""
    dice = random.Random(seed)
    while True:
        template, data = _seed(dice)
        if data.startswith(b"PK"):
            data = _spoil_inside(data, dice) if dice.random() < 0.9 else _spoil(data, dice)
        else:
            codec = dice.choice(CODECS)
            data = _spoil(data.decode(errors="replace").encode(codec, "replace"), dice)
        if dice.random() < 0.1 or template not in TEMPLATES:
            template = dice.choice(TEMPLATES)
        yield template, data, dice


def any_choice(said: dict[str, Any], dice: random.Random) -> str:
    """Choose anything in a preview, what it offers or not: "" most of the time."""
    if dice.random() < 0.7:
        return ""
    asked = said["table"] or {"roles": [], "columns": [], "values": [], "places": [], "sheets": []}
    roles = [role["key"] for role in asked["roles"]]
    places = [place["key"] for place in asked["places"]]
    choice: dict[str, Any] = {
        "encodage": dice.choice(["", "inconnu", *(one.key for one in ENCODINGS)]),
        "feuille": dice.choice([None, 0, len(asked["sheets"]), -1]),
        "titres": dice.choice([None, True, False]),
        "colonnes": {
            str(at): dice.choice(["", "inconnu", *roles]) for at in range(len(asked["columns"]) + 1)
        },
        "valeurs": {value["text"]: dice.choice(["", *places]) for value in asked["values"]},
    }
    kept = {key: value for key, value in choice.items() if dice.random() < 0.6}
    return json.dumps(kept)
