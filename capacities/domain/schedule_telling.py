"""What a rétroplanning says, in French sentences made of its days alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from capacities.domain.schedule import Conflict, Limit, Missed, Planned, Schedule
from capacities.domain.schedule_advice import Advice, Move, Shortening
from capacities.domain.schedule_chains import Chain
from capacities.domain.schedule_days import HORIZON, OWN_DATE
from capacities.domain.wording import format_number, listed, one_line, quoted, shortened

_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_STEPS: Final = 8
"""Cards of a chain that a sentence names; beyond, those in the middle are counted."""
_BRIEF_STEPS: Final = 4
_BRIEF_CHARS: Final = 40
"""The same in a narrow column, and how much of each name."""


def day_words(day: date) -> str:
    """Say a day: « 1er mars 2027 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"


def weeks_words(weeks: float) -> str:
    """Say a duration as people give it: « 12,5 sem. »; `weeksWords` on the pages."""
    return f"{format_number(weeks)}\u00a0sem."


def duration_words(days: int) -> str:
    """Say days that are computed: « 12 sem. 4 j »; `durationWords` on the pages."""
    weeks, rest = divmod(days, 7)
    parts = [weeks_words(weeks)] if weeks else []
    if rest or not weeks:
        parts.append(f"{rest}\u00a0j")
    return "\u00a0".join(parts)


def lasting_words(card: Planned) -> str:
    """Say how long a card lasts, as it was given; "" when it takes no more time."""
    if not card.days:
        return ""
    return duration_words(card.days) if card.task.weeks is None else weeks_words(card.task.weeks)


def sentence(words: str) -> str:
    """End a sentence, whose last word may be an abbreviation."""
    return words if words.endswith(".") else f"{words}."


def is_critical(card: Planned) -> bool:
    """Whether any delay delays the réussite: nothing is left; the contract says it of more."""
    return card.critical and card.slack <= 0 and not card.task.done


def name_of(schedule: Schedule, card: str) -> str:
    """Return what a card says, between quotation marks."""
    text = schedule.cards[card].task.text
    return quoted(shortened(text)) if one_line(text) else "une étape sans texte"


def tell_chain(schedule: Schedule, chain: Chain) -> str:
    """Tell the tightest chain of a réussite, from its start, and what is left before it."""
    first = schedule.cards[chain.cards[0]]
    success = name_of(schedule, chain.success)
    if chain.slack > 0 and not any(schedule.cards[card].days for card in chain.cards):
        return (
            f"Pour {success}, on ne sait pas encore quand commencer\u00a0: donnez d’abord des "
            f"durées à ce qui y mène."
        )
    if chain.cards == (chain.success,):
        start = f"Rien de ce qui reste à faire avant {success} ne presse plus que sa propre date"
    else:
        start = f"Pour {success}, la chaîne la plus serrée est\u00a0: {_steps(schedule, chain)}"
    return f"{start}. {_left(schedule, first, chain.slack)}"


def _steps(schedule: Schedule, chain: Chain) -> str:
    cards = list(chain.cards)
    hidden = len(cards) - _STEPS
    said = [_step(schedule, card) for card in cards]
    if hidden > 1:
        half = _STEPS // 2
        said[half : len(said) - half] = [f"{hidden} autres étapes"]
    return ", puis ".join(said)


def _step(schedule: Schedule, card: str) -> str:
    lasting = lasting_words(schedule.cards[card])
    return f"{name_of(schedule, card)}{f' ({lasting})' if lasting else ''}"


def _left(schedule: Schedule, first: Planned, slack: int) -> str:
    if slack < 0:
        return sentence(f"Il y manque {duration_words(-slack)}")
    begin = f"commencer au plus tard le {day_words(first.latest_start)}"
    if slack == 0:
        return f"Aucune marge\u00a0: il faut {begin}."
    return f"Il reste {duration_words(slack)} de marge\u00a0: il faut {begin}."


def tell_chain_briefly(schedule: Schedule, chain: Chain) -> str:
    """Tell a chain in a narrow column: names are cut, steps are joined by arrows."""
    slack = duration_words(abs(chain.slack))
    left = (
        f"il manque {slack}"
        if chain.slack < 0
        else f"il reste {slack} de marge"
        if chain.slack
        else "aucune marge"
    )
    steps = [_brief(schedule, card) for card in chain.cards if card != chain.success]
    hidden = len(steps) - _BRIEF_STEPS
    if hidden > 1:
        half = _BRIEF_STEPS // 2
        steps[half : len(steps) - half] = [f"{hidden} autres"]
    return f"{' → '.join([*steps, _brief(schedule, chain.success)])}\u00a0: {left}."


