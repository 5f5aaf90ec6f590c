"""The list of pages: one line each, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

FOLDER: Final = Path(__file__).resolve().parents[2] / "pages"
STYLE: Final = Path(__file__).with_name("style.css")
"""The look of every page, linked by the page itself (``web.opening``): no script carries it."""


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One screen: the script in ``pages/``, its title and its address."""

    script: str
    title: str
    url_path: str
    default: bool = False

    def streamlit_page(self) -> StreamlitPage:
        """Return what ``st.navigation`` and ``st.page_link`` take."""
        return st.Page(
            FOLDER / self.script, title=self.title, url_path=self.url_path, default=self.default
        )


HOME: Final = ScreenPage("accueil.py", "CAPACities", "accueil", default=True)
DOSSIER: Final = ScreenPage("dossier.py", "Dossier", "dossier")
CANVAS: Final = ScreenPage("canevas.py", "Canevas", "canevas")
SYNTHESIS: Final = ScreenPage("synthese.py", "Synthèse", "synthese")
SKETCH: Final = ScreenPage("croquis.py", "Croquis", "croquis")
SHARE: Final = ScreenPage("partager.py", "Partager", "partager")
ABOUT: Final = ScreenPage("a_propos.py", "À propos", "a-propos")
PERSONAL_DATA: Final = ScreenPage(
    "donnees_personnelles.py", "Données personnelles", "donnees-personnelles"
)
LEGAL_NOTICE: Final = ScreenPage("mentions_legales.py", "Mentions légales", "mentions-legales")

PAGES: Final = (HOME, DOSSIER, CANVAS, SYNTHESIS, SKETCH, SHARE, ABOUT, PERSONAL_DATA, LEGAL_NOTICE)


def addresses() -> list[str]:
    """Return the path of every page, and « / »."""
    return ["/", *(f"/{page.url_path}" for page in PAGES)]
