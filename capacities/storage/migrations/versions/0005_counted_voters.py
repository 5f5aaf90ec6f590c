"""Who counts in a ballot: tables confirmed (those there are), participants set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("ballots", sa.Column("disclosed", sa.Integer, nullable=False, server_default="0"))
    op.add_column(
        "ballot_tables", sa.Column("confirmed", sa.Integer, nullable=False, server_default="1")
    )
    of_ballot = sa.ForeignKey("ballots.document_id", ondelete="CASCADE")
    op.create_table(
        "ballot_asides",
        sa.Column("document_id", sa.String(120), of_ballot, primary_key=True),
        sa.Column("participant", sa.String(32), primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("ballot_asides")
    op.drop_column("ballot_tables", "confirmed")
    op.drop_column("ballots", "disclosed")
