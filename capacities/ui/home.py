"""The home page: what the product is for, the creation of a dossier, one's dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from capacities.domain.limits import PSEUDONYM_CHARS, TITLE_CHARS
from capacities.services.my_dossiers import MyDossier
from capacities.ui import device, look, share
from capacities.ui.pages import CANVAS, DOSSIER

_LONGEST: Final = {"title": TITLE_CHARS, "pseudonym": PSEUDONYM_CHARS}
_BY_CODE: Final = (
    "<p class='intro'>On vous a donné un code\u00a0? "
    "<a href='/entrer' target='_self'>Entrer avec un code</a></p>"
)


@cache
def _component() -> Callable[..., object]:
    """Return the component, asked for when the page is drawn."""
    return st.components.v2.component("capacities.creer", js="creer-*.js", css="creer-*.css")


def welcome() -> None:
    """Say in two sentences what one can do here, and what was erased from this device."""
    device.erase_deleted()
    st.title("Remplissez votre canevas à deux, en même temps")
    st.html(
        "<p class='intro'>Créez un dossier, partagez un lien, écrivez ensemble dans les cases, "
        "repartez avec un tableau pour Excel. Sans compte, et rien ne se perd si le réseau "
        "coupe.</p>"
    )


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the two columns of the page: creating, and one's own dossiers."""
    left, right = st.columns([3, 2], gap="medium")
    return left, right


def creation_form() -> None:
    """Ask for the dossier. The browser itself has it created: it then facilitates it."""
    with st.container(key="feuille-creer"):
        st.header("Créer un dossier", anchor=False)
        _component()(key="creer-dossier", data={"what": "dossier", "longest": _LONGEST})


def example() -> None:
    """Offer a complete example, which opens at once."""
    with st.container(key="feuille-exemple"):
        st.header("Voir un canevas rempli", anchor=False)
        st.html(
            "<p class='intro'>Lisieux, toits solaires : un exemple complet, en partie fictif, "
            "pour essayer sans rien risquer.</p>"
        )
        _component()(key="creer-exemple", data={"what": "example", "longest": _LONGEST})


def my_dossiers(dossiers: Sequence[MyDossier]) -> None:
    """List the dossiers this browser is in, the last worked on first."""
    with st.container(key="feuille-miens"):
        st.header("Mes dossiers sur cet appareil", anchor=False)
        left = device.left_just_now()
        if left:
            st.success(
                f"Vous avez quitté « {look.plain(left)} » : cet appareil n’en garde plus rien."
            )
        if not dossiers:
            st.html(
                "<p class='intro'>Aucun pour l’instant. Vous avez reçu un lien ? Ouvrez-le : "
                "le dossier apparaîtra ici.</p>"
            )
        st.html(_BY_CODE)
        for mine in dossiers:
            _mine(mine)


def _mine(mine: MyDossier) -> None:
    """Draw one dossier, its ways in if any is left, and the way out."""
    dossier = mine.dossier
    with st.container(key=f"mien-{dossier.id}"):
        st.markdown(f"**{look.plain(dossier.title)}** — {look.plain(dossier.territory)}")
        if not mine.open:
            st.caption("Le lien par lequel vous étiez entré a été retiré ou a expiré.")
            _leaving(mine)
            return
        st.caption(f"{share.TITLES[mine.role]} · sous le nom « {look.plain(mine.pseudonym)} »")
        with st.container(horizontal=True):
            if mine.canvas_key:
                look.link(CANVAS, "Ouvrir le canevas", dossier.id, mine.canvas_key)
            look.link(DOSSIER, "Voir le dossier", dossier.id)
            _leaving(mine)


def _leaving(mine: MyDossier) -> None:
    """Offer to leave the dossier, saying what that does."""
    with st.popover("Quitter"):
        st.markdown(
            "Le dossier quitte cette liste, votre pseudonyme celle des participants, et les "
            "copies des canevas gardées sur cet appareil sont effacées. Ce que vous y avez "
            "écrit reste pour les autres ; pour revenir, il vous faudra un lien."
        )
        device.leave_button(mine.dossier.id, mine.dossier.title)


def credits() -> None:
    """Credit the method wherever its wording is shown."""
    st.caption(
        "Méthode : « Carnet des ateliers inspirants », programme CAPACities — "
        "Chronos × Auxilia Conseil × Cerema, CC-by-nc."
    )
