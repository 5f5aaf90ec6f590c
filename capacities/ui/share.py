"""The share links of a dossier, to copy, to show as a QR code or to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import segno
import streamlit as st

from capacities.domain.access import Role

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
    Role.FACILITATOR: "Pour vous : tout faire, y compris partager, retirer un lien et supprimer. "
    "Ne le donnez qu’aux personnes qui animent.",
    Role.EDITOR: "Pour les binômes : écrire dans les canevas, importer, exporter.",
    Role.VOTER: "Pour voter sans écrire.",
    Role.READER: "Pour les autres : lire, projeter et exporter, sans rien changer.",
}


def address(base_url: str, token: str) -> str:
    """Return the share link; the token is in the fragment, which no server log sees."""
    return f"{base_url}/rejoindre#{token}"


def links(dossier_title: str, base_url: str, tokens: Mapping[Role, str], key: str) -> None:
    """Draw one card a link, with copy, large QR code and print."""
    shown = [
        {
            "role": role.value,
            "title": f"Lien d’{TITLES[role].lower()}" if role is not Role.READER else "Lien de lecture",
            "description": DESCRIPTIONS[role],
            "url": address(base_url, token),
            "qr": segno.make(address(base_url, token), error="m").svg_data_uri(border=2, scale=4),
        }
        for role, token in tokens.items()
    ]
    _component(key=key, data={"dossier": dossier_title, "links": shown})
