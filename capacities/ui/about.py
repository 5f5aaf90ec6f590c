"""About the product: the method it serves, personal data, accessibility, licence."""

from __future__ import annotations

import streamlit as st

_TEXT = """
## La méthode
Cet outil met en ligne les canevas du **« Carnet des ateliers inspirants »**, issu du programme
CAPACities mené de mars à septembre 2022 à Toulon, Lisieux, Chamonix, Caux et Dunkerque.
Les textes de la méthode sont de **Chronos × Auxilia Conseil × Cerema**, sous licence CC-by-nc.

## Vos données personnelles
- Aucun compte, aucune adresse : **un pseudonyme et une couleur**, choisis en entrant.
- Un seul cookie, `capacities`, nécessaire pour rester dans vos dossiers, oublié 400 jours après
  votre dernière visite. Aucune mesure d’audience, aucune ressource chargée depuis un autre site.
- Une copie du canevas est gardée **sur votre appareil** pour travailler hors ligne.
  « Quitter ce dossier » l’efface, et efface votre pseudonyme de la liste des participants.
- La personne qui anime peut supprimer le dossier entier, avec tout ce qu’il contient.
- L’état de chaque canevas est gardé une fois par jour, 30 jours, pour pouvoir y revenir : un texte
  effacé disparaît ensuite. Les sauvegardes du serveur sont l’affaire de qui l’administre.
- Dans les post-its, n’écrivez pas de donnée personnelle sur des habitants réels.

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
