"""The tables, without behaviour. Facts of the machine and words of people are kept apart, and both only grow."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from store.columns import CleanText, JsonText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _consultation(*, key: bool = False) -> Column[str]:
    return Column("consultation", String(120), primary_key=key, nullable=False)


def _archive_id(*, key: bool = False) -> Column[str]:
    return Column("archive_id", String(64), primary_key=key, nullable=False)


def _id() -> Column[int]:
    return Column("id", Integer, Identity(), primary_key=True)


def _of_mail() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["consultation", "archive_id"], ["mails.consultation", "mails.archive_id"])


mails = Table(
    "mails",
    metadata,
    _consultation(key=True),
    _archive_id(key=True),
    Column("message_id", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("from_name", CleanText, nullable=False),
    Column("from_address", CleanText, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("size", Integer, nullable=False),
    Column("problems", JsonText, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    _id(),
    _consultation(),
    Column("folder", CleanText, nullable=False),
    Column("uid_validity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    _archive_id(),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    UniqueConstraint("consultation", "folder", "uid_validity", "uid"),
    CheckConstraint("outcome IN ('stored', 'duplicate', 'quarantined')", name="outcome"),
)

cursors = Table(
    "cursors",
    metadata,
    _consultation(key=True),
    Column("folder", String(500), primary_key=True),
    Column("uid_validity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

folders = Table(
    "folders",
    metadata,
    _consultation(key=True),
    Column("folder", String(500), primary_key=True),
    Column("uid_validity", BigInteger, nullable=False),
    Column("on_server", Integer, nullable=False),
    Column("missing", JsonText, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

analyses = Table(
    "analyses",
    metadata,
    _id(),
    _consultation(),
    _archive_id(),
    Column("rules_version", String(120), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("analysis", JsonText, nullable=False),
    _of_mail(),
    UniqueConstraint("consultation", "archive_id", "rules_version"),
)

failures = Table(
    "failures",
    metadata,
    _id(),
    _consultation(),
    _archive_id(),
    Column("stage", String(40), nullable=False),
    Column("error", CleanText, nullable=False),
    Column("version", String(120), nullable=False),
    Column("failed_at", UtcDateTime, nullable=False),
    Index(None, "consultation", "archive_id"),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    _consultation(),
    _archive_id(),
    Column("field", String(120), nullable=False),
    Column("value", JsonText, nullable=False),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("rules_version", String(120), nullable=False),
    _of_mail(),
    Index(None, "consultation", "archive_id"),
)

search_mails = Table(
    "search_mails",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _consultation(),
    _archive_id(),
    _of_mail(),
    UniqueConstraint("consultation", "archive_id"),
)

search_texts = Table(
    "search_texts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("place", String(40), nullable=False),
    Column("words", CleanText, nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    _id(),
    _consultation(),
    Column("ref", String(200), nullable=False),
    Column("until_on", Date),
    Column("by", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", CleanText, nullable=False),
    Index(None, "consultation", "ref"),
)

list_changes = Table(
    "list_changes",
    metadata,
    _id(),
    _consultation(),
    Column("ref", String(200), nullable=False),
    Column("before", JsonText, nullable=False),
    Column("after", JsonText, nullable=False),
    Column("how", String(20), nullable=False),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "consultation", "ref"),
)

list_proposals = Table(
    "list_proposals",
    metadata,
    _consultation(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("proposal", String(400), nullable=False),
    UniqueConstraint("consultation", "proposal"),
)

verdicts = Table(
    "verdicts",
    metadata,
    _id(),
    _consultation(),
    Column("proposal", CleanText, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "consultation"),
)

chasers = Table(
    "chasers",
    metadata,
    _id(),
    _consultation(),
    Column("ref", String(200), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("run", CleanText, nullable=False),
    UniqueConstraint("consultation", "ref", "run"),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _consultation(),
    Column("message_id", String(255), nullable=False),
    Column("ref", String(200), nullable=False),
    Column("address", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("words", String(20), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("kept_in", String(20), nullable=False),
    Column("place", CleanText, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("ended", String(20), nullable=False),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("consultation", "message_id"),
    CheckConstraint("kept_in IN ('folder', 'mailbox')", name="kept_in"),
    CheckConstraint("ended IN ('', 'removed', 'gone')", name="ended"),
)

sent_mails = Table(
    "sent_mails",
    metadata,
    _id(),
    _consultation(),
    Column("message_id", String(255), nullable=False),
    Column("ref", String(200), nullable=False),
    Column("address", CleanText, nullable=False),
    Column("draft", String(255), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    UniqueConstraint("consultation", "message_id", "ref"),
)

runs = Table(
    "runs",
    metadata,
    _id(),
    _consultation(),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(20), nullable=False),
    Column("counts", JsonText, nullable=False),
    Column("error", CleanText, nullable=False),
    CheckConstraint("outcome IN ('running', 'done', 'failed')", name="outcome"),
)
