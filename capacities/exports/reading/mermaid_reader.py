"""A Mermaid « mindmap », ours or another tool's → ideas."""

from __future__ import annotations

import re
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.exports.reading.html_text import read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import Words, parser

_HEAD: Final = re.compile(
    r"(?:\s*(?:---[ \t]*\n(?:.*\n){0,99}?---[ \t]*\n|%%\{[^%]*\}%%|%%.*))*+\s*(?=mindmap\b)"
)
"""What says how a diagram is drawn, before it."""
_LINE: Final = re.compile(r"(?:[\[({)]\s*+\"[^\"]*+\"|[^\n\[({)]++|[\[({)])++")
"""A line of it; between quotes, a label may go on over several."""
_LEFT_OUT: Final = re.compile(r"::icon\(|:::|%%")
_KINDS: Final = {"::icon(": "icône", ":::": "classe", "%%": "commentaire"}
_SHAPED: Final = re.compile(
    r"[^\s()\[\]{}\"]*+(?:\(\(|\)\)|\{\{|\(-|-\)|[(\[)])\s*+(\")?(`)?(.*?)(?(2)`)(?(1)\")"
    r"(?:\)\)|\(\(|\}\}|-\)|\(-|[)\](])(:::[\w -]+)?",
    re.DOTALL,
)
"""A node drawn in a shape: whether its label is between quotes, and Markdown; it, its class."""
_CODE: Final = re.compile(r"#(?=(?:([0-9]{1,7})|[A-Za-z]\w*);)")


def read(text: str) -> Outline | None:
    """Read the nodes, each under the one less indented above; None when it is no mindmap.

    Raises:
        InvalidInput: no node, too many, or too deep.
    """
    if not (head := _HEAD.match(text)):
        return None
    outline, start = Outline(rooted=True), head.end()
    tally, words = outline.tally, Words(parser(), outline.tally, {})
    above: list[tuple[int, Idea]] = []
    for line in text[:start].split("\n"):
        if line.strip(" \t-"):
            tally.drop("ligne d’en-tête", line)
    number, at = 1, 0
    for found in _LINE.finditer(text, start + len("mindmap")):
        number, at = number + text.count("\n", at, found.start()), found.start()
        node = found[0].strip()
        if left := _LEFT_OUT.match(node):
            tally.drop(_KINDS[left[0]], node)
        elif node:
            line = found[0].expandtabs(4)
            margin = len(line) - len(line.lstrip())
            while above and above[-1][0] >= margin:
                above.pop()
            idea = outline.add("", number, above[-1][1] if above else None)
            above.append((margin, idea))
            shaped = _SHAPED.fullmatch(node)
            _, markdown, label, kind = shaped.groups() if shaped else ("", "", node, "")
            if kind:
                tally.drop("classe", kind)
            if markdown:
                label = label.strip().replace("\n", "\\\n")
                idea.text, idea.link = words.shown(label, apart=True)
            else:
                html = _CODE.sub(lambda code: "&#" if code[1] else "&", label.strip())
                page = read_html(html, apart=True)
                idea.text, idea.link = page.tell(tally, ""), page.link
    if not outline.ideas:
        raise InvalidInput("Ce diagramme Mermaid ne contient aucune idée.")
    return outline
