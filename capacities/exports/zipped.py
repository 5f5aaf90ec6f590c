"""Workbooks are ZIP files: the same content makes the same bytes, whenever it is zipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

MADE: Final = datetime(2000, 1, 1)
"""Written wherever a workbook says when it was made."""


def settled(made: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a ZIP without the moment at which it was made; ``changed``: files, by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as given, zipfile.ZipFile(out, "w") as kept:
        for one in given.infolist():
            data = changed.get(one.filename, bytes)(given.read(one.filename))
            entry = zipfile.ZipInfo(one.filename, MADE.timetuple()[:6])
            entry.compress_type = one.compress_type
            kept.writestr(entry, data)
    return out.getvalue()
