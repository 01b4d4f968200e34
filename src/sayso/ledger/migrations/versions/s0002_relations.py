"""How statements stand to one another, looked up by either and by kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; readings of before told no relations."""
    place = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "relations",
        sa.Column("position", place, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("a", sa.String(64), nullable=False),
        sa.Column("b", sa.String(64), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
    )
    op.create_index("relations_document", "relations", ["document"])
    op.create_index("relations_a", "relations", ["a"])
    op.create_index("relations_b", "relations", ["b"])
    op.create_index("relations_kind", "relations", ["kind", "confidence"])


def downgrade() -> None:
    """A ledger is not made older."""
    raise NotImplementedError("a ledger is not made older")
