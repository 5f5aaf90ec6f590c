"""Who had a cookie before somebody entered gains nothing by it; who entered loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, update

from capacities.domain.access import Role
from capacities.domain.errors import CookieReplaced, LinkRefused, StorageUnavailable
from capacities.domain.limits import (
    COOKIES_REMEMBERED,
    REPLACED_COOKIE_DAYS,
    REPLACED_COOKIE_S,
    SESSION_DAYS,
)
from capacities.domain.session_cookie import HOST_ONLY, is_secure, shown_in
from capacities.domain.settings import Settings
from capacities.domain.tokens import new_token
from capacities.services.change_cookie import renewed_cookie
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.leave_dossier import leave_dossier
from capacities.services.look_at_link import look_at_link
from capacities.services.my_dossiers import my_dossiers
from capacities.services.purge import purge
from capacities.services.settled import Settled
from capacities.services.share_links import list_links, revoke_link
from capacities.storage import sessions as storage_sessions
from capacities.storage.sessions import SessionRow
from capacities.storage.tables import memberships, sessions
from tests.services.conftest import COLOR, Door


def titles(ctx: Context, cookie: str) -> set[str]:
    """The dossiers that a cookie opens, by their titles."""
    return {mine.dossier.title for mine in my_dossiers(ctx, cookie)}


def opened(ctx: Context, title: str) -> CreatedDossier:
    """One more dossier."""
    return create_dossier(ctx, title=title, territory="Dunkerque", use_case="")


def enter(ctx: Context, cookie: str | None, created: CreatedDossier, role: Role) -> str:
    """Follow a link of ``created`` and return the cookie then given."""
    return join(ctx, cookie, created.tokens[role], "Ada", COLOR, "").cookie


def a_day_later(ctx: Context) -> None:
    """Let pass the time during which replaced cookies still open what they opened."""
    before = datetime.now(UTC) - timedelta(seconds=REPLACED_COOKIE_S + 1)
    with ctx.db.write() as conn:
        conn.execute(
            update(sessions)
            .where(sessions.c.replaced_at.is_not(None))
            .values(replaced_at=before.isoformat(timespec="seconds"))
        )


def rows(ctx: Context) -> int:
    """How many values of cookies the database knows."""
    with ctx.db.read() as conn:
        return conn.execute(select(func.count()).select_from(sessions)).scalar_one()


def test_who_planted_a_cookie_reads_nothing_of_what_is_entered_with_it(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """By no way in: neither the dossier, nor the list, nor joining once more."""
    trap = opened(ctx, "Piège")
    planted = enter(ctx, None, trap, Role.FACILITATOR)
    victim = enter(ctx, planted, dossier, Role.FACILITATOR)
    assert titles(ctx, victim) == {"Piège", "Toits solaires"}
    with pytest.raises(LinkRefused):
        identify(ctx, dossier.dossier_id, cookie=planted)
    again = enter(ctx, planted, trap, Role.READER)
    for known in (planted, again):
        assert titles(ctx, known) == {"Piège"}
        with pytest.raises(LinkRefused):
            identify(ctx, dossier.dossier_id, cookie=known)
    assert identify(ctx, dossier.dossier_id, cookie=victim).role is Role.FACILITATOR
    assert titles(ctx, victim) == {"Piège", "Toits solaires"}


def test_a_stronger_link_is_gained_by_the_new_cookie_only(ctx: Context, door: Door) -> None:
    """Whoever planted a reader's cookie remains a reader."""
    planted = door.enter(Role.READER)
    victim = door.enter(Role.FACILITATOR, cookie=planted.cookie)
    assert identify(ctx, planted.dossier_id, cookie=planted.cookie).role is Role.READER
    assert identify(ctx, planted.dossier_id, cookie=victim.cookie).role is Role.FACILITATOR


