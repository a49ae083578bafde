"""What patients attach to messages, and what is shared for some time only."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of uploads, and when a record expires."""
    op.create_table(
        "upload",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("login", "digest", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_created_at"), "upload", ["created_at"], unique=False)
    op.add_column("record", sa.Column("expires_at", sa.BigInteger(), nullable=True))
    op.create_index(
        op.f("ix_record_expires_at"),
        "record",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_record_expires_at"), "record")
    op.drop_column("record", "expires_at")
    op.drop_table("upload")
