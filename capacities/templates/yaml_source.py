"""YAML text → nodes that know their line, without ever building a Python object.

Anchors, aliases and tags are refused (a 306-byte bomb of aliases makes 9⁹ values), size,
depth and number of nodes are limited before anything is composed.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from capacities.domain.errors import TemplateError
from capacities.domain.limits import TEMPLATE_BYTES, TEMPLATE_DEPTH, TEMPLATE_NODES

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "compose", "line_of"]

_QUOTED = 'entre guillemets droits ("…")'
_HINTS = (
    (
        "mapping values are not allowed",
        "un « : » est mal placé. Un texte qui contient « : » se met "
        f"{_QUOTED}, ou à la ligne après « >- »",
    ),
    (
        "cannot start any token",
        f"ce caractère ne peut pas commencer un texte. Mettez le texte {_QUOTED}, "
        "et remplacez les tabulations par des espaces",
    ),
    (
        "expected <block end>",
        "l’alignement n’est pas celui des lignes au-dessus : les clés d’un même bloc "
        "commencent à la même colonne",
    ),
    ("could not find expected ':'", "il manque « : » après le nom de la clé"),
    ("found unexpected end of stream", "un guillemet ouvert n’est pas refermé"),
    (
        "expected ',' or",
        "une liste entre crochets n’est pas refermée, ou il y manque une virgule. "
        f"Un texte avec « ? » ou « : » s’y met {_QUOTED}",
    ),
    ("expected the node content", "il manque une valeur"),
    ("expected a single document", "un fichier ne décrit qu’un canevas : retirez « --- »"),
    ("special characters are not allowed", "ce caractère de contrôle n’a pas sa place ici"),
    (
        "unknown escape character",
        "la barre oblique inverse « \\ » n’est pas acceptée entre guillemets droits : doublez-la",
    ),
)
_NO_ANCHOR = (
    "les ancres « & » et « * » ne sont pas acceptées : recopiez le texte, "
    f"ou mettez-le {_QUOTED} s’il commence par ce signe"
)
_TOO_BIG = f"le fichier dépasse {TEMPLATE_BYTES // 1024} ko ; gardez un canevas par fichier"


def line_of(node: Node) -> int:
    """Return the 1-based line where ``node`` starts."""
    return int(node.start_mark.line) + 1


def compose(data: bytes, file: str) -> Node:
    """Compose the single document of a template file.

    Raises:
        TemplateError: not UTF-8, not YAML, too big, too deep, or using anchors or tags.
    """
    if len(data) > TEMPLATE_BYTES:
        raise TemplateError(file, 1, "", _TOO_BIG)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateError(
            file, line, "", "les accents sont illisibles : enregistrez le fichier en UTF-8"
        ) from error
    try:
        node = _parse(text, file, _Fast)
    except yaml.YAMLError:  # libyaml says less well what is wrong, and where
        node = _explained(text, file)
    if node is None:
        raise TemplateError(file, 1, "", "le fichier est vide ; copiez un canevas existant")
    return node


def _explained(text: str, file: str) -> Node | None:
    """Compose slowly what could not be composed fast. Raises TemplateError in French words."""
    try:
        return _parse(text, file, _Slow)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise TemplateError(file, line, "", _explain(f"{error.context} {error.problem}")) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise TemplateError(file, line, "", _explain(str(error.reason))) from error


def _parse(text: str, file: str, loader: Any) -> Node | None:
    reading = loader(text)
    reading.file = file
    node: Node | None = reading.get_single_node()
    return node


class _Checked(Composer):
    """What composes nodes, and refuses one as soon as it is met."""

    file = ""
    _depth = _nodes = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event: Any = self.peek_event()  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refusal(event, _NO_ANCHOR)
        if event.tag:
            raise self._refusal(event, f"un texte qui commence par « ! » se met {_QUOTED}")
        self._nodes += 1
        if self._nodes > TEMPLATE_NODES:
            raise self._refusal(event, f"plus de {TEMPLATE_NODES} éléments")
        if isinstance(event, yaml.ScalarEvent):
            return self.compose_scalar_node(None)  # type: ignore[arg-type]
        self._depth += 1
        if self._depth > TEMPLATE_DEPTH:
            raise self._refusal(event, f"plus de {TEMPLATE_DEPTH} niveaux emboîtés")
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def _refusal(self, event: Any, why: str) -> TemplateError:
        return TemplateError(self.file, event.start_mark.line + 1, "", why)


class _Slow(_Checked, yaml.SafeLoader):
    """Says best what is wrong."""


_LIBYAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Fast(_Checked, _LIBYAML):  # type: ignore[misc]
    """The loader of libyaml, several times as fast, where PyYAML was built with it."""

    def __init__(self, text: str) -> None:
        _LIBYAML.__init__(self, text)
        self.anchors = {}


def _explain(problem: str) -> str:
    for english, french in _HINTS:
        if english in problem:
            return french
    return "l’écriture YAML n’est pas comprise ici ; comparez avec un canevas qui fonctionne"
