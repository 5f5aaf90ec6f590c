"""How far a text is from French as people write it: what tells two old encodings apart."""

from __future__ import annotations

import re
from typing import Final

_A = "a-zàâæçéèêëîïôœùûüÿ"
_Z = "A-ZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"
_LETTER = f"[{_A}{_Z}]"
_USUAL: Final = (
    f"(?<![{_Z}][{_Z}])é(?![{_Z}])",
    f"(?<={_LETTER})(?<![{_Z}][{_Z}])[èêëâîïôûüç](?=[{_A}])|(?<!{_LETTER})[êâîôç](?=[{_A}])",
    f"(?<!{_LETTER})à(?!{_LETTER})|(?<=[{_A}])[àùï](?!{_LETTER})|(?<![{_Z}])œ(?=[{_A}])",
    f"(?<!{_LETTER})[ÀÂÉÈÊÎÔŒ](?=[{_A}'’])|(?<!{_LETTER})(?:À(?!{_LETTER})|Ç(?=a))",
    f"(?<=[{_Z}])[ÀÂÇÉÈÊËÎÏÔŒÙÛ](?![{_A}])|(?<![{_A}])[ÀÂÇÉÈÊÎÔŒ](?=[{_Z}])",
    rf"[\xa0\u202f](?!{_LETTER})|(?<!{_LETTER})[\xa0\u202f]|(?<={_LETTER})’(?={_LETTER})",
    rf"(?<!{_LETTER})«(?=[\s\d{_A}{_Z}])|(?<=[\s\d{_A}{_Z}])»(?!{_LETTER})|(?<!\s)…(?![{_A}])",
    rf"(?<=\s)[–—€•→](?=\s)|(?<=[\dnN])°|(?<=[mM])[²³]|(?<=\d)€|(?<=[{_A}])·(?=[{_A}])",
)
_POSSIBLE: Final = (
    f"(?<![{_Z}][{_Z}])[àèêëâîïôçœæñöüùûäáíóúšž](?![{_Z}])",
    f"(?<!{_LETTER})[ÀÂÇÉÈÊËÎÏÔŒÙÛÖÜÄÑÁÍÓÚ–—€•°“”‘’½²³·×«»…](?!{_LETTER})",
)
_SIGNS: Final = re.compile(
    rf"(?=[^\x00-\x7f])(?:{'|'.join(_USUAL)}|({'|'.join(_POSSIBLE)})|(.))", re.DOTALL
)
_COSTS: Final = {None: 0, 1: 1, 2: 3}


def oddity(text: str) -> int:
    """Weigh the signs that are not ASCII: those that French does not put there weigh the most."""
    return sum(_COSTS[found.lastindex] for found in _SIGNS.finditer(text))
