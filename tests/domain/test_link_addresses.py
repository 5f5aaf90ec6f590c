"""Links of a canvas: what may be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.addresses import is_web_address


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr",
        "HTTP://exemple.fr:8080/charte?a=1&b=é#x",
        "https://données.territoire.fr/cadastre",
        "http://localhost/charte",
        "https://192.168.1.10/",
    ],
)
def test_addresses_of_web_pages_are_links(text: str) -> None:
    """With accents, a port, a query."""
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "exemple.fr",
        "javascript:alert(1)",
        "JAVASCRIPT://exemple.fr/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://exemple.fr",
        "https://",
        "https://charte",
        "https:///exemple.fr",
        "https://mairie@exemple.fr",
        "https://mairie:secret@exemple.fr",
        "https://exemple.fr:port/",
        "https://[::1",
        "https://exemple.fr\\@autre.fr",
        "https://exemple.fr/a b",
        " https://exemple.fr",
        "https://exemple.fr\n",
        "https://exemple.fr\0",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    """Scripts, files, passwords, and words that would open nothing."""
    assert not is_web_address(text)


@given(st.text())
def test_no_text_breaks_the_rule(text: str) -> None:
    """Never an exception."""
    assert is_web_address(text) in (True, False)
    assert is_web_address(f"https://{text}") in (True, False)
