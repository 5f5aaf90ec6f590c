"""The entrances of a dossier: the file that orders them, and what becomes of the others."""

from __future__ import annotations

import pytest
from templates_of_tests import DATA

from capacities.domain.entrances import Theme, entrances
from capacities.domain.errors import TemplateError
from capacities.templates.loader import load_templates
from capacities.templates.themes import read_themes


def test_every_canvas_of_the_product_is_in_an_entrance_that_the_file_names() -> None:
    """None is left at the end of the bar under a word that nobody chose."""
    themes = read_themes((DATA / "entrees.yaml").read_bytes(), "entrees.yaml")
    library = load_templates(DATA / "canevas").templates.values()
    assert {template.theme for template in library} <= {theme.title for theme in themes}
    assert all(theme.sentence for theme in themes)
    found = entrances(library, themes)
    order = [theme.title for theme in themes]
    assert [each.title for each in found] == sorted(
        {template.theme for template in library}, key=order.index
    )


def test_a_theme_that_is_not_named_comes_after_and_a_canvas_without_theme_alone() -> None:
    """The order of the library holds where the file says nothing; nothing is lost."""
    library = list(load_templates(DATA / "canevas").templates.values())
    found = entrances(library, [Theme("Futur", "plus tard"), Theme("Vide")])
    assert found[0].title == "Futur"
    assert [each.key for each in found[0].canvases] == ["projection", "retroplanning"]
    assert "Vide" not in [each.title for each in found]
    keys = [canvas.key for each in found for canvas in each.canvases]
    assert sorted(keys) == sorted(template.key for template in library)


@pytest.mark.parametrize(
    ("text", "line"),
    [("entrees:\n  - phrase: Seule\n", 2), ("entrees:\n  - theme: A\n    mot: B\n", 3)],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int) -> None:
    """As in every file of content."""
    with pytest.raises(TemplateError) as told:
        read_themes(text.encode(), "entrees.yaml")
    assert told.value.line == line
