"""The translation memory: what engines wrote, and what people wrote in imported memories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "memory",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("served_on", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_memory")),
    )
    op.create_index("ix_memory_served_on", "memory", ["served_on"], unique=False)
    op.create_table(
        "kept_pairs",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", "language", name=op.f("pk_kept_pairs")),
    )
