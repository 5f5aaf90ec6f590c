"""What the server keeps to show a link again, sealed under a key that is not in the database.

Whoever takes the database or a backup of it has neither the links nor the codes: ADR 031.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import threading
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_log = logging.getLogger(__name__)

FILE_NAME: Final = "cle-des-liens"
_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


_EMPTY: Final = (
    "le fichier est vide. Remettez-le d’une sauvegarde ; s’il n’y en a pas, effacez-le, et une "
    "autre clé sera faite : les liens déjà donnés ouvriront, sans pouvoir être remontrés"
)


class Keeper:
    """Seals, opens and marks with the key of this server; thread-safe.

    The key is asked for when it is first needed: commands that show no link make no file.

    Args:
        given: the key of the configuration, "" when there is none.
        folder: where the file of our own key is, made once.
        makes: whether to make it when there is none. A command run elsewhere, or as somebody
            else, would seal links under a key that the server has not, or cannot read.
    """

    def __init__(self, given: str, folder: Path, *, makes: bool = True) -> None:
        self._given, self._path, self._makes = given, folder / FILE_NAME, makes
        self._lock = threading.Lock()
        self._keys: tuple[bytes, bytes] | None = None
        self._told = ""

    def prepare(self) -> bool:
        """Make the key unless it is there, or not ours to make; return whether there is one."""
        return self._found(make=True) is not None

    def seal(self, secret: str, whose: str) -> bytes | None:
        """Return ``secret`` sealed for the row ``whose``; None when there is no key to be had."""
        keys = self._found(make=True)
        if keys is None:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(keys[0]).encrypt(nonce, secret.encode(), whose.encode())

    def open(self, sealed: bytes, whose: str) -> str | None:
        """Return what was sealed for ``whose``; None with another key, or for another row."""
        keys = self._found(make=False)
        if keys is None:
            return None
        nonce, kept = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(keys[0]).decrypt(nonce, kept, whose.encode()).decode()
        except (InvalidTag, ValueError):  # ValueError: cut short
            return None

    def mark(self, short: str) -> str | None:
        """Return by what a short secret is found again; without the key it tells nothing."""
        keys = self._found(make=True)
        if keys is None:
            return None
        return hmac.new(keys[1], short.encode(), hashlib.sha256).hexdigest()

    def _found(self, *, make: bool) -> tuple[bytes, bytes] | None:
        """Return the key that seals and the one that marks, both made of the server's."""
        with self._lock:
            if self._keys is None:
                whole = self._given.encode() or self._of_file(make=make)
                if whole:
                    self._keys = _derived(whole, b"sceller"), _derived(whole, b"marquer")
            return self._keys

    def _of_file(self, *, make: bool) -> bytes:
        """Return what the file holds, b"" when it cannot be had; two makers have the same.

        An empty one is left as it is: a disk that was full, or a copy cut short, may give it back.
        """
        try:
            if make and self._makes and not self._path.exists():
                _make(self._path)
            held = self._path.read_bytes().strip()
            self._tell("" if held else _EMPTY)
        except OSError as error:
            held = b""
            if make and self._makes:
                self._tell(error.strerror or type(error).__name__)
        return held

    def _tell(self, trouble: str) -> None:
        """Log it once, not each time that somebody asks."""
        if trouble and trouble != self._told:
            _log.error("clé des liens « %s » : %s", self._path, trouble)
        self._told = trouble


def _make(path: Path) -> None:
    """Write a new key for its owner alone, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_urlsafe(_KEY_BYTES).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _derived(whole: bytes, use: bytes) -> bytes:
    """Return the key of one use, made of the server's own, which is long and random."""
    return hmac.new(whole, b"capacities liens 1 " + use, hashlib.sha256).digest()
