"""The rows of the gommettes: slots without holes, clicks remembered, all gone with the dossier."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, func, inspect, select
from sqlalchemy.exc import IntegrityError

from capacities.domain.ballot import BallotSettings, VotingTable
from capacities.storage import ballots
from capacities.storage.ballots import BallotRows
from capacities.storage.database import MIGRATIONS, Database
from capacities.storage.tables import (
    ballot_acts,
    ballot_asides,
    ballot_dots,
    ballot_tables,
    dossiers,
    metadata,
)
from capacities.storage.tables import ballots as ballots_table
from tests.interop.serving import ensure

FOUR = BallotSettings(dots=4, open=True)


@pytest.fixture
def canvas(database: Database) -> str:
    """A document whose ballot was begun."""
    dossier = uuid.uuid4().hex
    ensure(database, dossier, "vote")
    with ballots.write_ballot(database) as conn:
        row = BallotRows(conn, f"{dossier}/vote").lock(FOUR)
    assert row == ballots.BallotRow(FOUR, 0)
    return f"{dossier}/vote"


def test_what_a_participant_holds_is_replaced_slot_by_slot(database: Database, canvas: str) -> None:
    """Added, moved or taken away: slots stay 0, 1, 2…, and nobody else's gommette moves."""
    held: tuple[str, ...] = ()
    with ballots.write_ballot(database) as conn:
        BallotRows(conn, canvas).save_held("elle", (), ("a",))
        for after in ("abcd", "adc", "zd", "zd", "zqd", "", "e"):
            BallotRows(conn, canvas).save_held("moi", held, tuple(after))
            held = BallotRows(conn, canvas).held_by("moi")
            assert held == tuple(after)
        assert BallotRows(conn, canvas).tally().held == {"moi": {"e": 1}, "elle": {"a": 1}}


def test_a_slot_holds_one_gommette(database: Database, canvas: str) -> None:
    """The database itself refuses a second one, whatever the program does."""

    def fill_twice() -> None:
        with ballots.write_ballot(database) as conn:
            BallotRows(conn, canvas).save_held("moi", (), ("a",))
            BallotRows(conn, canvas).save_held("moi", (), ("b",))

    with pytest.raises(IntegrityError):
        fill_twice()
    with database.read() as conn:
        assert BallotRows(conn, canvas).held_by("moi") == ()


def test_the_settings_are_kept(database: Database, canvas: str) -> None:
    """Each one, and the version."""
    other = BallotSettings(
        *(7, False, False, True, False, True),
        round=3,
        opened_at="2026-11-29T10:00:00Z",
        question="Quels fils ?",
    )
    with ballots.write_ballot(database) as conn:
        BallotRows(conn, canvas).save_settings(other)
        BallotRows(conn, canvas).save_version(12)
    with database.read() as conn:
        assert BallotRows(conn, canvas).find() == ballots.BallotRow(other, 12)
        assert BallotRows(conn, "absent/vote").find() is None


def test_a_ballot_of_a_deleted_canvas_is_not_begun(database: Database) -> None:
    """There is none to lock."""
    with ballots.write_ballot(database) as conn:
        assert BallotRows(conn, "absent/vote").lock(FOUR) is None


