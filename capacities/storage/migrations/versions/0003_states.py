"""The state vector of each snapshot: a room opens without decoding it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("state", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("snapshots", "state")
