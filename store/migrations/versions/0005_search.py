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
        "search_texts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("consultation", sa.String(length=120), nullable=False),
        sa.Column("archive_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_texts")),
        sa.ForeignKeyConstraint(
            ["consultation", "archive_id"],
            ["mails.consultation", "mails.archive_id"],
            name=op.f("fk_search_texts_consultation_archive_id_mails"),
        ),
    )
    op.create_index(
        op.f("ix_search_texts_consultation_archive_id"), "search_texts", ["consultation", "archive_id"], unique=False
    )
    for statement in _INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back. What was indexed can be made again."""
    op.execute("DROP TABLE search_index")
    op.drop_index(op.f("ix_search_texts_consultation_archive_id"), table_name="search_texts")
    op.drop_table("search_texts")
