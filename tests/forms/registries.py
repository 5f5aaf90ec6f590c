"""The registries by form, found by their annotation: nobody has to list them."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "capacities").rglob("*.py"))
    if "node_modules" not in path.parts
}
"""Text of every module of the product, by its path."""
_BY_FORM = re.compile(r"\b(?:dict|Mapping)\[Form,")


@dataclass(frozen=True, slots=True)
class Registry:
    """A dictionary by form, at the top of a module; ``lines`` are where it is written."""

    file: str
    name: str
    lines: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.file}:{self.name}"

    def value(self) -> Any:
        """Return the dictionary itself."""
        module = self.file.removesuffix(".py").replace("/", ".")
        return getattr(importlib.import_module(module), self.name)

    def holds(self, node: ast.Dict) -> bool:
        """Tell whether a dictionary of the same file is written inside this one."""
        return self.lines[0] <= node.lineno <= self.lines[1]


def find_registries(file: str, source: str) -> Iterator[Registry]:
    """Yield those of one module."""
    for node in ast.parse(source).body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and _BY_FORM.search(ast.unparse(node.annotation))
        ):
            lines = (node.lineno, node.end_lineno or node.lineno)
            yield Registry(file, node.target.id, lines)


REGISTRIES = [found for file, text in SOURCES.items() for found in find_registries(file, text)]
