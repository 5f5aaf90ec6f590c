"""Every registry names every form, and nothing else in the product knows which forms there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from capacities.domain.template import FORMS
from tests.forms.registries import REGISTRIES, ROOT, SOURCES, Registry, find_registries

SCRIPTS = ROOT / "capacities" / "frontend" / "src"
GUIDE = (ROOT / "docs" / "ajouter-une-forme.md").read_text("utf-8")
THE_FORMS = "capacities/domain/template.py"
_CONSTANT = re.compile(r"^(?:export )?const (\w+)(?:: ([^=]+?))? = \{\n(.*?)^\}", re.M | re.S)
_TOLD_APART = re.compile(r"""[=!]==? ?["'`](?:zones|tree)["'`]|FORMS\[["'`]|\.form [=!]==? """)


def _scripts() -> Iterator[tuple[str, str]]:
    for path in sorted(SCRIPTS.rglob("*.ts*")):
        if ".test." not in path.name:
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def _script_registries() -> dict[str, tuple[str, list[str]]]:
    """Return by file and name the type and the keys of what is written by form in TypeScript."""
    found = {}
    for file, source in _scripts():
        for name, kind, body in _CONSTANT.findall(source):
            keys = re.findall(r"^  (?:\"?)(\w+)\"?: ", body, re.M)
            if set(FORMS) & set(keys) and "form" not in keys:
                found[f"{file}:{name}"] = (kind, keys)
    return found


def missing(file: str, known: object) -> list[str]:
    """Say in one sentence each what a registry of ``file`` lacks, or has too many of."""
    keys = list(known)  # type: ignore[call-overload]
    return [f"{file} ne connaît pas la forme « {form} »" for form in FORMS if form not in keys] + [
        f"{file} connaît « {key} », qui n’est pas une forme" for key in keys if key not in FORMS
    ]


def test_the_registries_are_found() -> None:
    """The walk below walks something: each floor that draws, reads or writes has its own."""
    files = {registry.file for registry in REGISTRIES}
    assert {
        "capacities/domain/nouns.py",
        "capacities/documents/registry.py",
        "capacities/exports/registry.py",
        "capacities/exports/reading/registry.py",
        "capacities/ui/forms.py",
    } <= files
    assert _script_registries()


@pytest.mark.parametrize("registry", REGISTRIES, ids=str)
def test_every_registry_names_every_form(registry: Registry) -> None:
    """A plain dictionary without a default: what a form lacks is told by its file."""
    known = registry.value()
    assert missing(registry.file, known) == []
    assert type(known) is dict, f"{registry} : un dictionnaire, sans valeur par défaut"


@pytest.mark.parametrize("registry", REGISTRIES, ids=str)
def test_no_registry_is_asked_with_a_default(registry: Registry) -> None:
    """A default would hide a form that is missing."""
    asked = f"{registry.name}.get("
    assert [file for file, source in SOURCES.items() if asked in source] == []


def test_every_dictionary_by_form_says_so() -> None:
    """One that is not annotated ``dict[Form, …]`` would be walked by no test."""
    strays = [
        f"{file}:{node.lineno}"
        for file, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Dict)
        and any(_names_a_form(key) for key in node.keys)
        and not any(r.file == file and r.holds(node) for r in REGISTRIES)
    ]
    assert strays == []


def test_nobody_tells_forms_apart() -> None:
    """What depends on the form is an entry of a registry, or an answer of the plan."""
    told_apart = [
        f"{file}:{node.lineno} compare des formes : en faire une entrée de registre"
        for file, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare) and any(map(_is_form, [node.left, *node.comparators]))
    ]
    assert told_apart == []


def test_every_registry_of_the_front_end_is_complete_by_its_type() -> None:
    """``Record<Form, …>``: TypeScript itself refuses that one is missing."""
    said = []
    for where, (kind, keys) in _script_registries().items():
        said += missing(where.partition(":")[0], keys)
        if "Record<Form," not in kind:
            said.append(f"{where} : son type est « {kind} », pas Record<Form, …>")
    assert said == []


def test_no_script_tells_forms_apart() -> None:
    """Outside of its own folder, a form has no name."""
    said = [
        f"{file}:{number} nomme une forme"
        for file, source in _scripts()
        if "/forms/" not in file and not file.endswith("testing.ts")
        for number, line in enumerate(source.splitlines(), 1)
        if _TOLD_APART.search(line)
    ]
    assert said == []


def test_the_guide_walks_every_registry() -> None:
    """Whoever adds a form reads there each file to open, and no file that is not to be."""
    files = {registry.file for registry in REGISTRIES}
    files |= {where.partition(":")[0] for where in _script_registries()}
    told = set(re.findall(r"^\| `(capacities/[\w/.-]+)`", GUIDE, re.M)) - {THE_FORMS}
    assert sorted(files) == sorted(told)


def test_a_missing_form_is_told_by_its_file() -> None:
    """The sentence that whoever adds a form reads."""
    ((said,), more) = missing("capacities/exports/registry.py", FORMS[:-1]), FORMS[-1]
    assert said == f"capacities/exports/registry.py ne connaît pas la forme « {more} »"


def test_a_registry_is_known_by_its_annotation() -> None:
    """Whatever it is called, wherever it is; a mapping that cannot be changed is found too."""
    source = "A: Final[dict[Form, int]] = {}\nB: Mapping[Form, int] = f()\nC: dict[str, int] = {}\n"
    assert [registry.name for registry in find_registries("capacities/a.py", source)] == ["A", "B"]


def _names_a_form(node: ast.expr | None) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Form"
    )


def _is_form(node: ast.expr) -> bool:
    if _names_a_form(node):
        return True
    return isinstance(node, ast.Attribute) and node.attr == "form"
