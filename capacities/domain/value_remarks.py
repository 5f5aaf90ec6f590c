"""What a balance lacks, and what is odd in it: counted by kind, said in French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from capacities.domain.wording import counted, listed, quoted, shortened

MISSING: Final[Mapping[str, tuple[str, str, str]]] = {
    "amount": ("timbre €", "timbres €", "sans montant"),
    "sense": ("timbre €", "timbres €", "dont on ne dit pas si c’est un gain ou un coût"),
    "gainer": ("timbre €", "timbres €", "dont on ne dit pas qui gagne"),
    "payer": ("coût", "", "dont on ne dit pas qui paie"),
    "confidence": ("timbre €", "timbres €", "dont la confiance n’est pas dite"),
    "period": ("timbre", "", "sans période (par an, à défaut)"),
    "indicator": ("smiley", "", "sans indicateur"),
    "smiley-gainer": ("smiley", "", "dont on ne dit pas qui gagne"),
    "frame": ("donnée", "", "dont on ne dit pas le cadre (contrat, convention…)"),
    "crossing": ("croisement", "", "sans deux données au moins en amont"),
    "contributes": ("partie prenante", "parties prenantes", "dont la contribution est à demander"),
}
"""One of them, several, and what they lack."""

ODD: Final[Mapping[str, tuple[str, str]]] = {
    "unreadable": (
        "Un timbre a un nombre illisible, ou de plus de 1\u202f000\u00a0milliards\u00a0: "
        "ce nombre n’est pas compté. Corrigez-le.",
        "{n} timbres ont un nombre illisible, ou de plus de 1\u202f000\u00a0milliards\u00a0: "
        "ces nombres ne sont pas comptés. Corrigez-les.",
    ),
    "negative": (
        "Un montant est négatif\u00a0: il est compté tel quel. Une dépense s’écrit d’un montant "
        "positif, et se dit «\u00a0coût\u00a0».",
        "{n} montants sont négatifs\u00a0: ils sont comptés tels quels. Une dépense s’écrit d’un "
        "montant positif, et se dit «\u00a0coût\u00a0».",
    ),
    "range": (
        "Un minimum dépasse son maximum\u00a0: ils sont lus dans l’autre sens.",
        "{n} minimums dépassent leur maximum\u00a0: ils sont lus dans l’autre sens.",
    ),
    "outside": (
        "Un montant est hors de sa fourchette\u00a0: elle est élargie jusqu’à lui.",
        "{n} montants sont hors de leur fourchette\u00a0: elles sont élargies jusqu’à eux.",
    ),
    "no-party": (
        "Un timbre dit gagné ou payé par ce qui n’est pas une partie prenante de la carte\u00a0: "
        "il n’est compté à personne à ce titre. Choisissez-la de nouveau.",
        "{n} timbres sont dits gagnés ou payés par ce qui n’est pas une partie prenante de la "
        "carte\u00a0: ils ne sont comptés à personne à ce titre. Choisissez-la de nouveau.",
    ),
    "stray": (
        "Un timbre est posé sur ce qui n’est plus là\u00a0: il compte dans le bilan, et dans la "
        "valeur d’aucune donnée. Reposez-le.",
        "{n} timbres sont posés sur ce qui n’est plus là\u00a0: ils comptent dans le bilan, et "
        "dans la valeur d’aucune donnée. Reposez-les.",
    ),
    "loop": (
        "Un timbre est posé sur lui-même\u00a0: il compte dans le bilan, et dans la valeur "
        "d’aucune donnée. Reposez-le.",
        "{n} timbres sont posés les uns sur les autres, en rond\u00a0: ils comptent dans le "
        "bilan, et dans la valeur d’aucune donnée. Reposez-les.",
    ),
}
"""The sentence for one, and for ``{n}``."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of some elements or stamps: ``ids`` in the order of the map.

    ``words`` are a few words for what is missing, a sentence for what is odd.
    """

    kind: str
    ids: tuple[str, ...]
    words: str


class Remarks:
    """Remarks noted while a balance is made."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, str]] = {}

    def note(self, kind: str, card_id: str, name: str = "") -> None:
        """Note once that a card is of a kind of MISSING or ODD; named where a name helps."""
        self._ids.setdefault(kind, {})[card_id] = name

    def missing(self) -> tuple[Remark, ...]:
        """Return what is missing, in the order of MISSING."""
        return tuple(
            Remark(kind, tuple(self._ids[kind]), _lacking(kind, self._ids[kind]))
            for kind in MISSING
            if kind in self._ids
        )

    def odd(self) -> tuple[Remark, ...]:
        """Return what is odd, in the order of ODD."""
        return tuple(
            Remark(kind, tuple(ids), (one if len(ids) == 1 else many).replace("{n}", str(len(ids))))
            for kind, (one, many) in ODD.items()
            if (ids := self._ids.get(kind))
        )


def _lacking(kind: str, names: Mapping[str, str]) -> str:
    one, many, what = MISSING[kind]
    said = listed([quoted(shortened(name, 40)) for name in names.values() if name.strip()])
    return f"{counted(len(names), one, many)} {what}{f' ({said})' if said else ''}"
