"""The practice's folders of images."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the folders, and the images as they were fed."""
    op.create_table(
        "image_folder",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image_folder")),
    )
    op.create_table(
        "fed_image",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fed_image")),
    )
    op.create_index(op.f("ix_fed_image_folder"), "fed_image", ["folder"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("fed_image")
    op.drop_table("image_folder")
