"""A vote whose base is put back as it was, under the server that goes on."""

from __future__ import annotations

from pathlib import Path

from capacities.domain.settings import Settings
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.read_ballot import read_ballot
from tests.ballots import DATA, KEY, open_vote, place, somebody, write_ideas
from tests.storage.test_base_file import aged


def test_a_base_put_back_is_counted_from_its_own_rows(tmp_path: Path) -> None:
    """Votes are numbered anew from there: what was counted under these numbers is of no vote."""
    path, copy = tmp_path / "base.db", tmp_path / "copie.db"
    settings = Settings(database_url=f"sqlite:///{path}")
    ctx = open_context(settings, DATA)
    dossier = create_dossier(
        ctx, title="Toits", territory="Lisieux", use_case="Cadastre"
    ).dossier_id
    write_ideas(ctx, dossier)
    open_vote(ctx, dossier)
    with ctx.db.sqlite_driver() as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    for _ in range(3):
        place(ctx, somebody(dossier), "toit")
    path.rename(tmp_path / "ancienne.db")
    copy.rename(path)
    aged(path)
    assert ctx.db.may_take_up()
    ctx.db.take_up()
    for _ in range(3):
        place(ctx, ada := somebody(dossier), "port")
    place(ctx, ada, "lycee")
    afresh = open_context(settings, DATA)
    assert read_ballot(ctx, ada, KEY) == read_ballot(afresh, ada, KEY)
    assert read_ballot(ctx, ada, KEY).placed == 4
    afresh.close()
    ctx.close()
