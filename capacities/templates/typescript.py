"""The domain's template classes → the front end's TypeScript types.

``python -m capacities.templates.typescript`` writes the file; a test fails when it is stale.
"""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path

from capacities.domain import cards, limits, plans
from capacities.domain import template as domain
from capacities.templates.json import LIMITS

TARGET = Path(__file__).parents[1] / "frontend" / "src" / "core" / "generated.ts"
_CLASSES: tuple[type, ...] = (
    domain.Choice,
    domain.Field,
    domain.EdgeKind,
    domain.Color,
    domain.Zone,
    plans.Band,
    plans.Header,
    plans.Matrix,
    plans.Block,
    plans.Level,
    plans.TreePlan,
    plans.ElementType,
    plans.Layer,
    plans.ValuePlan,
    plans.MapPlan,
    plans.Season,
    plans.TimelinePlan,
    domain.Template,
)
_CONSTANTS = ("OPEN_LINES", "CENTRE", "NODE", "TRAY", "LANES", "CALENDAR")
_BOUNDS = ("AMOUNT_EUROS", "IMPORT_BYTES")
_KEYS = ("SIGNED_KEYS", "CARD_KEYS", "EDGE_KEYS")
_RENAMED = {"Template": "TemplateJson"}
_NAMED = {"Hue": domain.HUES, "Line": domain.LINES, "Shape": plans.SHAPES}
_TYPES = {
    (domain.Color, "hue"): "Hue",
    (domain.EdgeKind, "hue"): "Hue",
    (domain.EdgeKind, "line"): "Line",
    (plans.ElementType, "hue"): "Hue",
    (plans.ElementType, "shape"): "Shape",
    (plans.Layer, "hue"): 'Hue | ""',
}
"""Types more narrow than those of the Python classes."""
_HEADER = """\
// Written by `python -m capacities.templates.typescript` from capacities/domain/template.py.
// Do not edit: change the Python classes and run the command again.
"""


def render() -> str:
    """Return the whole content of ``generated.ts``."""
    parts = [_HEADER]
    parts += [f"export const {n} = {_quote(getattr(domain, n))};\n" for n in _CONSTANTS]
    parts += [f"export const {n} = {getattr(limits, n):_};\n" for n in _BOUNDS]
    parts += [f"export const {n}: ReadonlySet<string> = new Set([{_listed(n)}]);\n" for n in _KEYS]
    parts.append(_union("Form", domain.FORMS))
    parts.append(_union("FieldKind", [kind.value for kind in domain.FieldKind]))
    parts += [_union(n, v) for n, v in _NAMED.items()]
    bounds = "".join(f"  {name}: number;\n" for name in LIMITS)
    parts.append(f"export interface Limits {{\n{bounds}}}\n")
    parts += [_interface(cls) for cls in _CLASSES]
    return "\n".join(parts)


def _listed(name: str) -> str:
    return ", ".join(map(_quote, sorted(getattr(cards, name))))


def _union(name: str, values: Iterable[str]) -> str:
    return f"export type {name} = {' | '.join(map(_quote, values))};\n"


def _interface(cls: type) -> str:
    lines = list(_attributes(cls))
    if cls is domain.Template:
        lines.append("  limits: Limits;")
    name = _RENAMED.get(cls.__name__, cls.__name__)
    doc = (cls.__doc__ or "").strip().splitlines()[0]
    return f"/** {doc} */\nexport interface {name} {{\n" + "\n".join(lines) + "\n}\n"


def _attributes(cls: type) -> Iterator[str]:
    """Yield the lines of a class; the plan of a template is flat, as ``template_to_json`` says."""
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if field.name == "plan":
            yield from _attributes(plans.ZonesPlan)
            yield f"  tree: {_of(plans.TreePlan | None)};"
            yield f"  map: {_of(plans.MapPlan | None)};"
            yield f"  timeline: {_of(plans.TimelinePlan | None)};"
        elif not field.name.startswith("_") and not field.metadata.get("server_only"):
            yield f"  {field.name}: {_type(cls, field.name, hints[field.name])};"


def _type(cls: type, name: str, hint: typing.Any) -> str:
    return _TYPES.get((cls, name)) or _of(hint)


def _of(hint: typing.Any) -> str:
    """Return the TypeScript type of what ``template_to_json`` makes of a Python type."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " | ".join(_of(arg) for arg in args)
    if origin in (tuple, frozenset):
        inner = _of(args[0])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if isinstance(hint, type) and (
        dataclasses.is_dataclass(hint) or issubclass(hint, (enum.StrEnum, domain.Form))
    ):
        return _RENAMED.get(hint.__name__, hint.__name__)
    return {str: "string", int: "number", float: "number", bool: "boolean"}.get(hint, "null")


def _quote(text: str) -> str:
    return f'"{text}"'


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
