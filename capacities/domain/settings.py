"""Configuration of one server, from the environment. See docs/exploitation.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_DATABASE_URL = "sqlite:///var/capacities.db"
_YES = frozenset({"", "oui", "yes", "1", "true"})
_NO = frozenset({"non", "no", "0", "false"})
DEFAULT_BASE_URL = "http://localhost:8501"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who answers for this installation, as its legal pages tell it; "" is not told.

    Attributes:
        name: who is answerable for the data and publishes the site: name, address.
        contact: where people write about their data, or about anything.
        dpo: the data protection officer, and how to write to them.
        publisher: the person who directs the publication.
        host: who hosts the server: name, address, telephone.
        backups: how long backups are kept, in words ("30 jours").
    """

    name: str = ""
    contact: str = ""
    dpo: str = ""
    publisher: str = ""
    host: str = ""
    backups: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who installs the product decides.

    Attributes:
        database_url: SQLAlchemy URL; ``postgresql://`` or ``sqlite:///``.
        base_url: public address of the app, without a final slash; share links start so.
        base_url_given: it was configured; otherwise pages use the address they are seen at.
        allowed_origins: origins whose pages may talk to our routes, besides ``base_url``'s
            and the address the request itself was sent to.
        data: folder of the content (``canevas/``, ``exemples/``); None is the one installed
            with the code.
        operator: who answers for this installation.
        offline: browsers may keep what opens again, without network, the canvases of this device.
        offline_word: what was written instead of yes or no, "" when it was one of them: a server
            refuses to start with it, rather than keep on devices what somebody wanted not to.
        secret_key: with what the share links are sealed; "" is a key of our own, in a file.
        secure_cookies: cookies only over HTTPS; true when ``base_url`` is https.
    """

    database_url: str = DEFAULT_DATABASE_URL
    base_url: str = DEFAULT_BASE_URL
    base_url_given: bool = False
    allowed_origins: frozenset[str] = frozenset()
    data: Path | None = None
    operator: Operator = Operator()
    offline: bool = True
    offline_word: str = ""
    secret_key: str = field(default="", repr=False)

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def base_origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from ``environment`` (usually ``os.environ``); absent means default."""
    origins = environment.get("CAPACITIES_ALLOWED_ORIGINS", "")
    data = environment.get("CAPACITIES_DATA")
    offline = environment.get("CAPACITIES_HORS_LIGNE", "").strip()
    return Settings(
        database_url=environment.get("DATABASE_URL") or DEFAULT_DATABASE_URL,
        base_url=(environment.get("CAPACITIES_BASE_URL") or DEFAULT_BASE_URL).rstrip("/"),
        base_url_given=bool(environment.get("CAPACITIES_BASE_URL")),
        allowed_origins=frozenset(o.strip().rstrip("/") for o in origins.split(",") if o.strip()),
        data=Path(data) if data else None,
        offline=offline.casefold() in _YES,
        offline_word="" if offline.casefold() in _YES | _NO else offline,
        operator=Operator(
            name=environment.get("CAPACITIES_RESPONSABLE", ""),
            contact=environment.get("CAPACITIES_CONTACT", ""),
            dpo=environment.get("CAPACITIES_DPO", ""),
            publisher=environment.get("CAPACITIES_DIRECTEUR_PUBLICATION", ""),
            host=environment.get("CAPACITIES_HEBERGEUR", ""),
            backups=environment.get("CAPACITIES_SAUVEGARDES", ""),
        ),
        secret_key=environment.get("CAPACITIES_SECRET_KEY", ""),
    )
