"""Whose site this is and what it does with people's data: what the law asks to be told.

Sources: règlement (UE) 2016/679, art. 13; loi n° 2004-575 pour la confiance dans l’économie
numérique, art. 1-1 (the former 6-III).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from capacities.domain.limits import (
    ARCHIVE_DAYS,
    BACKGROUND_DAYS,
    CREATION_WINDOW_S,
    DELETION_DAYS,
    EXAMPLE_DAYS,
    OFFLINE_VOTES,
    REPLACED_COOKIE_DAYS,
    REVOKED_LINK_DAYS,
    ROUND_TEXT_CHARS,
    SESSION_DAYS,
    SKETCHES_PER_CANVAS,
)
from capacities.domain.session_cookie import PLAIN_NAME, SECURE_NAME
from capacities.domain.settings import Operator, Settings
from capacities.ui import look

_UNKNOWN: Final = "L’organisme qui exploite ce site ne l’a pas encore renseigné."
_UNKNOWN_OPERATOR: Final = (
    "L’organisme qui exploite ce site n’a pas encore renseigné son nom ni son adresse. Tant qu’il "
    "ne l’a pas fait, adressez-vous à la personne qui vous a donné le lien."
)
_DPO: Final = (
    "Aucun délégué n’est indiqué ici : écrivez au contact ci-dessus, ou à l’organisme lui-même."
)

OFFLINE_CACHE: Final[str] = "capacities-hors-ligne:"
"""What the caches of the service worker begin by; there are none where the site has none."""
KEPT_VOTE: Final[str] = "capacities.vote."
KEPT_HERE: Final = (
    (
        "capacities:",
        "base IndexedDB, une par canevas où vous écrivez",
        "ne rien perdre si le réseau coupe, et rouvrir le canevas sans réseau : ce qu’il contient, "
        "le nom du dossier, votre pseudonyme, ce que vous pouvez y faire. Jusqu’à « Quitter », ou "
        "à la suppression du dossier",
    ),
    (
        "capacities-plis",
        "stockage local, un par arbre",
        "les branches que vous avez repliées. Jusqu’à « Quitter », ou à la suppression du dossier",
    ),
    (
        "capacities-colonnes",
        "stockage local, un par dossier",
        "ce que sont les colonnes des tableaux que vous avez importés, d’après leurs titres, et où "
        "vont leurs lignes : pour ne pas vous le redemander. Jusqu’à « Quitter », ou à la "
        "suppression du dossier",
    ),
    (
        "capacities.gommettes.",
        "stockage de session, un par canevas",
        "la table pour laquelle cet écran vote, et vos gestes en attente du réseau. "
        "Jusqu’à « Quitter », ou à la fermeture de l’onglet",
    ),
    (
        KEPT_VOTE,
        f"stockage local, un par vote ouvert sur sa page, les {OFFLINE_VOTES} derniers",
        "rouvrir la page du vote sans réseau : les idées et la question telles que vues, le nom du "
        "dossier, vos gommettes. Jusqu’à « Quitter », à la suppression du dossier, ou à ce que "
        "cette page, une fois votre lien retiré, vous soit refusée",
    ),
    (
        "capacities-stylet",
        "stockage local",
        "ce que fait un stylet sur un dessin : dessiner ou pointer. Jusqu’à ce que vous quittiez "
        "votre dernier dossier",
    ),
    (
        "capacities-curseurs",
        "stockage local",
        "les curseurs des autres, si vous les cachez. Jusqu’à ce que vous quittiez votre dernier "
        "dossier",
    ),
    (
        "capacities-figures",
        "stockage local",
        "les chiffres à côté d’un arbre ou d’un dessin, ouverts ou repliés. Jusqu’à ce que vous "
        "quittiez votre dernier dossier",
    ),
    (
        OFFLINE_CACHE,
        "cache du programme qui répond quand il n’y a pas de réseau (« service worker »)",
        "les pages qui s’ouvrent alors et leur programme, les mêmes pour tous : rien de vous ni "
        "d’un dossier. Jusqu’à ce que vous quittiez votre dernier dossier",
    ),
    (
        "stActiveTheme-",
        "stockage local, un par page",
        "les couleurs de la page, notées par Streamlit, avec lequel ce site est fait : rien de "
        "vous. Jusqu’à ce que vous effaciez les données du site",
    ),
)
"""What the browser keeps besides the cookie: how its name begins, where, why and how long."""


def personal_data(settings: Settings) -> None:
    """Draw the page « Données personnelles »."""
    operator = settings.operator
    st.title("Données personnelles")
    st.markdown(
        "Ce site est fait pour demander le moins possible : ni compte, ni adresse électronique, ni "
        "mesure d’audience, ni ressource chargée depuis un autre site."
    )
    st.markdown("## Qui répond de vos données")
    _told(
        ("Responsable de traitement", operator.name, _UNKNOWN_OPERATOR),
        ("Pour toute question ou demande", operator.contact, _UNKNOWN),
        (
            "Délégué à la protection des données",
            operator.dpo,
            _DPO if operator.contact.strip() else _UNKNOWN,
        ),
        ("Hébergeur (sous-traitant)", operator.host, _UNKNOWN),
    )
    st.markdown(_WHY)
    st.markdown(_what(operator))
    st.markdown("## Sur cet appareil")
    st.markdown(_cookie(settings))
    st.markdown(
        "Sont gardés aussi :\n\n"
        + "\n".join(f"- `{name}…` ({where}) : {why}." for name, where, why in _kept(settings))
    )
    st.markdown(_OTHERS)


def _kept(settings: Settings) -> Iterable[tuple[str, str, str]]:
    """Return what of KEPT_HERE browsers keep of this site."""
    return (
        each for each in KEPT_HERE if settings.offline or each[0] not in (OFFLINE_CACHE, KEPT_VOTE)
    )


def legal_notice(settings: Settings) -> None:
    """Draw the page « Mentions légales »."""
    operator = settings.operator
    st.title("Mentions légales")
    _told(
        ("Éditeur du site", operator.name, _UNKNOWN_OPERATOR),
        ("Contact", operator.contact, _UNKNOWN),
        ("Directeur ou directrice de la publication", operator.publisher, _UNKNOWN),
        ("Hébergeur", operator.host, _UNKNOWN),
    )
    st.markdown(_RESPONSIBILITIES)


def _told(*lines: tuple[str, str, str]) -> None:
    """Draw what the configuration tells, or that it does not."""
    st.markdown(
        "\n".join(
            f"- **{title}** : {look.by_the_operator(text) if text.strip() else missing}"
            for title, text, missing in lines
        )
    )


def cookie_name(settings: Settings) -> str:
    """Return the name of the only cookie."""
    return SECURE_NAME if settings.secure_cookies else PLAIN_NAME


def _cookie(settings: Settings) -> str:
    limits = "illisible par les scripts (`HttpOnly`), jamais envoyé à un autre site (`SameSite`)"
    if settings.secure_cookies:
        limits += ", ni hors de HTTPS (`Secure`)"
    return (
        f"Un seul cookie, `{cookie_name(settings)}` : un nombre tiré au hasard, qui permet à ce "
        f"navigateur de rester dans vos dossiers. Il est {limits}. Il change chaque fois que vous "
        f"entrez par un lien ou créez un dossier, est oublié {SESSION_DAYS} jours après votre "
        "dernière visite, et "
        "effacé quand vous quittez votre dernier dossier. Strictement nécessaire au service, il "
        "ne demande pas de consentement (loi Informatique et Libertés, article 82)."
    )


def _what(operator: Operator) -> str:
    backups = (
        f"Les sauvegardes sont gardées {look.by_the_operator(operator.backups)}."
        if operator.backups.strip()
        else "La durée de garde des sauvegardes n’a pas encore été renseignée par l’organisme qui "
        "exploite ce site."
    )
    return f"""
