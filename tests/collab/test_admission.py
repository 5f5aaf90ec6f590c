"""Why a socket is closed fits in what a close frame holds, as a whole sentence."""

from __future__ import annotations

import pytest

from capacities.collab.admission import REASON_BYTES, Refused, refused_for
from capacities.collab.protocol import Close
from capacities.domain.errors import Forbidden
from capacities.services import identify

SENTENCES = [identify.NOT_INSIDE, identify.REPLACED, identify.REVOKED, identify.UNKNOWN]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_refusal_is_cut_at_the_end_of_a_clause(sentence: str) -> None:
    """What one reads is a sentence, never half a word."""
    reason = refused_for(Forbidden(sentence)).reason
    assert len(reason.encode()) <= REASON_BYTES
    assert reason.endswith(".")
    assert sentence.startswith(reason.removesuffix("."))


def test_the_refusal_most_often_met_is_whole() -> None:
    """It fits to the byte."""
    assert refused_for(Forbidden(identify.NOT_INSIDE)).reason == identify.NOT_INSIDE
    assert refused_for(Forbidden(identify.UNKNOWN)).reason == (
        "Ce lien n’ouvre aucun dossier. Vérifiez qu’il est entier, ou demandez-en un à la personne "
        "qui anime."
    )


def test_a_reason_without_a_clause_is_cut_between_two_words() -> None:
    """Accents take two bytes each; what fits is kept as it is."""
    reason = Refused(Close.NO_RIGHT, "écrite " * 30).reason
    assert reason.endswith("écrite…")
    assert len(reason.encode()) <= REASON_BYTES
    assert Refused(Close.NO_RIGHT, "lecture seule").reason == "lecture seule"
