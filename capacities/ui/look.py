"""What pages draw alike, and how the words of people are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import one_line
from capacities.ui import pages

_MARKDOWN: Final = frozenset("\\`*_{}[]()<>#+-.!|~$:&^=")
_INLINE: Final = frozenset("\\`*_[]<>~$:&|@^")
"""What Markdown reads within a line."""
_LIVE: Final = re.compile(r"https?://|www(?=\.)|@(?=\w)|:(?=[\w+/-]+:)", re.IGNORECASE)
"""What Streamlit makes a link, an emoji or an icon of, even escaped: it looks for addresses and
:names: in the text once it is read."""
_STILL: Final = "\u2060"
"""Nothing is seen of it; what it cuts is an address no more."""


def foot() -> None:
    """Draw the bottom of every page that is not a canvas: one stays in the dossier one is in."""
    asked = st.query_params
    place = (asked.get("dossier"), asked.get("canevas"))
    with st.container(key="pied", horizontal=True, gap="small"):
        link(pages.ABOUT, "À propos", *place)
        link(pages.PERSONAL_DATA, "Données personnelles", *place)
        link(pages.LEGAL_NOTICE, "Mentions légales", *place)


def link(
    page: pages.ScreenPage, label: str, dossier_id: str | None = None, canvas_key: str | None = None
) -> None:
    """Draw a link to ``page``, for a dossier and a canvas when they matter."""
    query = {"dossier": dossier_id, "canevas": canvas_key}
    st.page_link(
        page.streamlit_page(),
        label=label,
        query_params={name: value for name, value in query.items() if value is not None} or None,
    )


def plain(text: str) -> str:
    """Return text from people as Markdown that shows it as it is, never as formatting or links."""
    return _escaped(_LIVE.sub(lambda found: found[0] + _STILL, one_line(text)))


def label(text: str) -> str:
    """Return text from people as part of a widget's label, after some words of ours.

    It is read aloud as it is given: what Markdown would read in it is left out, not escaped.
    """
    return one_line("".join(" " if char in _INLINE else char for char in text))


def by_the_operator(text: str) -> str:
    """Return the words of whoever runs the site, as they are; their addresses are links."""
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in _MARKDOWN else char for char in text)


def listing(sentences: Iterable[str]) -> None:
    """Draw a list of sentences, which may hold words from people."""
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))


def hidden(snapshot: Snapshot, template: Template) -> None:
    """Say how many cards others keep quiet for the time being; nothing when none."""
    if said := tell_hidden(snapshot, template.form):
        st.info(said)


def remaining(sentences: Sequence[str]) -> None:
    """Say what is still to be done, under its own title; nothing when nothing is."""
    if sentences:
        st.subheader("Ce qui reste à faire", anchor=False)
        listing(sentences)


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], name: str = "", *, words: bool = False
) -> None:
    """Draw a table of words then numbers (or of ``words``), which may hold words from people.

    ``name`` tells it from the others of its page; without one, its last row is the total.
    """
    rule = ["---", *("---" if words else "---:" for _ in heads[1:])]
    lines = [[plain(cell) for cell in heads], rule, *([plain(cell) for cell in r] for r in rows)]
    key = f"{'mots' if words else 'chiffres'}-{name}" if name else "chiffres"
    with st.container(key=key):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
