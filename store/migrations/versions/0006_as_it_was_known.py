"""When each word was recorded, the consultation as boards were shown of it, and mail merges of the chaser list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT_OF = {"extensions": "at", "chasers": "made_at", "drafts": "made_at"}
"""The moment that a row speaks of: of what was recorded before, when that was is not known."""


def upgrade() -> None:
    """Forward."""
    for name, moment in _MOMENT_OF.items():
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
        op.execute(f"UPDATE {name} SET recorded_at = {moment}")  # noqa: S608 # nosec B608
        with op.batch_alter_table(name) as table:
            table.alter_column("recorded_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("drafts") as table:
        table.add_column(sa.Column("end_recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE drafts SET end_recorded_at = ended_at")
    with op.batch_alter_table("sent_mails") as table:
        table.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "exercises",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
    )
    op.create_index(op.f("ix_exercises_consultation"), "exercises", ["consultation"], unique=False)
    op.create_table(
        "chaser_lists",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chaser_lists")),
    )
    op.create_index(op.f("ix_chaser_lists_consultation"), "chaser_lists", ["consultation"], unique=False)


def downgrade() -> None:
    """Back. Chaser lists, and how the consultation was at earlier moments, are lost."""
    for name in ("chaser_lists", "exercises"):
        op.drop_index(op.f(f"ix_{name}_consultation"), table_name=name)
        op.drop_table(name)
    with op.batch_alter_table("sent_mails") as table:
        table.drop_column("merged_at")
    with op.batch_alter_table("drafts") as table:
        table.drop_column("end_recorded_at")
    for name in _MOMENT_OF:
        with op.batch_alter_table(name) as table:
            table.drop_column("recorded_at")
