"""In which form a browser gets a file: what it says that it takes, and its weights."""

from __future__ import annotations

import gzip

import brotli
import pytest

from capacities.web.encodings import chosen, packed


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.8, gzip;q=0.8", "br"),
        ("br;q=0, gzip;q=0, *;q=0.1", "identity"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("x-gzip", "gzip"),
        ("BR ; Q=1", "br"),
        ("identity", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.8", "gzip"),
        ("deflate", "identity"),
        ("", "identity"),
        ("br;q=nan", "identity"),
        ("br;q=-1, gzip;q=peu", "identity"),
        ("*;q=0", "identity"),
        (",;,=;q", "identity"),
    ],
)
def test_a_browser_gets_the_form_that_it_prefers(accepted: str, form: str) -> None:
    """Brotli before gzip when it takes both alike; plain when it takes neither."""
    assert form == chosen(accepted)


def test_each_form_gives_the_same_text_back() -> None:
    """Nothing is lost on the way, and the same file always gives the same bytes."""
    text = "Une idée notée en atelier. ".encode() * 50
    assert text == brotli.decompress(packed(text, "br"))
    assert text == gzip.decompress(packed(text, "gzip"))
    assert text == packed(text, "identity")
    assert packed(text, "gzip") == packed(text, "gzip")
