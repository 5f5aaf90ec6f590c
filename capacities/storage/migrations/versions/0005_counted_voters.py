"""Who counts in a ballot: tables confirmed (those there are), participants set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ballots", sa.Column("disclosed", sa.Integer, nullable=False, server_default="0"))
    op.add_column(
        "ballot_tables", sa.Column("confirmed", sa.Integer, nullable=False, server_default="1")
    )
    op.create_table(
        "ballot_asides",
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("participant", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "participant", name="pk_ballot_asides"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["ballots.document_id"],
            name="fk_ballot_asides_document_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("ballot_asides")
    op.drop_column("ballot_tables", "confirmed")
    op.drop_column("ballots", "disclosed")
