"""Rooms open without decoding (state vectors), and compact without rewriting the whole log.

In SQLite the rows of the log were stored in the order of their coming, those of all documents
mixed: deleting 500 of one document rewrote as many pages. They are now stored by document.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("state", sa.LargeBinary))
    _store_log(with_rowid=False)


def downgrade() -> None:
    _store_log(with_rowid=True)
    op.drop_column("snapshots", "state")


def _store_log(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    of_document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.rename_table("updates", "updates_before")
    op.create_table(
        "updates",
        sa.Column("document_id", sa.String(120), of_document, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sqlite_with_rowid=with_rowid,
    )
    op.execute("INSERT INTO updates SELECT document_id, seq, data, created_at FROM updates_before")
    op.drop_table("updates_before")
