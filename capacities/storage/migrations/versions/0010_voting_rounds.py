"""Rounds of a vote: who has finished, what is kept of those before; a vote waits to be opened."""

import sqlalchemy as sa
from alembic import op

from capacities.storage.old_ballots import settle_old_ballots

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    for column in (
        sa.Column("round", sa.Integer, nullable=False, server_default="1"),
        sa.Column("opened_at", sa.String(32), nullable=False, server_default=""),
        sa.Column("question", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("ballots", column)
    op.create_table(
        "ballot_seats",
        sa.Column("document_id", sa.String(120), _of_ballot(), primary_key=True),
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("done", sa.Integer, nullable=False),
    )
    op.create_table(
        "ballot_rounds",
        sa.Column("document_id", sa.String(120), _of_ballot(), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("ended_at", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("voters", sa.Integer, nullable=False),
        sa.Column("placed", sa.Integer, nullable=False),
        sa.Column("results", sa.Text, nullable=False),
        sa.Column("groups", sa.Text, nullable=False, server_default="[]"),
    )
    settle_old_ballots(op.get_bind())


def _of_ballot() -> sa.ForeignKey:
    return sa.ForeignKey("ballots.document_id", ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("ballot_rounds")
    op.drop_table("ballot_seats")
    for column in ("question", "opened_at", "round"):
        op.drop_column("ballots", column)
