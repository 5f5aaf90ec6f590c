"""Replacing, revoking and ending share links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from capacities.domain.access import Ability, Role, allows
from capacities.domain.errors import InvalidInput, LinkRefused, NotFound
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.delete_dossier import delete_dossier
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.look_at_link import look_at_link
from capacities.services.my_dossiers import my_dossiers
from capacities.services.read_dossier import read_dossier
from capacities.services.rename_dossier import rename_dossier
from capacities.services.share_links import (
    create_link,
    list_links,
    replace_link,
    revoke_link,
    set_expiry,
)
from capacities.storage.tables import links
from tests.services.conftest import COLOR, Door, now


class Ear:
    """Remembers what is announced on the bus."""

    def __init__(self, ctx: Context) -> None:
        self.heard: list[str] = []
        ctx.db.bus.subscribe(self._hear)

    def _hear(self, document_id: str, _seq: int, _origin: str) -> None:
        if document_id.startswith("@"):
            self.heard.append(document_id)


def test_replacing_a_link_keeps_people_inside(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """The old address no longer opens, the new one does, and nobody inside goes out."""
    inside = door.enter(Role.EDITOR)
    token = replace_link(ctx, door.identity(Role.FACILITATOR), Role.EDITOR)
    with pytest.raises(LinkRefused):
        look_at_link(ctx, dossier.tokens[Role.EDITOR], "")
    with pytest.raises(LinkRefused):
        identify(ctx, dossier.dossier_id, bearer=dossier.tokens[Role.EDITOR])
    assert look_at_link(ctx, token, "").role is Role.EDITOR
    assert identify(ctx, inside.dossier_id, cookie=inside.cookie).role is Role.EDITOR


def test_revoking_puts_everyone_out_and_tells_the_rooms(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Those who came by it are refused at once; the other links are untouched."""
    ear, manager = Ear(ctx), door.identity(Role.FACILITATOR)
    inside, reader = door.enter(Role.EDITOR), door.enter(Role.READER)
    assert revoke_link(ctx, manager, Role.EDITOR) is None
    with pytest.raises(LinkRefused, match="retiré"):
        identify(ctx, inside.dossier_id, cookie=inside.cookie)
    with pytest.raises(LinkRefused, match="retiré"):
        look_at_link(ctx, dossier.tokens[Role.EDITOR], "")
    assert f"@links/{dossier.dossier_id}" in ear.heard
    assert identify(ctx, reader.dossier_id, cookie=reader.cookie).role is Role.READER
    assert [mine.open for mine in my_dossiers(ctx, inside.cookie)] == [False]
    assert {link.role: bool(link.created_at) for link in list_links(ctx, manager)} == {
        Role.FACILITATOR: True,
        Role.EDITOR: False,
        Role.VOTER: False,
        Role.READER: True,
    }


def test_after_a_revocation_a_new_link_lets_in_again(ctx: Context, door: Door) -> None:
    """Those put out come back only by the new link."""
    manager, inside = door.identity(Role.FACILITATOR), door.enter(Role.EDITOR)
    revoke_link(ctx, manager, Role.EDITOR)
    assert revoke_link(ctx, manager, Role.EDITOR) is None
    token = create_link(ctx, manager, Role.EDITOR)
    with pytest.raises(LinkRefused):
        identify(ctx, inside.dossier_id, cookie=inside.cookie)
    inside = join(ctx, inside.cookie, token, "Ada", COLOR, "")
    assert identify(ctx, inside.dossier_id, cookie=inside.cookie).role is Role.EDITOR


