"""The ballots: gommettes placed on the cards of a canvas, tables that vote together."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballots",
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("dots", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("secret", sa.Integer, nullable=False),
        sa.Column("revealed", sa.Integer, nullable=False),
        sa.Column("stacking", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_ballots"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_ballots_document_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "ballot_dots",
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("participant", sa.String(32), nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        sa.Column("card_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "participant", "slot", name="pk_ballot_dots"),
        _of_ballot("ballot_dots"),
    )
    op.create_table(
        "ballot_acts",
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("participant", sa.String(32), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "version", name="pk_ballot_acts"),
        sa.UniqueConstraint(
            "document_id",
            "participant",
            "act",
            name="uq_ballot_acts_document_id_participant_act",
        ),
        _of_ballot("ballot_acts"),
    )
    op.create_table(
        "ballot_tables",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("voters", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ballot_tables"),
        sa.UniqueConstraint("document_id", "name", name="uq_ballot_tables_document_id_name"),
        _of_ballot("ballot_tables"),
    )


def _of_ballot(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"],
        ["ballots.document_id"],
        name=f"fk_{table}_document_id",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    for name in ("ballot_tables", "ballot_acts", "ballot_dots", "ballots"):
        op.drop_table(name)
