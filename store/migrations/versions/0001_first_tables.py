"""The first tables: mails, ledger, cursors, analyses, corrections, extensions, chasers, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "chasers",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chasers")),
        sa.UniqueConstraint("consultation", "ref", "run", name=op.f("uq_chasers_consultation_ref_run")),
    )
    op.create_table(
        "cursors",
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consultation", "folder", name=op.f("pk_cursors")),
    )
    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index(op.f("ix_extensions_consultation_ref"), "extensions", ["consultation", "ref"], unique=False)
    op.create_table(
        "failures",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("version", sa.String(length=120), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
    )
    op.create_index(
        op.f("ix_failures_consultation_archive_id"), "failures", ["consultation", "archive_id"], unique=False
    )
    op.create_table(
        "mails",
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("from_name", sa.Text(), nullable=False),
        sa.Column("from_address", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("consultation", "archive_id", name=op.f("pk_mails")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('running', 'done', 'failed')", name=op.f("ck_runs_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.CheckConstraint("outcome IN ('stored', 'duplicate', 'quarantined')", name=op.f("ck_sightings_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint(
            "consultation",
            "folder",
            "uid_validity",
            "uid",
            name=op.f("uq_sightings_consultation_folder_uid_validity_uid"),
        ),
    )
    op.create_table(
        "analyses",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("rules_version", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation", "archive_id"],
            ["mails.consultation", "mails.archive_id"],
            name=op.f("fk_analyses_consultation_archive_id_mails"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analyses")),
        sa.UniqueConstraint(
            "consultation",
            "archive_id",
            "rules_version",
            name=op.f("uq_analyses_consultation_archive_id_rules_version"),
        ),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules_version", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation", "archive_id"],
            ["mails.consultation", "mails.archive_id"],
            name=op.f("fk_corrections_consultation_archive_id_mails"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(
        op.f("ix_corrections_consultation_archive_id"), "corrections", ["consultation", "archive_id"], unique=False
    )


def downgrade() -> None:
    """Back."""
    op.drop_index(op.f("ix_corrections_consultation_archive_id"), table_name="corrections")
    op.drop_table("corrections")
    op.drop_table("analyses")
    op.drop_table("sightings")
    op.drop_table("runs")
    op.drop_table("mails")
    op.drop_index(op.f("ix_failures_consultation_archive_id"), table_name="failures")
    op.drop_table("failures")
    op.drop_index(op.f("ix_extensions_consultation_ref"), table_name="extensions")
    op.drop_table("extensions")
    op.drop_table("cursors")
    op.drop_table("chasers")
