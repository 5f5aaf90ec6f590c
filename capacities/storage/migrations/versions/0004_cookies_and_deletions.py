"""A cookie is replaced at each gain of rights; deletions are remembered, for the devices.

``browser`` NULL is the session's own id, so that older backups still restore.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("browser", sa.String(32)))
    op.add_column("sessions", sa.Column("successor", sa.String(32)))
    op.add_column("sessions", sa.Column("replaced_at", sa.String(32)))
    op.create_index("ix_sessions_browser", "sessions", ["browser"])
    op.create_index("ix_sessions_successor", "sessions", ["successor"])
    op.create_table(
        "deleted_dossiers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("deleted_at", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("deleted_dossiers")
    op.execute("DELETE FROM sessions WHERE successor IS NOT NULL")
    op.drop_index("ix_sessions_successor", "sessions")
    op.drop_index("ix_sessions_browser", "sessions")
    for column in ("replaced_at", "successor", "browser"):
        op.drop_column("sessions", column)