## Lesquelles, et combien de temps
- **Votre pseudonyme, votre couleur, le lien par lequel vous êtes entré** : tant que vous êtes dans
  le dossier ; effacés quand vous le quittez, quand le dossier est supprimé, ou {SESSION_DAYS} jours
  après votre dernière visite. Si le lien est retiré : {REVOKED_LINK_DAYS} jours.
- **Les liens du dossier**, scellés par une clé gardée hors de la base, pour que la personne qui
  anime puisse les remontrer : tant qu’ils valent. Les codes d’entrée, scellés de même, ne valent
  que le jour où ils sont faits.
- **Ce que vous écrivez dans un canevas**, avec le pseudonyme de qui l’a écrit et l’heure : tant que
  le dossier existe. L’état de chaque canevas est gardé une fois par jour, {ARCHIVE_DAYS} jours,
  pour pouvoir y revenir : un texte effacé disparaît ensuite.
- **L’image de fond d’un dessin** : récrite par le serveur sans ce que l’appareil photo y note
  (lieu, date, modèle) et sans dire qui l’a envoyée ; tant que le dessin la montre, puis
  {BACKGROUND_DAYS} jours. Les navigateurs en ont une copie dans leur cache, qu’ils ne montrent
  qu’après avoir demandé au serveur si vous pouvez encore la voir ; ce site leur demande de
  l’effacer quand vous quittez un dossier, ou quand il est supprimé.
- **Vos croquis**, avec leur phrase, le pseudonyme de qui les a enregistrés et l’heure : tant que le
  dossier existe, les {SKETCHES_PER_CANVAS} dernières versions de chaque canevas.
