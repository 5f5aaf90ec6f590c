"""A Mermaid « mindmap », ours or another tool's → ideas. Other diagrams are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.exports.reading.html_text import read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import Words, parser
from capacities.exports.reading.report import Tally

_HEAD = r"(?:\s*(?:---[ \t]*\n(?:.*\n){0,99}?---[ \t]*\n|%%\{[^%]*\}%%|%%.*))*+"
"""What says how a diagram is drawn, before it."""
_SECTION = r"\s*\n\s*(?:title|section|dateFormat|axisFormat|\"[^\"\n]*\" *:|\w+\[)"
_KIND = re.compile(
    rf"{_HEAD}\s*"
    r"(mindmap|sequenceDiagram|(?:class|state|er|requirement)Diagram|gitGraph|quadrantChart"
    r"|C4[A-Z]\w*|\w+-beta|(?:flowchart|graph)(?=[ \t]+(?:TB|TD|BT|RL|LR)\b)"
    rf"|(?:gantt|journey|timeline|kanban|pie)(?=(?:[ \t]+(?:showData|title\b.*))?{_SECTION}))\b"
)
_LEFT_OUT = re.compile(r"[ \t]*(?:(::icon\()|(:::)|(%%))")
_KINDS: Final = ("icône", "classe", "commentaire")
_QUOTED = re.compile(r"[\[({)]\s*\"")
_CLASS = re.compile(r"(?<=[\])}(]):::[\w -]+$")
_NODE = re.compile(
    r"[^\s()\[\]{}\"]*(?:\(\((.*)\)\)|\)\)(.*)\(\(|\{\{(.*)\}\}|\(-(.*)-\)|-\)(.*)\(-"
    r"|\((.*)\)|\)(.*)\(|\[(.*)\])[ \t]*",
    re.DOTALL,
)
_NUMBERED, _NAMED = re.compile(r"#(?=[0-9]{1,7};)"), re.compile(r"#(?=[A-Za-z]\w*;)")


def looks_like_mermaid(text: str) -> bool:
    """Tell whether a text is a diagram of Mermaid."""
    return _KIND.match(text) is not None


def read(text: str) -> Outline:
    """Read the nodes, each under the one less indented above.

    Raises:
        InvalidInput: another diagram, no node, too many, or too deep.
    """
    found = _KIND.match(text)
    kind = found.group(1) if found else ""
    if found is None or kind != "mindmap":
        raise InvalidInput(
            f"Ce diagramme Mermaid (« {kind[:40]} ») n’est pas une carte : seul « mindmap » est "
            "lu. Recopiez ses idées en une liste à puces, puis recommencez."
        )
    outline = Outline()
    for line in text[: found.start(1)].split("\n"):
        if line.strip(" \t-"):
            outline.tally.drop("ligne d’en-tête", line)
    words = Words(parser(), outline.tally, {})
    above: list[tuple[int, Idea]] = []
    for number, node in _nodes(text, found.end(), outline.tally):
        margin = len(node) - len(node.lstrip())
        while above and above[-1][0] >= margin:
            above.pop()
        idea = outline.add("", number, above[-1][1] if above else None)
        above.append((margin, idea))
        idea.text, idea.link = _label(node, words, outline.tally)
    if not outline.ideas:
        raise InvalidInput("Ce diagramme Mermaid ne contient aucune idée.")
    outline.rooted = sum(not idea.under for idea in outline.ideas) == 1
    return outline


def _nodes(text: str, start: int, tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield the nodes with their lines; a quoted label may go on over several."""
    lines = enumerate(text[start:].split("\n"), text.count("\n", 0, start) + 1)
    for number, line in lines:
        pieces, odd = [line.expandtabs(4)], _QUOTED.search(line) and line.count('"') % 2
        if left := _LEFT_OUT.match(line):
            tally.drop(_KINDS[(left.lastindex or 1) - 1], line.strip())
            continue
        while odd and (more := next(lines, None)):
            pieces.append(more[1])
            odd = (odd + more[1].count('"')) % 2
        if line.strip():
            yield number, "\n".join(pieces)


def _label(node: str, words: Words, tally: Tally) -> tuple[str, str]:
    """Return what a node shows, and the first web address in a label written in Markdown."""
    if found := _CLASS.search(node):
        tally.drop("classe", found.group().strip())
        node = node[: found.start()]
    shaped = _NODE.fullmatch(node.strip())
    label = (shaped.group(shaped.lastindex or 0) if shaped else node).strip()
    label = label[1:-1] if len(label) > 1 and label[0] == label[-1] == '"' else label
    if len(label) > 1 and label[0] == label[-1] == "`":
        return words.shown(label[1:-1].strip().replace("\n", "\\\n"), apart=True)
    page = read_html(_NAMED.sub("&", _NUMBERED.sub("&#", label)), apart=True)
    return page.tell(tally, ""), page.link
