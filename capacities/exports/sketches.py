"""The sketches of a canvas, in words: a row for each version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from capacities.domain.background import file_ending
from capacities.domain.sketches import Sketch
from capacities.exports.dialects import RULES, Dialect, write_cell, write_text

_COLUMNS: Final = ("version", "phrase", "auteur", "date", "image")


def sketch_file(version: int, ending: str) -> str:
    """Return the name of the image of a version."""
    return f"croquis-{version:03}.{ending}"


def sketches_csv(sketches: Sequence[Sketch], dialect: Dialect) -> bytes:
    """Write what each version shows, who drew it and when; "" for an image that is none."""
    rules = RULES[dialect]
    rows = [
        [
            str(one.version),
            write_text(one.sentence, rules),
            write_text(one.author, rules),
            one.created_at,
            sketch_file(one.version, file_ending(one.media_type)) if one.drawn else "",
        ]
        for one in sketches
    ]
    lines = (rules.separator.join(map(write_cell, row)) for row in (_COLUMNS, *rows))
    return "".join(f"{line}\r\n" for line in lines).encode(rules.encoding)
