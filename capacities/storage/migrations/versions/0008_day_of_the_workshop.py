"""The day of a dossier's workshop."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("workshop_on", sa.String(10)))


def downgrade() -> None:
    op.drop_column("dossiers", "workshop_on")
