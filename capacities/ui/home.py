"""The home page: what the product is for, the creation of a dossier, one's dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from capacities.domain.access import Role
from capacities.domain.limits import TITLE_CHARS
from capacities.domain.titles import Names
from capacities.services.create_dossier import CreatedDossier
from capacities.services.my_dossiers import MyDossier
from capacities.ui import device, look, share, state
from capacities.ui.pages import CANVAS, DOSSIER

EXAMPLE: Final = "Exemple : Lisieux, toits solaires"


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


def creation_form() -> Names | None:
    """Ask for the dossier; return it when the form was sent complete, else None."""
    with st.container(key="feuille-creer"):
        st.header("Créer un dossier", anchor=False)
        with st.form("creer", border=False, enter_to_submit=True):
            territory = st.text_input(
                "Territoire", placeholder="Lisieux", max_chars=TITLE_CHARS, autocomplete="off"
            )
            use_case = st.text_input(
                "Cas d’usage",
                placeholder="Croiser le cadastre, la CAF et le potentiel photovoltaïque",
                max_chars=TITLE_CHARS,
                autocomplete="off",
            )
            title = st.text_input(
                "Titre du dossier",
                placeholder="Toits solaires solidaires",
                max_chars=TITLE_CHARS,
                autocomplete="off",
            )
            sent = st.form_submit_button("Créer le dossier", type="primary")
    if not sent:
        return None
    return {"title": title, "territory": territory, "use_case": use_case}


def example_asked() -> bool:
    """Offer a complete example; tell whether it was asked for."""
    with st.container(key="feuille-exemple"):
        st.header("Voir un canevas rempli", anchor=False)
        st.html(
            "<p class='intro'>Lisieux, toits solaires : un exemple complet, en partie fictif, "
            "pour essayer sans rien risquer.</p>"
        )
        return st.button("Ouvrir l’exemple", key="exemple")


def keep_links(created: CreatedDossier, title: str) -> NoReturn:
    """Remember the links just created, shown in this tab and stored nowhere; draw them."""
    tab = state.tab()
    tab.new_dossier, tab.new_title = created.dossier_id, title
    tab.remember(created.dossier_id, created.tokens)
    st.rerun()


def new_links(base_url: str) -> None:
    """Show the three links of the dossier just created, and the way in."""
    tab = state.tab()
    dossier_id = tab.new_dossier
    if dossier_id is None:
        return
    tokens = tab.tokens[dossier_id]
    with st.container(key="feuille-liens"):
        st.header(f"« {look.plain(tab.new_title)} » est prêt : gardez ses liens", anchor=False)
        st.markdown(
            "Ils ne sont montrés que maintenant. **Copiez-les ou imprimez-les** ; vous pourrez "
            "toujours en faire de nouveaux depuis « Partager »."
        )
        st.link_button(
            "Entrer dans le dossier",
            share.address(base_url, tokens[Role.FACILITATOR]),
            type="primary",
        )
        share.links(tab.new_title, base_url, tokens, key="nouveaux-liens")


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
