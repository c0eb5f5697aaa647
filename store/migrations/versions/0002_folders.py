"""What each folder of the mailbox held when it was last looked at, so that the ledger can be balanced against it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "folders",
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("on_server", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consultation", "folder", name=op.f("pk_folders")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("folders")
