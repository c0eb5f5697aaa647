"""The tables that are made out of the archived mails and can be made again, without behaviour."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, UniqueConstraint

from store.columns import CleanText, archive_id, consultation, of_mail, row_id
from store.metadata import metadata

search_mails = Table(
    "search_mails",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    consultation(),
    archive_id(),
    of_mail(),
    UniqueConstraint("consultation", "archive_id"),
)

search_texts = Table(
    "search_texts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("place", String(40), nullable=False),
    Column("words", CleanText, nullable=False),
)

likenesses = Table(
    "likenesses",
    metadata,
    row_id(),
    consultation(),
    archive_id(),
    Column("made_by", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
    Column("words", CleanText, nullable=False),
    of_mail(),
    UniqueConstraint("consultation", "archive_id"),
)
