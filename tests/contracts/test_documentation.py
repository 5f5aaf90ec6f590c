"""What an administrator relies on is written in docs/exploitation.md."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from capacities.__main__ import _parser
from capacities.domain import limits
from capacities.domain.people import PALETTE

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "exploitation.md").read_text("utf-8")


def _commands() -> list[str]:
    for action in _parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return list(action.choices)
    raise AssertionError("no command")


@pytest.mark.parametrize("command", _commands())
def test_every_command_is_documented(command: str) -> None:
    """A command nobody can read about does not exist."""
    assert f"python -m capacities {command}" in GUIDE


def test_every_setting_is_documented() -> None:
    """Each environment variable that the code reads has its line."""
    source = (ROOT / "capacities" / "domain" / "settings.py").read_text("utf-8")
    read = set(re.findall(r"environment\.get\(\"([A-Z_]+)\"", source))
    assert read
    assert [name for name in read if f"| `{name}` |" not in GUIDE] == []


def test_the_sizes_of_the_protocol_are_those_of_the_server() -> None:
    """Who writes another client reads there what is refused."""
    protocol = " ".join((ROOT / "docs" / "protocole.md").read_text("utf-8").split())
    for words, size in [
        ("Un document encodé fait {} au plus", limits.DOCUMENT_BYTES),
        ("un message {} ; au-delà, 4413", limits.MESSAGE_BYTES),
        ("messages ou {} attendaient", limits.SEND_QUEUE_BYTES),
        ("dans l’ordre ({} au plus", limits.UNSAVED_BYTES),
    ]:
        assert words.format(f"{size // 1024**2} Mo") in protocol
    for words, count in [
        ("de plus de {} morceaux", limits.UPDATE_PIECES),
        ("ou de plus de {} auteurs", limits.AUTHORS_PER_UPDATE),
        ("De même {} cartes", limits.CARDS_PER_CANVAS),
        (", {} avec celles de la corbeille", limits.CARDS_EVER),
        ("et {} auteurs (une page", limits.AUTHORS_PER_DOCUMENT),
        ("au-delà de {} caractères de traits", limits.INK_CHARS),
        ("Un déplacement de plus de {} compte pour 0", 2 * limits.MAP_REACH),
    ]:
        assert words.format(f"{count:,}".replace(",", " ")) in protocol


def test_the_way_in_shows_the_colours_of_the_palette() -> None:
    """The style sheet of the join page is written by hand: it follows the palette."""
    style = (ROOT / "capacities/frontend/src/rejoindre.css").read_text("utf-8")
    shown = dict(re.findall(r"^\.c(\d) \{ background: (#[0-9a-f]{6}); \}$", style, re.M))
    assert shown == {str(index): color.value for index, color in enumerate(PALETTE)}


@pytest.mark.parametrize("color", PALETTE, ids=lambda color: color.title)
def test_white_text_is_legible_on_every_colour(color: object) -> None:
    """WCAG AA: at least 4.5:1."""
    value = color.value  # type: ignore[attr-defined]
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
