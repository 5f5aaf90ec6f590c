"""Texts inside XML: what XML 1.0 cannot hold is left out, the rest comes back as it was."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
"""Written as references: a reader would else make spaces of them, or of « \\r » a « \\n »."""


def allowed(text: str) -> str:
    """Return ``text`` without the control characters that XML 1.0 has no way to write.

    Nobody sees them nor types them; they come with what is pasted from a terminal or a PDF.
    """
    return _FORBIDDEN.sub("", text)


def attribute(name: str, text: str) -> str:
    """Return `` name="text"``, with the space before."""
    return f" {name}={quoteattr(allowed(text), _BREAKS)}"


def content(text: str) -> str:
    """Return a text to put between two tags."""
    return escape(allowed(text), _BREAKS)
