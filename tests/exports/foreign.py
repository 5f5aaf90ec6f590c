"""A plan and a list of cards, as other tools write them: what each is known to do, no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final
from xml.sax.saxutils import quoteattr


@dataclass
class Node:
    """An idea of a plan: what every tool below can say."""

    text: str
    note: str = ""
    link: str = ""
    below: list[Node] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield it, then all that is under it, with depths."""
        yield depth, self
        for node in self.below:
            yield from node.walk(depth + 1)


Part = Callable[[Node], str]
PAGE: Final = "<html>\n  <head>\n    \n  </head>\n  <body>\n    {}\n  </body>\n</html>"


def _nested(node: Node, opened: Part, close: str) -> str:
    return opened(node) + "".join(_nested(n, opened, close) for n in node.below) + close


def _paragraphs(text: str) -> str:
    lines = (f"<p>\n      {escape(line, quote=False)}\n    </p>" for line in text.split("\n"))
    return PAGE.format("\n    ".join(lines))


def _rich(kind: str, text: str) -> str:
    return f'<richcontent TYPE="{kind}">{_paragraphs(text)}</richcontent>' if text else ""


def _link(node: Node, name: str = "LINK") -> str:
    return f" {name}={quoteattr(node.link)}" if node.link else ""


def freeplane(plan: Node) -> bytes:
    """Freeplane 1.12: UTF-8 without saying so, notes with their content type, styles in a hook."""

    def opened(node: Node) -> str:
        note = (
            f'<richcontent CONTENT-TYPE="xml/" TYPE="NOTE">{_paragraphs(node.note)}</richcontent>'
            if node.note
            else ""
        )
        words = quoteattr(node.text, {"\n": "&#xa;"})
        return f'<node TEXT={words} ID="ID_{id(node)}"{_link(node)} FOLDED="true">{note}\n'

    head = (
        '<map version="freeplane 1.12.1">\n<!--To view this file, download free mind mapping '
        "software Freeplane from https://www.freeplane.org -->\n"
        '<bookmarks>\n    <bookmark nodeId="ID_1" name="Root" opensAsRoot="true"/>\n</bookmarks>\n'
    )
    style = '<hook NAME="MapStyle" background="#f9f9f8"><properties show_icons="true"/></hook>'
    return (head + _nested(plan, opened, f"{style}</node>\n") + "</map>").encode()


def freeplane_rich(plan: Node) -> bytes:
    """Freeplane, texts edited as rich: the words are in a page, the note in another."""

    def opened(node: Node) -> str:
        rich = _rich("NODE", node.text) + _rich("NOTE", node.note)
        return f'<node LOCALIZED_STYLE_REF="defaultstyle.rootnode"{_link(node)}>{rich}'

    return f'<map version="freeplane 1.9.13">{_nested(plan, opened, "</node>")}</map>'.encode()


def freemind(plan: Node) -> bytes:
    """FreeMind 1.0: ASCII, all else as numbers; signs above U+FFFF are halves."""

    def opened(node: Node) -> str:
        words = quoteattr(node.text, {"\n": "&#xa;"})
        return f'<node CREATED="1" TEXT={words}{_link(node)}>{_rich("NOTE", node.note)}\n'

    text = f'<map version="1.0.1">\n{_nested(plan, opened, "</node>")}</map>\n'
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(chr(code) if code < 127 else f"&#x{code:x};" for code in codes).encode()


def workflowy(plan: Node) -> bytes:
    """WorkFlowy: texts are HTML written in an attribute, notes too."""

    def opened(node: Node) -> str:
        words = escape(node.text, quote=False)
        words = f'<a href="{escape(node.link)}">{words}</a>' if node.link else words
        note = f" _note={quoteattr(node.note, {chr(10): '&#10;'})}" if node.note else ""
        return f"<outline text={quoteattr(words)}{note}>"

    return _opml(_nested(plan, opened, "</outline>"), "")


def outliner(plan: Node) -> bytes:
    """Dynalist, OmniOutliner, XMind, iThoughts: plain texts, notes under a name that varies."""

    def opened(node: Node) -> str:
        note = f" _note={quoteattr(node.note, {chr(10): '&#10;'})}" if node.note else ""
        return f"<outline text={quoteattr(node.text)}{note}{_link(node, 'url')}>"

    return _opml(_nested(plan, opened, "</outline>"), f"<title>{escape(plan.text)}</title>")


def _opml(body: str, head: str) -> bytes:
    declared = '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">'
    return f"{declared}<head>{head}</head><body>{body}</body></opml>".encode()


def _lines(plan: Node, line: Callable[[int, Node], str]) -> bytes:
    return "".join(line(depth, node) for depth, node in plan.walk()).encode()


