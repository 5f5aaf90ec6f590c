"""The form "tree" of a template file: the central idea, its questions, its main branches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capacities.domain.plans import Asked, Chain, FollowUp, Level, TreePlan
from capacities.domain.template import CENTRE, NODE, OPEN_LINES, Color, Field, FieldKind, Zone
from capacities.templates.colors import read_colors
from capacities.templates.fields import read_fields
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.reading import Record, note_repeats

_BRANCH = (("cle", "titre"), ("questions", "exemple"))
_COLUMNS = frozenset(["chemin", "profondeur", "type", "cle_parent"])
"""Names of the columns that only the CSV of a tree has."""


def read_tree(top: Record) -> FormRead:
    """Read how the tree begins; its types are mandatory, a new node having the first one."""
    problems, line = top.entry.problems, top.entry.line
    for name in ("arbre", "types"):
        if name not in top:
            problems.add(line, name, "cette clé est obligatoire et manque")
    types = read_colors(top, "types", "du type")
    if not types and (entry := top.get("types")):
        entry.wrong("un arbre a au moins un type d’idée")
    branches = _branches(top)
    places = {key: (key,) for key in (*(zone.key for zone in branches), NODE)}
    fields = read_fields(top, places, _COLUMNS)
    return FormRead(_plan(top, fields, types), branches, fields, types)


def _plan(top: Record, fields: Sequence[Field], types: Sequence[Color]) -> TreePlan:
    entry = top.get("arbre")
    if entry is None:
        return TreePlan("")
    record = entry.record(("centre",), ("cas_usage", "niveaux", "suivi", "chaine"))
    levels = [item.record(("question",), ("exemple",)) for item in record.items("niveaux")]
    return TreePlan(
        centre=record.filled("centre"),
        levels=tuple(Level(r.filled("question"), r.text("exemple")) for r in levels),
        use_case=record.yes("cas_usage"),
        follow_up=_follow_up(record, fields, types),
        chain=_chain(record, fields, weighed="gommettes" in top),
    )


def _follow_up(tree: Record, fields: Sequence[Field], types: Sequence[Color]) -> FollowUp:
    entry = tree.get("suivi")
    if entry is None:
        return FollowUp()
    record = entry.record((), ("etat", "type", "attendus"))
    state, kind = record.get("etat"), record.get("type")
    return FollowUp(
        state=(state and state.one_of(_keys(fields, FieldKind.CHOICE))) or "",
        kind=(kind and kind.one_of([color.key for color in types])) or "",
        asked=tuple(_asked(record, fields)),
    )


def _asked(follow_up: Record, fields: Sequence[Field]) -> Iterator[Asked]:
    for item in follow_up.items("attendus"):
        record = item.record(("champ", "sans"), ())
        given = record.get("champ")
        key = given.one_of([field.key for field in fields]) if given else None
        yield Asked(key or "", record.filled("sans"))


def _chain(tree: Record, fields: Sequence[Field], *, weighed: bool) -> Chain | None:
    entry = tree.get("chaine")
    if entry is None:
        return None
    if not weighed or "niveaux" not in tree:
        entry.wrong("une chaîne se raconte d’après des « niveaux » et des « gommettes »")
    record = entry.record(("debut",), ("facettes",))
    ticked = _keys(fields, FieldKind.YES_NO)
    facets = [item.one_of(ticked) for item in record.items("facettes")]
    return Chain(record.filled("debut"), tuple(facet for facet in facets if facet))


def _keys(fields: Sequence[Field], kind: FieldKind) -> list[str]:
    return [field.key for field in fields if field.kind is kind]


def _branches(top: Record) -> tuple[Zone, ...]:
    read = [item.record(*_BRANCH) for item in top.items("branches")]
    branches = []
    for record in read:
        key = record.key("cle")
        if key in (CENTRE, NODE, OPEN_LINES) and (entry := record.get("cle")):
            entry.wrong(f"« {key} » est un mot réservé : choisissez une autre clé")
        branches.append(
            Zone(
                key=key,
                title=record.filled("titre"),
                questions=tuple(question.text() for question in record.items("questions")),
                example=record.text("exemple"),
            )
        )
    note_repeats(read, "de la branche")
    return tuple(branches)


READER = FormReader(("arbre", "branches", "types"), read_tree)
