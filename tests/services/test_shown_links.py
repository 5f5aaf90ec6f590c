"""The same link shown again, as long as it stands; a code for the day; whoever creates is in."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from capacities.domain import limits
from capacities.domain.access import Role
from capacities.domain.entry_code import ALPHABET, EntryCode, read_code
from capacities.domain.errors import Forbidden, InvalidInput, LinkRefused, NotFound, TooMany
from capacities.domain.people import FACILITATING
from capacities.services.backup import backup
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, Creator, create_dossier
from capacities.services.create_example import create_example
from capacities.services.entry_codes import list_codes, make_code
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.look_at_link import look_at_link
from capacities.services.my_dossiers import my_dossiers
from capacities.services.purge import purge
from capacities.services.share_links import list_links, replace_link, revoke_link
from capacities.storage.sealing import Keeper
from capacities.storage.tables import dossiers, entry_codes, links
from tests.services.conftest import COLOR, Door, now

NAMES = {"title": "Toits", "territory": "Lisieux", "use_case": ""}
ADDRESS = "192.0.2.1"


def shown(ctx: Context, door: Door) -> dict[Role, str | None]:
    """The addresses that whoever facilitates is shown."""
    return {link.role: link.token for link in list_links(ctx, door.identity(Role.FACILITATOR))}


def test_the_same_link_is_shown_again(ctx: Context, dossier: CreatedDossier, door: Door) -> None:
    """Until it is replaced: then the new one is, to whoever facilitates and to nobody else."""
    manager = door.identity(Role.FACILITATOR)
    assert {role: shown(ctx, door)[role] for role in dossier.tokens} == dict(dossier.tokens)
    token = replace_link(ctx, manager, Role.EDITOR)
    assert shown(ctx, door)[Role.EDITOR] == token
    revoke_link(ctx, manager, Role.EDITOR)
    assert shown(ctx, door)[Role.EDITOR] is None
    with pytest.raises(Forbidden):
        list_links(ctx, door.identity(Role.READER))


def test_a_link_of_before_or_of_another_key_says_that_it_cannot_be_shown(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """It still opens; replacing it gives one that can be shown."""
    manager = door.identity(Role.FACILITATOR)
    with ctx.db.write() as conn:
        conn.execute(update(links).where(links.c.role == "reader").values(sealed=None))
    other = replace(ctx, keeper=Keeper("une autre clé, longue et tirée au hasard", Path("/")))
    found = {link.role: (link.token, link.kept) for link in list_links(other, manager)}
    assert found[Role.READER] == (None, False)
    assert found[Role.EDITOR] == (None, True)
    assert look_at_link(other, dossier.tokens[Role.EDITOR], "").role is Role.EDITOR
    token = replace_link(other, manager, Role.READER)
    assert {link.role: link.token for link in list_links(other, manager)}[Role.READER] == token


def test_what_is_sealed_for_another_link_is_not_shown(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Whoever may write in the database gets no address shown by moving what is sealed."""
    with ctx.db.write() as conn:
        of_animation = select(links.c.sealed).where(
            links.c.dossier_id == dossier.dossier_id, links.c.role == "facilitator"
        )
        sealed = conn.execute(of_animation).scalar_one()
        conn.execute(update(links).where(links.c.role == "reader").values(sealed=sealed))
    assert shown(ctx, door)[Role.READER] is None


def test_a_stolen_backup_holds_no_link_and_no_code(
    ctx: Context, dossier: CreatedDossier, door: Door, tmp_path: Path
) -> None:
    """Neither as they are nor as anything that all 887 million codes could be compared with."""
    code = make_code(ctx, door.identity(Role.FACILITATOR), Role.EDITOR, "", UTC)
    file = tmp_path / "sauvegarde.zip"
    backup(ctx, file)
    with zipfile.ZipFile(file) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist()).decode()
        row = json.loads(archive.read("entry_codes.jsonl"))
    assert [each for each in (*dossier.tokens.values(), code.signs) if each in held] == []
    assert (
        Keeper("une autre clé, longue et tirée au hasard", tmp_path).mark(code.signs)
        != (row["code_hash"])
    )
    assert ctx.keeper.mark(code.signs) == row["code_hash"]


