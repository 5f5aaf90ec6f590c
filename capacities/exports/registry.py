"""Which files each form can be exported to: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template
from capacities.exports import freeplane, markdown, mermaid, opml, tree, zones
from capacities.exports.table import Column, Table


@dataclass(frozen=True, slots=True)
class Adapter:
    """How one form becomes a table; ``row`` says in French what one row is."""

    columns: Callable[[Template], tuple[Column, ...]]
    to_table: Callable[[Snapshot, Template], Table]
    row: str


@dataclass(frozen=True, slots=True)
class Format:
    """Another file than a table.

    Attributes:
        extension: end of the file's name and of its address, without the dot.
        notice: what the LISEZMOI of a dossier says of it; "": it is not in the ZIP.
    """

    extension: str
    media_type: str
    write: Callable[[Snapshot, Template], bytes]
    notice: str = ""


ADAPTERS: Final[dict[Form, Adapter]] = {
    Form.ZONES: Adapter(zones.columns, zones.to_table, "Une ligne par post-it."),
    Form.TREE: Adapter(tree.columns, tree.to_table, "Une ligne par idée, la centrale d’abord."),
}
_OF_A_TREE: Final = (
    Format(
        "md",
        "text/markdown; charset=utf-8",
        markdown.write,
        "le plan à puces (Markdown), à lire ou à coller dans un document.",
    ),
    Format("opml", "text/x-opml; charset=utf-8", opml.write),
    Format(
        "mm",
        "application/x-freemind; charset=utf-8",
        freeplane.write,
        "la carte, à ouvrir dans Freeplane, FreeMind, XMind ou MindManager.",
    ),
    Format("mmd", "text/vnd.mermaid; charset=utf-8", mermaid.write),
)
FORMATS: Final[dict[Form, tuple[Format, ...]]] = {Form.ZONES: (), Form.TREE: _OF_A_TREE}
