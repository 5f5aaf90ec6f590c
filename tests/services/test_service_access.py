"""Who may call every service: a verb without its line here fails the tests."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC

import pytest

import capacities.services
from capacities.domain.access import ABILITIES, Ability, Role
from capacities.domain.errors import Conflict, Forbidden, NotFound
from capacities.services.bring_everyone import bring_everyone
from capacities.services.carry_on import carried_on, carry_on
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.declare_table import declare_table
from capacities.services.delete_dossier import delete_dossier
from capacities.services.entry_codes import list_codes, make_code
from capacities.services.erase_person import erase_person
from capacities.services.export_canvas import export_canvas, export_format, export_schema
from capacities.services.export_dossier import export_dossier
from capacities.services.find_votes import find_votes
from capacities.services.identify import Identity
from capacities.services.import_cards import apply_import, preview_import
from capacities.services.list_canvases import list_begun, list_by_theme, list_canvases
from capacities.services.list_people import list_people, where_mentioned
from capacities.services.open_canvas import open_canvas
from capacities.services.place_dot import place_dot
from capacities.services.put_background import put_background
from capacities.services.put_sketch import bring_sketch, put_sketch
from capacities.services.read_background import find_background, read_background
from capacities.services.read_ballot import read_ballot, read_totals
from capacities.services.read_beginnings import read_beginning, read_beginnings
from capacities.services.read_canvas import read_canvas, read_whole
from capacities.services.read_dossier import read_dossier
from capacities.services.read_overview import read_overview
from capacities.services.read_roll import read_roll
from capacities.services.read_sketches import find_sketch, read_sketch, read_sketches
from capacities.services.rename_dossier import rename_dossier
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import (
    create_link,
    has_link,
    list_links,
    replace_link,
    revoke_link,
    set_expiry,
)
from capacities.services.take_seat import come_to_vote, finish_voting
from capacities.services.vote_together import vote_together
from capacities.services.voting_ideas import read_vote, voting_ideas
from capacities.services.voting_rounds import begin_round, erase_round, read_rounds, seen_rounds
from capacities.services.withdraw_dot import withdraw_dot
from capacities.services.write_canvas import write_canvas
from tests.images import encoded, plan
from tests.services.conftest import Door, whole

KEY = "canevas-usagers"
VOTE = "pourquoi"
"""A canvas on which one votes; its seeded card, the centre, takes no gommette."""
MAP, IMAGE = "cas-usage", encoded(plan(64, 40), "PNG")
CSV = "case;texte\r\nCoûts;Chef de projet".encode()
Call = Callable[[Context, Identity], object]


def _refused(call: Call) -> Call:
    """A call that passes the rights, and that is then refused for how things stand."""

    def attempt(ctx: Context, who: Identity) -> None:
        with pytest.raises(Conflict):
            call(ctx, who)

    return attempt


def _no_image(ctx: Context, who: Identity) -> None:
    with pytest.raises(NotFound):
        find_background(ctx, who, MAP, "0" * 64)


def _background(ctx: Context, who: Identity) -> None:
    with pytest.raises(NotFound):
        read_background(ctx, who, MAP, "0" * 64)


def _sketch(ctx: Context, who: Identity) -> None:
    with pytest.raises(NotFound):
        read_sketch(ctx, who, "projection", 1)


def _no_sketch(ctx: Context, who: Identity) -> None:
    with pytest.raises(NotFound):
        find_sketch(ctx, who, "projection", 1)


def _carry_on(ctx: Context, who: Identity) -> None:
    with pytest.raises(NotFound):
        carry_on(ctx, who, "projection", "aucune")


def _declare(ctx: Context, who: Identity) -> object:
    set_ballot(ctx, replace(who, role=Role.FACILITATOR), VOTE, open=True)
    return declare_table(ctx, who, VOTE, name="Table 1", voters=6)


TABLE: dict[str, tuple[Ability, Call]] = {
    "read_dossier": (Ability.READ, read_dossier),
    "list_canvases": (Ability.READ, list_canvases),
    "list_begun": (Ability.READ, list_begun),
    "list_by_theme": (Ability.READ, list_by_theme),
    "open_canvas": (Ability.READ, lambda ctx, who: open_canvas(ctx, who, KEY)),
    "read_canvas": (Ability.READ, lambda ctx, who: read_canvas(ctx, who, KEY)),
    "read_overview": (Ability.READ, lambda ctx, who: read_overview(ctx, who, KEY)),
    "write_canvas": (Ability.EDIT, lambda ctx, who: write_canvas(ctx, who, KEY, [])),
    "carry_on": (Ability.EDIT, _carry_on),
    "bring_everyone": (Ability.MANAGE, lambda ctx, who: bring_everyone(ctx, who, KEY, "toit")),
    "carried_on": (Ability.READ, lambda ctx, who: carried_on(ctx, who, "projection")),
    "read_whole": (Ability.READ, lambda ctx, who: read_whole(ctx, who, KEY)),
    "preview_import": (Ability.EDIT, lambda ctx, who: preview_import(ctx, who, KEY, CSV)),
    "apply_import": (Ability.EDIT, lambda ctx, who: apply_import(ctx, who, KEY, CSV)),
    "export_canvas": (Ability.EXPORT, lambda ctx, who: whole(export_canvas(ctx, who, KEY))),
    "export_schema": (Ability.EXPORT, lambda ctx, who: whole(export_schema(ctx, who, KEY))),
    "export_format": (Ability.EXPORT, lambda ctx, who: whole(export_format(ctx, who, VOTE, "mm"))),
    "export_dossier": (Ability.EXPORT, lambda ctx, who: whole(export_dossier(ctx, who))),
    "read_beginnings": (Ability.EDIT, lambda ctx, who: read_beginnings(ctx, who, KEY)),
    "read_beginning": (Ability.EDIT, lambda ctx, who: read_beginning(ctx, who, KEY, "exemple")),
    "put_background": (Ability.EDIT, lambda ctx, who: put_background(ctx, who, MAP, IMAGE)),
    "find_background": (Ability.READ, _no_image),
    "read_background": (Ability.READ, _background),
    "put_sketch": (Ability.EDIT, lambda ctx, who: put_sketch(ctx, who, "projection", "Le port")),
    "bring_sketch": (
        Ability.EDIT,
        lambda ctx, who: bring_sketch(ctx, who, "projection", "Le port", IMAGE),
    ),
    "read_sketches": (Ability.READ, lambda ctx, who: read_sketches(ctx, who, "projection")),
    "find_sketch": (Ability.READ, _no_sketch),
    "read_sketch": (Ability.READ, _sketch),
    "list_people": (Ability.EDIT, list_people),
    "where_mentioned": (Ability.EDIT, lambda ctx, who: where_mentioned(ctx, who, "Ada")),
    "erase_person": (Ability.EDIT, lambda ctx, who: erase_person(ctx, who, who.pseudonym)),
    "list_links": (Ability.MANAGE, list_links),
    "list_codes": (Ability.MANAGE, list_codes),
    "make_code": (Ability.MANAGE, lambda ctx, who: make_code(ctx, who, Role.READER, "", UTC)),
    "create_link": (Ability.MANAGE, lambda ctx, who: create_link(ctx, who, Role.VOTER)),
    "has_link": (Ability.MANAGE, lambda ctx, who: has_link(ctx, who, Role.READER)),
    "replace_link": (Ability.MANAGE, lambda ctx, who: replace_link(ctx, who, Role.READER)),
    "revoke_link": (Ability.MANAGE, lambda ctx, who: revoke_link(ctx, who, Role.READER)),
    "set_expiry": (Ability.MANAGE, lambda ctx, who: set_expiry(ctx, who, Role.READER, None)),
    "rename_dossier": (
        Ability.MANAGE,
        lambda ctx, who: rename_dossier(ctx, who, title="a", territory="b", use_case=""),
    ),
    "read_ballot": (Ability.READ, lambda ctx, who: read_ballot(ctx, who, VOTE)),
    "read_totals": (Ability.READ, lambda ctx, who: read_totals(ctx, who, VOTE)),
    "place_dot": (
        Ability.VOTE,
        _refused(lambda ctx, who: place_dot(ctx, who, VOTE, card_id="centre", act="a")),
    ),
    "withdraw_dot": (
        Ability.VOTE,
        _refused(lambda ctx, who: withdraw_dot(ctx, who, VOTE, card_id="centre", act="a")),
    ),
    "declare_table": (Ability.EDIT, _declare),
    "set_ballot": (Ability.MANAGE, lambda ctx, who: set_ballot(ctx, who, VOTE, revealed=True)),
    "vote_together": (Ability.VOTE, lambda ctx, who: vote_together(ctx, who, VOTE, [], round=1)),
    "find_votes": (Ability.READ, find_votes),
    "read_vote": (Ability.READ, lambda ctx, who: read_vote(ctx, who, VOTE)),
    "voting_ideas": (Ability.READ, lambda ctx, who: voting_ideas(ctx, who, VOTE)),
    "read_rounds": (Ability.READ, lambda ctx, who: read_rounds(ctx, who, VOTE)),
    "seen_rounds": (
        Ability.READ,
        lambda ctx, who: seen_rounds(ctx, who, ctx.templates().templates[VOTE]),
    ),
    "begin_round": (
        Ability.MANAGE,
        lambda ctx, who: begin_round(ctx, who, VOTE, keep=False, round=1),
    ),
    "erase_round": (
        Ability.MANAGE,
        lambda ctx, who: erase_round(ctx, who, VOTE, number=1, ended_at=""),
    ),
    "come_to_vote": (Ability.VOTE, lambda ctx, who: come_to_vote(ctx, who, VOTE)),
    "finish_voting": (Ability.VOTE, lambda ctx, who: finish_voting(ctx, who, VOTE, done=True)),
    "read_roll": (Ability.MANAGE, lambda ctx, who: read_roll(ctx, who, VOTE)),
    "confirm_tables": (Ability.MANAGE, lambda ctx, who: confirm_tables(ctx, who, VOTE, {})),
    "set_aside": (Ability.MANAGE, lambda ctx, who: set_aside(ctx, who, VOTE, {})),
    "delete_dossier": (Ability.MANAGE, delete_dossier),
}


def _may(role: Role, ability: Ability) -> bool:
    return ability in ABILITIES[role]


def test_every_verb_that_takes_an_identity_has_its_line() -> None:
    """A service added without saying which ability it asks is a mistake."""
    found = set()
    for module in pkgutil.iter_modules(capacities.services.__path__):
        loaded = importlib.import_module(f"capacities.services.{module.name}")
        for name, verb in inspect.getmembers(loaded, inspect.isfunction):
            own = verb.__module__ == loaded.__name__ and not name.startswith("_")
            if own and {"ctx", "identity"} <= set(inspect.signature(verb).parameters):
                found.add(name)
    assert found == set(TABLE)


@pytest.mark.parametrize(
    ("verb", "role"),
    [(verb, role) for verb, (ability, _) in TABLE.items() for role in Role if _may(role, ability)],
)
def test_each_role_does_what_it_may(
    ctx: Context, dossier: CreatedDossier, door: Door, verb: str, role: Role
) -> None:
    """A verb works for the roles that have its ability."""
    TABLE[verb][1](ctx, replace(door.identity(Role.FACILITATOR), role=role))


def test_each_role_is_refused_the_rest(ctx: Context, dossier: CreatedDossier, door: Door) -> None:
    """No verb works for a role that lacks its ability."""
    facilitator, done = door.identity(Role.FACILITATOR), []
    for verb, (ability, call) in TABLE.items():
        for role in Role:
            if not _may(role, ability):
                with suppress(Forbidden):
                    call(ctx, replace(facilitator, role=role))
                    done.append((verb, role))
    assert done == []
