"""The tables. ``documents`` + ``updates`` + ``snapshots`` are the log, the only bus.

Times are ISO 8601 UTC text written by the application, so that both databases agree.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(32), primary_key=True),  # uuid4 hex, an identifier and not a secret
    Column("title", Text, nullable=False),
    Column("territory", Text, nullable=False),
    Column("use_case", Text, nullable=False),
    Column("example", Integer, nullable=False, server_default="0"),  # 1: fictional example
    Column("created_at", String(32), nullable=False),
    Column("workshop_on", String(10)),  # ISO date; None: nobody said, the day of creation stands
)

links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("dossier_id", ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),  # SHA-256 hex, nothing else
    Column("created_at", String(32), nullable=False),
    Column("expires_at", String(32)),
    Column("revoked_at", String(32)),
    Column("sealed", LargeBinary),  # the token, under the server's key; None: kept by no one
    Index(None, "dossier_id"),
)

entry_codes = Table(
    "entry_codes",  # six signs that open a link for a day: useless without the server's key
    metadata,
    Column("code_hash", String(64), primary_key=True),  # HMAC-SHA256: so few signs can be guessed
    Column("link_id", ForeignKey("links.id", ondelete="CASCADE"), nullable=False),
    Column("canvas_key", String(80), nullable=False),  # where one arrives, "" where one begins
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", String(32), nullable=False),
    UniqueConstraint("link_id", "canvas_key"),
)

sessions = Table(
    "sessions",  # one value of a browser's cookie: the present one, or one that was replaced
    metadata,
    Column("id", String(32), primary_key=True),
    Column("cookie_hash", String(64), nullable=False, unique=True),
    Column("created_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("browser", String(32)),  # the session it began by, whose gommettes are its own too
    Column("successor", String(32)),  # the session by which it was replaced, None: it was not
    Column("replaced_at", String(32)),  # when the browser first showed the successor's value
    Index(None, "browser"),
    Index(None, "successor"),
)

deleted_dossiers = Table(
    "deleted_dossiers",  # on purpose: devices are told, and erase their copies
    metadata,
    Column("id", String(32), primary_key=True),
    Column("deleted_at", String(32), nullable=False),
)

memberships = Table(
    "memberships",  # a session in a dossier: its role is its link's, so revoking is enough
    metadata,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("dossier_id", ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True),
    Column("link_id", ForeignKey("links.id", ondelete="CASCADE"), nullable=False),
    Column("pseudonym", Text, nullable=False),
    Column("color", String(7), nullable=False),
    Column("joined_at", String(32), nullable=False),
    Index(None, "dossier_id"),
    Index(None, "link_id"),
)

documents = Table(
    "documents",  # one canvas; id = "{dossier_id}/{canvas_key}", the room's name
    metadata,
    Column("id", String(120), primary_key=True),
    Column("dossier_id", ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
    Column("canvas_key", String(80), nullable=False),
    Column("seq", BigInteger, nullable=False, server_default="0"),  # last update's number
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    UniqueConstraint("dossier_id", "canvas_key"),
)

updates = Table(
    "updates",  # append-only; rows that a snapshot covers are deleted with its writing
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),  # 1, 2, 3… without holes, in commit order
    Column("data", LargeBinary, nullable=False),
    Column("created_at", String(32), nullable=False),
    sqlite_with_rowid=False,  # the rows of a document side by side: they are deleted together
)

snapshots = Table(
    "snapshots",  # the newest one of each document: loading = snapshot + later updates
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # covers updates 1..seq
    Column("data", LargeBinary, nullable=False),
    Column("state", LargeBinary, key="summary"),  # of data: a room opens without reading data
    Column("created_at", String(32), nullable=False),
)

archives = Table(
    "archives",  # a snapshot a day, so that yesterday's state stays restorable
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("created_at", String(32), nullable=False),
)

backgrounds = Table(
    "backgrounds",  # images put behind a map; its document names the one that is shown
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(64), primary_key=True),  # SHA-256 hex of data
    Column("media_type", String(16), nullable=False),
    Column("width", Integer, nullable=False),  # pixels, as height
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("unnamed_since", String(32)),  # the purge found that its map shows it no more
)

sketches = Table(
    "sketches",  # what was drawn freely beside a canvas: each time that it was kept is a version
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),  # 1, 2, 3…; the oldest go first
    Column("author", Text, nullable=False),
    Column("sentence", Text, nullable=False),  # what it shows, in words
    Column("media_type", String(16), nullable=False),  # "" when there are words only
    Column("width", Integer, nullable=False),  # pixels, as height
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary),
    Column("created_at", String(32), nullable=False),
)

ballots = Table(
    "ballots",  # the gommettes of one canvas: what the facilitator chose
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("version", BigInteger, nullable=False),  # counts the changes: settings, gommettes
    Column("dots", Integer, nullable=False),  # of each voter
    Column("open", Integer, nullable=False),  # 0 or 1, as all those below
    Column("secret", Integer, nullable=False),
    Column("revealed", Integer, nullable=False),
    Column("stacking", Integer, nullable=False),
    Column("disclosed", Integer, nullable=False, server_default="0"),
    Column("round", Integer, nullable=False, server_default="1"),  # 1, 2, 3…: never the same twice
    Column("opened_at", String(32), nullable=False, server_default=""),  # of this round
    Column("question", Text, nullable=False, server_default=""),
)

# The rows below refer to ballots, not to documents: checking it never waits for the rooms.
ballot_dots = Table(
    "ballot_dots",  # every gommette placed; slots 0, 1, 2… of a participant, without holes
    metadata,
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), primary_key=True),
    Column("participant", String(32), primary_key=True),  # domain.ballot.participant_key
    Column("slot", Integer, primary_key=True),
    Column("card_id", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
)

ballot_acts = Table(
    "ballot_acts",  # the last clicks, by the version they made: trying one again does nothing
    metadata,
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("participant", String(32), nullable=False),
    Column("act", String(64), nullable=False),
    UniqueConstraint("document_id", "participant", "act"),
)

ballot_tables = Table(
    "ballot_tables",  # groups that vote by somebody's device; id is also a participant
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("voters", Integer, nullable=False),
    Column("owner", String(32), nullable=False),  # the participant who declared it
    Column("confirmed", Integer, nullable=False, server_default="1"),
    UniqueConstraint("document_id", "name"),
)

ballot_seats = Table(
    "ballot_seats",  # participants who came to vote in the present round, finished or not
    metadata,
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), primary_key=True),
    Column("participant", String(32), primary_key=True),
    Column("done", Integer, nullable=False),
)

ballot_rounds = Table(
    "ballot_rounds",  # the rounds that are over and kept: totals that were seen, and nobody's vote
    metadata,
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # 1, 2, 3… without holes
    Column("ended_at", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("voters", Integer, nullable=False),
    Column("placed", Integer, nullable=False),
    Column("results", Text, nullable=False),  # JSON: [[id, text, gommettes], …]
    Column("groups", Text, nullable=False, server_default="[]"),  # [[name, voters, [[id, n], …]]]
)

ballot_asides = Table(
    "ballot_asides",  # participants whose gommettes are kept and do not count
    metadata,
    Column("document_id", ForeignKey("ballots.document_id", ondelete="CASCADE"), primary_key=True),
    Column("participant", String(32), primary_key=True),
)
