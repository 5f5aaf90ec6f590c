"""All that a dossier leaves as, in one place: a sentence and a link for each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import streamlit as st

from capacities.domain.template import Template
from capacities.exports.offered import EXPERTS, Offered, offered
from capacities.services.list_canvases import ThemeEntries
from capacities.ui import look
from capacities.ui.forms import is_begun
from capacities.ui.visitor import Visit

ANCHOR: Final = "repartir"
_ZIP: Final = (
    "Un seul fichier pour tous les canevas commencés : leurs classeurs, leurs tableaux en CSV, "
    "leurs plans, cartes, dessins et agendas, leurs images, et un LISEZMOI qui dit ce qu’est "
    "chacun."
)
_PICTURES: Final = "Les images (SVG, PNG) et l’impression se font depuis le canevas : menu « {} »."


def section(visit: Visit, themes: Sequence[ThemeEntries]) -> None:
    """Offer everything in one file, then each file of each canvas that was begun."""
    if not visit.can_export:
        return
    st.header("Repartir avec le dossier", anchor=ANCHOR)
    st.link_button("Tout télécharger (ZIP)", f"/export/{visit.dossier_id}.zip")
    st.markdown(_ZIP)
    begun = [one.template for theme in themes for one in theme.canvases if is_begun(one)]
    if begun:
        st.markdown("Ou un fichier à la fois :")
    with st.container(key="fichiers"):
        for template in begun:
            with st.expander(look.label(template.title)):
                st.markdown("\n".join(_lines(visit.dossier_id, template)))
        if begun:
            with st.expander(EXPERTS):
                for template in begun:
                    st.subheader(look.plain(template.title), anchor=False)
                    st.markdown("\n".join(_lines(visit.dossier_id, template, experts=True)))
    if begun:
        st.caption(_PICTURES.format("Importer, exporter" if visit.can_edit else "Exporter"))


def _lines(dossier_id: str, template: Template, experts: bool = False) -> Iterator[str]:
    for one in offered(template):
        if (one.under == EXPERTS) is not experts:
            continue
        yield f"- {_link(f'/export/{dossier_id}/{template.key}', one)} — {look.plain(one.said)}"


def _link(address: str, one: Offered) -> str:
    return f"[{look.plain(one.title)}]({address}{one.address})"
