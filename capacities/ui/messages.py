"""How the product speaks when something is refused: what happened, what to do next."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from capacities.domain.errors import CapacitiesError, StorageUnavailable, Unreadable
from capacities.ui import look
from capacities.ui.pages import HOME

_log = logging.getLogger("capacities.ui")

UNEXPECTED = (
    "Une erreur inattendue s’est produite sur cette page. Ce qui était marqué « Enregistré » "
    "l’est toujours. Rechargez la page ; si cela recommence, prévenez la personne "
    "qui administre le site."
)
STORAGE = (
    "Le serveur ne peut pas enregistrer pour le moment : rien n’a été changé. "
    "Attendez une minute puis recommencez ; le texte écrit dans un canevas ouvert y reste."
)


def refuse(error: CapacitiesError) -> None:
    """Show a refusal in place of the page's content, with the way out."""
    if isinstance(error, StorageUnavailable | Unreadable):
        _log.error("page refused", exc_info=error)
    st.error(STORAGE if isinstance(error, StorageUnavailable) else look.plain(str(error)))
    _way_home()


def _way_home() -> None:
    look.link(HOME, "Revenir à l’accueil")


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal raised inside into its message; what was drawn before stays."""
    try:
        yield
    except CapacitiesError as error:
        refuse(error)


def on_script_error(error: Exception) -> bool:
    """Replace Streamlit's own report: a French sentence here, the details in the log."""
    if isinstance(error, CapacitiesError):
        refuse(error)
    else:
        _log.error("page failed", exc_info=error)
        st.error(UNEXPECTED)
        _way_home()
    return True
