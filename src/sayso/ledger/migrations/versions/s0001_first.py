"""The schema of the first release.

Written out in full and never changed again: what ``tables.py`` says later is not what a ledger of
this release has.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NO_CHANGE = "the ledger only appends"


def upgrade() -> None:
    """Make the tables of an empty ledger."""
    _kept()
    _derived()
    op.create_table(
        "decisions",
        sa.Column("position", _place(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("other", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("decisions_target", "decisions", ["target"])
    op.create_table(
        "failures",
        sa.Column("position", _place(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
    )
    op.create_index("failures_source", "failures", ["source"])
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgres()


def _place() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _plain() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _kept() -> None:
    op.create_table(
        "entries",
        sa.Column("position", _place(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("entries_subject", "entries", ["subject"])
    op.create_table(
        "blobs",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    head = op.create_table(
        "head",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", _place(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
    op.bulk_insert(head, [{"one": 1, "position": 0, "digest": bytes(32)}])


def _derived() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("position", _place(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("content", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("url", "path", "title", "publisher", "published")),
        sa.Column("reading", _place()),
    )
    op.create_table(
        "versions",
        sa.Column("position", _place(), primary_key=True, autoincrement=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
    )
    op.create_index("versions_url", "versions", ["url", "position"])
    op.create_index("versions_document", "versions", ["document"])
    op.create_table(
        "statements",
        sa.Column("position", _place(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("reading", _place(), nullable=False),
        sa.Column("speaker", _plain()),
        sa.Column("publisher", _plain()),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("first_day", _plain()),
        sa.Column("last_day", _plain()),
        sa.Column("sorted", _plain(), nullable=False),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("current", "retracted", "decided")),
    )
    op.create_index("statements_id", "statements", ["id"])
    op.create_index("statements_document", "statements", ["document", "position"])
    op.create_index("statements_speaker", "statements", ["speaker", "sorted", "position"])
    op.create_index("statements_publisher", "statements", ["publisher", "sorted", "position"])
    op.create_table(
        "speakers",
        sa.Column("key", _plain(), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    op.create_table(
        "roles",
        *(sa.Column(name, _plain(), primary_key=True) for name in ("speaker", "role", "publisher")),
    )


def _sqlite() -> None:
    # the terms alone: what they come from stands in the entries
    op.execute(
        "CREATE VIRTUAL TABLE words USING fts5(terms, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    for table in ("entries", "blobs"):
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_NO_CHANGE}'); END"
            )


def _postgres() -> None:
    op.create_table(
        "words",
        sa.Column("statement", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("terms", TSVECTOR, nullable=False),
    )
    op.create_index("words_terms", "words", ["terms"], postgresql_using="gin")
    op.execute(
        "CREATE FUNCTION sayso_only_appends() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_NO_CHANGE}'; END $$"
    )
    for table in ("entries", "blobs"):
        op.execute(
            f"CREATE TRIGGER {table}_only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_only_appends()"
        )


def downgrade() -> None:
    """There is nothing before the first release."""
    raise NotImplementedError("a ledger is not made older")
