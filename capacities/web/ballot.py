"""The gommettes over HTTP: where they are, placing one, taking one back, tables, who counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.domain.access import Ability, allows
from capacities.domain.ballot_view import BallotView, Device, Roll, TableView
from capacities.domain.errors import InvalidInput
from capacities.domain.ranking import Group, KeptRound
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context
from capacities.services.declare_table import declare_table
from capacities.services.identify import Identity
from capacities.services.place_dot import place_dot
from capacities.services.read_ballot import read_ballot
from capacities.services.read_roll import read_roll
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.take_seat import come_to_vote, finish_voting
from capacities.services.vote_together import Click, vote_together
from capacities.services.voting_rounds import begin_round, erase_round, read_rounds
from capacities.services.withdraw_dot import withdraw_dot
from capacities.web import threads
from capacities.web.answers import NOT_PACKED
from capacities.web.asking import read_words
from capacities.web.handlers import Handler, context_of, identity_of

Words = dict[str, str]
Verb = Callable[[Context, Identity, str, Words], BallotView]
Ask = Callable[[Context, Identity, str], dict[str, Any]]

_SAID: Final = {"oui": True, "non": False}
_FLAGS: Final = {
    "ouvert": "open",
    "secret": "secret",
    "devoile": "revealed",
    "cumul": "stacking",
    "laisser": "leave_waiting",
}


def _asked(verb: Verb) -> Handler:
    """Make a handler of what the body of a POST asks."""

    async def handler(request: Request) -> Response:
        words = await read_words(request)

        def ask(ctx: Context, who: Identity, canvas: str) -> dict[str, Any]:
            return state_json(verb(ctx, who, canvas, words), who)

        return await _answer(request, ask)

    handler.__name__, handler.__doc__ = verb.__name__, verb.__doc__
    return handler


async def state(request: Request) -> Response:
    """GET /gommettes/{dossier}/{canvas}"""
    return await _answer(request, lambda *asked: state_json(read_ballot(*asked), asked[1]))


async def roll(request: Request) -> Response:
    """GET /gommettes/{dossier}/{canvas}/votants: who voted, for whoever facilitates."""
    return await _answer(request, lambda *asked: _roll_json(read_roll(*asked)))


@_asked
def place(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}, body: {"carte", "acte", "table"?, "tour"?}"""
    return place_dot(ctx, who, canvas, **_act(words))


