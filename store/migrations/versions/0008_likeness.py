"""What is compared of each mail to find near-identical ones.

The table begins empty: the next run reads every archived mail and fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "likenesses",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likenesses")),
        sa.ForeignKeyConstraint(
            ["consultation", "archive_id"],
            ["mails.consultation", "mails.archive_id"],
            name=op.f("fk_likenesses_consultation_archive_id_mails"),
        ),
        sa.UniqueConstraint("consultation", "archive_id", name=op.f("uq_likenesses_consultation_archive_id")),
    )


def downgrade() -> None:
    """Back. What was compared can be made again."""
    op.drop_table("likenesses")
