"""The list of what pages show of each form."""

from __future__ import annotations

import pytest
from templates_of_tests import PRODUCT

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import FORMS, Form, Template
from capacities.ui.forms import PAGES


def test_every_form_that_is_served_is_there() -> None:
    """A form without its line would have no synthesis."""
    assert set(FORMS) == set(PAGES)


def test_only_boxes_have_no_figures_beside() -> None:
    """Boxes show their sums themselves, in the browser: nothing asks Python for them."""
    assert {form for form, pages in PAGES.items() if pages.beside is None} == {Form.ZONES}


@pytest.mark.parametrize("template", PRODUCT.values(), ids=PRODUCT)
def test_an_empty_canvas_is_counted_by_its_form(template: Template) -> None:
    """No idea, and something to do."""
    figures = PAGES[template.form].count(Snapshot("t"), template)
    assert figures.ideas == 0
    assert len(figures.remaining) == 1
