"""What a template file says → the domain's ``Template``, mistakes noted on the way."""

from __future__ import annotations

from capacities.domain.limits import DOTS_PER_VOTER
from capacities.domain.template import DEFAULT_COLORS, FORMS, NODE, Form, Template, Zone
from capacities.templates import boxes, tree
from capacities.templates.boxes import Boxes, read_boxes
from capacities.templates.colors import read_colors
from capacities.templates.fields import TREE_COLUMNS, read_fields
from capacities.templates.reading import Entry, Record
from capacities.templates.tree import read_tree

_REQUIRED = ("cle", "forme", "titre", "consigne", "source")
_OPTIONAL = ("titre_court", "atelier", "duree", "format", "theme", "gommettes", "champs")
_OF_FORM = {Form.ZONES: boxes.KEYS, Form.TREE: tree.KEYS}


def build_template(entry: Entry) -> Template:
    """Read the whole file; meaningless if a problem was noted in ``entry.problems``."""
    keys = [key for keys in _OF_FORM.values() for key in keys]
    top = entry.record(_REQUIRED, (*_OPTIONAL, *keys))
    form = _form(top)
    _refuse_keys_of_other_forms(top, form)
    plan = read_tree(top) if form == Form.TREE else None
    drawn = Boxes(plan.branches, (), None, ()) if plan else read_boxes(top)
    places = [*drawn.zones, Zone(NODE, "")] if plan else drawn.zones
    colors = plan.types if plan else read_colors(top, "couleurs", "de la couleur")
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
        zones=drawn.zones,
        bands=drawn.bands,
        matrix=drawn.matrix,
        blocks=drawn.blocks,
        tree=plan.tree if plan else None,
        fields=read_fields(top, places, drawn.matrix, TREE_COLUMNS if plan else frozenset()),
        colors=colors or DEFAULT_COLORS,
        dots=_number(top, "gommettes", DOTS_PER_VOTER),
    )


def _form(top: Record) -> Form:
    entry = top.get("forme")
    value = entry.one_of(FORMS) if entry else None
    return Form(value) if value else Form.ZONES


def _refuse_keys_of_other_forms(top: Record, form: Form) -> None:
    """A key of another form would be ignored, and whoever wrote it would wait for it."""
    for other, keys in _OF_FORM.items():
        for key in keys:
            if other != form and key in top:
                top.entry.problems.add(
                    top.line(key),
                    key,
                    f"cette clé est de la forme « {other} », ce canevas a la forme « {form} ». "
                    f"Clés de sa forme : {', '.join(_OF_FORM[form])}",
                )


def _number(top: Record, name: str, most: int) -> int | None:
    entry = top.get(name)
    return entry.whole(1, most) if entry else None
