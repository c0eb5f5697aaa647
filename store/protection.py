"""What was done for data protection: the record of it, and the mails that were taken out by it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select

from ingest.message import ArchiveId
from store.errors import StoreError
from store.insert import insert_once
from store.tables import protections, removals


class Act(StrEnum):
    """A consultation was purged; what is held of one person was exported, made anonymous or deleted."""

    PURGE = "purge"
    EXPORT = "export"
    REDACT = "redact"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Protection:
    """That something was done: `subject` is the SHA-256 of the person's address, `counts` numbers alone."""

    what: Act
    subject: str
    by: str
    reason: str
    at: datetime
    counts: dict[str, Any]


def subject_of(address: str) -> str:
    """By what a person is known in the record, so that it names nobody and can be found by who knows the address."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def record(connection: Connection, consultation: str, done: Protection) -> None:
    """Append what was done."""
    values = {
        "what": str(done.what),
        "subject": done.subject,
        "by": done.by,
        "reason": done.reason,
        "at": done.at,
        "counts": done.counts,
    }
    connection.execute(insert(protections).values(consultation=consultation, **values))


def load_protections(connection: Connection, consultation: str) -> tuple[Protection, ...]:
    """Everything that was done, in order."""
    this = protections.c.consultation == consultation
    rows = connection.execute(select(protections).where(this).order_by(protections.c.id))
    return tuple(Protection(Act(r.what), r.subject, r.by, r.reason, r.at, r.counts) for r in rows)


def find_purge(connection: Connection, consultation: str) -> Protection | None:
    """The record of a consultation's purge; None where it has not been purged."""
    return next((p for p in load_protections(connection, consultation) if p.what is Act.PURGE), None)


def refuse_purged(connection: Connection, consultation: str) -> None:
    """Raises StoreError where the consultation has been purged: its board would say that nobody replied."""
    purge = find_purge(connection, consultation)
    if purge:
        raise StoreError(
            f"{consultation} was purged on {purge.at:%Y-%m-%d}: its mails, texts and names are gone",
            "soundings purge --dry-run shows the counts that were kept",
        )


def mark_removed(connection: Connection, consultation: str, mails: Iterable[ArchiveId], what: Act) -> None:
    """Note that these mails were taken out and are not to come back; a later deletion outdoes a redaction."""
    for mail in mails:
        key = {"consultation": consultation, "archive_id": mail}
        if not insert_once(connection, removals, key | {"what": str(what)}) and what is Act.DELETE:
            connection.execute(removals.update().filter_by(**key).values(what=str(what)))


def removed(connection: Connection, consultation: str) -> frozenset[ArchiveId]:
    """The mails that were taken out: they are neither archived nor read again."""
    rows = connection.scalars(select(removals.c.archive_id).where(removals.c.consultation == consultation))
    return frozenset(ArchiveId(row) for row in rows)
