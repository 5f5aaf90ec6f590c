"""Several clicks of one person in one change: what a phone did while nobody answered it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.ballot import check_act, check_round, choose_slot, find_slot
from capacities.domain.ballot_view import BallotView
from capacities.domain.errors import Conflict, InvalidInput
from capacities.domain.limits import ACTS_TOGETHER
from capacities.services.ballot_box import BallotBox, BallotChange
from capacities.services.context import Context
from capacities.services.identify import Identity, require


@dataclass(frozen=True, slots=True)
class Click:
    """One gommette placed on a card, or taken ``back``; ``act`` names it, as for ``place_dot``."""

    act: str
    card_id: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """The ballot after them, and why those that were refused were, by the name of each."""

    view: BallotView
    refused: dict[str, str]


def vote_together(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    clicks: Sequence[Click],
    *,
    round: int,
    done: bool | None = None,
) -> Together:
    """Do each click, in order, once; then say that one has finished, or goes on, if ``done``.

    One that is refused takes nothing from the others. All are for one ``round``.
    """
    require(identity, Ability.VOTE)
    if len(clicks) > ACTS_TOGETHER:
        raise InvalidInput(
            f"{ACTS_TOGETHER} gestes à la fois au plus : rien n’a été changé. Rechargez la page."
        )
    for click in clicks:
        check_act(click.act)
    box = BallotBox(ctx, identity, canvas_key)
    refused = {}
    with box.change(max(1, len(clicks))) as change:
        known = set(change.done(box.me, *(click.act for click in clicks)))
        for click in clicks:
            if click.act in known:
                continue
            try:
                _do(change, box, click, round)
                known.add(click.act)
            except Conflict as error:
                refused[click.act] = str(error)
        settings = change.counted.settings
        if done is not None and settings.open and settings.round == round:
            change.seat(box.me, done=done)
    return Together(change.view(), refused)


def _do(change: BallotChange, box: BallotBox, click: Click, round: int) -> None:
    settings, held = change.counted.settings, change.held(box.me)
    check_round(settings, round)
    if click.back:
        change.withdraw(box.me, click.act, find_slot(settings, held, click.card_id))
    else:
        slot = choose_slot(settings, held, click.card_id, box.live)
        change.place(box.me, click.act, slot, click.card_id)
