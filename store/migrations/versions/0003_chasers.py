"""Chasers: what was drafted, and what was seen in the Sent folder."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_in", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("ended", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kept_in IN ('folder', 'mailbox')", name=op.f("ck_drafts_kept_in")),
        sa.CheckConstraint("ended IN ('', 'removed', 'gone')", name=op.f("ck_drafts_ended")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("consultation", "message_id", name=op.f("uq_drafts_consultation_message_id")),
    )
    op.create_table(
        "sent_mails",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("draft", sa.String(length=255), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_mails")),
        sa.UniqueConstraint(
            "consultation", "message_id", "ref", name=op.f("uq_sent_mails_consultation_message_id_ref")
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("sent_mails")
    op.drop_table("drafts")
