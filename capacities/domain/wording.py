"""How figures are said in French: numbers, lists, plurals, texts cut to fit in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BREAKS: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_TURNS: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn round the direction of what follows them, figures included."""


def format_number(value: float, *, money: bool = False) -> str:
    """Write a number as French people read it: « 62 000 », « 1 234,5 » (two decimals at most).

    Of money, cents are written in full: « 1 234,50 ».
    """
    text = f"{round(value, 2) + 0.0:,.2f}"
    if not money or text.endswith(".00"):
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",").replace("-", "\u2212")


def listed(names: Sequence[str]) -> str:
    """Say a list: « a, b et c »; one of five or more is shortened."""
    if len(names) > 4:
        return f"{', '.join(names[:3])} et {len(names) - 3} autres"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} et {names[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many: « 1 idée », « 3 idées »; ``many`` is ``one`` with an s unless given."""
    return f"{format_number(number)} {one if number < 2 else many or one + 's'}"


def one_line(text: str) -> str:
    """Return a text on one line; no-break spaces are kept, what turns all that follows is not."""
    return _BREAKS.sub(" ", _TURNS.sub("", text)).strip()


def shortened(text: str, chars: int = 60) -> str:
    """Return a text on one line, cut at a word when it is longer than ``chars``."""
    line = one_line(text)
    if len(line) <= chars:
        return line
    cut = line[: chars - 1]
    return f"{cut[: cut.rfind(' ')] if cut.rfind(' ') > chars // 2 else cut}…"


def quoted(text: str) -> str:
    """Return words of somebody between French quotation marks, without their final point."""
    line = one_line(text)
    end = line.endswith(".") and not line.endswith("..")
    return f"«\u00a0{line[:-1] if end else line}\u00a0»"
