"""Bringing everybody to a canvas: announced once, paced, by whoever facilitates."""

from __future__ import annotations

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import InvalidInput, NotFound, TooMany
from capacities.domain.limits import CALLS_AT_ONCE, CARD_ID_CHARS
from capacities.domain.news import CALLED, RENAMED, read_call
from capacities.domain.people import browser_mark
from capacities.services.bring_everyone import bring_everyone
from capacities.services.context import Context
from capacities.services.rename_dossier import rename_dossier
from tests.services.conftest import Door

KEY = "pourquoi"


@pytest.fixture
def heard(ctx: Context) -> list[str]:
    """What is announced from now on."""
    events: list[str] = []
    ctx.db.bus.subscribe(lambda event, *_: events.append(event))
    return events


def test_a_call_says_who_brings_where(ctx: Context, door: Door, heard: list[str]) -> None:
    """With the title that people read, and the mark of the browser that stays."""
    lea = door.identity(Role.FACILITATOR, "Léa")
    call = bring_everyone(ctx, lea, KEY, "b1")
    [event] = [one for one in heard if one.startswith(CALLED)]
    assert read_call(event) == call
    assert (call.by, call.branch, call.canvas_key) == ("Léa", "b1", KEY)
    assert call.title == ctx.templates().templates[KEY].short_title
    assert call.mark == browser_mark(lea.session_id or "", lea.dossier_id)
    assert call.id != bring_everyone(ctx, lea, KEY, "b1").id


def test_a_call_to_nowhere_is_refused(ctx: Context, door: Door, heard: list[str]) -> None:
    """No such canvas, no such card: nobody is disturbed."""
    lea = door.identity(Role.FACILITATOR)
    with pytest.raises(NotFound):
        bring_everyone(ctx, lea, "aucun")
    for branch in ("b" * (CARD_ID_CHARS + 1), "a\nb", "a\0"):
        with pytest.raises(InvalidInput):
            bring_everyone(ctx, lea, KEY, branch)
    assert [one for one in heard if one.startswith(CALLED)] == []


def test_a_room_is_not_moved_without_end(ctx: Context, door: Door) -> None:
    """So many times at once for a dossier, whoever brings; then one waits."""
    lea = door.identity(Role.FACILITATOR)
    for _ in range(CALLS_AT_ONCE):
        bring_everyone(ctx, lea, KEY)
    with pytest.raises(TooMany, match="Personne n’a été déplacé") as refused:
        bring_everyone(ctx, lea, KEY)
    assert refused.value.wait_s is not None
    ctx.forget_addresses()
    with pytest.raises(TooMany):
        bring_everyone(ctx, lea, KEY)


def test_a_new_name_is_announced(ctx: Context, door: Door, heard: list[str]) -> None:
    """Once it is stored; a refused one is not."""
    lea = door.identity(Role.FACILITATOR)
    with pytest.raises(InvalidInput):
        rename_dossier(ctx, lea, title="", territory="Caen", use_case="")
    assert heard.count(f"{RENAMED}{lea.dossier_id}") == 0
    rename_dossier(ctx, lea, title="Toits", territory="Caen", use_case="")
    assert heard.count(f"{RENAMED}{lea.dossier_id}") == 1
