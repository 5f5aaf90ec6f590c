"""The rules of the house that import-linter does not know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_pages_only_ask_services_and_call_ui(page: Path) -> None:
    """A page imports nothing but services and ui, and defines nothing of its own."""
    tree = ast.parse(page.read_text("utf-8"))
    imported = {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    } | {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    strangers = {
        name for name in imported if not name.startswith(("capacities.ui", "capacities.services"))
    }
    assert strangers == set()
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]


def test_every_page_is_in_the_list() -> None:
    """A page nobody can reach, or a listed page that is missing, is a mistake."""
    from capacities.ui.pages import PAGES as LISTED

    assert sorted(page.script for page in LISTED) == [path.name for path in PAGES]


def test_workshop_content_never_enters_the_session_state() -> None:
    """Only ui/state.py touches session_state, and it holds links and names, never cards."""
    users = [
        path.relative_to(ROOT).as_posix()
        for folder in ("capacities", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts and "st.session_state" in path.read_text("utf-8")
    ]
    assert users == ["capacities/ui/state.py"]


def test_no_html_from_people() -> None:
    """Text from people is never HTML: unsafe HTML is not used, st.html only gets constants."""
    for path in (ROOT / "capacities").rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        source = path.read_text("utf-8")
        assert "unsafe_allow" not in source, path
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "html"
            ):
                assert not isinstance(node.args[0], ast.JoinedStr), path
