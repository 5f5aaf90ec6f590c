"""Weighting ideas by gommettes: who may place, take back and see what. Pure rules.

A participant is a person (one browser), a program (one link) or a table: a named group that
has no devices, whose gommettes somebody enters for its declared number of voters. Each one
holds slots 0, 1, 2…, one gommette each; a slot beyond its capacity does not exist.

A gommette stays in its slot when its card goes to the corbeille, and counts for nothing there:
its participant may place it elsewhere; if the card comes back before that, so does it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from capacities.domain.errors import Conflict, InvalidInput
from capacities.domain.limits import (
    ACT_CHARS,
    DOTS_PER_VOTER,
    QUESTION_CHARS,
    ROUNDS_PER_BALLOT,
    TABLE_NAME_CHARS,
    TABLES_PER_BALLOT,
    VOTERS_PER_TABLE,
)
from capacities.domain.people import clean_name

CLOSED: Final = "Le vote est fermé : rien n’a été changé. La personne qui anime peut le rouvrir."
NOT_YET: Final = (
    "Le vote n’est pas encore ouvert : rien n’a été changé. La personne qui anime l’ouvre."
)
OTHER_ROUND: Final = (
    "Un nouveau tour a commencé : ce geste était pour le précédent, il n’est pas compté."
)
_ACT: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{ACT_CHARS}}}")


class Voter(StrEnum):
    """The kinds of participants that are not tables."""

    PERSON = "person"
    PROGRAM = "program"


def participant_key(document_id: str, kind: Voter, name: str) -> str:
    """Return what the gommettes of a canvas keep of a person (a browser) or a program (a link).

    Another one on each canvas: once the browser is forgotten, nothing ties them together.
    A table is kept under its own id.
    """
    return hashlib.sha256(f"{document_id}\n{kind}\n{name}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class BallotSettings:
    """What the facilitator chose.

    Attributes:
        dots: gommettes of each voter.
        open: gommettes may be placed and taken back.
        secret: nobody, facilitator included, sees the totals until they are revealed.
        stacking: a voter may place several gommettes on one card.
        disclosed: the totals are hidden again, and have been seen with gommettes in them.
        round: names the present round of votes; it only ever grows.
        opened_at: when this round was last opened (ISO 8601 UTC), "" when it never was.
        question: what is asked, "" for what every vote asks.
    """

    dots: int
    open: bool = False
    secret: bool = True
    revealed: bool = False
    stacking: bool = True
    disclosed: bool = False
    round: int = 1
    opened_at: str = ""
    question: str = ""

    @property
    def shown(self) -> bool:
        """Tell whether the totals may be seen, by all who read the canvas."""
        return self.revealed or not self.secret

    @property
    def fixed(self) -> bool:
        """Tell whether nobody who counts may be set aside any more, nor the contrary.

        Totals have been seen: the difference with those to come would be somebody's vote.
        """
        return self.shown or self.disclosed


@dataclass(frozen=True, slots=True)
class VotingTable:
    """A group that votes by the device of its ``owner`` (the key of a participant).

    ``confirmed``: whoever facilitates has confirmed the number of its voters. Before, its
    gommettes are placed and kept, and count for nothing.
    """

    id: str
    name: str
    voters: int
    owner: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """Every gommette of one ballot: cards and how many on each, by participant who has some."""

    held: Mapping[str, Mapping[str, int]]

    def totals(self, live: Set[str]) -> dict[str, int]:
        """Return the number of gommettes on each of the ``live`` cards that has some."""
        found: dict[str, int] = {}
        for cards in self.held.values():
            for card, count in cards.items():
                if card in live:
                    found[card] = found.get(card, 0) + count
        return found

    def used(self, participant: str) -> int:
        """Return how many slots a participant uses, wherever the gommettes are."""
        return sum(self.held.get(participant, {}).values())

    def placed(self) -> int:
        """Return how many gommettes there are, wherever they are."""
        return sum(map(self.used, self.held))

    def without(self, participants: Set[str]) -> Tally:
        """Return the tally of the others."""
        return Tally({who: held for who, held in self.held.items() if who not in participants})

    def with_held(self, participant: str, cards: Sequence[str]) -> Tally:
        """Return the tally once a participant holds these cards, slot by slot."""
        others = {who: held for who, held in self.held.items() if who != participant}
        return Tally({**others, participant: Counter(cards)} if cards else others)

    def placed_by(self, participant: str, live: Set[str]) -> dict[str, int]:
        """Return where the gommettes of one participant are, among the ``live`` cards."""
        return {c: n for c, n in self.held.get(participant, {}).items() if c in live}


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot at one version, every gommette counted.

    Attributes:
        aside: those who count for nothing.
        seats: those who came to the voting page in this round, or said there that they have
            finished (True).
        kept: how many rounds before this one are kept.
        past: the number of the last of them, 0 when there is none.
    """

    settings: BallotSettings
    tables: tuple[VotingTable, ...]
    tally: Tally
    aside: frozenset[str] = frozenset()
    seats: Mapping[str, bool] = field(default_factory=dict)
    kept: int = 0
    past: int = 0

    def seated(self, participant: str, *, done: bool) -> Ballot:
        """Return the ballot once a participant is there, finished or not."""
        return replace(self, seats={**self.seats, participant: done})


