"""A number as a document may hold it written: one rule here and in the page."""

from __future__ import annotations

import re
from typing import Final

_BLANKS: Final = "[ \\t\\r\\n\u00a0\u202f]*"
_WRITTEN: Final = re.compile(rf"{_BLANKS}([+-]?[0-9]{{1,30}}(?:[.,][0-9]{{1,30}})?){_BLANKS}")


def read_decimal(text: str) -> float | None:
    """Return the number that a text is, with a comma or a point; None when it is none.

    Not all that Python takes for a number: « 1e1 », « 1_0 » or « ٣ » are slips, and not everybody
    would read them alike. The vectors of tests/vectors/decimals.json hold the page to the same.
    """
    found = _WRITTEN.fullmatch(text)
    return None if found is None else float(found[1].replace(",", "."))
