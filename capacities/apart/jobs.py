"""What a worker can be asked for: reading this file shows all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from capacities.apart import archive, canvas_files, importing, picturing, sketching
from capacities.apart.wire import Answer

JOBS: Final[Mapping[str, Callable[..., Answer]]] = MappingProxyType(
    {
        "csv": canvas_files.csv,
        "format": canvas_files.other_format,
        "zip-begin": archive.begin,
        "zip-add": archive.add,
        "zip-background": archive.add_background,
        "zip-sketch": archive.add_sketch,
        "zip-sketches": archive.add_sketches,
        "zip-end": archive.end,
        "import-preview": importing.preview,
        "import-apply": importing.apply,
        "background": picturing.background,
        "sketch": sketching.sketch,
        "sketch-brought": sketching.brought,
        "background-named": canvas_files.background,
    }
)
