"""Fewer and better indexes.

Entries by their subject, but those of statements and sightings: ``statements_id`` and ``versions_url``
have the same ids and addresses. Versions no longer by their article, which nothing looks up. All of these
are put into another place of an index each time, and in a large ledger that is most of what an append
costs. Statements by their speaker with whether they count, so that they can be counted by the index alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make two indexes anew, and drop one."""
    unlisted = sa.text("kind != 'statement' AND kind != 'sighting'")
    op.drop_index("entries_subject", "entries")
    op.create_index(
        "entries_subject", "entries", ["subject"], sqlite_where=unlisted, postgresql_where=unlisted
    )
    op.drop_index("versions_document", "versions")
    op.drop_index("statements_speaker", "statements")
    op.create_index("statements_speaker", "statements", ["speaker", "sorted", "position", "current"])


def downgrade() -> None:
    """A ledger is not made older."""
    raise NotImplementedError("a ledger is not made older")
