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


_PLURAL: Final = re.compile(r"[^\W\d_]{3,}(?=s\b)s")
_INVARIABLE: Final = frozenset({"avis", "fois", "mois", "repas", "temps"})


def agreed(unit: str, number: float) -> str:
    """Make a unit agree with its number: « 0,25 semaine », « 2 semaines », « 1 jour/homme ».

    It is declared in the plural; in French, the plural begins at two.
    """
    first = _PLURAL.match(unit)
    if abs(number) >= 2 or first is None or first[0] in _INVARIABLE:
        return unit
    return first[0][:-1] + unit[first.end() :]


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
