"""Bring a file into a canvas: first what would change, then the change itself.

The file is read in a process apart (``apart.importing``): somebody else made it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from capacities.apart.canvas_files import Stored
from capacities.domain.access import Ability
from capacities.domain.limits import IMPORT_S
from capacities.domain.template import Template
from capacities.services.ask_apart import ask_apart
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template, load_canvas
from capacities.services.identify import Identity, require
from capacities.storage.budget import append_within_budget
from capacities.storage.database import now_iso

STOPPED: Final = (
    "La lecture de ce fichier a été arrêtée : elle prenait trop de temps ou de mémoire, ou une "
    "erreur s’est produite. Rien n’a été changé. Enlevez du fichier ce qui n’est pas à reprendre, "
    "ou découpez-le, puis recommencez."
)


def preview_import(
    ctx: Context, identity: Identity, canvas_key: str, data: bytes, choice: str = ""
) -> bytes:
    """Say what ``data`` (the bytes of a file) would change; change nothing.

    ``choice`` is the JSON of what was chosen of it (``exports.reading.choice``).

    Returns the JSON of ``ImportReport.as_json``. Raises InvalidInput when the file cannot be
    read, or would fill the canvas beyond limits.
    """
    require(identity, Ability.EDIT)
    _, template, stored = _canvas(ctx, identity, canvas_key)
    return _asked(ctx, "import-preview", template, stored, data, identity.pseudonym, choice)[1]


def apply_import(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    data: bytes,
    choice: str = "",
    *,
    clock: Callable[[], str] = now_iso,
) -> bytes:
    """Write the cards of ``data``; open pages show them at once. Durable on return.

    Returns and raises as ``preview_import``.
    """
    require(identity, Ability.EDIT)
    name, template, stored = _canvas(ctx, identity, canvas_key)
    author = identity.pseudonym
    facts, said = _asked(ctx, "import-apply", template, stored, data, author, clock(), choice)
    report, update = said[: facts["report"]], said[facts["report"] :]
    if update:
        append_within_budget(ctx.db, name, update)
    return report


def _canvas(ctx: Context, identity: Identity, canvas_key: str) -> tuple[str, Template, Stored]:
    name, stored = load_canvas(ctx, identity.dossier_id, canvas_key)
    return name, find_template(ctx, canvas_key), (stored.snapshot, stored.updates)


def _asked(ctx: Context, job: str, *arguments: Any) -> tuple[dict[str, Any], bytes]:
    return ask_apart(ctx, job, *arguments, seconds=IMPORT_S, stopped=STOPPED)
