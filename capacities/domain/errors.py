"""Errors told to people: what happened, what was kept, what to do next."""

from __future__ import annotations


class CapacitiesError(Exception):
    """Base of every refusal shown to a person; ``str()`` is its French sentence.

    The sentence never holds a share token; technical details go to the log.
    """


class NotFound(CapacitiesError):
    """The dossier, canvas or link does not exist (or no longer does)."""


class Forbidden(CapacitiesError):
    """The person's role does not allow this action."""


class LinkRefused(CapacitiesError):
    """A share link is unknown, revoked or expired."""


class CookieReplaced(LinkRefused):
    """The browser has another cookie by now: its page is to be loaded again."""


class InvalidInput(CapacitiesError):
    """What was given cannot be read or is out of limits; nothing was changed."""


class TooMany(CapacitiesError):
    """A limit of rate or quantity was reached (see ``domain.limits``).

    Attributes:
        wait_s: seconds after which asking again may do, None when waiting changes nothing.
    """

    def __init__(self, sentence: str, wait_s: float | None = None) -> None:
        self.wait_s = wait_s
        super().__init__(sentence)


class Conflict(CapacitiesError):
    """What is asked was possible, and no longer fits (ballot closed, no gommette left)."""


class Unreadable(CapacitiesError):
    """What is stored of one canvas is damaged; the others are not concerned."""


class StorageUnavailable(CapacitiesError):
    """The database cannot commit for now (read-only, full, unreachable)."""


class TemplateError(InvalidInput):
    """A template file cannot be used.

    Attributes:
        file: the file's name, as the person knows it.
        line: 1-based line of the mistake.
        key: dotted path of the key, "" at the top.
        expected: French words telling what was expected there.
    """

    def __init__(self, file: str, line: int, key: str, expected: str) -> None:
        self.file, self.line, self.key, self.expected = file, line, key, expected
        where = f", clé « {key} »" if key else ""
        super().__init__(f"{file}, ligne {line}{where} : {expected}")
