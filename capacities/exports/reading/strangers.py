"""Files that are neither a plan nor a table → one sentence that says what to do of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from capacities.domain.errors import InvalidInput

_HEAD: Final = 4_000
_SORTS: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("strangers.toml").read_text("utf-8")
)["sorte"]
_BEGIN: Final = [re.compile(sort["debut"], re.DOTALL | re.IGNORECASE) for sort in _SORTS]


def refuse_strangers(text: str) -> None:
    """Raise InvalidInput on what is no plan, nor a table; each byte or sign of it is a sign."""
    head = text[:_HEAD].removeprefix("\u00ef\u00bb\u00bf").lstrip("\ufeff \t\r\n")
    for sort, begin in zip(_SORTS, _BEGIN, strict=True):
        if begin.match(head) and any(word in text for word in sort.get("tient", [""])):
            raise InvalidInput(f"Ce fichier est {sort['quoi']} : {sort['faire']}.")