def _said(node: Node) -> str:
    return f"[{node.text}]({node.link})" if node.link else node.text


def _noted(node: Node, margin: str) -> str:
    return "".join(f"{margin}{line}\n" for line in node.note.split("\n") if node.note)


def logseq(plan: Node) -> bytes:
    """Logseq: a page of bullets and tabs, what it knows of a block on the lines under it."""
    hidden = "  collapsed:: true\n  id:: 64f1c9e2-0c1e-4b1c-9a57-0d5b6d2f6a11\n"

    def line(depth: int, node: Node) -> str:
        known = hidden.replace("  ", "\t" * depth + "  ") if node.below else ""
        return f"{chr(9) * depth}- {_said(node)}\n{known}"

    return _lines(plan, line)


def obsidian(plan: Node) -> bytes:
    """Obsidian, Typora, XMind's Markdown: a title, headings, then bullets under the second."""

    def line(depth: int, node: Node) -> str:
        if depth < 2:
            return f"\n{'#' * (depth + 1)} {_said(node)}\n\n{_noted(node, '')}\n"
        margin = "\t" * (depth - 2)
        return f"{margin}- {_said(node)}\n" + (node.note and f"\n{_noted(node, margin + '  ')}\n")

    return b"---\ntags: [plan]\n---\n" + _lines(plan, line)


def notion(plan: Node) -> bytes:
    """Notion: a title, then bullets four spaces apart, notes after an empty line."""

    def line(depth: int, node: Node) -> str:
        if depth == 0:
            return f"# {_said(node)}\n\n" + (f"{_noted(node, '')}\n" if node.note else "")
        margin = "    " * (depth - 1)
        noted = f"    \n{_noted(node, margin + '    ')}\n" if node.note else ""
        return f"{margin}- {_said(node)}\n{noted}"

    return _lines(plan, line)


def word(plan: Node) -> bytes:
    """A list of Word, or LibreOffice, pasted as text: a sign for each level, a tab after it."""
    return _lines(plan, lambda depth, node: f"{'•o▪'[depth % 3]}\t{node.text}\r\n")


def word_indented(plan: Node) -> bytes:
    """The same with its margins, as mails keep them."""
    signs = "•◦▪"
    return _lines(
        plan, lambda depth, node: f"{' ' * 4 * depth}{signs[min(depth, 2)]} {node.text}\n"
    )


def indented(plan: Node) -> bytes:
    """The clipboard of a map, or any editor: tabs alone."""
    return _lines(plan, lambda depth, node: f"{chr(9) * depth}{node.text}\n")


def mermaid(plan: Node) -> bytes:
    """Mermaid: a mindmap, texts between the signs of a shape."""
    return b"mindmap\n" + _lines(
        plan,
        lambda depth, node: (
            f'{"  " * (depth + 1)}n{depth}["{node.text.replace(chr(34), "#quot;")}"]\n'
        ),
    )


WRITERS: Final[dict[str, Callable[[Node], bytes]]] = {
    one.__name__: one
    for one in (
        freeplane, freeplane_rich, freemind, workflowy, outliner, logseq, obsidian, notion,
        word_indented, indented, mermaid,
    )
}  # fmt: skip
NOTED: Final = frozenset(WRITERS) - {"logseq", "word_indented", "indented", "mermaid"}
"""Those that say notes and addresses."""

TABLES: Final[dict[str, tuple[str, str]]] = {
    "trello": (
        ",",
        "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List Name,Archived",
    ),
    "wekan": (",", "Title,Description,Status,Swimlane,Owner,Members,Labels,Created at"),
    "kanboard": (
        ",",
        "Task Id,Project,Status,Column,Position,Color,Due date,Creator,Assignee Name,Title",
    ),
    "airtable": (",", "Name,Notes,Assignee,Status,Attachments"),
    "klaxoon": (";", "Content;Category;Color;Author;Likes"),
    "miro": (",", "Text,Frame,Tags,Author"),
    "framadate": (";", "Nom;lundi 1 février 2027;mardi 2 février 2027;Commentaires"),
    "excel": (";", "Intitulé;Rubrique;Responsable;Échéance;Coût (€);Remarques"),
    "ours": (";", "case;texte;montant;periode"),
    "levels": (";", "niveau 1;niveau 2;niveau 3;note"),
    "parents": (";", "texte;parent;qui;quand;etat"),
}
"""The separator and the header of tables that tools write, as their guides give them."""


def table(name: str, cells: Callable[[str], str], rows: int = 4) -> bytes:
    """Write rows under the header of a tool; ``cells`` gives what a column holds."""
    separator, header = TABLES[name]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    columns = header.split(separator)
    writer.writerow(columns)
    writer.writerows([cells(column) for column in columns] for _ in range(rows))
    return out.getvalue().encode()
