"""Who may do what: one table, asked by every page, socket and route.

Source: house plan, « Roles → abilities ».
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What a share link gives, for one dossier."""

    FACILITATOR = "facilitator"
    EDITOR = "editor"
    VOTER = "voter"
    READER = "reader"


class Ability(StrEnum):
    """One thing a person may do in a dossier."""

    READ = "read"
    EDIT = "edit"
    VOTE = "vote"
    EXPORT = "export"
    MANAGE = "manage"
    """Share links, expiry, revocation, title, deletion of the dossier."""


ABILITIES: Final = MappingProxyType(
    {
        Role.FACILITATOR: frozenset(Ability),
        Role.EDITOR: frozenset({Ability.READ, Ability.EDIT, Ability.VOTE, Ability.EXPORT}),
        Role.VOTER: frozenset({Ability.READ, Ability.VOTE}),
        Role.READER: frozenset({Ability.READ, Ability.EXPORT}),
    }
)

LINK_TITLES: Final = {
    Role.FACILITATOR: "Lien d’animation",
    Role.EDITOR: "Lien d’édition",
    Role.VOTER: "Lien de vote",
    Role.READER: "Lien de lecture",
}
SHARED_ROLES: Final = (Role.FACILITATOR, Role.EDITOR, Role.READER)
"""The roles that get a link when a dossier is created: animation, édition, lecture."""
OFFERED_ROLES: Final = (Role.FACILITATOR, Role.EDITOR, Role.VOTER, Role.READER)
"""The roles that a dossier may have a link for; one for voting is made when there is a vote."""


def allows(role: Role | None, ability: Ability) -> bool:
    """Tell whether ``role`` (None: nobody) has ``ability``."""
    return role is not None and ability in ABILITIES[role]
