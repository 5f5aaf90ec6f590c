"""The page of a dossier: its canvases, what remains to be done, downloads, settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NoReturn

import streamlit as st

from capacities.domain.limits import EXAMPLE_DAYS, TITLE_CHARS
from capacities.domain.nouns import NOUNS
from capacities.domain.template import Template
from capacities.domain.titles import Dossier, Names
from capacities.services.list_canvases import CanvasEntry, ThemeEntries
from capacities.ui import bar, device, look, state
from capacities.ui.forms import PAGES, Counted, is_begun
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


def entrances(visit: Visit, themes: Sequence[ThemeEntries]) -> None:
    """The canvases by theme, as in the bar: how far each one is, what remains, the ways in."""
    with st.container(key="entrees"):
        for number, theme in enumerate(themes):
            with st.container(key=f"entree-{number}"):
                st.header(look.plain(theme.title), anchor=False)
                if theme.sentence:
                    st.caption(look.plain(theme.sentence))
                for entry in theme.canvases:
                    _canvas(visit, entry)


def _canvas(visit: Visit, entry: CanvasEntry) -> None:
    template, snapshot = entry.template, entry.snapshot
    figures = PAGES[template.form].count(snapshot, template) if snapshot else None
    begun = is_begun(entry)
    key = f"outil-{template.key}" if begun or entry.problem else f"outil-vide-{template.key}"
    with st.container(key=key):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            look.link(CANVAS, look.label(template.title), visit.dossier_id, template.key)
            if not entry.problem:
                st.caption(_how_much(template, figures) if begun else "pas commencé")
        if entry.problem:
            st.error(look.plain(entry.problem))
        elif begun and figures:
            look.listing(figures.remaining)
        if snapshot:
            look.hidden(snapshot, template)
            for warning in snapshot.warnings:
                st.warning(look.plain(warning))
        _ways(visit, template, begun=begun)


def _how_much(template: Template, figures: Counted | None) -> str:
    return NOUNS[template.form].count(figures.ideas if figures else 0)


def _ways(visit: Visit, template: Template, *, begun: bool) -> None:
    """The other ways in: what a canvas says in figures, once there is something, and its sketch."""
    if not begun and not template.sketched:
        return
    with st.container(horizontal=True, gap="small", key=f"voies-{template.key}"):
        if begun:
            look.link(SYNTHESIS, "Synthèse", visit.dossier_id, template.key)
        if template.sketched:
            look.link(SKETCH, "Croquis", visit.dossier_id, template.key)


def template_errors(visit: Visit) -> None:
    """Report mistakes in the YAML files to the people who can have them corrected."""
    if visit.can_manage:
        for error in visit.context.templates().errors:
            st.warning(
                "Un canevas n’est pas proposé, son fichier contient une erreur. "
                f"{look.plain(str(error))}"
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
