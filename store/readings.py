"""What readings of mails came to, recorded some at a time: each transaction has all that belongs to its mails."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from sqlalchemy import Connection, func, select

from classify.analysis import Analysis
from classify.likeness import Likeness
from ingest.message import ArchiveId
from store import ledger
from store.likenesses import put_likeness
from store.protection import refuse_purged, removed
from store.records import find_mails, record_analysis
from store.rows import Failure, Mail
from store.search import Placed, put_words
from store.tables import analyses
from store.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class MailReading:
    """What one reading of a mail came to: an analysis, or the stage that could not go on and why.

    `texts` are what is to be found of it by its words, None where it was not read so far; `problems` and `likeness`
    likewise.
    """

    archive_id: ArchiveId
    problems: tuple[str, ...] | None = None
    texts: tuple[Placed, ...] | None = None
    analysis: Analysis | None = None
    stage: str = ""
    error: str = ""
    likeness: Likeness | None = None


def find_waiting(store: Store, consultation: str, version: str) -> tuple[Mail, ...]:
    """The mails that this version has neither analysed last nor failed to, oldest first; none that was taken out.

    Raises StoreError where the consultation was purged.
    """
    with store.reading() as connection:
        refuse_purged(connection, consultation)
        mails = find_mails(connection, consultation, "")
        done_with = ledger.failed_by(connection, consultation, version) | removed(connection, consultation)
        done_with |= _analysed_last_by(connection, consultation, version)
    return tuple(mail for mail in mails if mail.archive_id not in done_with)


def _analysed_last_by(connection: Connection, consultation: str, version: str) -> frozenset[ArchiveId]:
    """The mails whose newest analysis is of this version, or of this version once more ("...#2")."""
    newest = select(func.max(analyses.c.id)).where(analyses.c.consultation == consultation)
    rows = connection.execute(
        select(analyses.c.archive_id, analyses.c.rules_version).where(
            analyses.c.id.in_(newest.group_by(analyses.c.archive_id))
        )
    )
    return frozenset(ArchiveId(row.archive_id) for row in rows if row.rules_version.partition("#")[0] == version)


def record_readings(
    store: Store, consultation: str, readings: Iterable[tuple[Mail, MailReading]], version: str, at: datetime
) -> None:
    """Record some readings by a version of everything that an analysis depends on, in order: all of them or none."""
    with store.writing() as connection:
        for mail, reading in readings:
            if reading.problems is not None and reading.problems != mail.problems:
                ledger.set_problems(connection, consultation, mail.archive_id, reading.problems)
            if reading.texts is not None:
                put_words(connection, consultation, mail.archive_id, reading.texts)
            if reading.likeness is not None:
                put_likeness(connection, consultation, mail.archive_id, reading.likeness)
            if reading.analysis:
                _append(connection, consultation, reading.analysis, version, at)
            else:
                failure = Failure(mail.archive_id, reading.stage, reading.error, version, at)
                ledger.record_failure(connection, consultation, failure)


def _append(connection: Connection, consultation: str, analysis: Analysis, version: str, at: datetime) -> None:
    """Append an analysis; where a list was changed and changed back, the version is numbered to be new again."""
    names = (version if n == 1 else f"{version}#{n}" for n in count(1))
    while not record_analysis(connection, consultation, replace(analysis, rules_version=next(names)), at):
        pass
