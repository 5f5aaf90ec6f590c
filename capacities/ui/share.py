"""The share links of a dossier: to copy, to show as a QR code, to print, to manage.

The component draws them and tells what is wished; services do it, and check the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlsplit

import segno
import streamlit as st

from capacities.domain.access import LINK_TITLES, Role
from capacities.domain.days import evening, zone_of
from capacities.domain.errors import CapacitiesError
from capacities.domain.template import Template
from capacities.domain.titles import Dossier
from capacities.domain.wording import counted
from capacities.services.entry_codes import ShownCode
from capacities.services.share_links import ShareLink
from capacities.ui import look, state
from capacities.ui.pages import CANVAS

_KEY: Final = "partage"

TITLES: Final = {
    Role.FACILITATOR: "Animation",
    Role.EDITOR: "Édition",
    Role.VOTER: "Vote",
    Role.READER: "Lecture",
}
_DESCRIPTIONS: Final = {
    Role.FACILITATOR: "Pour vous et les personnes qui animent, jamais pour la salle : tout faire, "
    "y compris partager, retirer un lien et supprimer le dossier. Gardez-le, pour revenir d’un "
    "autre appareil.",
    Role.EDITOR: "Pour les binômes : écrire dans les canevas, importer, exporter.",
    Role.VOTER: "Pour placer des gommettes sans écrire.",
    Role.READER: "Pour les autres : lire, projeter et exporter, sans rien changer.",
}
_FOR_LATER: Final = " À créer le jour où il servira."
_SIGNS: Final = {
    Role.FACILITATOR: "Animer",
    Role.EDITOR: "Écrire dans les canevas",
    Role.VOTER: "Voter",
    Role.READER: "Lire",
}
_ALLOWS: Final = {
    Role.FACILITATOR: "Ce lien permet de tout faire dans le dossier.",
    Role.EDITOR: "Ce lien permet d’écrire avec les autres, de voter et d’emporter un tableau.",
    Role.VOTER: "Ce lien permet de lire et de placer ses gommettes.",
    Role.READER: "Ce lien permet de lire, de projeter et d’exporter, sans rien changer.",
}
_BEFORE: Final = (
    "L’adresse de ce lien ne peut pas être remontrée : il date d’avant que ce site la garde. Il "
    "marche toujours, pour qui l’a. Pour la retrouver ici, remplacez-la."
)
_KEY_LOST: Final = (
    "L’adresse de ce lien ne peut pas être remontrée : la clé de ce serveur a changé, ou manque. "
    "Le lien marche toujours, pour qui l’a. Remplacez-le, ou prévenez la personne qui "
    "administre le site."
)
_EXPIRED: Final = "Ce lien n’ouvre plus : changez sa durée ou remplacez son adresse (ci-dessous)."
_DURATIONS: Final = {
    "jamais": None,
    "ce soir": 0,
    "dans 7 jours": 7,
    "dans 30 jours": 30,
    "dans 3 mois": 91,
}
_DONE: Final = {
    "create": "Lien créé.",
    "replace": "Adresse remplacée : l’ancienne n’ouvre plus, la nouvelle est ci-dessus. "
    "Personne n’est sorti.",
    "revoke": "Lien retiré : les personnes entrées par lui sont sorties.",
    "expiry": "Durée fixée.",
    "code": "Code prêt : il n’est valable qu’aujourd’hui.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever is on the page asked of one link: one of the keys of ``_DONE``."""

    act: str
    role: Role
    canvas: str = ""
    expiry: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a wish, told beside its link."""

    act: str
    role: str
    sentence: str
    bad: bool = False


def address(base_url: str, token: str, canvas: str = "") -> str:
    """Return the share link; the token is in the fragment, which no server log sees."""
    where = f"?canevas={quote(canvas, safe='')}" if canvas else ""
    return f"{base_url}/rejoindre{where}#{token}"


def heading(dossier: Dossier) -> None:
    """Say what this page is for; to whoever just created the dossier, that it is theirs."""
    st.title("Partager le dossier")
    if st.query_params.get("nouveau") and not dossier.example:
        with st.container(key="feuille-nouveau"):
            st.markdown(
                f"**« {look.plain(dossier.title)} » est prêt, et ce navigateur l’anime déjà** : "
                "vous le retrouverez à l’accueil. Donnez ci-dessous un lien aux personnes qui "
                "viennent."
            )
            look.link(CANVAS, "Ouvrir le canevas", dossier.id)
        return
    st.markdown(
        f"**{look.plain(dossier.title)}** — {look.plain(dossier.territory)}. Un lien par rôle : "
        "qui a le lien a le droit."
    )


def wish() -> Wish | None:
    """Return what was just asked on the page, None when nothing was."""
    asked = state.told(_KEY).get("wish")
    if not isinstance(asked, Mapping):
        return None
    act, role, value = (str(asked.get(name, "")) for name in ("act", "role", "value"))
    if act not in _DONE or role not in set(Role):
        return None
    if act == "expiry" and value not in _DURATIONS:
        return None
    days = _DURATIONS[value] if act == "expiry" else None
    end = None if days is None else evening(datetime.now(UTC), days, here())
    return Wish(act, Role(role), value if act == "code" else "", end)


@contextmanager
def answering(asked: Wish) -> Iterator[None]:
    """Do what was asked, inside; what comes of it is told beside its link."""
    sentence, bad = _DONE[asked.act], False
    try:
        yield
    except CapacitiesError as error:
        sentence, bad = str(error), True
    state.tab().said = Said(asked.act, asked.role.value, sentence, bad)


def board(
    dossier: Dossier,
    links: Sequence[ShareLink],
    codes: Sequence[ShownCode],
    canvases: Mapping[str, Template],
    base_url: str,
) -> None:
    """Draw the links, and what came of the last act, once."""
    said, state.tab().said = state.tab().said, None
    chosen = _chosen(canvases)
    by_canvas = {(code.role, code.canvas_key): code for code in codes}
    drawn = []
    for link in links:
        canvas = chosen.get(link.role.value, "")
        drawn.append(_drawn(link, base_url, canvases, canvas, by_canvas.get((link.role, canvas))))
    parts = urlsplit(base_url)
    data = {
        "dossier": dossier.title,
        "territory": dossier.territory,
        "entrance": f"{parts.netloc}{parts.path}/entrer",
        "durations": list(_DURATIONS),
        "links": drawn,
        "said": asdict(said) if said else None,
    }
    _component()(key=_KEY, data=data, on_wish_change=_noted, on_canvases_change=_noted)


def _noted() -> None:
    """The page is drawn again, and reads what was told."""


@cache
def _component() -> Callable[..., object]:
    """Return the component, asked for when the page is drawn."""
    return st.components.v2.component("capacities.partage", js="partage-*.js", css="partage-*.css")


def _chosen(canvases: Mapping[str, Template]) -> dict[str, str]:
    """Return the canvas on which each link is to open, among ours; absent: where one begins."""
    told = state.told(_KEY).get("canvases")
    if not isinstance(told, Mapping):
        return {}
    return {str(role): key for role, key in told.items() if key in canvases}


def _drawn(
    link: ShareLink,
    base_url: str,
    canvases: Mapping[str, Template],
    canvas: str,
    code: ShownCode | None,
) -> dict[str, Any]:
    title = canvases[canvas].title if canvas else ""
    url = address(base_url, link.token, canvas) if link.token else ""
    return {
        "role": link.role.value,
        "title": LINK_TITLES[link.role],
        "sign": _SIGNS[link.role],
        "description": _DESCRIPTIONS[link.role] + ("" if link.created_at else _FOR_LATER),
        "allows": _ALLOWS[link.role],
        "state": _state(link),
        "created": link.created_at,
        "url": url,
        "hidden": _EXPIRED if link.expired else _KEY_LOST if link.kept else _BEFORE,
        "qr": segno.make(url, error="m").svg_data_uri(border=2, scale=4) if url else "",
        "first": "Le vote en cours" if link.role is Role.VOTER else "Là où l’on commence",
        "canvases": [
            {"key": key, "title": each.title}
            for key, each in canvases.items()
            if each.dots is not None or link.role is not Role.VOTER
        ],
        "canvas": canvas,
        "canvasTitle": title,
        "code": {"signs": str(code.code), "until": _until(code.expires_at)} if code else None,
        "people": _people(link),
        "ends": link.expires_at is not None,
    }


def _people(link: ShareLink) -> str:
    if link.people == 0:
        return "personne n’est encore entré par ce lien"
    who = counted(link.people, "appareil")
    return f"{who} {'entrés' if link.people > 1 else 'entré'} par ce lien"


def _state(link: ShareLink) -> str:
    people = _people(link)
    people = people[0].upper() + people[1:]
    if link.expires_at is None:
        return f"{people}. Sans date de fin."
    end = f"{_local(link.expires_at):%d/%m/%Y}"
    return f"{people}. {'Expiré depuis le' if link.expired else 'Valable jusqu’au'} {end} inclus."


def _until(expires_at: str) -> str:
    return f"{_local(expires_at):%d/%m/%Y} au soir"


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(here())


def here() -> tzinfo:
    """Return the time zone of the browser, else that of France."""
    return zone_of(st.context.timezone)
