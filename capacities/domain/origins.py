"""Which web pages may talk to our routes and sockets, and under which names we are asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from capacities.domain.settings import Settings

_PORTS = {"http": 80, "https": 443}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def origin_allowed(origin: str | None, host: str | None, settings: Settings) -> bool:
    """Tell whether a page of ``origin`` (None: header missing) may act here.

    Allowed: the origin of ``base_url``, those of ``allowed_origins``, and the address the
    request itself was sent to (``host``: its Host header, "name:port"). When ``base_url`` is
    https, a page in plain HTTP is not at that address: anybody on the way may have written it.
    """
    if not origin or origin == "null":
        return False
    origin = origin.rstrip("/")
    if origin == settings.base_origin or origin in settings.allowed_origins:
        return True
    if settings.secure_cookies and not origin.startswith("https://"):
        return False
    return host is not None and _same_host(origin, host)


def known_hosts(settings: Settings) -> frozenset[str]:
    """Return the names under which we may be asked, without port; none: under any.

    Those of ``base_url`` and ``allowed_origins``, and this machine's own for who administers
    it. Only when the address was configured.
    """
    if not settings.base_url_given:
        return frozenset()
    origins = (settings.base_url, *settings.allowed_origins)
    return _THIS_MACHINE | {name for one in origins if (name := _name(urlsplit(one).netloc))}


def host_known(host: str | None, known: frozenset[str]) -> bool:
    """Tell whether a request sent to ``host`` (its Host header) is for us; ports do not count."""
    return not known or (host is not None and _name(host) in known)


def _name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != host or "@" in host or not parts.hostname:
        return None
    return parts.hostname.rstrip(".")


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
