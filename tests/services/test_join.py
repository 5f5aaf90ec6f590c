"""From a link to a place in the dossier."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from capacities.domain.access import Role
from capacities.domain.errors import InvalidInput, LinkRefused, NotFound, TooMany
from capacities.domain.limits import (
    CREATIONS_PER_WINDOW,
    DOSSIERS_PER_SESSION,
    FAILURES_PER_WINDOW,
    JOIN_BY_LINK_EVERY_S,
    JOINS_AT_ONCE_BY_LINK,
    PSEUDONYM_CHARS,
    TITLE_CHARS,
)
from capacities.domain.people import PALETTE
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, Creator, create_dossier
from capacities.services.create_example import create_example
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.leave_dossier import leave_dossier
from capacities.services.look_at_link import look_at_link
from capacities.services.my_dossiers import my_dossiers
from capacities.services.throttle import Arrivals
from capacities.storage.sessions import people_by_link
from capacities.storage.tables import links, sessions
from tests.services.conftest import COLOR, Door


def people(ctx: Context, dossier_id: str) -> int:
    """How many browsers are counted in a dossier."""
    with ctx.db.read() as conn:
        return sum(people_by_link(conn, dossier_id).values())


def test_who_enters_is_offered_a_colour_that_nobody_has(ctx: Context) -> None:
    """Whoever creates has the first; once all are taken, those that the fewest have."""
    made = create_dossier(ctx, title="a", territory="b", use_case="", creator=Creator(None))
    token = made.tokens[Role.EDITOR]
    worn = [PALETTE[0].value]
    for number in range(2 * len(PALETTE) - 1):
        free = look_at_link(ctx, token, "").free_color
        assert worn.count(free) == (number + 1) // len(PALETTE)
        assert look_at_link(ctx, token, "", cookie=made.cookie).free_color == ""
        worn.append(free)
        join(ctx, None, token, "Ada", free, "")


def test_a_link_tells_its_dossier_and_role_before_one_enters(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """The page can say where one goes and what one will be able to do."""
    view = look_at_link(ctx, dossier.tokens[Role.READER], "1.2.3.4")
    assert (
        view.dossier.id,
        view.dossier.title,
        view.dossier.territory,
        view.role,
        view.pseudonym,
    ) == (
        dossier.dossier_id,
        "Toits solaires",
        "Lisieux",
        Role.READER,
        "",
    )


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.EDITOR, Role.READER])
def test_joining_gives_the_role_of_the_link(ctx: Context, door: Door, role: Role) -> None:
    """Each link lets in with its own role, under the chosen name and colour."""
    joined = door.enter(role, "Grâce ")
    who = identify(ctx, joined.dossier_id, cookie=joined.cookie)
    assert (who.role, who.pseudonym, who.color) == (role, "Grâce", COLOR)


def test_one_begins_in_the_first_canvas(door: Door) -> None:
    """Two clicks from the link to the canvas: the answer says which one."""
    assert door.enter(Role.EDITOR).canvas_key == "canevas-usagers"


def test_a_browser_keeps_its_dossiers_under_another_cookie(ctx: Context, door: Door) -> None:
    """A second dossier adds to « mes dossiers »; the cookie changes, who one is does not."""
    first = door.enter(Role.EDITOR)
    before = identify(ctx, first.dossier_id, cookie=first.cookie)
    other = create_dossier(ctx, title="Plaisance", territory="Dunkerque", use_case="")
    again = join(ctx, first.cookie, other.tokens[Role.READER], "Ada", COLOR, "")
    found = {mine.dossier.title: mine.role for mine in my_dossiers(ctx, again.cookie)}
    assert again.cookie != first.cookie
    assert found == {"Toits solaires": Role.EDITOR, "Plaisance": Role.READER}
    assert identify(ctx, first.dossier_id, cookie=again.cookie) == before


def test_a_cookie_that_the_server_never_gave_is_not_adopted(ctx: Context, door: Door) -> None:
    """Nobody can plant a made-up cookie in someone's browser and use it later."""
    joined = door.enter(Role.EDITOR, cookie="planté")
    assert joined.cookie != "planté"
    with pytest.raises(LinkRefused):
        identify(ctx, joined.dossier_id, cookie="planté")


