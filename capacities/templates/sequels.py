"""What a template file says of the canvas in which its cards may be carried on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from capacities.domain.template import Sequel
from capacities.templates.reading import Record


def read_sequel(top: Record, zones: Collection[str]) -> Sequel | None:
    """Read the key « suite »; ``zones`` are the boxes that the file names."""
    entry = top.get("suite")
    if entry is None:
        return None
    record = entry.record(("canevas", "geste", "cases"), ("champs", "aller"))
    boxes = []
    for zone, item in record.pairs("cases"):
        if zone not in zones:
            item.wrong(f"aucune case n’a la clé « {zone} »")
        boxes.append((zone, item.key()))
    fields = tuple((key, item.text()) for key, item in record.pairs("champs"))
    sequel = Sequel(record.key("canevas"), record.filled("geste"), tuple(boxes), fields)
    return replace(sequel, way=record.filled("aller")) if record.get("aller") else sequel
