"""About the product: the method it serves, accessibility, licence."""

from __future__ import annotations

import streamlit as st

_TEXT = """
## La méthode
Cet outil met en ligne les canevas du **« Carnet des ateliers inspirants »**, issu du programme
CAPACities mené de mars à septembre 2022 à Toulon, Lisieux, Chamonix, Caux et Dunkerque.
Les textes de la méthode sont de **Chronos × Auxilia Conseil × Cerema**, sous licence CC-by-nc.

## Accessibilité
Chaque canevas a une **vue liste** complète, au clavier et au lecteur d’écran ; les changements
faits par les autres sont annoncés sans interrompre. Un écran inaccessible ? Dites-le à la
personne qui administre ce service : c’est un défaut, il sera corrigé.

## Licence
Logiciel libre sous **EUPL 1.2**, la licence de l’Union européenne.
"""


def show() -> None:
    """Draw the page."""
    st.title("À propos")
    st.markdown(_TEXT)
