"""Marks beside the words of full text, and the articles by their position.

The words themselves are put in afterwards, of the entries (``index.py``): they follow from these.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the marks; PostgreSQL has it, in the same vector as the words."""
    op.create_index("documents_position", "documents", ["position"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE words")
        op.execute(
            "CREATE VIRTUAL TABLE words USING "
            "fts5(terms, marks, content='', tokenize='unicode61 remove_diacritics 0')"
        )


def downgrade() -> None:
    """A ledger is not made older."""
    raise NotImplementedError("a ledger is not made older")