def test_what_a_stranger_does_with_the_old_cookie_takes_nothing_away(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Leaving, entering elsewhere as often as one likes: the browser keeps what it gained."""
    trap = opened(ctx, "Piège")
    planted = enter(ctx, None, trap, Role.EDITOR)
    victim = enter(ctx, planted, dossier, Role.EDITOR)
    for _ in range(COOKIES_REMEMBERED + 2):
        enter(ctx, planted, trap, Role.EDITOR)
    assert leave_dossier(ctx, planted, dossier.dossier_id).was_inside is False
    leave_dossier(ctx, planted, trap.dossier_id)
    assert titles(ctx, victim) == {"Toits solaires"}


def test_other_tabs_go_on_with_the_cookie_they_have_for_a_day(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Then their page says that it must be loaded again, never that one is out."""
    first = enter(ctx, None, dossier, Role.EDITOR)
    who = identify(ctx, dossier.dossier_id, cookie=first)
    second = enter(ctx, first, opened(ctx, "Port"), Role.READER)
    assert identify(ctx, dossier.dossier_id, cookie=first) == who
    a_day_later(ctx)
    assert identify(ctx, dossier.dossier_id, cookie=first) == who  # the new one never came
    assert identify(ctx, dossier.dossier_id, cookie=second, visit=True) == who
    assert identify(ctx, dossier.dossier_id, cookie=first) == who
    a_day_later(ctx)
    for asking in (
        lambda: identify(ctx, dossier.dossier_id, cookie=first),
        lambda: my_dossiers(ctx, first),
    ):
        with pytest.raises(CookieReplaced, match="rechargez-la"):
            asking()
    assert look_at_link(ctx, dossier.tokens[Role.EDITOR], "", cookie=first).pseudonym == ""
    assert identify(ctx, dossier.dossier_id, cookie=second) == who


def test_a_cookie_by_which_one_entered_again_ends_a_day_after_its_branch_is_shown(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Even when the browser comes on one day only, as to a workshop."""
    first = enter(ctx, None, dossier, Role.EDITOR)
    enter(ctx, first, opened(ctx, "Port"), Role.READER)
    branch = enter(ctx, first, opened(ctx, "Toit"), Role.READER)
    a_day_later(ctx)
    assert identify(ctx, dossier.dossier_id, cookie=first), "the new one never came"
    who = identify(ctx, dossier.dossier_id, cookie=branch, visit=True)
    a_day_later(ctx)
    with pytest.raises(CookieReplaced):
        identify(ctx, dossier.dossier_id, cookie=first)
    assert identify(ctx, dossier.dossier_id, cookie=branch) == who


def test_an_answer_lost_on_the_way_loses_no_dossier(ctx: Context, dossier: CreatedDossier) -> None:
    """The browser that never had its new cookie uses its link again, however late."""
    first = enter(ctx, None, dossier, Role.EDITOR)
    who = identify(ctx, dossier.dossier_id, cookie=first)
    port = opened(ctx, "Port")
    enter(ctx, first, port, Role.READER)
    a_day_later(ctx)
    again = enter(ctx, first, port, Role.READER)
    assert titles(ctx, again) == {"Toits solaires", "Port"}
    assert identify(ctx, dossier.dossier_id, cookie=again) == who
    manager = enter(ctx, None, port, Role.FACILITATOR)
    links = list_links(ctx, identify(ctx, port.dossier_id, cookie=manager))
    assert {link.role: link.people for link in links}[Role.READER] == 1


def test_replaced_cookies_are_few_and_forgotten_in_the_end(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """A browser that enters without end leaves no more behind it than a bounded number."""
    cookie = enter(ctx, None, dossier, Role.EDITOR)
    for _ in range(COOKIES_REMEMBERED + 3):
        cookie = enter(ctx, cookie, dossier, Role.EDITOR)
    assert rows(ctx) == COOKIES_REMEMBERED + 1
    identify(ctx, dossier.dossier_id, cookie=cookie, visit=True)
    purge(ctx)
    assert rows(ctx) == COOKIES_REMEMBERED + 1
    purge(ctx, datetime.now(UTC) + timedelta(days=REPLACED_COOKIE_DAYS + 1))
    assert rows(ctx) == 1
    assert titles(ctx, cookie) == {"Toits solaires"}


def test_withdrawing_ones_own_link_keeps_the_other_tabs_too(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """The page of whoever animates may be older than the browser's cookie."""
    old = enter(ctx, None, dossier, Role.FACILITATOR)
    new = enter(ctx, old, opened(ctx, "Port"), Role.READER)
    revoke_link(ctx, identify(ctx, dossier.dossier_id, cookie=old), Role.FACILITATOR)
    for cookie in (old, new):
        assert identify(ctx, dossier.dossier_id, cookie=cookie).role is Role.FACILITATOR


def test_leaving_the_last_dossier_erases_all_that_is_known_of_the_browser(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """The session and its former cookies; until then, only what one leaves."""
    port = opened(ctx, "Port")
    old = enter(ctx, None, dossier, Role.EDITOR)
    cookie = enter(ctx, old, port, Role.EDITOR)
    left = leave_dossier(ctx, cookie, dossier.dossier_id)
    assert (left.was_inside, left.was_last) == (True, False)
    assert (titles(ctx, old), titles(ctx, cookie)) == (set(), {"Port"})
    left = leave_dossier(ctx, cookie, port.dossier_id)
    assert (left.was_inside, left.was_last) == (True, True)
    with ctx.db.read() as conn:
        assert conn.execute(select(sessions)).all() == []
        assert conn.execute(select(memberships)).all() == []


def over_https(ctx: Context) -> Context:
    """The same server, served over HTTPS."""
    return replace(ctx, settings=Settings(base_url="https://ateliers.test"))


def test_over_https_a_cookie_is_good_under_one_name_only(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Another host of the domain can plant the plain name: no value given here opens by it."""
    https = over_https(ctx)
    given = enter(https, None, dossier, Role.EDITOR)
    assert is_secure(given)
    value = given.removeprefix(HOST_ONLY)
    assert shown_in({"__Host-capacities": value, "capacities": "x" * 43}, secure=True) == given
    planted = shown_in({"capacities": value}, secure=True)
    assert planted == value
    with pytest.raises(LinkRefused):
        identify(https, dossier.dossier_id, cookie=planted)
    assert shown_in({"capacities": given}, secure=True) is None
    assert shown_in({"__Host-capacities": value}, secure=False) is None


def test_a_cookie_of_before_gets_its_new_name_with_the_next_page(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Who was inside when the server was updated, or given HTTPS, stays inside, tabs included."""
    before = enter(ctx, None, dossier, Role.EDITOR)
    https = over_https(ctx)
    who = identify(https, dossier.dossier_id, cookie=before)
    given = renewed_cookie(https, before)
    assert given is not None
    assert is_secure(given)
    assert identify(https, dossier.dossier_id, cookie=given) == who
    assert identify(https, dossier.dossier_id, cookie=before) == who
    assert renewed_cookie(https, before) is None


def test_a_cookie_seen_today_is_looked_up_again_tomorrow_or_under_its_other_name(
    ctx: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page asks the database nothing of it for the day, whatever else another cookie needs."""
    cookie = enter(ctx, None, dossier, Role.EDITOR)
    identify(ctx, dossier.dossier_id, cookie=cookie, visit=True)
    asked: list[str] = []
    find = storage_sessions.find_session

    def count(conn: Connection, shown: str, *, lock: bool = False) -> SessionRow | None:
        asked.append(shown)
        return find(conn, shown, lock=lock)

    monkeypatch.setattr("capacities.storage.sessions.find_session", count)
    assert (renewed_cookie(ctx, cookie), asked) == (None, [])
    other = enter(ctx, cookie, dossier, Role.READER)
    asked.clear()
    assert (renewed_cookie(ctx, cookie), renewed_cookie(ctx, other)) == (None, other)
    assert asked == [other]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    monkeypatch.setattr("capacities.services.change_cookie.now_iso", lambda: tomorrow)
    assert (renewed_cookie(ctx, cookie), asked) == (None, [other, cookie])
    monkeypatch.undo()
    again = enter(ctx, None, dossier, Role.EDITOR)
    identify(ctx, dossier.dossier_id, cookie=again, visit=True)
    given = renewed_cookie(over_https(ctx), again)
    assert given is not None
    assert is_secure(given)


def test_so_many_cookies_are_remembered_and_one_that_comes_again_takes_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One more, or another day, and all are asked again."""
    monkeypatch.setattr("capacities.services.settled.VISITORS_REMEMBERED", 2)
    seen = Settled()
    for cookie in ("a", "b", "b", "a"):
        seen.note(cookie, "2026-01-01")
    assert [seen.holds(cookie, "2026-01-01") for cookie in "ab"] == [True, True]
    assert not seen.holds("a", "2026-01-02")
    seen.note("c", "2026-01-01")
    assert [seen.holds(cookie, "2026-01-01") for cookie in "abc"] == [False, False, True]
    seen.note("a", "2026-01-02")
    assert not seen.holds("c", "2026-01-02")


def test_a_page_renews_the_cookie_once_a_day_and_never_a_replaced_one(
    ctx: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that comes late must not bring back a cookie that has less rights."""
    cookie = enter(ctx, None, dossier, Role.EDITOR)
    assert renewed_cookie(ctx, cookie) is None
    assert renewed_cookie(ctx, new_token()) is None
    long_ago = (datetime.now(UTC) - timedelta(days=SESSION_DAYS - 1)).isoformat(timespec="seconds")
    with ctx.db.write() as conn:
        conn.execute(update(sessions).values(seen_at=long_ago))
    assert renewed_cookie(ctx, cookie) == cookie
    other = enter(ctx, cookie, dossier, Role.EDITOR)
    assert (renewed_cookie(ctx, cookie), renewed_cookie(ctx, other)) == (None, other)

    def absent(*_: object, **__: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr("capacities.storage.sessions.find_session", absent)
    assert renewed_cookie(ctx, other) is None
