"""The words of all mails, and the database's own index over them.

The tables begin empty: the next run reads every archived mail and fills them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "words, content = 'search_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "CREATE TABLE search_index (id INTEGER PRIMARY KEY REFERENCES search_texts ON DELETE CASCADE, "
        "vector TSVECTOR NOT NULL)",
        "CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)",
    ),
}


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "search_mails",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_mails")),
        sa.ForeignKeyConstraint(
            ["consultation", "archive_id"],
            ["mails.consultation", "mails.archive_id"],
            name=op.f("fk_search_mails_consultation_archive_id_mails"),
        ),
        sa.UniqueConstraint("consultation", "archive_id", name=op.f("uq_search_mails_consultation_archive_id")),
    )
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_texts")),
    )
    for statement in _INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back. What was indexed can be made again."""
    for table in ("search_index", "search_texts", "search_mails"):
        op.drop_table(table)
