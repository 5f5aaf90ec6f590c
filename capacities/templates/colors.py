"""What the colours of a canvas mean; in a tree, they are the types of its nodes."""

from __future__ import annotations

from capacities.domain.template import HUES, Color
from capacities.templates.reading import Record, note_repeats


def read_colors(top: Record, name: str, what: str) -> tuple[Color, ...]:
    """Read the list ``name``; ``what`` says of what a key would be given twice."""
    read: list[Record] = []
    colors = []
    for item in top.items(name):
        record = item.record(("cle", "titre", "teinte"), ("signe",))
        entry = record.get("teinte")
        hue = entry.one_of(HUES) if entry else None
        sign = record.text("signe")
        if len(sign) > 2 and (given := record.get("signe")):
            given.wrong("on attend un seul signe, comme « ▲ »")
        color = Color(record.key("cle"), record.filled("titre"), hue or HUES[0], sign)
        read.append(record)
        colors.append(color)
    note_repeats(read, what)
    return tuple(colors)
