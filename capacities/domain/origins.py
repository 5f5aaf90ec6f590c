"""Which web pages may talk to our routes and sockets: the Origin allow-list."""

from __future__ import annotations

from urllib.parse import urlsplit

from capacities.domain.settings import Settings

_PORTS = {"http": 80, "https": 443}


def origin_allowed(origin: str | None, host: str | None, settings: Settings) -> bool:
    """Tell whether a page of ``origin`` (None: header missing) may act here.

    Allowed: the origin of ``base_url``, those of ``allowed_origins``, and the address the
    request itself was sent to (``host``: its Host header, "name:port").
    """
    if not origin or origin == "null":
        return False
    origin = origin.rstrip("/")
    if origin == settings.base_origin or origin in settings.allowed_origins:
        return True
    return host is not None and _same_host(origin, host)


def _same_host(origin: str, host: str) -> bool:
    try:
        parts, sent = urlsplit(origin), urlsplit(f"//{host}")
        default = _PORTS[parts.scheme]
        return bool(parts.hostname) and (parts.hostname, parts.port or default) == (
            sent.hostname,
            sent.port or default,
        )
    except (KeyError, ValueError):
        return False
