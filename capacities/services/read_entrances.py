"""The entrances of every dossier: the canvases of the library by theme, in the order of a file."""

from __future__ import annotations

from typing import Final

from capacities.domain.entrances import Entrance, Theme, entrances
from capacities.domain.errors import TemplateError
from capacities.services.content_file import ContentFile
from capacities.services.context import Context
from capacities.templates.themes import read_themes

FILE: Final = "entrees.yaml"
_NONE: Final[tuple[Theme, ...]] = ()
_file: Final = ContentFile(read_themes, _NONE)


def read_entrances(ctx: Context) -> tuple[Entrance, ...]:
    """Return the canvases by theme. Without its file, themes come in the order of the library."""
    return entrances(ctx.templates().templates.values(), _file.get(ctx.data / FILE))


def entrances_fault(ctx: Context) -> str:
    """Say what is wrong in the file of themes, "" when nothing is; without it nothing is wrong."""
    path = ctx.data / FILE
    try:
        read_themes(path.read_bytes(), path.name)
    except FileNotFoundError:
        return ""
    except (TemplateError, OSError) as error:
        return str(error)
    return ""
