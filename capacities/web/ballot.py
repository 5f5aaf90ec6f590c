"""The gommettes over HTTP: where they are, placing one, taking one back, tables, who counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.domain.access import Ability, allows
from capacities.domain.ballot_view import BallotView, Device, Roll, TableView
from capacities.domain.errors import InvalidInput
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context
from capacities.services.declare_table import declare_table
from capacities.services.identify import Identity
from capacities.services.place_dot import place_dot
from capacities.services.read_ballot import read_ballot
from capacities.services.read_roll import read_roll
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.withdraw_dot import withdraw_dot
from capacities.web import threads
from capacities.web.answers import NO_STORE
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
            return _json(verb(ctx, who, canvas, words), who)

        return await _answer(request, ask)

    handler.__name__, handler.__doc__ = verb.__name__, verb.__doc__
    return handler


async def state(request: Request) -> Response:
    """GET /gommettes/{dossier}/{canvas}"""
    return await _answer(request, lambda *asked: _json(read_ballot(*asked), asked[1]))


async def roll(request: Request) -> Response:
    """GET /gommettes/{dossier}/{canvas}/votants: who voted, for whoever facilitates."""
    return await _answer(request, lambda *asked: _roll_json(read_roll(*asked)))


@_asked
def place(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}, body: {"carte", "acte", "table"?}"""
    card, act = words.get("carte", ""), words.get("acte", "")
    return place_dot(ctx, who, canvas, card_id=card, act=act, table_id=words.get("table"))


@_asked
def withdraw(ctx: Context, who: Identity, canvas: str, words: Words) -> BallotView:
    """POST /gommettes/{dossier}/{canvas}/retirer, body: {"carte", "acte", "table"?}"""
    card, act = words.get("carte", ""), words.get("acte", "")
    return withdraw_dot(ctx, who, canvas, card_id=card, act=act, table_id=words.get("table"))


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
    unknown = words.keys() - {*_FLAGS, "jetons"}
    if unknown or any(words[key] not in _SAID for key in words.keys() & _FLAGS.keys()):
        raise InvalidInput(
            "Ce réglage n’est pas compris : ouvert, secret, devoile, cumul et laisser se disent "
            "« oui » ou « non », jetons est un nombre. Rien n’a été changé."
        )
    flags = {_FLAGS[key]: _SAID[words[key]] for key in words.keys() & _FLAGS.keys()}
    dots = _number(words["jetons"], "le nombre de gommettes") if "jetons" in words else None
    return set_ballot(ctx, who, canvas, dots=dots, **flags)


async def _answer(request: Request, ask: Ask) -> Response:
    ctx = await context_of(request)

    def answer() -> dict[str, Any]:
        return ask(ctx, identity_of(ctx, request), request.path_params["canvas"])

    said = await anyio.to_thread.run_sync(answer, limiter=threads.VOTING)
    return JSONResponse(said, headers=NO_STORE)


def _number(text: str, what: str) -> int:
    """Read a whole number of at most nine digits: no limit of ours is near that."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise InvalidInput(f"Écrivez {what} en chiffres. Rien n’a été changé.")
    return int(digits)


def _json(view: BallotView, who: Identity) -> dict[str, Any]:
    chosen = view.settings
    return {
        "open": chosen.open,
        "secret": chosen.secret,
        "revealed": chosen.revealed,
        "stacking": chosen.stacking,
        "dots": chosen.dots,
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
