"""The gommettes of a canvas, once everybody may see them: by card, and by round.

Nothing of who placed them: it is not told, here or elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from capacities.domain.ranking import KeptRound
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.exports.table import Column, Table

DOTS: Final = Column(
    "gommettes",
    "Gommettes posées dans le tour en cours ; vide tant que personne ne peut les voir.",
    type="integer",
)
"""The last column of the cards, where one votes. It is told, and never read."""

ROUND, RANK, TIED, TEXT, TOTAL, QUESTION, ENDED, VOTERS, CARD = (
    Column("tour", "Numéro du tour.", type="integer"),
    Column("place", "Place de l’idée ; deux idées à égalité ont la même.", type="integer"),
    Column(
        "a_egalite",
        "« oui » si une autre idée a autant de gommettes, sinon « non ».",
        title="À égalité",
    ),
    Column("idee", "Texte de l’idée, au moment où le tour a fini, abrégé.", title="Idée"),
    Column("gommettes", "Gommettes posées sur cette idée.", type="integer"),
    Column("question", "Question posée ; vide quand il n’y en avait pas d’autre que l’ordinaire."),
    Column(
        "fini_le",
        "Début du tour suivant, en temps universel (ISO 8601) ; vide pour le dernier, même clos.",
    ),
    Column("votants", "Personnes comptées qui ont voté dans ce tour.", type="integer"),
    Column("cle_idee", "Identifiant de l’idée sur le canevas.", technical=True),
)
BY_TABLE: Final = Column(
    "par_table",
    "Gommettes de chaque table sur cette idée, puis des autres ; vide quand cela dirait ce qu’une "
    "personne a voté.",
)


def columns(_template: Template) -> tuple[Column, ...]:
    """Return the columns of the table of rounds, in their stable order."""
    return (ROUND, RANK, TIED, TEXT, TOTAL, QUESTION, ENDED, VOTERS, CARD, BY_TABLE)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the ranking of every round that may be seen, the first round first."""
    return Table(columns(template), tuple(row for one in snapshot.votes for row in _rows(one)))


def with_dots(table: Table, snapshot: Snapshot, template: Template) -> Table:
    """Return the table of the cards with the gommettes that each one has in the present round."""
    shown = next((one for one in snapshot.votes if not one.ended_at), None)
    totals = None if shown is None else {card: count for card, _, count in shown.results}
    titles = {card.id for card in snapshot.cards if template.holds_titles(card.zone)}
    key = [column.name for column in table.columns].index("id")

    def dots(card_id: FieldValue | None) -> int | None:
        if totals is None or card_id in titles:
            return None
        return totals.get(str(card_id), 0)

    rows = tuple((*row, dots(row[key])) for row in table.rows)
    return Table((*table.columns, DOTS), rows)


def _rows(one: KeptRound) -> Iterator[tuple[FieldValue | None, ...]]:
    for idea in one.ranking:
        yield (
            *(one.number, idea.rank, idea.tied, idea.text, idea.total),
            *(one.question, one.ended_at, one.voters, idea.card_id),
            " · ".join(_shares(one, idea.card_id)),
        )


def _shares(one: KeptRound, card_id: str) -> Iterator[str]:
    for group in one.groups:
        if count := dict(group.results).get(card_id):
            yield f"{group.name or 'les autres'} : {count}"