@_asked
def withdraw(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/retirer, body: {"carte", "acte", "table"?, "tour"?}"""
    return withdraw_dot(ctx, who, canvas, **_act(words))


async def together(request: Request) -> Response:
    """POST /gommettes/{dossier}/{canvas}/ensemble, body: {"tour", "fini"?, acte: "+carte"…}"""
    words = await read_words(request)

    def ask(ctx: Context, who: Identity, canvas: str) -> dict[str, Any]:
        round = _number(words.pop("tour", ""), "le tour")
        done = _said(words, "fini") if "fini" in words else None
        words.pop("fini", None)
        clicks = [_click(act, how) for act, how in words.items()]
        said = vote_together(ctx, who, canvas, clicks, round=round, done=done)
        return {**state_json(said.view, who), "refused": said.refused}

    return await _answer(request, ask)


@_asked
def come(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/venir: the page of the vote is open."""
    return come_to_vote(ctx, who, canvas)


@_asked
def finish(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/terminer, body: {"fini": "oui"/"non", "tour"?}"""
    return finish_voting(ctx, who, canvas, done=_said(words, "fini"), round=_round(words))


@_asked
def new_round(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/tour, body: {"garder", "tour", "question"?}"""
    ended = _number(words.get("tour", ""), "le tour qui finit")
    keep, question = _said(words, "garder"), words.get("question")
    return begin_round(ctx, who, canvas, keep=keep, round=ended, question=question)


@_asked
def old_round(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/tours/effacer, body: {"numero", "fini"}: as it was read"""
    number = _number(words.get("numero", ""), "le numéro du tour")
    return erase_round(ctx, who, canvas, number=number, ended_at=words.get("fini", ""))


async def rounds(request: Request) -> Response:
    """GET /gommettes/{dossier}/{canvas}/tours: what may be seen of each round."""
    return await _answer(request, lambda *asked: _rounds_json(read_rounds(*asked)))


@_asked
def table(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/table, body: {"nom", "votants"}; 0 removes it."""
    voters = _number(words.get("votants", ""), "le nombre de votants")
    return declare_table(ctx, who, canvas, name=words.get("nom", ""), voters=voters)


@_asked
def confirm(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/confirmer, body: {id of a table: its voters}"""
    seen = {table: _number(text, "le nombre de votants") for table, text in words.items()}
    return confirm_tables(ctx, who, canvas, seen)


@_asked
def aside(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/ecarter, body: {id of a voter or table: "oui"/"non"}"""
    if any(text not in _SAID for text in words.values()):
        raise InvalidInput("Dites « oui » pour mettre de côté, « non » pour reprendre.")
    return set_aside(ctx, who, canvas, {one: _SAID[text] for one, text in words.items()})


@_asked
def settings(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/reglages, body: what changes, "oui" or "non", "jetons"."""
    unknown = words.keys() - {*_FLAGS, "jetons", "question"}
    if unknown or any(words[key] not in _SAID for key in words.keys() & _FLAGS.keys()):
        raise InvalidInput(
            "Ce réglage n’est pas compris : ouvert, secret, devoile, cumul et laisser se disent "
            "« oui » ou « non », jetons est un nombre, question une phrase. Rien n’a été changé."
        )
    flags = {_FLAGS[key]: _SAID[words[key]] for key in words.keys() & _FLAGS.keys()}
    dots = _number(words["jetons"], "le nombre de gommettes") if "jetons" in words else None
    return set_ballot(ctx, who, canvas, dots=dots, question=words.get("question"), **flags)


async def _answer(request: Request, ask: Ask) -> Response:
    ctx = await context_of(request)

    def answer() -> dict[str, Any]:
        with ctx.db.one_moment():
            return ask(ctx, identity_of(ctx, request), request.path_params["canvas"])

    said = await threads.vote(request.path_params["dossier"], answer, waits=ctx.db.elsewhere)
    return JSONResponse(said, headers=NOT_PACKED)


def _click(act: str, how: str) -> Click:
    if how[:1] not in ("+", "-"):
        raise InvalidInput(
            "Chaque geste se dit « + » (poser) ou « - » (retirer), puis l’idée. Rien n’est changé."
        )
    return Click(act, how[1:], back=how[0] == "-")


def _act(words: Words) -> dict[str, Any]:
    return {
        "card_id": words.get("carte", ""),
        "act": words.get("acte", ""),
        "table_id": words.get("table"),
        "round": _round(words),
    }


def _round(words: Words) -> int | None:
    return _number(words["tour"], "le tour") if "tour" in words else None


def _said(words: Words, key: str) -> bool:
    if words.get(key) not in _SAID:
        raise InvalidInput(f"Dites « oui » ou « non » ({key}). Rien n’a été changé.")
    return _SAID[words[key]]


def _number(text: str, what: str) -> int:
    """Read a whole number of at most nine digits: no limit of ours is near that."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise InvalidInput(f"Écrivez {what} en chiffres. Rien n’a été changé.")
    return int(digits)


def state_json(view: BallotView, who: Identity) -> dict[str, Any]:
    chosen = view.settings
    return {
        "open": chosen.open,
        "secret": chosen.secret,
        "revealed": chosen.revealed,
        "stacking": chosen.stacking,
        "dots": chosen.dots,
        "question": chosen.question,
        "opened": chosen.opened_at != "",
        "round": chosen.round,
        "kept": view.kept,
        "past": view.past,
        "done": view.done,
        "seated": view.seated,
        "finished": view.finished,
        "groups": [_group_json(group) for group in view.groups],
        "mine": dict(view.mine),
        "left": view.left,
        "counted": view.counted,
        "voters": view.voters,
        "turnout": {
            "devices": view.turnout.devices,
            "tables": view.turnout.tables,
            "table_voters": view.turnout.table_voters,
            "aside": view.turnout.aside,
        },
        "fixed": chosen.fixed,
        "placed": view.placed,
        "totals": None if view.totals is None else dict(view.totals),
        "tables": [_table_json(table) for table in view.tables],
        "can_manage": allows(who.role, Ability.MANAGE),
        "can_vote": allows(who.role, Ability.VOTE),
    }


def _table_json(view: TableView) -> dict[str, Any]:
    return {
        "id": view.table.id,
        "name": view.table.name,
        "voters": view.table.voters,
        "confirmed": view.table.confirmed,
        "aside": view.aside,
        "mine": view.mine,
        "left": view.left,
        "dots": None if view.dots is None else dict(view.dots),
    }


def _rounds_json(rounds: Sequence[KeptRound]) -> dict[str, Any]:
    return {"rounds": [_round_json(one) for one in rounds]}


def _round_json(one: KeptRound) -> dict[str, Any]:
    return {
        "number": one.number,
        "ended": one.ended_at or None,
        "question": one.question,
        "voters": one.voters,
        "placed": one.placed,
        "groups": [_group_json(group) for group in one.groups],
        "ranking": [
            {
                "id": each.card_id,
                "text": each.text,
                "total": each.total,
                "rank": each.rank,
                "tied": each.tied,
            }
            for each in one.ranking
        ],
    }


def _group_json(group: Group) -> dict[str, Any]:
    return {"name": group.name, "voters": group.voters, "placed": group.placed}


def _roll_json(roll: Roll) -> dict[str, Any]:
    voters = roll.voters
    return {
        "voters": None
        if voters is None
        else [
            {"id": one.id, "placed": one.placed, "aside": one.aside, **_device_json(one.device)}
            for one in voters
        ],
        "tables": [
            {"id": one.id, "placed": one.placed, **_device_json(one.device)} for one in roll.tables
        ],
    }


def _device_json(device: Device | None) -> dict[str, str | None]:
    if device is None:
        return {"name": None, "role": None, "came": None}
    return {"name": device.name, "role": device.role.value, "came": device.came_at}
