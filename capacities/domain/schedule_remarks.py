"""What is odd in a rétroplanning, and what was decided of it: counted by kind, said in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from capacities.domain.schedule_links import id_key
from capacities.domain.value_remarks import Remark
from capacities.domain.wording import listed, quoted, shortened

ODD: Final[Mapping[str, tuple[str, str]]] = {
    "duration": (
        "Une durée n’est pas un nombre de semaines, positif et de moins d’un siècle{names}\u00a0: "
        "elle compte comme absente. Corrigez-la.",
        "{n} durées ne sont pas des nombres de semaines, positifs et de moins d’un siècle{names}"
        "\u00a0: elles comptent comme absentes. Corrigez-les.",
    ),
    "date": (
        "Une date est illisible ou n’existe pas{names}\u00a0: elle compte comme absente. "
        "Corrigez-la.",
        "{n} dates sont illisibles ou n’existent pas{names}\u00a0: elles comptent comme absentes. "
        "Corrigez-les.",
    ),
    "nature": (
        "Une étape n’est ni une réussite, ni une action, ni un jalon{names}\u00a0: elle est "
        "planifiée comme une action.",
        "{n} étapes ne sont ni une réussite, ni une action, ni un jalon{names}\u00a0: elles sont "
        "planifiées comme des actions.",
    ),
    "state": (
        "Un état est inconnu{names}\u00a0: l’étape est planifiée comme à faire.",
        "{n} états sont inconnus{names}\u00a0: les étapes sont planifiées comme à faire.",
    ),
    "window": (
        "Une étape doit finir avant une fenêtre qui n’est pas au calendrier{names}\u00a0: rien ne "
        "l’y oblige ici.",
        "{n} étapes doivent finir avant une fenêtre qui n’est pas au calendrier{names}\u00a0: "
        "rien ne les y oblige ici.",
    ),
    "kind": (
        "Un lien n’est pas de ceux qui disent «\u00a0avant\u00a0»\u00a0: il ne compte pas.",
        "{n} liens ne sont pas de ceux qui disent «\u00a0avant\u00a0»\u00a0: ils ne comptent pas.",
    ),
    "stray": (
        "Un lien part d’une étape qui n’est plus là, ou y mène\u00a0: il ne compte pas.",
        "{n} liens partent d’étapes qui ne sont plus là, ou y mènent\u00a0: ils ne comptent pas.",
    ),
    "itself": (
        "Un lien mène d’une étape à elle-même{names}\u00a0: il ne compte pas.",
        "{n} liens mènent d’une étape à elle-même{names}\u00a0: ils ne comptent pas.",
    ),
    "cut": (
        "Un lien ferme une boucle (ce qui vient avant vient aussi après){names}\u00a0: les dates "
        "sont calculées sans lui. Retirez un des liens de la boucle.",
        "{n} liens ferment des boucles (ce qui vient avant vient aussi après){names}\u00a0: les "
        "dates sont calculées sans eux. Retirez un des liens de chaque boucle.",
    ),
    "beyond": (
        "Une étape tombe hors du calendrier (an\u00a01 à 9999){names}\u00a0: ses dates y sont "
        "ramenées.",
        "{n} étapes tombent hors du calendrier (an\u00a01 à 9999){names}\u00a0: leurs dates y "
        "sont ramenées.",
    ),
}
"""The sentence for one, and for ``{n}``; ``{names}`` are the texts of the steps, when known."""


class Notes:
    """Oddities noted while a schedule is made."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, str]] = {}

    def note(self, kind: str, one_id: str, name: str = "") -> None:
        """Note once that a card or a link is of a kind of ODD; named where a name helps."""
        self._ids.setdefault(kind, {})[one_id] = name

    def told(self) -> tuple[Remark, ...]:
        """Return them in the order of ODD, their ids in that of ``id_key``."""
        return tuple(
            Remark(kind, tuple(sorted(found, key=id_key)), _sentence(pair, found))
            for kind, pair in ODD.items()
            if (found := self._ids.get(kind))
        )


def _sentence(pair: tuple[str, str], found: Mapping[str, str]) -> str:
    names = sorted(name for name in found.values() if name.strip())
    said = f" ({listed([quoted(shortened(name, 40)) for name in names])})" if names else ""
    sentence = pair[0] if len(found) == 1 else pair[1].replace("{n}", str(len(found)))
    return sentence.replace("{names}", said)
