"""The form "tree" of a template file: the central idea, its questions, its main branches."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.template import CENTRE, NODE, OPEN_LINES, Color, Level, TreePlan, Zone
from capacities.templates.colors import read_colors
from capacities.templates.reading import Record, note_repeats

KEYS = ("arbre", "branches", "types")
"""Keys of a template file that only this form has."""
_BRANCH = (("cle", "titre"), ("questions", "exemple"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a template of the form "tree" says of it."""

    tree: TreePlan
    branches: tuple[Zone, ...]
    types: tuple[Color, ...]


def read_tree(top: Record) -> Plan:
    """Read how the tree begins; its types are mandatory, a new node having the first one."""
    problems, line = top.entry.problems, top.entry.line
    for name in ("arbre", "types"):
        if name not in top:
            problems.add(line, name, "cette clé est obligatoire et manque")
    types = read_colors(top, "types", "du type")
    if not types and (entry := top.get("types")):
        entry.wrong("un arbre a au moins un type d’idée")
    return Plan(_plan(top), _branches(top), types)


def _plan(top: Record) -> TreePlan:
    entry = top.get("arbre")
    if entry is None:
        return TreePlan("")
    record = entry.record(("centre",), ("cas_usage", "niveaux"))
    levels = [item.record(("question",), ("exemple",)) for item in record.items("niveaux")]
    return TreePlan(
        centre=record.filled("centre"),
        levels=tuple(Level(r.filled("question"), r.text("exemple")) for r in levels),
        use_case=record.yes("cas_usage"),
    )


def _branches(top: Record) -> tuple[Zone, ...]:
    read = [item.record(*_BRANCH) for item in top.items("branches")]
    branches = []
    for record in read:
        key = record.key("cle")
        if key in (CENTRE, NODE, OPEN_LINES) and (entry := record.get("cle")):
            entry.wrong(f"« {key} » est un mot réservé : choisissez une autre clé")
        branches.append(
            Zone(
                key=key,
                title=record.filled("titre"),
                questions=tuple(question.text() for question in record.items("questions")),
                example=record.text("exemple"),
            )
        )
    note_repeats(read, "de la branche")
    return tuple(branches)
