"""How people name themselves."""

from __future__ import annotations

import pytest

from capacities.domain.errors import InvalidInput
from capacities.domain.people import browser_mark, clean_pseudonym


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Marie \t Dupont\n", "Marie Dupont"),
        ("Cafe\u0301", "Café"),
        ("\u202eZoé\u200b\0\ud83d", "Zoé"),
        ("Ma\u200drie", "Marie"),
        ("\u200d👩\u200d🔬\u200d", "👩\u200d🔬"),
        ("👩🏽\u200d🚒 🏳\ufe0f\u200d🌈", "👩🏽\u200d🚒 🏳\ufe0f\u200d🌈"),
        ("سلمى", "سلمى"),
    ],
)
def test_a_pseudonym_shows_all_it_holds(given: str, shown: str) -> None:
    """Nothing invisible stays, so that two names that look the same are the same."""
    assert shown == clean_pseudonym(given)


@pytest.mark.parametrize("given", ["", " \n", "\u200b\u202e", "\ud83d", "x" * 41])
def test_a_pseudonym_that_cannot_be_shown_is_refused(given: str) -> None:
    """Nothing to see, or too much."""
    with pytest.raises(InvalidInput):
        clean_pseudonym(given)


def test_a_browser_cannot_be_followed_from_one_dossier_to_another() -> None:
    """Its mark is the same in all pages of a dossier, and another elsewhere."""
    assert browser_mark("session", "one") == browser_mark("session", "one")
    marks = {
        browser_mark(*pair) for pair in [("s", "one"), ("s", "two"), ("t", "one"), ("s ", "one")]
    }
    assert len(marks) == 4
