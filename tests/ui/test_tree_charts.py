"""The charts of a tree: the numbers, words and colours that they are given."""

from __future__ import annotations

from typing import Any

from templates_of_tests import PRODUCT

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree_figures import TreeFigures, count_tree
from capacities.ui import tree_charts
from capacities.ui.bars import written

GOVERNANCE, WHY = PRODUCT["gouvernance"], PRODUCT["pourquoi"]
CARDS = (
    Card(CENTRE, "Centre", CENTRE),
    Card("portage", "Portage politique", "portage", parent=CENTRE),
    Card("acteurs", "Acteurs", "acteurs", parent=CENTRE),
    Card("a", "Nommer", NODE, parent="portage", color="action"),
    Card("b", "Relier", NODE, parent="a", color="methode"),
    Card("c", "Dire", NODE, parent="portage", color="action"),
    Card("d", "<b>Gras</b> & co", NODE, parent=CENTRE, color=""),
)


def count(template: Any = GOVERNANCE) -> TreeFigures:
    return count_tree(Snapshot("t", CARDS), template)


def rows(figure: Any) -> list[tuple[str, str, str, int]]:
    """Return the boxes of a chart: id, id of the one around, label, value."""
    (trace,) = figure.data
    return list(zip(trace.ids, trace.parents, trace.labels, trace.values, strict=True))


def test_each_branch_is_a_line_of_its_types() -> None:
    """Empty branches too; the parts follow one another, and add up to the number said."""
    figure = tree_charts.by_branch(count())
    assert [(row.name, row.value, row.details) for row in figure.rows] == [
        ("Acteurs", "0 idée", ""),
        ("<b>Gras</b> & co", "1 idée", "sans type 1"),
        ("Portage politique", "3 idées", "action 2, méthode 1"),
    ]
    assert [(part.inside, part.end) for part in figure.rows[2].parts] == [
        ("▶\u00a02", 2),
        ("⚙\u00a01", 3),
    ]


def test_the_sunburst_holds_types_then_branches() -> None:
    """The inner ring holds signs, whose words are said beside; around it, words when pointed at."""
    figure = tree_charts.by_type(count())
    assert [box for box in rows(figure) if box[1] == ""] == [
        ("action", "", "▶ 2", 2),
        ("methode", "", "⚙ 1", 1),
        ("-", "", "1", 1),
    ]
    words = tree_charts.legend(count()).replace("\u00a0", " ")
    assert words == "▶ Action 2 · ⚙ Méthode 1 · Sans type 1"
    (trace,) = figure.data
    assert "Portage politique<br>▶ Action\u00a0: 2 idées" in trace.customdata
    colors = dict(zip(trace.ids, trace.marker.colors, strict=True))
    assert (colors["action"], colors["2 action"]) == ("#E3C75B", "#F1E3AD")


def test_every_idea_is_once_in_each_figure() -> None:
    """Whichever way they are grouped."""
    figures = count()
    around = {box[1] for box in rows(tree_charts.by_type(figures))}
    leaves = [box for box in rows(tree_charts.by_type(figures)) if box[0] not in around]
    assert sum(value for *_, value in leaves) == figures.ideas
    lines = tree_charts.by_branch(figures).rows
    assert sum(row.parts[-1].end for row in lines if row.parts) == figures.ideas


def test_a_tree_of_one_type_has_one_bar_a_branch() -> None:
    """Two branches of the same words stay two bars, without a legend."""
    cards = tuple(Card(k, "<i>Même</i>", NODE, parent=CENTRE, color="reponse") for k in "ab")
    figure = tree_charts.by_branch(count_tree(Snapshot("t", cards), WHY))
    assert [(row.name, row.value) for row in figure.rows] == [("<i>Même</i>", "1 idée")] * 2
    assert 'class="cle"' not in written(figure)


def test_the_ids_of_cards_blank_no_figure() -> None:
    """Another client may have written any: empty, blank, one that a figure had made."""
    ids = ("", " ", "\n", "tout", "0", "0 action")
    cards = tuple(Card(key, "x", NODE, parent=CENTRE, color="action") for key in ids)
    below = Card("below", "y", NODE, parent="", color="methode")
    figures = count_tree(Snapshot("t", (CARDS[0], *cards, below)), GOVERNANCE)
    assert (figures.ideas, len(figures.branches)) == (7, 6)
    boxes = rows(tree_charts.by_type(figures))
    names = {box[0] for box in boxes}
    assert len(names) == len(boxes)
    assert all(box[0].strip() and box[1] in {"", *names} for box in boxes)


def test_the_table_says_the_same_in_words() -> None:
    """A row a branch, empty ones too, then the total."""
    heads, lines = tree_charts.table_of(count())
    assert heads == ["Branche", "▶ Action", "⚙ Méthode", "Sans type", "Idées"]
    assert lines == [
        ["Acteurs", "0", "0", "0", "0"],
        ["<b>Gras</b> & co", "0", "0", "1", "1"],
        ["Portage politique", "2", "1", "0", "3"],
        ["Total", "2", "1", "1", "4"],
    ]