def choose_slot(
    settings: BallotSettings,
    held: Sequence[str],
    card_id: str,
    live: Set[str],
    table: VotingTable | None = None,
) -> int:
    """Return the slot where a gommette goes: ``len(held)``, or one whose card is gone.

    ``held`` is the card of each slot in use, from slot 0; ``live``, the cards that may have
    gommettes. Raises Conflict when the gommette cannot be placed.
    """
    check_open(settings)
    if card_id not in live:
        raise Conflict(
            "Cette idée n’est pas, ou plus, sur le canevas : la gommette n’est pas posée, "
            "elle vous reste."
        )
    voters = table.voters if table else 1
    if not settings.stacking and held.count(card_id) >= voters:
        raise Conflict(
            f"Une seule gommette par idée et par personne : les {voters} votants de cette table "
            "ont la leur ici. Posez celle-ci sur une autre idée."
            if table
            else "Une seule gommette par idée et par personne : vous avez la vôtre ici. Posez "
            "celle-ci sur une autre idée."
        )
    capacity = voters * settings.dots
    if len(held) < capacity:
        return len(held)
    gone = (slot for slot, card in enumerate(held[:capacity]) if card not in live)
    slot = next(gone, None)
    if slot is None:
        raise Conflict(
            f"Toutes les gommettes sont posées ({capacity}) : retirez-en une pour la poser "
            "ailleurs."
        )
    return slot


def find_slot(settings: BallotSettings, held: Sequence[str], card_id: str) -> int:
    """Return the slot of the gommette to take back from a card, or raise Conflict."""
    check_open(settings)
    for slot in range(len(held) - 1, -1, -1):
        if held[slot] == card_id:
            return slot
    raise Conflict("Vous n’avez pas de gommette sur cette idée : rien n’a été retiré.")


def check_open(settings: BallotSettings) -> None:
    """Raise Conflict when the ballot is closed, or was never opened."""
    if not settings.open:
        raise Conflict(CLOSED if settings.opened_at else NOT_YET)


def check_round(settings: BallotSettings, asked: int | None) -> None:
    """Raise Conflict when an act was meant for another round; None: for whichever it is."""
    if asked is not None and asked != settings.round:
        raise Conflict(OTHER_ROUND)


def check_keeps(settings: BallotSettings, kept: int) -> None:
    """Raise Conflict when a round cannot be kept: its totals are secret, or too many are."""
    if not settings.shown:
        raise Conflict(
            "Les résultats de ce tour sont encore secrets : dévoilez-les pour les garder, ou "
            "commencez un nouveau tour en effaçant celui-ci. Rien n’a été changé."
        )
    if kept >= ROUNDS_PER_BALLOT:
        raise Conflict(
            f"Ce vote garde déjà {ROUNDS_PER_BALLOT} tours : exportez-les, puis effacez-en un. "
            "Rien n’a été changé."
        )


def check_none_quiet(tally: Tally, quiet: Set[str]) -> None:
    """Raise Conflict when a round would be kept while ideas that have gommettes are hidden.

    Kept, it would tell everybody those that are somebody's own still; or leave them out.
    """
    if any(card in quiet for cards in tally.held.values() for card in cards):
        raise Conflict(
            "Des idées qui ont des gommettes sont encore cachées : mettez fin au temps de silence "
            "pour garder ce tour, ou commencez un nouveau tour en effaçant celui-ci. Rien n’a été "
            "changé."
        )


def next_round(settings: BallotSettings, now: str, question: str | None = None) -> BallotSettings:
    """Return the settings of the round that follows: open, and nothing of it was ever seen."""
    asked = settings.question if question is None else question
    begun = replace(settings, open=True, revealed=False, disclosed=False, question=asked)
    return replace(begun, round=settings.round + 1, opened_at=now)


def clean_question(words: str) -> str:
    """Return what is asked, on one line; "" for what every vote asks."""
    cleaned = clean_name(words)
    if len(cleaned) > QUESTION_CHARS:
        raise InvalidInput(
            f"Cette question est trop longue : {QUESTION_CHARS} caractères au plus. Rien n’a été "
            "changé."
        )
    return cleaned


def check_act(act: str) -> str:
    """Return the name that a page gives to one click, so that trying again does nothing."""
    if not _ACT.fullmatch(act):
        raise InvalidInput("Cette demande est incomplète : rechargez la page et recommencez.")
    return act


