"""The images put behind maps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    of_document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "backgrounds",
        sa.Column("document_id", sa.String(120), of_document, primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("media_type", sa.String(16), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("unnamed_since", sa.String(32)),
    )


def downgrade() -> None:
    op.drop_table("backgrounds")
