"""The share links of a dossier, to copy, to show as a QR code or to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final, NoReturn

import segno
import streamlit as st

from capacities.domain.access import LINK_TITLES, Role
from capacities.domain.days import evening, zone_of
from capacities.domain.titles import Dossier
from capacities.services.share_links import ShareLink
from capacities.ui import look, state

_component = st.components.v2.component(
    "capacities.partage", js="partage-*.js", css="partage-*.css"
)

TITLES: Final = {
    Role.FACILITATOR: "Animation",
    Role.EDITOR: "Édition",
    Role.VOTER: "Vote",
    Role.READER: "Lecture",
}
DESCRIPTIONS: Final = {
    Role.FACILITATOR: "Pour vous : tout faire, y compris partager, retirer un lien et supprimer. "
    "Ne le donnez qu’aux personnes qui animent.",
    Role.EDITOR: "Pour les binômes : écrire dans les canevas, importer, exporter.",
    Role.VOTER: "Pour placer des gommettes sans écrire : à créer le jour du vote.",
    Role.READER: "Pour les autres : lire, projeter et exporter, sans rien changer.",
}


def address(base_url: str, token: str) -> str:
    """Return the share link; the token is in the fragment, which no server log sees."""
    return f"{base_url}/rejoindre#{token}"


def links(dossier_title: str, base_url: str, tokens: Mapping[Role, str], key: str) -> None:
    """Draw one card a link, with copy, large QR code and print."""
    shown = [
        {
            "role": role.value,
            "title": LINK_TITLES[role],
            "description": DESCRIPTIONS[role],
            "url": address(base_url, token),
            "qr": segno.make(address(base_url, token), error="m").svg_data_uri(border=2, scale=4),
        }
        for role, token in tokens.items()
    ]
    _component(key=key, data={"dossier": dossier_title, "links": shown})


_DURATIONS: Final = {
    "jamais": None,
    "ce soir": 0,
    "dans 7 jours": 7,
    "dans 30 jours": 30,
    "dans 3 mois": 91,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the facilitator asked of one link in this run."""

    replace: bool = False
    revoke: bool = False
    sets_expiry: bool = False
    expiry: datetime | None = None


def heading(dossier: Dossier) -> None:
    """Say what this page is for."""
    st.title("Partager le dossier")
    st.markdown(
        f"**{look.plain(dossier.title)}** — {look.plain(dossier.territory)}. Un lien par rôle : "
        "qui a le lien a le droit. Par sécurité, une adresse n’est montrée qu’au moment où elle "
        "est créée."
    )


def kept_links(dossier_id: str, base_url: str) -> None:
    """Show again the links made in this tab."""
    tokens = state.tab().tokens.get(dossier_id)
    if tokens:
        links("Dossier", base_url, tokens, key="liens-gardes")


def link_card(link: ShareLink) -> Wish:
    """One link: its state, and what can be done to it."""
    with st.container(key=f"feuille-{link.role}"):
        st.subheader(TITLES[link.role], anchor=False)
        st.markdown(DESCRIPTIONS[link.role])
        st.caption(_state(link))
        expiry = _expiry_form(link)
        with st.container(horizontal=True):
            replace = st.button(
                "Montrer un nouveau lien" if link.created_at else "Créer un lien",
                key=f"nouveau-{link.role}",
            )
            with st.popover("Retirer ce lien", disabled=not link.created_at):
                st.markdown(
                    "Toutes les personnes entrées par ce lien sortiront **immédiatement**. "
                    "Ce qu’elles ont écrit reste."
                )
                revoke = st.button("Oui, retirer ce lien", key=f"retirer-{link.role}")
    return Wish(replace, revoke, expiry is not None, expiry[0] if expiry else None)


def _state(link: ShareLink) -> str:
    if not link.created_at:
        return "Aucun lien pour le moment."
    plural = "s" if link.people > 1 else ""
    people = f"{link.people} appareil{plural} entré{plural} par ce lien"
    if link.expires_at is None:
        return (
            f"{people}. Sans date de fin. « Montrer un nouveau lien » remplace l’adresse "
            "précédente ; les personnes déjà entrées restent."
        )
    end = f"{datetime.fromisoformat(link.expires_at).astimezone(_here()):%d/%m/%Y}"
    return f"{people}. {'Expiré depuis le' if link.expired else 'Valable jusqu’au'} {end} inclus."


def _expiry_form(link: ShareLink) -> tuple[datetime | None] | None:
    """Return the end asked for, in a tuple (None in it: no end), or None when unchanged."""
    if not link.created_at or link.role is Role.FACILITATOR:
        return None
    with st.expander("Durée de validité"), st.form(f"fin-{link.role}", border=False):
        chosen = st.radio(
            "Ce lien cessera d’ouvrir le dossier",
            list(_DURATIONS),
            index=0 if link.expires_at is None else None,
            horizontal=True,
        )
        sent = st.form_submit_button("Fixer")
    if not sent or chosen is None:
        return None
    days = _DURATIONS[chosen]
    return (None if days is None else evening(datetime.now(UTC), days, _here()),)


def _here() -> tzinfo:
    return zone_of(st.context.timezone)


def show_new(dossier_id: str, role: Role, token: str) -> NoReturn:
    """Keep the new link for this tab and draw the page again with it."""
    state.tab().remember(dossier_id, {role: token})
    st.rerun()


def withdrawn(dossier_id: str, role: Role, own_token: str | None) -> NoReturn:
    """Forget the link that opens nothing any more; keep one's own new one, if there is."""
    state.tab().tokens.get(dossier_id, {}).pop(role, None)
    if own_token is not None:
        state.tab().remember(dossier_id, {role: own_token})
    st.rerun()
