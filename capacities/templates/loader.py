"""The folder of canvases → the library of templates; one bad file never hides the others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from capacities.domain.errors import TemplateError
from capacities.domain.template import Template
from capacities.templates.building import build_template
from capacities.templates.reading import Entry, Problems
from capacities.templates.yaml_source import compose

Read = tuple[Template | None, tuple[TemplateError, ...]]
"""A template, or the mistakes of its file."""


@dataclass(frozen=True, slots=True)
class TemplateLibrary:
    """Every template that can be used, by key, and what is wrong in the other files.

    ``read`` is what each file said, by name and content.
    """

    templates: Mapping[str, Template]
    errors: tuple[TemplateError, ...] = ()
    read: Mapping[tuple[str, bytes], Read] = field(default_factory=dict, repr=False)


def read_template(data: bytes, file: str) -> Read:
    """Read one template; every mistake found is reported, and then there is no template."""
    problems = Problems(file)
    try:
        template = build_template(Entry(compose(data, file), "", problems))
    except TemplateError as error:
        return None, (error,)
    if problems.found:
        return None, tuple(sorted(problems.found, key=lambda error: error.line))
    return template, ()


def template_files(folder: Path) -> list[Path]:
    """Return the template files of ``folder``, in the order of their names.

    Hidden files are none: editors leave their locks and copies there while somebody writes. Raises
    OSError when it cannot be listed now: no file would be no canvas, for everybody.
    """
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    ours = (name for name in names if name.endswith((".yaml", ".yml")))
    return [folder / name for name in ours if not name.startswith(".")]


def load_templates(folder: Path, before: TemplateLibrary | None = None) -> TemplateLibrary:
    """Read every template file of ``folder``; those that ``before`` holds are not parsed again."""
    read: dict[tuple[str, bytes], Read] = {}
    templates: dict[str, Template] = {}
    files: dict[str, str] = {}
    errors: list[TemplateError] = []
    for path in template_files(folder):
        try:
            data = path.read_bytes()
        except OSError:
            errors.append(TemplateError(path.name, 1, "", "le fichier ne peut pas être lu"))
            continue
        name = (path.name, data)
        known = before.read.get(name) if before else None
        read[name] = template, found = known or read_template(data, path.name)
        errors.extend(found)
        if template is None:
            continue
        if template.key in templates:
            taken = f"« {template.key} » est déjà la clé de {files[template.key]}"
            errors.append(TemplateError(path.name, 1, "cle", f"{taken} : donnez-en une autre"))
            continue
        templates[template.key], files[template.key] = template, path.name
    return TemplateLibrary(MappingProxyType(templates), tuple(errors), read)
