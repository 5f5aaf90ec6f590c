"""Begin a new round of a vote; read those before it, and the one that everybody may see."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.ballot import check_keeps, check_none_quiet, clean_question, next_round
from capacities.domain.ballot_view import BallotView
from capacities.domain.errors import Unreadable
from capacities.domain.limits import ROUND_TEXT_CHARS
from capacities.domain.ranking import KeptRound
from capacities.domain.silence import quiet
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import one_line
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import ballots
from capacities.storage.database import now_iso


def begin_round(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    *,
    keep: bool,
    round: int,
    question: str | None = None,
) -> BallotView:
    """Give everybody their gommettes back, and open; ``keep`` what was seen of the round.

    ``round`` is the one that is over: asked twice, one round begins. ``question`` is what the next
    one asks, None for the same: with it, so that no phone reads the old one. Raises Conflict when
    what is to be kept is still secret, or hidden: nobody would have seen it before it is told.
    """
    require(identity, Ability.MANAGE)
    asked = None if question is None else clean_question(question)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        before = change.counted
        if before.settings.round == round:
            now = now_iso()
            kept = None
            if keep:
                check_keeps(before.settings, before.kept)
                check_none_quiet(before.tally, quiet(box.whole))
                told = _kept(change.view(), box.snapshot, before.past + 1, now)
                kept = told if told.placed else None
            change.begin_round(next_round(before.settings, now, asked), kept)
    return change.view()


def erase_round(
    ctx: Context, identity: Identity, canvas_key: str, *, number: int, ended_at: str
) -> BallotView:
    """Take a kept round away for good: its words and totals. One that is gone already stays so.

    A number may serve again, once the last round is erased: when it ended says which it is.
    """
    require(identity, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with box.change() as change:
        change.erase_round(number, ended_at)
    return change.view()


def read_rounds(ctx: Context, identity: Identity, canvas_key: str) -> tuple[KeptRound, ...]:
    """Return the rounds whose totals may be seen: those kept, then the present one if shown."""
    require(identity, Ability.READ)
    box = BallotBox(ctx, identity, canvas_key)
    with ctx.db.read() as conn:
        counted = box.count(conn)
        past = ballots.BallotRows(conn, box.document_id).rounds() if counted.past else ()
    view = box.tell(counted)
    if not view.placed or view.totals is None:
        return past
    return (*past, _kept(view, box.snapshot, view.past + 1, ""))


def seen_rounds(ctx: Context, identity: Identity, template: Template) -> tuple[KeptRound, ...]:
    """Return them for whoever leaves with a canvas; none where one does not vote.

    Nor where the canvas is damaged: whoever reads it next says so.
    """
    if template.dots is None:
        return ()
    try:
        return read_rounds(ctx, identity, template.key)
    except Unreadable:
        return ()


def _kept(view: BallotView, snapshot: Snapshot, number: int, ended_at: str) -> KeptRound:
    totals = view.totals or {}
    texts = {card.id: one_line(card.text)[:ROUND_TEXT_CHARS] for card in snapshot.cards}
    results = tuple((card, texts.get(card, ""), count) for card, count in totals.items())
    asked = view.settings.question
    return KeptRound(number, ended_at, asked, view.voters, view.placed, results, view.groups)
