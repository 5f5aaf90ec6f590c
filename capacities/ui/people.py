"""The pseudonyms that a dossier holds, and erasing one of them, on the page of the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NoReturn

import streamlit as st

from capacities.domain.people import ANONYMOUS
from capacities.domain.wording import counted, listed
from capacities.services.erase_person import Erased
from capacities.services.list_people import Person
from capacities.ui import look, state

_DOES = (
    f"Partout dans ce dossier, corbeille comprise, ce nom deviendra « {ANONYMOUS} » : sur les "
    "idées et les croquis, dans l’historique et dans les états passés que le serveur garde, donc "
    "dans les prochains téléchargements. Les pages ouvertes le montreront aussitôt."
)
_DOES_NOT = (
    "Ne changeront pas :\n"
    "- les mots écrits dans les idées ;\n"
    "- les fichiers déjà téléchargés ou imprimés ;\n"
    "- les sauvegardes du serveur : demandez à la personne qui l’administre ;\n"
    "- la copie que garde un autre appareil, jusqu’à ce que l’on y quitte le dossier. Si, resté "
    "hors ligne, il rapporte des idées signées de ce nom, effacez-le de nouveau."
)


def section(*, everyone: bool) -> AbstractContextManager[object]:
    """Say first what was just done, then open the section to draw in."""
    done, state.tab().told = state.tab().told, ""
    if done:
        st.success(done)
    return st.expander("Personnes" if everyone else "Votre pseudonyme")


def choose(people: Sequence[Person], *, everyone: bool) -> Person | None:
    """Show the pseudonyms; return the one to look at closer, None as long as none is chosen."""
    if not people:
        st.markdown(
            "Aucun pseudonyme n’est gardé dans ce dossier."
            if everyone
            else f"Vous êtes « {ANONYMOUS} » dans ce dossier : rien n’y porte votre nom."
        )
        return None
    if not everyone:
        return people[0]
    st.markdown("Les pseudonymes des personnes entrées dans ce dossier ou qui y ont écrit.")
    by_name = {person.name: person for person in people}
    chosen = st.radio(
        "Choisir un pseudonyme, pour l’effacer",
        list(by_name),
        index=None,
        format_func=look.plain,
        captions=[_counts(person) for person in people],
    )
    return by_name.get(chosen or "")


def confirmed(person: Person, mentions: Mapping[str, int], *, everyone: bool) -> bool:
    """Say what erasing would do, and ask twice."""
    name = look.plain(person.name)
    st.markdown(
        f"Sous le nom « {name} » : {_counts(person)}. Si plusieurs personnes ont choisi ce "
        "pseudonyme, leurs idées ne se distinguent pas : toutes sont concernées."
    )
    if mentions:
        places = listed([f"{look.plain(title)} : {number}" for title, number in mentions.items()])
        cite = "le cite" if sum(mentions.values()) == 1 else "le citent"
        st.markdown(
            f"{counted(sum(mentions.values()), 'idée')} {cite} dans leur texte ({places}) : "
            "l’effacement n’y touche pas, corrigez-les sur le canevas."
        )
    st.markdown(_DOES)
    if not everyone:
        st.markdown(
            "Vos autres appareils, s’ils sont entrés sous ce nom, le gardent : effacez-le depuis "
            "chacun, ou demandez à qui anime le dossier."
        )
    st.markdown(_DOES_NOT)
    with st.popover("Effacer ce pseudonyme"):
        st.markdown(
            "**On ne peut pas revenir en arrière** : même un canevas ramené à un jour passé ne "
            "rendra pas ce nom."
        )
        return st.button(f"Oui, effacer « {name} »", key="effacer-pseudonyme")


def done(erased: Erased) -> NoReturn:
    """Draw the page again, with what was done; the name is not said any more."""
    state.tab().told = (
        f"Le pseudonyme est effacé ({counted(erased.cards, 'idée')}, "
        f"{counted(erased.browsers, 'appareil')}) : à sa place, on lit « {ANONYMOUS} »."
    )
    if erased.damaged:
        state.tab().told += (
            f" Sauf dans {listed(erased.damaged)}, qui ne peut pas être relu : prévenez la "
            "personne qui administre le site."
        )
    st.rerun()


def _counts(person: Person) -> str:
    drawn = f", {person.sketches} croquis" if person.sketches else ""
    return f"{counted(person.cards, 'idée')}{drawn}, {counted(person.browsers, 'appareil')}"