def test_trying_the_reading_link_does_not_take_the_animation_away(ctx: Context, door: Door) -> None:
    """The stronger of two links is kept, whichever came first."""
    joined = door.enter(Role.FACILITATOR)
    assert door.enter(Role.READER, cookie=joined.cookie).role is Role.FACILITATOR
    reader = door.enter(Role.READER)
    assert door.enter(Role.EDITOR, cookie=reader.cookie).role is Role.EDITOR


def test_joining_again_changes_the_name(ctx: Context, door: Door) -> None:
    """A person may come back under another name; they are not there twice."""
    joined = door.enter(Role.EDITOR, "Ada")
    again = door.enter(Role.EDITOR, "Ada L.", joined.cookie)
    assert identify(ctx, joined.dossier_id, cookie=again.cookie).pseudonym == "Ada L."
    assert people(ctx, joined.dossier_id) == 1


def test_a_browser_that_enters_twice_at_once_is_inside_once(ctx: Context, door: Door) -> None:
    """Two tabs, or an impatient double click, on a dossier where one is not yet."""
    cookie = door.enter(Role.READER).cookie
    together = threading.Barrier(2)
    for number in range(8):
        other = create_dossier(ctx, title=f"Port {number}", territory="Dunkerque", use_case="")

        def enter(shown: str, token: str = other.tokens[Role.EDITOR]) -> str:
            together.wait()
            return join(ctx, shown, token, "Ada", COLOR, "").cookie

        with ThreadPoolExecutor(2) as pool:
            given = list(pool.map(enter, [cookie, cookie]))
        kept = [len(my_dossiers(ctx, one)) for one in given]
        assert kept == [number + 2] * 2  # whichever answer came last
        assert people(ctx, other.dossier_id) == 1
        cookie = given[number % 2]


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "A" * 100_000, "\ud800", "' OR 1=1 --"])
def test_an_unknown_link_opens_nothing(ctx: Context, token: str) -> None:
    """Whatever is sent as a token, the answer is the same sentence."""
    with pytest.raises(LinkRefused, match=r"n’ouvre aucun dossier.*ou le dossier supprimé"):
        join(ctx, None, token, "Ada", COLOR, "")


