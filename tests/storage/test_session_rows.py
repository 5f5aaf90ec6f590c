"""The sessions as stored, through the change of the tables."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from capacities.domain.access import Role
from capacities.domain.titles import Dossier
from capacities.storage import dossiers, links, sessions
from capacities.storage.database import MIGRATIONS, Database

NOW = "2026-11-28T10:00:00+00:00"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def test_who_was_inside_stays_inside_through_an_upgrade(database: Database) -> None:
    """Done, undone with what it had added, and done again: the browser and its dossier remain."""
    config, dossier = _config(), "d" * 32
    with database.write() as conn:
        row = Dossier(dossier, "Toits", "Lisieux", "", False, NOW)
        dossiers.insert_dossier(conn, row)
        link = links.insert_link(conn, dossier, Role.EDITOR, "jeton", NOW, lambda *_: None)
        session = sessions.insert_session(conn, "avant", NOW)
        sessions.put_membership(
            conn,
            session_id=session,
            dossier_id=dossier,
            link_id=link,
            pseudonym="Ada",
            color="#0b5d66",
            now=NOW,
        )
        known = sessions.find_session(conn, "avant")
        assert known is not None
        sessions.replace_cookie(conn, known, "après", NOW)
    with database.engine.begin() as conn:
        config.attributes["connection"] = conn
        command.downgrade(config, "0003")
        command.upgrade(config, "head")
    with database.read() as conn:
        assert sessions.find_session(conn, "avant") is None
        found = sessions.find_session(conn, "après")
        assert found is not None
        assert (found.id, found.browser, found.replaced) == (session, session, False)
        member = sessions.find_membership(conn, session, dossier)
        assert member is not None
        assert (member.pseudonym, member.link.role) == ("Ada", Role.EDITOR)