- **Vos gommettes** : tant que le dossier existe, sous un numéro propre au canevas, sans votre
  pseudonyme. La personne qui anime voit qui a voté et combien de gommettes, jamais où. D’un tour
  gardé restent la question, le texte des idées qui avaient des gommettes ({ROUND_TEXT_CHARS} signes
  au plus, même si l’idée est effacée du canevas), leurs totaux, et le nom des tables avec ce que
  chacune a posé : jusqu’à ce que la personne qui anime efface ce tour, ou que le dossier soit
  supprimé. D’un tour qui n’est pas gardé, rien.
- **L’empreinte de votre cookie** et le jour de votre dernière visite : {SESSION_DAYS} jours ; celle
  d’un cookie remplacé, {REPLACED_COOKIE_DAYS} jours.
- **L’adresse IP** : en mémoire seulement, tant qu’une page ou un canevas est ouvert, puis
  {CREATION_WINDOW_S // 60} minutes environ, pour compter ce qui vient d’un même réseau : liens
  faux, codes faux, dossiers créés, appareils qui entrent, connexions. Le serveur qui relaie les
  demandes peut tenir un journal : demandez-le à l’exploitant.
- **Un dossier supprimé** l’est pour tout le monde, aussitôt ; les copies gardées sur les autres
  appareils sont effacées à leur prochaine visite. Pour cela, son numéro (et rien d’autre) est
  retenu {DELETION_DAYS} jours. Un dossier d’exemple est supprimé après {EXAMPLE_DAYS} jours sans
  modification ni vote.
- **Sauvegardes** : elles contiennent tout cela, jusqu’à ce qu’elles soient elles-mêmes supprimées.
  {backups}
"""


_WHY: Final = """
## Pourquoi, et de quel droit
Remplir à plusieurs les canevas d’un atelier, savoir qui est là et qui a écrit quoi, compter les
gommettes. Base légale : la mission d’intérêt public de la collectivité (RGPD, article 6.1.e), ou
l’intérêt légitime de l’organisme s’il n’est pas public (6.1.f). Rien n’est décidé automatiquement.

## Qui les voit
Les personnes qui ont un lien du dossier (leur nombre dépend de qui le partage) voient votre
pseudonyme et ce que vous écrivez ; les exports qu’elles téléchargent sont ensuite entre leurs
mains. La personne qui anime choisit qui entre, et voit sur quel canevas du dossier chacun se trouve
(ce n’est noté nulle part). Qui administre le serveur peut lire la base.
Rien n’est transmis à d’autres, ni hors de l’Union européenne par ce logiciel.
"""
_OTHERS: Final = """
Aucun autre cookie, aucune autre donnée n’est déposé.

## Vos droits
Vous pouvez demander l’accès à vos données, leur rectification, leur effacement, la limitation de
leur usage, ou vous y opposer : écrivez au contact ci-dessus, en disant quel dossier et quel
pseudonyme. Ce site ne sait pas qui vous êtes : sans eux, il ne peut rien retrouver. Vous pouvez
aussi le faire vous-même : changer de pseudonyme en rouvrant votre lien, effacer vos post-its,
quitter le dossier.

Votre pseudonyme peut être effacé d’un dossier, par vous si vous y écrivez ou par la personne qui
l’anime, depuis la page du dossier : il est remplacé par « Anonyme » sur toutes les cartes ainsi
signées, dans l’historique, dans les états passés gardés par le serveur et dans les
téléchargements à venir. Ne sont pas atteints les mots écrits dans les cartes, les fichiers déjà
téléchargés, la copie gardée par un autre appareil jusqu’à ce que l’on y quitte le dossier, ni les
sauvegardes du serveur, pour lesquelles il faut s’adresser à la personne qui l’administre.

Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (www.cnil.fr,
3 place de Fontenoy, 75007 Paris).

Dans les post-its, n’écrivez pas de donnée personnelle sur des habitants réels.
"""
_RESPONSIBILITIES: Final = """
## Qui répond de quoi
- **L’éditeur** met le site en ligne, répond des données personnelles et des demandes.
- **La personne qui anime un dossier** choisit qui y entre, à qui elle donne les liens, et quand le
  dossier est supprimé.
- **Chaque participant** répond de ce qu’il écrit.
- **L’hébergeur** garde le serveur et ses sauvegardes, pour le compte de l’éditeur.

Un contenu illicite ou une faille de sécurité ? Signalez-le au contact ci-dessus, avec l’adresse de
la page.

## Crédits
Méthode : « Carnet des ateliers inspirants », programme CAPACities, Chronos × Auxilia Conseil ×
Cerema, CC-by-nc. Logiciel libre sous EUPL 1.2.
"""
