"""What a rétroplanning says in French, on chains small enough to be checked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schedules import HORIZON, card, chain, link, made, success, told_of

from capacities.domain.schedule import Schedule
from capacities.domain.schedule_advice import advise
from capacities.domain.schedule_telling import (
    day_words,
    duration_words,
    is_critical,
    tell_advice,
    tell_chain_briefly,
    weeks_words,
)
from capacities.domain.timeline_telling import tell_horizon
from capacities.domain.windows import Window


def plain(sentences: Iterable[str]) -> list[str]:
    """Return sentences with ordinary spaces, as tests are typed."""
    assert not isinstance(sentences, str)
    return [one.replace("\u202f", " ").replace("\u00a0", " ") for one in sentences]


def advised(found: Schedule, key: str) -> list[str]:
    advice = advise(found, key)
    assert advice
    return plain(tell_advice(found, advice))


def test_days_and_durations_are_said_in_words() -> None:
    """Weeks, and the days that are over."""
    assert plain(map(day_words, (date(2027, 3, 1), date(2027, 8, 14)))) == [
        "1er mars 2027",
        "14 août 2027",
    ]
    said = plain(duration_words(days) for days in (0, 1, 7, 9, 15))
    assert said == ["0 j", "1 j", "1 sem.", "1 sem. 2 j", "2 sem. 1 j"]
    assert plain([weeks_words(12.5)]) == ["12,5 sem."]


def test_the_tightest_chain_is_told_with_what_is_left() -> None:
    """In order of time, with durations and the day on which to begin."""
    cards = [card("étude", duree=4.0), card("marché", duree=6.0), success()]
    assert plain(told_of(made(cards, chain("étude", "marché", "but")))) == [
        "Pour « But », la chaîne la plus serrée est : « Étude » (4 sem.), puis « Marché » "
        "(6 sem.), puis « But ». Il reste 46 sem. 4 j de marge : il faut commencer "
        "au plus tard le 22 octobre 2027."
    ]


def test_a_success_alone_and_a_chain_without_slack_are_told() -> None:
    """Nothing before it presses more than its date; or it begins today at the latest."""
    unknown = (
        "Pour « But », on ne sait pas encore quand commencer : donnez d’abord des durées à ce "
        "qui y mène."
    )
    assert plain(told_of(made([success()])))[0] == unknown
    assert plain(told_of(made([card("a"), success()], chain("a", "but"))))[0] == unknown
    cards = [card("a", duree=1.0), success(date="2026-12-07")]
    told = plain(told_of(made(cards, chain("a", "but"))))
    assert told[0].endswith("Aucune marge : il faut commencer au plus tard le 30 novembre 2026.")


def test_only_what_has_nothing_left_is_critical() -> None:
    """The tightest chain of a réussite has time left: a delay there delays nothing yet."""
    cards = [card("a", duree=1.0), success()]
    roomy = made(cards, chain("a", "but"))
    assert roomy.cards["a"].critical
    assert not is_critical(roomy.cards["a"])
    tight = made([card("a", duree=1.0), success(date="2026-12-07")], chain("a", "but"))
    assert is_critical(tight.cards["a"])


def test_a_long_chain_is_told_by_its_ends() -> None:
    """Those in the middle are counted."""
    keys = [f"c{number:02}" for number in range(20)]
    cards = [*(card(key, duree=1.0) for key in keys), success()]
    (told,) = plain(told_of(made(cards, chain(*keys, "but"))))
    assert "« C03 » (1 sem.), puis 13 autres étapes, puis « C17 » (1 sem.)" in told


def late() -> Schedule:
    """Twelve weeks of work before a réussite that is in ten."""
    cards = [card("étude", duree=4.0), card("marché", duree=8.0), success(date="2027-02-08")]
    return made(cards, chain("étude", "marché", "but"))


def test_what_is_late_is_told_and_so_is_what_could_move() -> None:
    """Two weeks lack: take them off one, or 15 % off both, or move the réussite."""
    assert plain(told_of(late())) == [
        "Pour « But », la chaîne la plus serrée est : « Étude » (4 sem.), puis « Marché » "
        "(8 sem.), puis « But ». Il y manque 2 sem.",
        "Il est déjà trop tard pour « Étude » : il fallait commencer au plus tard le "
        "16 novembre 2026.",
    ]
    assert advised(late(), "étude") == [
        "Il manque 2 sem. pour « Étude ».",
        "Il suffirait de raccourcir « Marché » de 2 sem. ou « Étude » de 2 sem., le reste "
        "comme ici.",
        "Ou de raccourcir de 15 % chacune de ces durées : « Marché » et « Étude ».",
        "Sans raccourcir, il faudrait repousser la date de « But » au 22 février 2027 (2 sem. "
        "plus tard).",
    ]


def test_nothing_is_advised_for_what_is_not_late_or_not_there() -> None:
    """Slack that lacks because of what comes before is told there."""
    assert advise(late(), "marché") is None
    assert advise(late(), "inconnu") is None


def test_two_ways_that_lack_are_both_to_be_shortened() -> None:
    """Neither is enough alone; the card before both is."""
    cards = [
        card("a", duree=4.0),
        card("b", duree=8.0),
        card("c", duree=8.0),
        success(date="2027-02-08"),
    ]
    found = made(cards, [*chain("a", "b", "but"), *chain("a", "c", "but")])
    advice = advise(found, "a")
    assert advice
    assert [(one.card, one.by) for one in advice.alone] == [("a", 14)]
    assert [one.card for one in advice.together] == ["b", "c", "a"]


def test_a_date_that_is_past_cannot_be_met_by_shortening() -> None:
    """Then only dates can move; the horizon once, however many cards it ends."""
    cards = [card("a", duree=1.0, date="2026-11-02")]
    assert advised(made(cards), "a")[1] == (
        "Raccourcir les durées n’y suffirait pas : une échéance est déjà passée."
    )
    cards = [card("a", duree=60.0), success("x"), success("y")]
    told = advised(made(cards, [link("a", "x"), link("a", "y")]), "a")
    assert told[-1] == (
        "Sans raccourcir, il faudrait repousser l’horizon au 24 janvier 2028 (3 sem. "
        "3 j plus tard)."
    )


def test_dates_that_disagree_and_windows_that_are_missed_are_told() -> None:
    """Both dates are said, and the window that can still be met."""
    vote = Window("vote", "le vote du budget", dates=((date(2026, 3, 1), date(2026, 4, 15)),))
    cards = [
        card("convention", date="2027-06-01"),
        card("collecte", duree=10.0),
        success(date="2027-07-01"),
        card("délibération", avant="vote"),
    ]
    found = made(cards, chain("convention", "collecte", "but"), windows=[vote])
    told = plain(told_of(found))
    assert (
        "Deux dates se contredisent : « Convention » est à finir le 1er juin 2027, mais "
        "« Collecte », qui vient juste après, doit commencer au plus tard le 22 avril 2027, à "
        "cause de « But » (1er juillet 2027)." in told
    )
    assert told[-1] == (
        "« Délibération » devait être fini avant une fenêtre déjà ouverte ou passée (le vote du "
        "budget, 1er mars 2026) ; le calendrier n’en donne pas d’autre que l’on puisse tenir."
    )


def test_the_horizon_is_named_only_where_it_is_the_cause() -> None:
    """What must begin is what asks for a day; the horizon asks for its own."""
    cards = [card("convention", date="2027-11-12"), card("collecte", duree=12.0), success()]
    found = made(cards, chain("convention", "collecte", "but"))
    assert plain(told_of(found))[-1] == (
        "Deux dates se contredisent : « Convention » est à finir le 12 novembre 2027, mais "
        "« Collecte », qui vient juste après, doit commencer au plus tard le 8 octobre 2027, à "
        "cause de l’horizon (31 décembre 2027)."
    )
    cards = [card("convention", date="2027-07-12"), success(date="2027-07-01")]
    assert plain(told_of(made(cards, chain("convention", "but"))))[-1] == (
        "Deux dates se contredisent : « Convention » est à finir le 12 juillet 2027, mais « But », "
        "qui vient juste après, est à finir au plus tard le 1er juillet 2027."
    )
    told = plain(told_of(made([success(date="2029-06-01")])))
    assert "mais l’horizon (31 décembre 2027) demande que ce soit fini le 31 décembre" in told[-1]


def test_a_chain_is_told_briefly_where_there_is_little_room() -> None:
    """Names are cut, the middle is counted, and what is left is said."""
    long = card("un nom qui dépasse largement la place que lui laisse une colonne", duree=2.0)
    cards = [long, *(card(f"c{one}", duree=1.0) for one in range(9)), success()]
    found = made(cards, chain(*(one.id for one in cards)))
    (told,) = plain([tell_chain_briefly(found, found.chains[0])])
    assert told.startswith("Un nom qui dépasse largement la place…")
    assert "→ 6 autres → C7 (1 sem.) → C8 (1 sem.) → But : il reste " in told
    assert len(told) < 200


def test_a_horizon_that_is_past_is_told() -> None:
    """Plainly, with what to do of it."""
    (past,) = plain([tell_horizon(made([card("a")], today=HORIZON))])
    assert past.startswith("L’horizon est le 31 décembre 2027 : il est atteint ou passé")


def test_a_card_without_text_has_a_name_all_the_same() -> None:
    """Quotation marks around nothing say nothing."""
    told = told_of(made([success("")]))
    assert "une étape sans texte" in told[0]
