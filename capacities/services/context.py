"""What every service needs: the database, the settings, the templates, counts by address."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from capacities.apart.processes import Workers
from capacities.domain.errors import InvalidInput, StorageUnavailable
from capacities.domain.limits import SECRET_KEY_CHARS
from capacities.domain.settings import Settings, read_settings
from capacities.services.settled import Settled
from capacities.services.throttle import (
    Arrivals,
    Guesses,
    Pace,
    Throttle,
    calls,
    creations,
    images,
    sentences,
    votes,
    wrong_links,
)
from capacities.storage.database import Database, open_database, sqlite_file
from capacities.storage.sealing import Keeper
from capacities.templates.loader import TemplateLibrary, load_templates, template_files

OUR_OWN: Final = Path("var")
"""Where what this server keeps is, when its database is elsewhere."""
DATA: Final = Path(__file__).resolve().parents[2] / "data"
"""The content that anyone may edit: canvases, examples; ``CAPACITIES_DATA`` names another."""


@dataclass(frozen=True, slots=True)
class Context:
    """One opened application; its parts are thread-safe."""

    db: Database
    settings: Settings
    data: Path = DATA
    failures: Throttle = field(default_factory=wrong_links)
    creations: Throttle = field(default_factory=creations)
    arrivals: Arrivals = field(default_factory=Arrivals)
    guesses: Guesses = field(default_factory=Guesses)
    images: Pace = field(default_factory=images)
    sentences: Pace = field(default_factory=sentences)
    calls: Pace = field(default_factory=calls)
    votes: Pace = field(default_factory=votes)
    settled: Settled = field(default_factory=Settled, compare=False)
    workers: Workers = field(default_factory=Workers, compare=False)
    """The processes that read and make files."""
    signs: list[Callable[[], bool]] = field(default_factory=list, compare=False)
    """What else tells that this process does its work (its rooms save); asked in any thread."""
    keeper: Keeper = field(default_factory=lambda: Keeper("", OUR_OWN), compare=False)
    """Seals what shows the links again."""
    _library: LibraryCache = field(default_factory=lambda: LibraryCache())

    def templates(self) -> TemplateLibrary:
        """Return the canvases of ``data/canevas``, read again when a file has changed."""
        return self._library.get(self.data / "canevas")

    def forget_addresses(self) -> None:
        """Forget the addresses of visitors as soon as their counts are of no more use."""
        for counted in (
            *(self.failures, self.creations, self.arrivals, self.guesses),
            *(self.images, self.sentences, self.calls, self.votes),
        ):
            counted.forget()

    def close(self) -> None:
        self.workers.close()
        self.db.close()


class LibraryCache:
    """The templates as last read, with the state of the folder they were read from."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._library: TemplateLibrary | None = None

    def get(self, folder: Path) -> TemplateLibrary:
        seen = tuple(_state(path) for path in template_files(folder))
        with self._lock:
            if self._library is None or seen != self._seen:
                self._library = load_templates(folder, self._library)
                self._seen = seen
            return self._library


def _state(path: Path) -> tuple[str, int, int]:
    """Return what tells a version of a file from another; a file that just left has none."""
    try:
        found = path.stat()
    except OSError:
        return path.name, 0, 0
    return path.name, found.st_mtime_ns, found.st_size


def open_context(
    settings: Settings,
    data: Path | None = None,
    *,
    create: bool = True,
    serving: bool = False,
    command: bool = False,
) -> Context:
    """Open the database that ``settings`` names (migrated when needed, and created).

    ``serving``: nobody else may serve it, when it is a SQLite file. ``command``: this process is
    not a server: it makes no key for the links, unless it begins the SQLite file beside which
    the server will look for it.
    ``data``, else the settings', is the folder of the content. Raises InvalidInput when it
    holds no canvases, the database's address is no SQLite nor PostgreSQL one, or its SQLite
    file does not exist and is not to be created; StorageUnavailable when the database cannot
    be opened.
    """
    try:
        url = make_url(settings.database_url)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):  # no address; a port that is no number
        kind = ""
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise InvalidInput(
            "DATABASE_URL n’est pas l’adresse d’une base connue : on attend "
            "« sqlite:///chemin/du/fichier.db » ou « postgresql://… »."
        )
    file = sqlite_file(url)
    if not create and file is not None and not file.exists():
        raise InvalidInput(
            f"Il n’y a pas de base à cet endroit : le fichier « {file} » n’existe pas. Rien n’a "
            "été fait. Vérifiez DATABASE_URL : elle doit être celle du serveur."
        )
    content = data or settings.data or DATA
    if not (content / "canevas").is_dir():
        raise InvalidInput(
            f"Le dossier des contenus n’a pas de sous-dossier « canevas » : {content}. "
            "Vérifiez CAPACITIES_DATA."
        )
    if 0 < len(settings.secret_key) < SECRET_KEY_CHARS:
        raise InvalidInput(
            f"CAPACITIES_SECRET_KEY est trop courte : {SECRET_KEY_CHARS} caractères au moins, "
            "tirés au hasard (« openssl rand -base64 32 »)."
        )
    if settings.offline_word:
        raise InvalidInput(
            f"CAPACITIES_HORS_LIGNE vaut «\u00a0{settings.offline_word}\u00a0»\u00a0: écrivez "
            "«\u00a0oui\u00a0» ou «\u00a0non\u00a0»."
        )
    begins = file is not None and not file.exists()
    try:
        db = open_database(settings.database_url, serving=serving)
    except OSError as error:
        raise StorageUnavailable(
            f"La base de données ne peut pas être ouverte : {error.strerror} "
            f"(« {error.filename or file} »)."
        ) from None
    folder = OUR_OWN if file is None else file.parent
    keeper = Keeper(settings.secret_key, folder, makes=begins or not command)
    return Context(db=db, settings=settings, keeper=keeper, data=content)


_lock = threading.Lock()
_current: Context | None = None


def current() -> Context:
    """Return this server's context, opened from the environment on first use."""
    global _current
    with _lock:
        if _current is None:
            _current = open_context(read_settings(os.environ), serving=True)
        return _current


def close_current() -> None:
    """Close this process's context; the next ``current()`` opens it anew."""
    global _current
    with _lock:
        if _current is not None:
            _current.close()
            _current = None
