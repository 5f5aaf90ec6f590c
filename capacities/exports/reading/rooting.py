"""An outline of a file → the cards it makes of a canvas: what its top becomes, then the graft.

When a file is made around one idea (``Outline.rooted``), alone at its top, that idea is

1. the central idea, when it has the same text, or our file says so;
2. the main branch that has the same text, when there is one;
3. the central idea, whose text it becomes, while nobody has changed the template's;
4. else a new main branch.
"""

from __future__ import annotations

from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.plans import TreePlan
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import CENTRE, Template
from capacities.domain.tree import Tree, arrange
from capacities.exports.names import normalize
from capacities.exports.reading.graft import Graft
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.long_words import split_long
from capacities.exports.reading.report import UNNAMED, ImportReading, excerpt
from capacities.exports.reading.settling import Settling

MET = "Ce qui a déjà le même texte au même endroit est réuni, et non ajouté une seconde fois."


def outline_reading(
    outline: Outline, template: Template, snapshot: Snapshot, kind: str, encoding: str
) -> ImportReading:
    """Return what the outline says of the canvas."""
    remark = root(outline, template, arrange((*snapshot.cards, *snapshot.trash)))
    graft = Graft(outline.ideas, template, snapshot, Settling(template))
    return ImportReading(
        cards=graft.cards,
        refused=tuple(graft.refused()),
        owned_fields=frozenset(),
        dropped=outline.tally.dropped,
        moved=tuple(graft.moved),
        encoding=encoding,
        separator="",
        ordered=True,
        kind=kind,
        remarks=tuple(part for part in (remark, MET if graft.met else "") if part),
    )


def root(outline: Outline, template: Template, tree: Tree) -> str:
    """Put the tops of an outline under the central idea; return what is to be said of it."""
    tops = [idea for idea in outline.ideas if not idea.under and idea.key != CENTRE]
    keys, remark = {idea.key for idea in outline.ideas}, ""
    alone = len(tops) == 1 and all(i is tops[0] or i.under in keys for i in outline.ideas)
    if alone and outline.rooted:
        remark = _root_of_another_tool(tops[0], outline, template, tree)
    for idea in tops:
        if idea.key != CENTRE:
            idea.under = CENTRE
    return remark


def _root_of_another_tool(top: Idea, outline: Outline, template: Template, tree: Tree) -> str:
    text, name = tree.centre.text, f"« {excerpt(top.text)} »"
    said = normalize(split_long(top.text, CARD_TEXT_CHARS)[0])
    if said in ("", normalize(text)):
        top.text = top.text if said else text or top.text
        _become_centre(top, outline.ideas)
        return ""
    branches = {normalize(branch.text) for branch in tree.children_of(CENTRE)}
    if said in branches:
        return f"Les idées du fichier vont sous la branche {name}."
    seeded = template.plan.centre if isinstance(template.plan, TreePlan) else ""
    if normalize(text) in ("", normalize(seeded)):  # nobody has written it yet
        _become_centre(top, outline.ideas)
        return f"L’idée centrale devient {name}."
    return f"{name}, au centre du fichier, devient une branche principale."


def _become_centre(top: Idea, ideas: list[Idea]) -> None:
    """Make the top the central idea; what only a node can carry becomes a first idea under it."""
    former, top.key = top.key, CENTRE
    for idea in ideas:
        idea.under = CENTRE if idea.under == former else idea.under
    said = [top.note, *(f"{name} : {value}" for name, value in top.facts), top.link]
    note = "\n".join(part for part in said if part.strip())
    if note:
        aside = Idea(note, top.line, f"{UNNAMED}{len(ideas)}", under=CENTRE)
        ideas.insert(ideas.index(top) + 1, aside)
    top.notes, top.link, top.facts = [], "", []
