"""The short code: what people type is read kindly, and only what can be one is a try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.entry_code import ALPHABET, EntryCode, new_code, read_code
from capacities.domain.errors import InvalidInput


def test_its_signs_are_31_and_none_is_read_for_another() -> None:
    """Neither 0 nor O, neither 1 nor I nor L."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set(ALPHABET) & set("01OIL")


@given(st.text(ALPHABET, min_size=6, max_size=6), st.sampled_from(" -\u00a0\u2011_"))
def test_case_spaces_and_hyphens_are_no_matter(signs: str, between: str) -> None:
    """As it is read from a screen, dictated, or pasted with what is around it."""
    typed = f" {signs[:3].lower()}{between}{signs[3:]}\n"
    assert read_code(typed) == EntryCode(signs)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Tapez les 6 signes"),
        (" - ", "Tapez les 6 signes"),
        ("K7M2Q", "celui-ci en a 5"),
        ("K7M2QFF", "celui-ci en a 7"),
        ("K7M2Q0", "jamais de 0"),
        ("k7m2ql", "jamais de 0"),
        ("K7M2Qé", "«\u00a0É\u00a0» est de trop"),
        ("A" * 100_000, "a 6 signes"),
        ("ß" * 6, "est-ce|jamais|celui-ci en a"),
    ],
)
def test_what_cannot_be_a_code_is_said(typed: str, words: str) -> None:
    """With what is wrong in it; it is no try."""
    with pytest.raises(InvalidInput, match=words):
        read_code(typed)


def test_a_code_shows_itself_on_purpose_only() -> None:
    """In two groups for people, nowhere in a log."""
    code = EntryCode("K7M2QF")
    assert str(code) == "K7M\u00a02QF"
    assert "K7M" not in repr(code)
    assert read_code(str(new_code()))
