"""A template → the JSON that the front end receives (types: ``frontend/src/core/generated.ts``)."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from capacities.domain.limits import (
    CARD_TEXT_CHARS,
    CARDS_PER_CANVAS,
    FIELD_LINK_CHARS,
    FIELD_NOTE_CHARS,
    FIELD_TEXT_CHARS,
    INK_CHARS,
    MAP_REACH,
    OUTLINE_DEPTH,
    PASTE_CHARS,
    STROKE_CHARS,
)
from capacities.domain.template import Template

LIMITS = {
    "card_text_chars": CARD_TEXT_CHARS,
    "cards_per_canvas": CARDS_PER_CANVAS,
    "field_text_chars": FIELD_TEXT_CHARS,
    "field_note_chars": FIELD_NOTE_CHARS,
    "field_link_chars": FIELD_LINK_CHARS,
    "paste_chars": PASTE_CHARS,
    "outline_depth": OUTLINE_DEPTH,
    "stroke_chars": STROKE_CHARS,
    "ink_chars": INK_CHARS,
    "map_reach": MAP_REACH,
}


_NO_PLAN: dict[str, Any] = {
    **{"bands": [], "matrix": None, "blocks": []},
    **{"tree": None, "map": None, "timeline": None},
}
"""What the front end reads of the forms that a canvas has not."""


def template_to_json(template: Template) -> dict[str, Any]:
    """Return the template's attributes by name, plus ``limits``; sets become sorted lists.

    The plan is flat among them, or under its ``page_key``.
    """
    data = _to_json(template)
    plan = data.pop("plan")
    drawn = {key: plan} if (key := template.plan.page_key) else plan
    return {**_NO_PLAN, **data, **drawn, "limits": dict(LIMITS)}


def _to_json(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            field.name: _to_json(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not field.name.startswith("_") and not field.metadata.get("server_only")
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    return value
