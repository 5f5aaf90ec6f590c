"""The first tables: dossiers and their links, browsers, and the log of the documents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("territory", sa.Text, nullable=False),
        sa.Column("use_case", sa.Text, nullable=False),
        sa.Column("example", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("dossier_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32)),
        sa.Column("revoked_at", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token_hash", name="uq_links_token_hash"),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name="fk_links_dossier_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_links_dossier_id", "links", ["dossier_id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("cookie_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("cookie_hash", name="uq_sessions_cookie_hash"),
    )
    _create_memberships()
    _create_log()


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("dossier_id", sa.String(32), nullable=False),
        sa.Column("link_id", sa.String(32), nullable=False),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.Column("color", sa.String(7), nullable=False),
        sa.Column("joined_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "dossier_id", name="pk_memberships"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_memberships_session_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name="fk_memberships_dossier_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["links.id"], name="fk_memberships_link_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_memberships_dossier_id", "memberships", ["dossier_id"])
    op.create_index("ix_memberships_link_id", "memberships", ["link_id"])


def _create_log() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("dossier_id", sa.String(32), nullable=False),
        sa.Column("canvas_key", sa.String(80), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("dossier_id", "canvas_key", name="uq_documents_dossier_id_canvas_key"),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name="fk_documents_dossier_id", ondelete="CASCADE"
        ),
    )
    for name, key in (
        ("updates", ("document_id", "seq")),
        ("snapshots", ("document_id",)),
        ("archives", ("document_id", "seq")),
    ):
        op.create_table(
            name,
            sa.Column("document_id", sa.String(120), nullable=False),
            sa.Column("seq", sa.BigInteger, nullable=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
            sa.Column("created_at", sa.String(32), nullable=False),
            sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
            sa.ForeignKeyConstraint(
                ["document_id"],
                ["documents.id"],
                name=f"fk_{name}_document_id",
                ondelete="CASCADE",
            ),
        )


def downgrade() -> None:
    for name in (
        "archives",
        "snapshots",
        "updates",
        "documents",
        "memberships",
        "sessions",
        "links",
        "dossiers",
    ):
        op.drop_table(name)