def change_dots(
    settings: BallotSettings, dots: int, tally: Tally, tables: Sequence[VotingTable]
) -> BallotSettings:
    """Give each voter another number of gommettes.

    Raises Conflict when a participant has placed more: nobody's gommette is taken away.
    """
    if not 1 <= dots <= DOTS_PER_VOTER:
        raise InvalidInput(f"Donnez de 1 à {DOTS_PER_VOTER} gommettes par personne.")
    voters = {table.id: table.voters for table in tables}
    if any(tally.used(who) > dots * voters.get(who, 1) for who in tally.held):
        raise Conflict(
            f"Quelqu’un a déjà posé plus de {dots} gommettes : rien n’a été changé, aucune "
            "gommette n’est retirée à personne. Gardez ce nombre, ou demandez d’en retirer."
        )
    return replace(settings, dots=dots)


def change_flags(
    before: BallotSettings, after: BallotSettings, tally: Tally, now: str = ""
) -> BallotSettings:
    """Return the settings ``after``: revealing closes, opening hides what was revealed.

    What is placed once a vote is open again is as secret as before. Whether totals seen are
    being hidden is noted.
    """
    if after.revealed and not before.revealed:
        after = replace(after, open=False)
    elif after.open and not before.open:
        after = replace(after, revealed=False, opened_at=now)
    seen = before.fixed and not after.shown and tally.placed() > 0
    return replace(after, disclosed=seen)


def waiting_tables(tables: Sequence[VotingTable], aside: Set[str]) -> tuple[VotingTable, ...]:
    """Return the tables of which nobody has said whether they count."""
    return tuple(table for table in tables if not table.confirmed and table.id not in aside)


def check_none_waits(waiting: Sequence[VotingTable]) -> None:
    """Raise Conflict when totals would be shown without tables of which nothing was said."""
    if waiting:
        one = len(waiting) == 1
        names = ", ".join(f"« {table.name} »" for table in waiting)
        raise Conflict(
            f"{'Une table attend' if one else f'{len(waiting)} tables attendent'} d’être "
            f"{'confirmée' if one else 'confirmées'} : {names}. Rien n’a été dévoilé. "
            f"{'Confirmez-la, ou laissez-la' if one else 'Confirmez-les, ou laissez-les'} de "
            "côté, puis dévoilez."
        )


def confirm(tables: Sequence[VotingTable], seen: Mapping[str, int]) -> tuple[VotingTable, ...]:
    """Return the tables to confirm, given by id with the number of voters that was read.

    Raises Conflict when one has left, or declares another number by now.
    """
    known = {table.id: table for table in tables}
    for table_id, voters in seen.items():
        table = known.get(table_id)
        if table is None or table.voters != voters:
            raise Conflict(
                f"« {table.name} » déclare maintenant {table.voters} votants : rien n’a été "
                "confirmé. Vérifiez ce nombre, puis confirmez."
                if table
                else "Une de ces tables vient d’être retirée : rien n’a été confirmé. Vérifiez "
                "la liste, puis confirmez."
            )
    return tuple(replace(known[each], confirmed=True) for each in seen if not known[each].confirmed)


def check_not_fixed(settings: BallotSettings) -> None:
    """Raise Conflict when setting somebody aside, or taking them back, would tell their vote."""
    if settings.fixed:
        raise Conflict(
            "Les totaux ont été vus : compter quelqu’un de moins, ou de plus, dirait maintenant "
            "ce qu’il a voté. Rien n’a été changé."
        )


def check_voters(voters: int) -> int:
    """Return the declared number of voters of a table; 0 takes the table away."""
    if not 0 <= voters <= VOTERS_PER_TABLE:
        raise InvalidInput(
            f"Indiquez combien de personnes votent à cette table : de 1 à {VOTERS_PER_TABLE} "
            "(0 retire la table et ses gommettes)."
        )
    return voters


def check_fits(settings: BallotSettings, voters: int, used: int) -> None:
    """Raise Conflict when a table of ``voters`` may not hold the ``used`` gommettes it has."""
    if used > voters * settings.dots:
        raise Conflict(
            f"Cette table a déjà posé {used} gommettes : il lui faut "
            f"{-(-used // settings.dots)} votants au moins. Retirez-en d’abord."
        )


def check_raise(settings: BallotSettings, table: VotingTable) -> None:
    """Raise Conflict when a table that counts would wait again, and leave totals already seen."""
    if settings.fixed:
        raise Conflict(
            f"Les totaux ont été vus : seule la personne qui anime peut donner à « {table.name} » "
            f"plus de {table.voters} votants. Rien n’a été changé."
        )


def check_room(tables: int) -> None:
    """Raise Conflict when a ballot has as many tables as it may."""
    if tables >= TABLES_PER_BALLOT:
        raise Conflict(
            f"Ce vote a déjà {TABLES_PER_BALLOT} tables : retirez-en une, en lui donnant 0 votant."
        )


def clean_table_name(name: str) -> str:
    """Return the name of a table as shown; raise InvalidInput when there is none."""
    cleaned = clean_name(name)
    if not cleaned:
        raise InvalidInput("Donnez un nom à la table, par exemple « Table 3 ».")
    if len(cleaned) > TABLE_NAME_CHARS:
        raise InvalidInput(
            f"Ce nom de table est trop long : {TABLE_NAME_CHARS} caractères au plus."
        )
    return cleaned
