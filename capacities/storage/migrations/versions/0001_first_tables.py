"""The first tables: dossiers and their links, browsers, and the log of the documents.

Keys are named by the convention of ``tables.metadata``, here and in every revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("territory", sa.Text, nullable=False),
        sa.Column("use_case", sa.Text, nullable=False),
        sa.Column("example", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("dossier_id", sa.String(32), _in("dossiers.id"), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32)),
        sa.Column("revoked_at", sa.String(32)),
    )
    op.create_index("ix_links_dossier_id", "links", ["dossier_id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("cookie_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "memberships",
        sa.Column("session_id", sa.String(32), _in("sessions.id"), primary_key=True),
        sa.Column("dossier_id", sa.String(32), _in("dossiers.id"), primary_key=True),
        sa.Column("link_id", sa.String(32), _in("links.id"), nullable=False),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.Column("color", sa.String(7), nullable=False),
        sa.Column("joined_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_memberships_dossier_id", "memberships", ["dossier_id"])
    op.create_index("ix_memberships_link_id", "memberships", ["link_id"])
    _create_log()


def _create_log() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("dossier_id", sa.String(32), _in("dossiers.id"), nullable=False),
        sa.Column("canvas_key", sa.String(80), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("dossier_id", "canvas_key"),
    )
    for name, one_each in (("updates", False), ("snapshots", True), ("archives", False)):
        op.create_table(
            name,
            sa.Column("document_id", sa.String(120), _in("documents.id"), primary_key=True),
            sa.Column("seq", sa.BigInteger, primary_key=not one_each, nullable=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
            sa.Column("created_at", sa.String(32), nullable=False),
        )


def _in(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def downgrade() -> None:
    log = ("archives", "snapshots", "updates", "documents")
    for name in (*log, "memberships", "sessions", "links", "dossiers"):
        op.drop_table(name)