def _brief(schedule: Schedule, card: str) -> str:
    planned = schedule.cards[card]
    name = shortened(planned.task.text, _BRIEF_CHARS) or "sans texte"
    return f"{name} ({duration_words(planned.days)})" if planned.days else name


def tell_late(schedule: Schedule, card: Planned) -> str:
    """Tell that it is too late already."""
    verb = "commencer" if card.days else "finir"
    return (
        f"Il est déjà trop tard pour {name_of(schedule, card.id)}\u00a0: il fallait {verb} au plus "
        f"tard le {day_words(card.latest_start)}."
    )


def tell_conflict(schedule: Schedule, conflict: Conflict) -> str:
    """Name the two dates that disagree."""
    start = (
        f"Deux dates se contredisent\u00a0: {name_of(schedule, conflict.card)} est à finir le "
        f"{day_words(conflict.day)}, mais"
    )
    limit, needed = conflict.limit, day_words(conflict.needed)
    if not conflict.following:
        return f"{start} {_limit(schedule, limit)} demande que ce soit fini le {needed}."
    following = schedule.cards[conflict.following]
    name = name_of(schedule, following.id)
    if not following.days:
        said = f"{start} {name}, qui vient juste après, est à finir au plus tard le {needed}"
    else:
        said = f"{start} {name}, qui vient juste après, doit commencer au plus tard le {needed}"
    if limit.card == following.id and limit.kind == OWN_DATE:
        own = f", pour finir à sa date ({day_words(limit.day)})" if following.days else ""
        return f"{said}{own}."
    return f"{said}, à cause de {_limit(schedule, limit)}."


def _limit(schedule: Schedule, limit: Limit) -> str:
    day = day_words(limit.day)
    if limit.kind == HORIZON:
        return f"l’horizon ({day})"
    name = name_of(schedule, limit.card)
    return (
        f"{name} ({day})"
        if limit.kind == OWN_DATE
        else f"la fenêtre de {name} (veille\u00a0: {day})"
    )


def tell_missed(schedule: Schedule, missed: Missed) -> str:
    """Tell that a window is missed, and which one can still be met."""
    title = shortened(missed.window.title)
    later = missed.following
    rest = (
        f"la prochaine fois que l’on peut tenir est le {day_words(later)}"
        if later
        else "le calendrier n’en donne pas d’autre que l’on puisse tenir"
    )
    return (
        f"{name_of(schedule, missed.card)} devait être fini avant une fenêtre déjà ouverte ou "
        f"passée ({title}, {day_words(missed.start)})\u00a0; {rest}."
    )


def tell_advice(schedule: Schedule, advice: Advice) -> tuple[str, ...]:
    """Tell what could move so that a card is late no more."""
    return tuple(_advised(schedule, advice))


def _advised(schedule: Schedule, advice: Advice) -> Iterator[str]:
    yield f"Il manque {duration_words(advice.lacking)} pour {name_of(schedule, advice.card)}."
    if advice.alone:
        ways = [_shorter(schedule, one) for one in advice.alone[:3]]
        yield f"Il suffirait de raccourcir {' ou '.join(ways)}, le reste comme ici."
    if advice.percent is not None and len(advice.together) > 1:
        names = [name_of(schedule, one.card) for one in advice.together]
        yield (
            f"{'Ou de' if advice.alone else 'Il suffirait de'} raccourcir de "
            f"{advice.percent}\u00a0% chacune de ces durées\u00a0: {listed(names)}."
        )
    if advice.percent is None:
        yield "Raccourcir les durées n’y suffirait pas\u00a0: une échéance est déjà passée."
    moves = [_moved(schedule, move) for move in advice.moves]
    if moves:
        yield f"Sans raccourcir, il faudrait repousser {listed(moves)}."


def _shorter(schedule: Schedule, one: Shortening) -> str:
    return f"{name_of(schedule, one.card)} de {duration_words(one.by)}"


def _moved(schedule: Schedule, move: Move) -> str:
    to = f"au {day_words(move.to)} ({duration_words(move.days)} plus tard)"
    if move.limit.kind == HORIZON:
        return f"l’horizon {to}"
    what = "la date de" if move.limit.kind == OWN_DATE else "la fenêtre de"
    return f"{what} {name_of(schedule, move.limit.card)} {to}"
