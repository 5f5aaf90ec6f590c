"""What is imported is declared: a wheel installed alone must find it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LENT = ("streamlit", "sqlalchemy")
"""What they require themselves is there with them: it is their server, or their drivers."""


def _names(requirements: Iterable[str]) -> set[str]:
    """Return the distributions of some requirements, those of extras apart."""
    return {
        re.split(r"[^\w.-]", one.strip())[0].lower().replace("_", "-")
        for one in requirements
        if "extra ==" not in one
    }


def _imported() -> Iterator[tuple[str, Path]]:
    """Yield the top module of each absolute import, those made late too."""
    for path in (ROOT / "capacities").rglob("*.py"):
        if "frontend" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.partition(".")[0], path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield (node.module or "").partition(".")[0], path


def test_every_import_is_declared() -> None:
    """In ``pyproject.toml``: requirements.txt only says which versions we serve with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = _names(project["dependencies"])
    declared |= {name for lender in LENT for name in _names(requires(lender) or ())}
    given = packages_distributions()
    strangers = {
        f"{module} ({path.relative_to(ROOT)})"
        for module, path in _imported()
        if module not in {*sys.stdlib_module_names, "capacities"}
        and not declared & _names(given.get(module, ()))
    }
    assert strangers == set()
