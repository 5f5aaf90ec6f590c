"""What a template file says → the domain's ``Template``, mistakes noted on the way."""

from __future__ import annotations

from typing import Final

from capacities.domain.limits import DOTS_PER_VOTER
from capacities.domain.template import DEFAULT_COLORS, FORMS, Form, Template
from capacities.templates import boxes, maps, timelines, tree
from capacities.templates.forms import FormReader
from capacities.templates.reading import Entry, Record
from capacities.templates.sequels import read_sequel

READERS: Final[dict[Form, FormReader]] = {
    Form.ZONES: boxes.READER,
    Form.TREE: tree.READER,
    Form.MAP: maps.READER,
    Form.TIMELINE: timelines.READER,
}
_REQUIRED = ("cle", "forme", "titre", "consigne", "source")
_OPTIONAL = (
    *("titre_court", "atelier", "duree", "format", "theme", "gommettes", "champs"),
    *("suite", "croquis"),
)


def build_template(entry: Entry) -> Template:
    """Read the whole file; meaningless if a problem was noted in ``entry.problems``."""
    keys = dict.fromkeys(key for reader in READERS.values() for key in reader.keys)
    top = entry.record(_REQUIRED, (*_OPTIONAL, *keys))
    form = _form(top)
    _refuse_keys_of_other_forms(top, form)
    read = READERS[form].read(top)
    return Template(
        key=top.key("cle"),
        form=form,
        title=top.filled("titre"),
        short_title=top.text("titre_court") or top.text("titre"),
        instruction=top.filled("consigne"),
        source=top.filled("source"),
        workshop=_number(top, "atelier", 20),
        duration=top.text("duree"),
        grouping=top.text("format"),
        theme=top.text("theme"),
        plan=read.plan,
        zones=read.zones,
        fields=read.fields,
        colors=read.colors or DEFAULT_COLORS,
        edge_kinds=read.edge_kinds,
        dots=_number(top, "gommettes", DOTS_PER_VOTER),
        sequel=read_sequel(top, [zone.key for zone in read.zones]),
        sketched=top.yes("croquis"),
    )


def _form(top: Record) -> Form:
    entry = top.get("forme")
    value = entry.one_of(FORMS) if entry else None
    return Form(value) if value else Form.ZONES


def _refuse_keys_of_other_forms(top: Record, form: Form) -> None:
    """A key of another form would be ignored, and whoever wrote it would wait for it."""
    own = READERS[form].keys
    for other, reader in READERS.items():
        for key in reader.keys:
            if key not in own and key in top:
                top.entry.problems.add(
                    top.line(key),
                    key,
                    f"cette clé est de la forme « {other} », ce canevas a la forme « {form} ». "
                    f"Clés de sa forme : {', '.join(own)}",
                )


def _number(top: Record, name: str, most: int) -> int | None:
    entry = top.get(name)
    return entry.whole(1, most) if entry else None
