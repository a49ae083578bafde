"""Charts, of which care summaries are made."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the entries of charts, and whose care summary is to be made."""
    op.create_table(
        "chart_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_chart_entry")),
    )
    op.create_index(op.f("ix_chart_entry_patient"), "chart_entry", ["patient"], unique=False)
    op.create_table(
        "summary_due",
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("patient", name=op.f("pk_summary_due")),
    )
    op.create_index(op.f("ix_summary_due_due_at"), "summary_due", ["due_at"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("summary_due")
    op.drop_table("chart_entry")