def test_revoking_the_animation_keeps_who_revokes(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """A dossier that nobody can manage would be lost: the caller moves to a new link."""
    me, other = door.enter(Role.FACILITATOR), door.enter(Role.FACILITATOR)
    manager = identify(ctx, me.dossier_id, cookie=me.cookie)
    token = revoke_link(ctx, manager, Role.FACILITATOR)
    assert token is not None
    assert look_at_link(ctx, token, "").role is Role.FACILITATOR
    assert identify(ctx, me.dossier_id, cookie=me.cookie).role is Role.FACILITATOR
    with pytest.raises(LinkRefused):
        identify(ctx, other.dossier_id, cookie=other.cookie)


def test_a_link_ends_when_its_time_has_come(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Before its end it opens; after, it is refused, as if it were revoked."""
    manager, inside = door.identity(Role.FACILITATOR), door.enter(Role.READER)
    set_expiry(ctx, manager, Role.READER, now() + timedelta(days=1))
    assert identify(ctx, inside.dossier_id, cookie=inside.cookie).role is Role.READER
    ended = (now() - timedelta(seconds=5)).isoformat(timespec="seconds")
    with ctx.db.write() as conn:
        conn.execute(update(links).where(links.c.role == "reader").values(expires_at=ended))
    for refused in (
        lambda: identify(ctx, inside.dossier_id, cookie=inside.cookie),
        lambda: identify(ctx, dossier.dossier_id, bearer=dossier.tokens[Role.READER]),
        lambda: look_at_link(ctx, dossier.tokens[Role.READER], ""),
    ):
        with pytest.raises(LinkRefused, match="terme"):
            refused()
    token = replace_link(ctx, manager, Role.READER)
    assert look_at_link(ctx, token, "").role is Role.READER
    with pytest.raises(LinkRefused):
        identify(ctx, inside.dossier_id, cookie=inside.cookie)


def test_a_link_for_voting_is_made_when_there_is_a_vote(ctx: Context, door: Door) -> None:
    """There is none at first; the one that is made lets vote and read, not write."""
    manager = door.identity(Role.FACILITATOR)
    assert next(k.created_at for k in list_links(ctx, manager) if k.role is Role.VOTER) == ""
    token = create_link(ctx, manager, Role.VOTER)
    with pytest.raises(InvalidInput, match="existe déjà"):  # from a page that was left open
        create_link(ctx, manager, Role.VOTER)
    assert look_at_link(ctx, token, "").role is Role.VOTER
    voter = identify(ctx, manager.dossier_id, bearer=token)
    assert not allows(voter.role, Ability.EDIT)
    assert allows(voter.role, Ability.VOTE)


def test_an_end_can_be_taken_back(ctx: Context, door: Door) -> None:
    """None means that the link never ends."""
    manager = door.identity(Role.FACILITATOR)
    set_expiry(ctx, manager, Role.EDITOR, now() + timedelta(hours=1))
    ends = {link.role: link.expires_at is not None for link in list_links(ctx, manager)}
    assert [role for role, ends_some_day in ends.items() if ends_some_day] == [Role.EDITOR]
    set_expiry(ctx, manager, Role.EDITOR, None)
    assert all(link.expires_at is None for link in list_links(ctx, manager))


def test_an_end_in_the_past_or_on_the_animation_is_refused(ctx: Context, door: Door) -> None:
    """Both would surprise: the first is a slip, the second loses the dossier."""
    manager = door.identity(Role.FACILITATOR)
    with pytest.raises(InvalidInput, match="à venir"):
        set_expiry(ctx, manager, Role.READER, now() - timedelta(seconds=1))
    with pytest.raises(InvalidInput, match="animation"):
        set_expiry(ctx, manager, Role.FACILITATOR, now() + timedelta(days=1))
    revoke_link(ctx, manager, Role.READER)
    with pytest.raises(NotFound):
        set_expiry(ctx, manager, Role.READER, now() + timedelta(days=1))


def test_a_renamed_dossier_says_its_new_name(ctx: Context, door: Door) -> None:
    """The title is cleaned as at creation."""
    manager = door.identity(Role.FACILITATOR)
    rename_dossier(ctx, manager, title=" Toits\n solidaires ", territory="Lisieux", use_case="")
    assert read_dossier(ctx, manager).title == "Toits solidaires"


def test_the_day_of_the_workshop_is_the_one_said_else_that_of_the_creation(
    ctx: Context, door: Door
) -> None:
    """What is no day is refused with what to write, and changes nothing."""
    manager = door.identity(Role.FACILITATOR)
    names = {"title": "Toits", "territory": "Lisieux", "use_case": ""}
    created = read_dossier(ctx, manager).created_at[:10]
    assert read_dossier(ctx, manager).workshop_day == created
    rename_dossier(ctx, manager, **names, workshop_on="1/2/2027")
    with pytest.raises(InvalidInput, match=r"31/02/2027.*JJ/MM/AAAA"):
        rename_dossier(ctx, manager, **names, workshop_on="31/02/2027")
    assert read_dossier(ctx, manager).workshop_day == "2027-02-01"
    rename_dossier(ctx, manager, **names)
    assert read_dossier(ctx, manager).workshop_day == created


def test_a_deleted_dossier_is_gone_for_everyone(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Links, people and canvases go with it, and the rooms are told."""
    ear, manager, inside = Ear(ctx), door.identity(Role.FACILITATOR), door.enter(Role.EDITOR)
    delete_dossier(ctx, manager)
    assert f"@links/{dossier.dossier_id}" in ear.heard
    assert my_dossiers(ctx, inside.cookie) == ()
    for refused in (
        lambda: identify(ctx, dossier.dossier_id, cookie=inside.cookie),
        lambda: read_dossier(ctx, manager),
        lambda: delete_dossier(ctx, manager),
        lambda: replace_link(ctx, manager, Role.EDITOR),
    ):
        with pytest.raises(NotFound):
            refused()
