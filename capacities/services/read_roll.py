"""Who has voted, for whoever facilitates: from which devices, for which tables, never where."""

from __future__ import annotations

from sqlalchemy import Connection

from capacities.domain.access import Ability
from capacities.domain.ballot import Voter, participant_key
from capacities.domain.ballot_view import Device, Roll, call_roll
from capacities.services.ballot_box import BallotBox
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import ballots


def read_roll(ctx: Context, identity: Identity, canvas_key: str) -> Roll:
    """Return who voted. Raises NotFound when the canvas has no ballot.

    Gommettes hold no name: the participants are matched, each time, with the browsers and the
    links that are in the dossier now. Who left is a device without a name.
    """
    require(identity, Ability.MANAGE)
    box = BallotBox(ctx, identity, canvas_key)
    with ctx.db.read() as conn:
        counted = box.count(conn)
        devices = _devices(conn, box.document_id, identity.dossier_id)
    return call_roll(counted, devices)


def _devices(conn: Connection, document_id: str, dossier_id: str) -> dict[str, Device]:
    browsers = {
        participant_key(document_id, Voter.PERSON, row.browser): Device(
            row.pseudonym, row.role, row.joined_at
        )
        for row in ballots.comers(conn, dossier_id)
    }
    programs = {
        participant_key(document_id, Voter.PROGRAM, link_id): Device("Programme", role, None)
        for link_id, role in ballots.programs(conn, dossier_id).items()
    }
    return programs | browsers
