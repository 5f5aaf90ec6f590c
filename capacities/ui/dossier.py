"""The page of a dossier: its canvases, what remains to be done, downloads, settings."""

from __future__ import annotations

from datetime import date
from typing import Final, NoReturn

import streamlit as st

from capacities.domain.limits import EXAMPLE_DAYS, TITLE_CHARS
from capacities.domain.nouns import NOUNS
from capacities.domain.titles import Dossier, Names
from capacities.services.list_canvases import CanvasEntry
from capacities.ui import bar, device, look, state
from capacities.ui.forms import PAGES, Counted
from capacities.ui.pages import CANVAS, DOSSIER, HOME, SKETCH, SYNTHESIS
from capacities.ui.visitor import Visit

_DELETION: Final = "supprimer-le-dossier"
_DAY_CHARS: Final = 10


class DossierWish(Names):
    """What a dossier is to be called, and the day of its workshop."""

    workshop_on: str


def heading(view: Dossier) -> None:
    """Say which dossier this is."""
    st.title(look.plain(view.title), anchor=False)
    st.markdown(" — ".join(look.plain(part) for part in (view.territory, view.use_case) if part))
    if view.example:
        st.info(
            "Dossier d’exemple : la matière est fictive, inspirée des ateliers CAPACities. "
            f"Il sera supprimé après {EXAMPLE_DAYS} jours sans modification ni vote ; pour "
            "le garder, renommez-le : il devient un dossier comme les autres."
        )


def canvas_card(visit: Visit, entry: CanvasEntry) -> None:
    """One canvas: how far it is, what remains, the ways in."""
    template, snapshot = entry.template, entry.snapshot
    figures = PAGES[template.form].count(snapshot, template) if snapshot else None
    with st.container(key=f"feuille-{template.key}"):
        st.subheader(look.plain(template.title), anchor=False)
        if entry.problem:
            st.error(look.plain(entry.problem))
        elif not (figures and figures.ideas) and not (snapshot and snapshot.hidden):
            st.markdown(f"Pas encore commencé. {look.plain(template.instruction)}")
        elif figures:
            st.markdown(f"{NOUNS[template.form].count(figures.ideas)} sur le canevas.")
            _remaining(figures)
        if snapshot:
            look.hidden(snapshot, template)
            for warning in snapshot.warnings:
                st.warning(look.plain(warning))
        with st.container(horizontal=True):
            look.link(CANVAS, "Ouvrir le canevas", visit.dossier_id, template.key)
            look.link(SYNTHESIS, "Voir la synthèse", visit.dossier_id, template.key)
            if template.sketched:
                look.link(SKETCH, "Dessiner un croquis", visit.dossier_id, template.key)


def _remaining(figures: Counted) -> None:
    if figures.remaining:
        st.markdown("Ce qui reste à faire :")
        look.listing(figures.remaining)


def template_errors(visit: Visit) -> None:
    """Report mistakes in the YAML files to the people who can have them corrected."""
    if visit.can_manage:
        for error in visit.context.templates().errors:
            st.warning(
                "Un canevas n’est pas proposé, son fichier contient une erreur. "
                f"{look.plain(str(error))}"
            )


def downloads(visit: Visit) -> None:
    """Offer everything in one file."""
    if visit.can_export:
        st.subheader("Repartir avec le dossier", anchor=False)
        st.link_button(
            "Tout télécharger (ZIP : CSV pour Excel, CSV ouverts, schémas)",
            f"/export/{visit.dossier_id}.zip",
        )


def rename_form(view: Dossier) -> DossierWish | None:
    """Let the facilitator rename the dossier and say when its workshop is; return what is sent."""
    with st.expander("Renommer le dossier, dater l’atelier"), st.form("renommer", border=False):
        title = st.text_input("Titre", value=view.title, max_chars=TITLE_CHARS)
        territory = st.text_input("Territoire", value=view.territory, max_chars=TITLE_CHARS)
        use_case = st.text_input("Cas d’usage", value=view.use_case, max_chars=TITLE_CHARS)
        day = st.text_input(
            "Date de l’atelier (JJ/MM/AAAA) : un rétroplanning propose d’arriver cinq ans après",
            value=f"{date.fromisoformat(view.workshop_day):%d/%m/%Y}",
            max_chars=_DAY_CHARS,
        )
        if st.form_submit_button("Enregistrer"):
            return {
                "title": title,
                "territory": territory,
                "use_case": use_case,
                "workshop_on": day,
            }
    return None


def deletion_confirmed(view: Dossier) -> bool:
    """Ask twice before erasing: the word must be typed, since nothing can bring it back."""
    asked = state.pressed(_DELETION)
    with (
        st.expander("Supprimer le dossier", expanded=asked),
        st.form("supprimer", border=False),
    ):
        st.markdown(
            "Tout sera effacé pour tout le monde : canevas, liens, pseudonymes. "
            "Les copies gardées sur les appareils le seront à leur prochaine visite. "
            "**Téléchargez d’abord le ZIP** si vous voulez garder une trace."
        )
        word = st.text_input("Pour confirmer, écrivez SUPPRIMER", autocomplete="off")
        beside = st.empty()
        sent = st.form_submit_button("Supprimer définitivement", key=_DELETION)
    if sent and word.strip().upper() != "SUPPRIMER":
        beside.error("Rien n’a été supprimé : écrivez SUPPRIMER dans le champ pour confirmer.")
        return False
    return sent


def gone(dossier_id: str) -> NoReturn:
    """Leave a dossier that no longer exists: the page is drawn again without it."""
    state.tab().deleted = dossier_id
    st.rerun()


def farewell() -> None:
    """Say that the dossier of the address was deleted from this tab, and nothing else."""
    deleted = state.tab().deleted
    if not deleted or deleted != st.query_params.get("dossier"):
        return
    bar.draw(DOSSIER)
    device.erase_deleted()
    st.success("Le dossier est supprimé.")
    look.link(HOME, "Revenir à l’accueil")
    look.foot()
    st.stop()
