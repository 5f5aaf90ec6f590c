"""What shows a link again (sealed), and the short codes that open one for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    of_link = sa.ForeignKey("links.id", ondelete="CASCADE")
    op.add_column("links", sa.Column("sealed", sa.LargeBinary))
    op.create_table(
        "entry_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("link_id", sa.String(32), of_link, nullable=False),
        sa.Column("canvas_key", sa.String(80), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("link_id", "canvas_key"),
    )


def downgrade() -> None:
    op.drop_table("entry_codes")
    op.drop_column("links", "sealed")