def test_old_clicks_are_forgotten(
    database: Database, canvas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the last ones are remembered: clicking for ever fills nothing."""
    monkeypatch.setattr(ballots, "ACTS_REMEMBERED", 3)
    monkeypatch.setattr(ballots, "_FORGET_EVERY", 5)
    with ballots.write_ballot(database) as conn:
        for version in range(1, 9):
            BallotRows(conn, canvas).remember_acts("moi", {f"clic-{version}": version})
        BallotRows(conn, canvas).remember_acts("moi", {f"clic-{n}": n for n in (9, 10)})
        asked = [f"clic-{n}" for n in (7, 8, 10)]
        assert BallotRows(conn, canvas).acts_done("moi", asked) == {"clic-8", "clic-10"}
        assert not BallotRows(conn, canvas).acts_done("moi", [])
        assert not BallotRows(conn, canvas).acts_done("elle", ["clic-10"])
        assert conn.execute(select(func.count()).select_from(ballot_acts)).scalar_one() == 3


def test_tables_are_listed_as_one_reads_them(database: Database, canvas: str) -> None:
    """« Table 2 » before « Table 10 »; taking one away takes its gommettes and its clicks."""
    with ballots.write_ballot(database) as conn:
        for name in ("Table 10", "table 2", "Élus"):
            BallotRows(conn, canvas).save_table(VotingTable(f"id {name}", name, 3, "moi"))
        BallotRows(conn, canvas).save_table(VotingTable("id Élus", "Élus", 5, "moi", False))
        assert [(t.name, t.voters, t.confirmed) for t in BallotRows(conn, canvas).tables()] == [
            ("table 2", 3, True),
            ("Table 10", 3, True),
            ("Élus", 5, False),
        ]
        for who in ("id Élus", "moi"):
            BallotRows(conn, canvas).save_held(who, (), ("a",))
        BallotRows(conn, canvas).remember_acts("id Élus", {"clic": 1})
        BallotRows(conn, canvas).remove_table("id Élus")
        assert BallotRows(conn, canvas).tally().held == {"moi": {"a": 1}}
        assert not BallotRows(conn, canvas).acts_done("id Élus", ["clic"])
        assert len(BallotRows(conn, canvas).tables()) == 2


def test_who_is_set_aside_is_kept_apart_from_the_gommettes(database: Database, canvas: str) -> None:
    """Each participant once; taken back, or with the table taken away, nothing is left of it."""
    with ballots.write_ballot(database) as conn:
        BallotRows(conn, canvas).save_table(VotingTable("t", "Table 1", 3, "moi"))
        BallotRows(conn, canvas).save_held("moi", (), ("a",))
        BallotRows(conn, canvas).set_aside({"moi", "elle", "t"})
        BallotRows(conn, canvas).set_aside(set())
        assert BallotRows(conn, canvas).asides() == {"moi", "elle", "t"}
        BallotRows(conn, canvas).take_back({"elle", "absente"})
        BallotRows(conn, canvas).take_back(set())
        BallotRows(conn, canvas).remove_table("t")
        assert BallotRows(conn, canvas).asides() == {"moi"}
        assert BallotRows(conn, canvas).tally().held == {"moi": {"a": 1}}
        assert BallotRows(conn, "absent/vote").asides() == frozenset()


def test_a_ballot_from_before_counts_as_it_did(database: Database, canvas: str) -> None:
    """Tables declared before anybody confirmed them are confirmed; no totals were hidden. A vote
    that nobody touched waits to be opened, as those of other canvases; one whose totals were shown
    while it was open is closed: they would be told live."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    ensure(database, "d" * 32, "vote")
    ensure(database, "e" * 32, "vote")
    with database.engine.begin() as conn:
        BallotRows(conn, canvas).save_table(VotingTable("t", "Table 1", 3, "moi", confirmed=False))
        BallotRows(conn, f"{'d' * 32}/vote").lock(FOUR)
        BallotRows(conn, f"{'e' * 32}/vote").lock(replace(FOUR, revealed=True))
        config.attributes["connection"] = conn
        command.downgrade(config, "0003")
        command.upgrade(config, "head")
    with database.read() as conn:
        assert BallotRows(conn, canvas).tables() == (VotingTable("t", "Table 1", 3, "moi"),)
        kept = BallotRows(conn, canvas).find()
        assert kept is not None
        assert kept.settings == replace(FOUR, opened_at=kept.settings.opened_at)
        assert kept.settings.opened_at
        untouched = BallotRows(conn, f"{'d' * 32}/vote").find()
        assert untouched == ballots.BallotRow(BallotSettings(dots=4), 0)
        shown = BallotRows(conn, f"{'e' * 32}/vote").find()
        assert shown is not None
        assert (shown.settings.revealed, shown.settings.open) == (True, False)
        assert shown.settings.opened_at


def test_everything_leaves_with_the_dossier(database: Database, canvas: str) -> None:
    """Deleting a dossier leaves no gommette behind."""
    with ballots.write_ballot(database) as conn:
        BallotRows(conn, canvas).save_held("moi", (), ("a",))
        BallotRows(conn, canvas).remember_acts("moi", {"clic": 1})
        BallotRows(conn, canvas).save_table(VotingTable("t", "Table 1", 3, "moi"))
        BallotRows(conn, canvas).set_aside({"moi"})
    with database.write() as conn:
        conn.execute(delete(dossiers).where(dossiers.c.id == canvas.partition("/")[0]))
        for table in (ballots_table, ballot_dots, ballot_acts, ballot_tables, ballot_asides):
            assert conn.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_the_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    """Column by column; and the last one can be undone and done again."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as conn:
        config.attributes["connection"] = conn
        command.downgrade(config, "0001")
        assert "ballots" not in inspect(conn).get_table_names()
        command.upgrade(config, "head")
    with database.engine.begin() as conn:
        found = inspect(conn)
        for table in metadata.sorted_tables:
            made = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert made == {column.name: column.nullable for column in table.columns}
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
