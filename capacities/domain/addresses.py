"""Which addresses a canvas may hold as links: web pages only, never a script.

The front end has the same rule (``frontend/src/forms/shared/links.ts``).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://[^\s\\\x00-\x1f\x7f]+", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\s.]+\.)+[^\s.]{2,}|localhost")


def is_web_address(text: str) -> bool:
    """Tell whether ``text`` is the http or https address of a host, without a password."""
    if not _WEB.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number raises here
        host = parts.hostname or ""
    except ValueError:
        return False
    return "@" not in parts.netloc and _HOST.fullmatch(host) is not None
