"""The ballots: gommettes placed on the cards of a canvas, tables that vote together."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "ballots",
        sa.Column("document_id", sa.String(120), _in("documents.id"), primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("dots", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("secret", sa.Integer, nullable=False),
        sa.Column("revealed", sa.Integer, nullable=False),
        sa.Column("stacking", sa.Integer, nullable=False),
    )
    op.create_table(
        "ballot_dots",
        sa.Column("document_id", sa.String(120), _in("ballots.document_id"), primary_key=True),
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("card_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "ballot_acts",
        sa.Column("document_id", sa.String(120), _in("ballots.document_id"), primary_key=True),
        sa.Column("version", sa.BigInteger, primary_key=True),
        sa.Column("participant", sa.String(32), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.UniqueConstraint("document_id", "participant", "act"),
    )
    op.create_table(
        "ballot_tables",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document_id", sa.String(120), _in("ballots.document_id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("voters", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.UniqueConstraint("document_id", "name"),
    )


def _in(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def downgrade() -> None:
    for name in ("ballot_tables", "ballot_acts", "ballot_dots", "ballots"):
        op.drop_table(name)
