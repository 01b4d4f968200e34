"""Entries by their subject, but those of statements and sightings; versions no longer by their article.

``statements_id`` and ``versions_url`` have the same ids and addresses, and nothing looks up versions by
their article. All of these are put into another place of an index each time, and in a large ledger that
is most of what an append costs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the one index anew, of fewer entries, and drop the other."""
    unlisted = sa.text("kind != 'statement' AND kind != 'sighting'")
    op.drop_index("entries_subject", "entries")
    op.create_index(
        "entries_subject", "entries", ["subject"], sqlite_where=unlisted, postgresql_where=unlisted
    )
    op.drop_index("versions_document", "versions")


def downgrade() -> None:
    """A ledger is not made older."""
    raise NotImplementedError("a ledger is not made older")
