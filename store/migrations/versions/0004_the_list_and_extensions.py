"""Changes of the list with people's verdicts, and extensions that give a reason and can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TAKEN_BACK = "1970-01-01"
"""What an extension that was taken back is to the older tables: a day that gives nobody more time."""


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("extensions") as table:
        table.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        table.alter_column("until_on", existing_type=sa.Date(), nullable=True)
    op.execute(f"UPDATE extensions SET until_on = NULL WHERE until_on = '{_TAKEN_BACK}'")  # noqa: S608 # nosec B608
    op.create_table(
        "list_changes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_changes")),
    )
    op.create_index(op.f("ix_list_changes_consultation_ref"), "list_changes", ["consultation", "ref"], unique=False)
    op.create_table(
        "list_proposals",
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("consultation", "number", name=op.f("pk_list_proposals")),
        sa.UniqueConstraint("consultation", "proposal", name=op.f("uq_list_proposals_consultation_proposal")),
    )
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
    )
    op.create_index(op.f("ix_verdicts_consultation"), "verdicts", ["consultation"], unique=False)


def downgrade() -> None:
    """Back. The changes of the list are lost."""
    op.drop_index(op.f("ix_verdicts_consultation"), table_name="verdicts")
    op.drop_table("verdicts")
    op.drop_table("list_proposals")
    op.drop_index(op.f("ix_list_changes_consultation_ref"), table_name="list_changes")
    op.drop_table("list_changes")
    op.execute(f"UPDATE extensions SET until_on = '{_TAKEN_BACK}' WHERE until_on IS NULL")  # noqa: S608 # nosec B608
    with op.batch_alter_table("extensions") as table:
        table.alter_column("until_on", existing_type=sa.Date(), nullable=False)
        table.drop_column("reason")
