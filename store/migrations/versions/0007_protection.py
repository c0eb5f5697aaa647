"""What was done for data protection: a record of each act, and the mails that were taken out by one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "protections",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.CheckConstraint("what IN ('purge', 'export', 'redact', 'delete')", name=op.f("ck_protections_what")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protections")),
    )
    op.create_table(
        "removals",
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.CheckConstraint("what IN ('redact', 'delete')", name=op.f("ck_removals_what")),
        sa.PrimaryKeyConstraint("consultation", "archive_id", name=op.f("pk_removals")),
    )


def downgrade() -> None:
    """Back. That something was taken out is forgotten, and so is what was kept of it."""
    op.drop_table("removals")
    op.drop_table("protections")
