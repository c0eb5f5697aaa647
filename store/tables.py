"""The tables, without behaviour. Facts of the machine and words of people are kept apart, and both only grow."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from store.columns import CleanText, JsonText, UtcDateTime, archive_id, consultation, of_mail, row_id
from store.metadata import metadata
from store.tables_made_anew import likenesses, search_mails, search_texts

MADE_ANEW = (search_mails, search_texts, likenesses)
"""What can be made again out of the archived mails; what is told of the others is told by nothing else."""

mails = Table(
    "mails",
    metadata,
    consultation(key=True),
    archive_id(key=True),
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
    row_id(),
    consultation(),
    Column("folder", CleanText, nullable=False),
    Column("uid_validity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    archive_id(),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("outcome", String(20), nullable=False),
    UniqueConstraint("consultation", "folder", "uid_validity", "uid"),
    # the last of these was never written: a mail that cannot be read is stored, and has a failure
    CheckConstraint("outcome IN ('stored', 'duplicate', 'quarantined')", name="outcome"),
)

cursors = Table(
    "cursors",
    metadata,
    consultation(key=True),
    Column("folder", String(500), primary_key=True),
    Column("uid_validity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

folders = Table(
    "folders",
    metadata,
    consultation(key=True),
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
    row_id(),
    consultation(),
    archive_id(),
    Column("rules_version", String(120), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("analysis", JsonText, nullable=False),
    of_mail(),
    UniqueConstraint("consultation", "archive_id", "rules_version"),
)

failures = Table(
    "failures",
    metadata,
    row_id(),
    consultation(),
    archive_id(),
    Column("stage", String(40), nullable=False),
    Column("error", CleanText, nullable=False),
    Column("version", String(120), nullable=False),
    Column("failed_at", UtcDateTime, nullable=False),
    Index(None, "consultation", "archive_id"),
)

corrections = Table(
    "corrections",
    metadata,
    row_id(),
    consultation(),
    archive_id(),
    Column("field", String(120), nullable=False),
    Column("value", JsonText, nullable=False),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("rules_version", String(120), nullable=False),
    of_mail(),
    Index(None, "consultation", "archive_id"),
)

extensions = Table(
    "extensions",
    metadata,
    row_id(),
    consultation(),
    Column("ref", String(200), nullable=False),
    Column("until_on", Date),
    Column("by", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Index(None, "consultation", "ref"),
)

list_changes = Table(
    "list_changes",
    metadata,
    row_id(),
    consultation(),
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
    consultation(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("proposal", String(400), nullable=False),
    UniqueConstraint("consultation", "proposal"),
)

verdicts = Table(
    "verdicts",
    metadata,
    row_id(),
    consultation(),
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
    row_id(),
    consultation(),
    Column("ref", String(200), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("run", CleanText, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("consultation", "ref", "run"),
)

drafts = Table(
    "drafts",
    metadata,
    row_id(),
    consultation(),
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
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("end_recorded_at", UtcDateTime),
    UniqueConstraint("consultation", "message_id"),
    CheckConstraint("kept_in IN ('folder', 'mailbox')", name="kept_in"),
    CheckConstraint("ended IN ('', 'removed', 'gone')", name="ended"),
)

sent_mails = Table(
    "sent_mails",
    metadata,
    row_id(),
    consultation(),
    Column("message_id", String(255), nullable=False),
    Column("ref", String(200), nullable=False),
    Column("address", CleanText, nullable=False),
    Column("draft", String(255), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("merged_at", UtcDateTime),
    UniqueConstraint("consultation", "message_id", "ref"),
)

chaser_lists = Table(
    "chaser_lists",
    metadata,
    row_id(),
    consultation(),
    Column("made_at", UtcDateTime, nullable=False),
    Column("offered", JsonText, nullable=False),
    Index(None, "consultation"),
)

exercises = Table(
    "exercises",
    metadata,
    row_id(),
    consultation(),
    Column("noted_at", UtcDateTime, nullable=False),
    Column("content", JsonText, nullable=False),
    Index(None, "consultation"),
)

runs = Table(
    "runs",
    metadata,
    row_id(),
    consultation(),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(20), nullable=False),
    Column("counts", JsonText, nullable=False),
    Column("error", CleanText, nullable=False),
    CheckConstraint("outcome IN ('running', 'done', 'failed')", name="outcome"),
)

protections = Table(
    "protections",
    metadata,
    row_id(),
    consultation(),
    Column("what", String(20), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("by", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("counts", JsonText, nullable=False),
    CheckConstraint("what IN ('purge', 'export', 'redact', 'delete')", name="what"),
)

removals = Table(
    "removals",
    metadata,
    consultation(key=True),
    archive_id(key=True),
    Column("what", String(20), nullable=False),
    CheckConstraint("what IN ('redact', 'delete')", name="what"),
)
