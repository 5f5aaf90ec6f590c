"""Open a dossier for a territory, with its three share links. No account is needed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from capacities.domain.access import SHARED_ROLES, Role
from capacities.domain.titles import Dossier, clean_names
from capacities.domain.tokens import new_token
from capacities.services.context import Context
from capacities.storage import dossiers, links
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class CreatedDossier:
    """A dossier just opened; its tokens are shown now and never again."""

    dossier_id: str
    tokens: Mapping[Role, str] = field(repr=False)


def create_dossier(
    ctx: Context,
    *,
    title: str,
    territory: str,
    use_case: str,
    example: bool = False,
    address: str | None = None,
) -> CreatedDossier:
    """Create the dossier and one link for each shared role.

    ``address`` is the client's, None for whoever has the command line. Raises InvalidInput
    when the title or territory is missing, or a line too long; TooMany when the address has
    just created many.
    """
    dossier = Dossier(
        id=uuid.uuid4().hex,
        **clean_names(title, territory, use_case),
        example=example,
        created_at=now_iso(),
    )
    if address is not None:
        ctx.creations.record(address)
    tokens = {role: new_token() for role in SHARED_ROLES}
    with ctx.db.write() as conn:
        dossiers.insert_dossier(conn, dossier)
        for role, token in tokens.items():
            links.insert_link(conn, dossier.id, role, token, dossier.created_at)
    return CreatedDossier(dossier.id, MappingProxyType(tokens))