def test_a_link_opens_on_a_known_canvas(ctx: Context, dossier: CreatedDossier) -> None:
    """And on nothing else: whatever the address says, one arrives in the dossier."""
    token = dossier.tokens[Role.EDITOR]
    view = look_at_link(ctx, token, ADDRESS, canvas="gouvernance")
    assert view.canvas_title == ctx.templates().templates["gouvernance"].title
    assert join(ctx, None, token, "Ada", COLOR, ADDRESS, canvas="gouvernance").canvas_key == (
        "gouvernance"
    )
    first = join(ctx, None, token, "Ada", COLOR, ADDRESS).canvas_key
    for strange in ("nulle-part", "//ailleurs.example", "gouvernance&x=1", "../..", "x" * 9999):
        assert look_at_link(ctx, token, ADDRESS, canvas=strange).canvas_key == ""
        joined = join(ctx, None, token, "Ada", COLOR, ADDRESS, canvas=strange)
        assert joined.canvas_key == first


def test_a_code_opens_its_link_for_the_day(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """With its role, on its canvas; who came in by it is of that link, and stays the next day."""
    manager = door.identity(Role.FACILITATOR)
    code = make_code(ctx, manager, Role.EDITOR, "gouvernance", UTC)
    assert set(code.signs) <= set(ALPHABET)
    view = look_at_link(ctx, read_code(str(code).lower()), ADDRESS)
    assert (view.role, view.canvas_key) == (Role.EDITOR, "gouvernance")
    joined = join(ctx, None, code, "Ada", COLOR, ADDRESS)
    assert joined.canvas_key == "gouvernance"
    assert [(each.role, each.code) for each in list_codes(ctx, manager)] == [(Role.EDITOR, code)]
    with ctx.db.write() as conn:
        over = (now() - timedelta(seconds=1)).isoformat(timespec="seconds")
        conn.execute(update(entry_codes).values(expires_at=over))
    with pytest.raises(LinkRefused, match="ne sert qu’un jour"):
        look_at_link(ctx, code, ADDRESS)
    assert identify(ctx, joined.dossier_id, cookie=joined.cookie).role is Role.EDITOR
    assert list_codes(ctx, manager) == ()
    purge(ctx)
    with ctx.db.read() as conn:
        assert conn.execute(select(entry_codes)).all() == []


@pytest.mark.parametrize("act", [replace_link, revoke_link])
def test_a_code_goes_with_its_link(
    ctx: Context, dossier: CreatedDossier, door: Door, act: object
) -> None:
    """Replaced or withdrawn: the other links keep theirs."""
    manager = door.identity(Role.FACILITATOR)
    gone, kept = (make_code(ctx, manager, r, "", UTC) for r in (Role.EDITOR, Role.READER))
    act(ctx, manager, Role.EDITOR)  # type: ignore[operator]
    with pytest.raises(LinkRefused):
        join(ctx, None, gone, "Ada", COLOR, ADDRESS)
    assert join(ctx, None, kept, "Ada", COLOR, ADDRESS).role is Role.READER


def test_a_code_never_animates(ctx: Context, dossier: CreatedDossier, door: Door) -> None:
    """Not even one that somebody wrote in the database."""
    manager = door.identity(Role.FACILITATOR)
    with pytest.raises(InvalidInput, match="animation"):
        make_code(ctx, manager, Role.FACILITATOR, "", UTC)
    code = make_code(ctx, manager, Role.EDITOR, "", UTC)
    with ctx.db.write() as conn:
        animation = select(links.c.id).where(
            links.c.dossier_id == dossier.dossier_id, links.c.role == "facilitator"
        )
        conn.execute(update(entry_codes).values(link_id=conn.execute(animation).scalar_one()))
    with pytest.raises(LinkRefused):
        look_at_link(ctx, code, ADDRESS)


def test_a_new_code_takes_the_place_of_the_one_for_the_same_canvas(
    ctx: Context, door: Door
) -> None:
    """A code for another canvas is another one; a dossier has so many."""
    manager = door.identity(Role.FACILITATOR)
    first = make_code(ctx, manager, Role.EDITOR, "", UTC)
    other = make_code(ctx, manager, Role.EDITOR, "gouvernance", UTC)
    again = make_code(ctx, manager, Role.EDITOR, "", UTC)
    assert {each.code for each in list_codes(ctx, manager)} == {other, again}
    with pytest.raises(LinkRefused):
        look_at_link(ctx, first, ADDRESS)
    with pytest.raises(InvalidInput, match="n’existe pas"):
        make_code(ctx, manager, Role.EDITOR, "nulle-part", UTC)
    with pytest.raises(NotFound):
        make_code(ctx, manager, Role.VOTER, "", UTC)
    with pytest.raises(Forbidden):
        make_code(ctx, door.identity(Role.EDITOR), Role.EDITOR, "", UTC)
    keys = list(ctx.templates().templates)
    for role, key in [*((Role.EDITOR, key) for key in keys), *((Role.READER, key) for key in keys)]:
        if len(list_codes(ctx, manager)) < limits.CODES_PER_DOSSIER:
            make_code(ctx, manager, role, key, UTC)
    with pytest.raises(TooMany, match="déjà"):
        make_code(ctx, manager, Role.READER, keys[-1], UTC)
    assert len(list_codes(ctx, manager)) == limits.CODES_PER_DOSSIER


def wrong(number: int) -> EntryCode:
    """A code that no dossier has, by any chance worth speaking of."""
    signs = [ALPHABET[number // 31**place % 31] for place in range(6)]
    return EntryCode("".join(signs))


def test_wrong_codes_are_limited_by_address_and_right_ones_do_not_pass_then(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Unlike links, which cannot be guessed; other addresses, and the link itself, go on."""
    code = make_code(ctx, door.identity(Role.FACILITATOR), Role.EDITOR, "", UTC)
    for number in range(limits.CODE_FAILURES_PER_WINDOW):
        with pytest.raises(LinkRefused):
            look_at_link(ctx, wrong(number), ADDRESS)
    for key in (wrong(0), code):
        with pytest.raises(TooMany, match="votre réseau"):
            join(ctx, None, key, "Ada", COLOR, ADDRESS)
    assert look_at_link(ctx, dossier.tokens[Role.EDITOR], ADDRESS).role is Role.EDITOR
    assert look_at_link(ctx, code, "192.0.2.2").role is Role.EDITOR


def test_a_botnet_has_one_try_an_address(ctx: Context, door: Door) -> None:
    """Beyond what all may fail: and whoever types right enters all the same."""
    code = make_code(ctx, door.identity(Role.FACILITATOR), Role.EDITOR, "", UTC)
    for number in range(limits.CODE_FAILURES_OF_ALL):
        ctx.guesses.failed(f"10.0.{number // 10}.1")
    with pytest.raises(LinkRefused):
        look_at_link(ctx, wrong(1), "198.51.100.7")
    with pytest.raises(TooMany, match="QR code"):
        look_at_link(ctx, code, "198.51.100.7")
    assert look_at_link(ctx, code, "198.51.100.8").role is Role.EDITOR


def test_a_code_that_spread_beyond_the_room_is_spent(
    ctx: Context, dossier: CreatedDossier, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New browsers are counted; those inside come back, and the link goes on."""
    code = make_code(ctx, door.identity(Role.FACILITATOR), Role.EDITOR, "", UTC)
    inside = join(ctx, None, code, "Ada", COLOR, ADDRESS)
    for _ in range(limits.CODE_ENTRIES - 1):
        ctx.guesses.entered(ctx.keeper.mark(code.signs) or "")
    with pytest.raises(TooMany, match="ne sert plus"):
        join(ctx, None, code, "Bob", COLOR, ADDRESS)
    assert join(ctx, inside.cookie, code, "Ada L.", COLOR, ADDRESS).role is Role.EDITOR
    assert join(ctx, None, dossier.tokens[Role.EDITOR], "Bob", COLOR, ADDRESS)


@pytest.mark.parametrize("example", [False, True])
def test_whoever_creates_facilitates_at_once(ctx: Context, example: bool) -> None:
    """The browser keeps its other dossiers; its cookie changes, as at every gain of rights."""
    before = create_dossier(ctx, **NAMES, creator=Creator(None))
    creator = Creator(before.cookie, "" if example else "  Léa ")
    after = (
        create_example(ctx, creator=creator)
        if example
        else create_dossier(ctx, **NAMES, creator=creator)
    )
    assert after.cookie not in (None, before.cookie)
    who = identify(ctx, after.dossier_id, cookie=after.cookie)
    assert (who.role, who.pseudonym) == (Role.FACILITATOR, FACILITATING if example else "Léa")
    assert len(my_dossiers(ctx, after.cookie)) == 2
    assert after.canvas_key == ("canevas-usagers" if example else "")


def test_a_browser_that_can_hold_no_more_creates_nothing(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told so, and no dossier that nobody facilitates is left behind."""
    made = create_dossier(ctx, **NAMES, creator=Creator(None))
    monkeypatch.setattr("capacities.services.join.DOSSIERS_PER_SESSION", 1)
    with pytest.raises(TooMany, match="quittez-en un"):
        create_dossier(ctx, **NAMES, creator=Creator(made.cookie))
    for refused in (Creator(None, "x" * 41), Creator(None, color="rouge")):
        with pytest.raises(InvalidInput):
            create_dossier(ctx, **NAMES, address=ADDRESS, creator=refused)
    assert ctx.creations.count(ADDRESS) == 0  # what is refused for its words spends nothing
    with ctx.db.read() as conn:
        assert len(conn.execute(select(dossiers)).all()) == 1