def test_after_many_wrong_links_one_must_wait_but_right_ones_pass(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """A room that holds yesterday's poster does not lock out those who hold today's."""
    for _ in range(FAILURES_PER_WINDOW):
        with pytest.raises(LinkRefused):
            look_at_link(ctx, "faux", "1.2.3.4")
    with pytest.raises(TooMany):
        look_at_link(ctx, "faux", "1.2.3.4")
    with pytest.raises(LinkRefused):
        look_at_link(ctx, "faux", "autre adresse")
    assert door.enter(Role.EDITOR).dossier_id == dossier.dossier_id


def test_a_machine_cannot_create_dossiers_without_end(ctx: Context) -> None:
    """Beyond what a training room does in an hour, one address waits; others do not."""
    names = {"title": "Toits", "territory": "Lisieux", "use_case": ""}
    for _ in range(CREATIONS_PER_WINDOW - 1):
        create_dossier(ctx, **names, address="9.9.9.9")
    with pytest.raises(InvalidInput):
        create_dossier(ctx, **names | {"title": ""}, address="9.9.9.9")
    create_example(ctx, "9.9.9.9")
    with pytest.raises(TooMany, match="attendez une heure"):
        create_dossier(ctx, **names, address="9.9.9.9")
    with pytest.raises(TooMany):
        create_example(ctx, "9.9.9.9")
    assert create_dossier(ctx, **names, address="8.8.8.8").dossier_id
    assert create_dossier(ctx, **names).dossier_id


def test_a_plenary_enters_at_once_and_a_machine_then_waits(
    ctx: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one link, from one address; who is inside comes back as they like, others still enter."""
    assert JOINS_AT_ONCE_BY_LINK >= 200, "a plenary"
    monkeypatch.setattr("capacities.domain.limits.JOINS_AT_ONCE_BY_LINK", 5)
    clock = [0.0]
    ctx = replace(ctx, arrivals=Arrivals(lambda: clock[0]))
    door = Door(ctx, dossier)
    inside = [door.enter(Role.EDITOR).cookie for _ in range(5)]
    with pytest.raises(TooMany, match="un à un") as refused:
        door.enter(Role.EDITOR)
    assert refused.value.wait_s == JOIN_BY_LINK_EVERY_S
    assert door.enter(Role.EDITOR, "Autre nom", inside[0]).cookie
    assert door.enter(Role.READER).cookie
    assert join(ctx, None, dossier.tokens[Role.EDITOR], "Ada", COLOR, "5.6.7.8").cookie
    clock[0] += JOIN_BY_LINK_EVERY_S
    assert door.enter(Role.EDITOR).cookie
    with pytest.raises(TooMany):
        door.enter(Role.EDITOR)


def test_a_replaced_cookie_makes_no_more_sessions_than_new_browsers(
    ctx: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each entry by it begins one; the present cookie begins none, and never waits."""
    monkeypatch.setattr("capacities.domain.limits.JOINS_AT_ONCE_BY_LINK", 3)
    door = Door(replace(ctx, arrivals=Arrivals(lambda: 0.0)), dossier)
    first = door.enter(Role.EDITOR).cookie
    present = door.enter(Role.EDITOR, cookie=first).cookie
    for _ in range(2):
        door.enter(Role.EDITOR, cookie=first)
    with pytest.raises(TooMany, match="un à un"):
        door.enter(Role.EDITOR, cookie=first)
    for _ in range(3):
        present = door.enter(Role.EDITOR, cookie=present).cookie


def test_a_name_refused_uses_up_no_place(
    ctx: Context, dossier: CreatedDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who must type another name is not told to wait."""
    monkeypatch.setattr("capacities.domain.limits.JOINS_AT_ONCE_BY_LINK", 1)
    door = Door(replace(ctx, arrivals=Arrivals(lambda: 0.0)), dossier)
    for _ in range(2):
        with pytest.raises(InvalidInput):
            door.enter(Role.EDITOR, "")
    assert door.enter(Role.EDITOR).cookie


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "x" * (PSEUDONYM_CHARS + 1)])
def test_a_name_that_nobody_could_read_is_refused(door: Door, name: str) -> None:
    """Empty, invisible or endless names are refused in French, and nothing is recorded."""
    with pytest.raises(InvalidInput, match="pseudonyme"):
        door.enter(Role.EDITOR, name)


@pytest.mark.parametrize("color", ["", "red", "#000000", "url(x)"])
def test_only_the_colours_of_the_palette_are_taken(
    ctx: Context, dossier: CreatedDossier, color: str
) -> None:
    """Other colours might not be legible, or not be colours."""
    with pytest.raises(InvalidInput, match="couleur"):
        join(ctx, None, dossier.tokens[Role.EDITOR], "Ada", color, "")


def test_a_browser_cannot_be_in_dossiers_without_end(
    ctx: Context, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit one is told to leave a dossier first; those inside stay."""
    monkeypatch.setattr("capacities.services.join.DOSSIERS_PER_SESSION", 1)
    assert DOSSIERS_PER_SESSION > 1
    joined = door.enter(Role.EDITOR)
    other = create_dossier(ctx, title="Autre", territory="Toulon", use_case="")
    with pytest.raises(TooMany, match="quittez-en un"):
        join(ctx, joined.cookie, other.tokens[Role.EDITOR], "Ada", COLOR, "")
    assert door.enter(Role.READER, cookie=joined.cookie).role is Role.EDITOR


def test_leaving_is_for_this_browser_only(ctx: Context, door: Door) -> None:
    """Rooms share computers: one leaves, the others stay."""
    one, two = door.enter(Role.EDITOR), door.enter(Role.EDITOR)
    assert leave_dossier(ctx, one.cookie, one.dossier_id).was_inside
    assert not leave_dossier(ctx, one.cookie, one.dossier_id).was_inside
    assert not leave_dossier(ctx, None, one.dossier_id).was_inside
    with pytest.raises(LinkRefused):
        identify(ctx, one.dossier_id, cookie=one.cookie)
    assert my_dossiers(ctx, one.cookie) == ()
    assert identify(ctx, two.dossier_id, cookie=two.cookie).role is Role.EDITOR


@pytest.mark.parametrize("name", ["", "\0", "\ud800", "0" * 31 + "\n", "É" * 32, "x" * 100_000])
def test_what_is_no_identifier_is_no_dossier(ctx: Context, door: Door, name: str) -> None:
    """The database is not asked about what it could not even read."""
    cookie = door.enter(Role.EDITOR).cookie
    with pytest.raises(NotFound):
        identify(ctx, name, cookie=cookie)
    assert leave_dossier(ctx, cookie, name).was_inside is False


def test_who_is_not_inside_is_told_so(ctx: Context, dossier: CreatedDossier) -> None:
    """No cookie, an unknown one, or no such dossier: three decided refusals."""
    with pytest.raises(LinkRefused, match="ouvrez le lien"):
        identify(ctx, dossier.dossier_id)
    with pytest.raises(LinkRefused):
        identify(ctx, dossier.dossier_id, cookie="inconnu")
    with pytest.raises(NotFound):
        identify(ctx, "0" * 32, cookie="inconnu")


def test_a_program_shows_the_token_of_this_dossier(ctx: Context, dossier: CreatedDossier) -> None:
    """A token is good for its own dossier only, and is asked before the cookie."""
    other = create_dossier(ctx, title="Autre", territory="Toulon", use_case="")
    who = identify(ctx, dossier.dossier_id, bearer=dossier.tokens[Role.READER])
    assert (who.role, who.session_id) == (Role.READER, None)
    with pytest.raises(LinkRefused):
        identify(ctx, dossier.dossier_id, bearer=other.tokens[Role.FACILITATOR])


def test_wrong_tokens_of_programs_count_as_wrong_links(
    ctx: Context, dossier: CreatedDossier
) -> None:
    """Guessing by the API is no easier than by the page."""
    for _ in range(FAILURES_PER_WINDOW):
        with pytest.raises(LinkRefused):
            identify(ctx, dossier.dossier_id, bearer="faux", address="9.9.9.9")
    with pytest.raises(TooMany):
        identify(ctx, dossier.dossier_id, bearer="faux", address="9.9.9.9")


def test_no_token_and_no_cookie_is_stored(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """The database holds digests: who steals it cannot enter."""
    joined = door.enter(Role.FACILITATOR)
    with ctx.db.read() as conn:
        stored = str(conn.execute(select(links)).all()) + str(conn.execute(select(sessions)).all())
    assert not any(secret in stored for secret in (*dossier.tokens.values(), joined.cookie))
    assert dossier.tokens[Role.EDITOR] not in repr(dossier)
    assert joined.cookie not in repr(joined)


@pytest.mark.parametrize(
    ("title", "territory", "use_case", "sentence"),
    [
        ("", "Lisieux", "", "Il manque le titre"),
        ("Toits", " \n\u200b", "", "Il manque le territoire"),
        ("x" * (TITLE_CHARS + 1), "Lisieux", "", "Raccourcissez le titre"),
        ("Toits", "Lisieux", "x" * 100_000, "Raccourcissez le cas d’usage"),
    ],
)
def test_a_dossier_needs_a_title_and_a_territory(
    ctx: Context, title: str, territory: str, use_case: str, sentence: str
) -> None:
    """What is missing or too long is named, and nothing is created."""
    with pytest.raises(InvalidInput, match=sentence):
        create_dossier(ctx, title=title, territory=territory, use_case=use_case)


def test_a_clock_wrong_by_a_day_locks_nobody_out(ctx: Context, door: Door) -> None:
    """Times in the future or the past change nothing for links that have no end."""
    joined = door.enter(Role.EDITOR)
    with ctx.db.write() as conn:
        conn.execute(update(sessions).values(seen_at="2999-01-01T00:00:00+00:00"))
        conn.execute(update(links).values(created_at="2999-01-01T00:00:00+00:00"))
    assert identify(ctx, joined.dossier_id, cookie=joined.cookie).role is Role.EDITOR
    assert len(my_dossiers(ctx, joined.cookie)) == 1
