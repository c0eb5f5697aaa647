"""The ledger of what was seen, what became of it, and how far each folder has been read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, func, insert, or_, select, union, update

from ingest.message import ArchiveId
from store.insert import insert_all_once, insert_once
from store.protection import refuse_purged, removed
from store.rows import Balance, Cursor, Failure, FolderState, Mail, Outcome, Run
from store.tables import analyses, cursors, failures, folders, mails, runs, sightings

CUT_OFF = "It was cut off: the process or the machine ended."


def record_sighting(
    connection: Connection,
    consultation: str,
    cursor: Cursor,
    archive_id: ArchiveId,
    seen_at: datetime,
    outcome: Outcome,
) -> bool:
    """`cursor` says where: folder, UIDVALIDITY and, as `last_uid`, the mail's UID. False where it was known."""
    return insert_once(connection, sightings, _sighting_values(consultation, cursor, archive_id, seen_at, outcome))


def _sighting_values(
    consultation: str, cursor: Cursor, archive_id: ArchiveId, seen_at: datetime, outcome: Outcome
) -> dict[str, Any]:
    return {
        "consultation": consultation,
        "folder": cursor.folder,
        "uid_validity": cursor.uid_validity,
        "uid": cursor.last_uid,
        "archive_id": archive_id,
        "seen_at": seen_at,
        "outcome": str(outcome),
    }


def known_uids(connection: Connection, consultation: str, folder: str, uid_validity: int) -> frozenset[int]:
    """The UIDs of a folder that were already seen under this UIDVALIDITY."""
    rows = connection.scalars(
        select(sightings.c.uid).where(
            sightings.c.consultation == consultation,
            sightings.c.folder == folder,
            sightings.c.uid_validity == uid_validity,
        )
    )
    return frozenset(rows)


def find_cursor(connection: Connection, consultation: str, folder: str) -> Cursor | None:
    """How far a folder was read; None where it never was."""
    row = connection.execute(
        select(cursors).where(cursors.c.consultation == consultation, cursors.c.folder == folder)
    ).one_or_none()
    return None if row is None else Cursor(row.folder, row.uid_validity, row.last_uid)


def set_cursor(connection: Connection, consultation: str, cursor: Cursor, at: datetime) -> None:
    """Move a folder's cursor."""
    values = {"uid_validity": cursor.uid_validity, "last_uid": cursor.last_uid, "moved_at": at}
    key = {"consultation": consultation, "folder": cursor.folder}
    if not insert_once(connection, cursors, key | values):
        connection.execute(update(cursors).filter_by(**key).values(**values))


def record_mail(connection: Connection, consultation: str, mail: Mail) -> bool:
    """The first record of a mail stays; False where there is one."""
    return insert_once(connection, mails, _mail_values(consultation, mail))


def _mail_values(consultation: str, mail: Mail) -> dict[str, Any]:
    return {
        "consultation": consultation,
        "archive_id": mail.archive_id,
        "message_id": mail.message_id,
        "subject": mail.subject,
        "from_name": mail.from_name,
        "from_address": mail.from_address,
        "received_at": mail.received_at,
        "first_seen_at": mail.first_seen_at,
        "size": mail.size,
        "problems": list(mail.problems),
    }


def enter(connection: Connection, consultation: str, entries: Sequence[tuple[Cursor, Mail]]) -> int:
    """Each mail's row where it is new, its sighting, and the folders' cursors; how many were new."""
    if not entries:
        return 0
    new = insert_all_once(connection, mails, [_mail_values(consultation, mail) for _, mail in entries])
    fresh = {row.archive_id for row in new}
    seen = []
    for at, mail in entries:
        outcome = Outcome.STORED if mail.archive_id in fresh else Outcome.DUPLICATE
        fresh.discard(mail.archive_id)
        seen.append(_sighting_values(consultation, at, mail.archive_id, mail.first_seen_at, outcome))
    insert_all_once(connection, sightings, seen)
    last = {at.folder: (at, mail.first_seen_at) for at, mail in entries}
    for at, moment in last.values():
        set_cursor(connection, consultation, at, moment)
    return len(new)


def set_problems(connection: Connection, consultation: str, archive_id: ArchiveId, problems: Iterable[str]) -> None:
    """Keep with a mail what its last reading could not read or found odd."""
    this = (mails.c.consultation == consultation, mails.c.archive_id == archive_id)
    connection.execute(update(mails).where(*this).values(problems=list(problems)))


def record_failure(connection: Connection, consultation: str, failure: Failure) -> None:
    """Append what a stage could not do with a mail; the same failure of the same version is recorded once."""
    same = {
        "consultation": consultation,
        "archive_id": failure.archive_id,
        "stage": failure.stage,
        "error": failure.error,
        "version": failure.version,
    }
    if connection.execute(select(failures.c.id).filter_by(**same)).first() is None:
        connection.execute(insert(failures).values(**same, failed_at=failure.failed_at))


def failed_by(connection: Connection, consultation: str, version: str) -> frozenset[ArchiveId]:
    """The mails that a version could not understand, without those that the archive lacks: they may be put back."""
    rows = connection.scalars(
        select(failures.c.archive_id).where(
            failures.c.consultation == consultation, failures.c.version == version, failures.c.stage != "archive"
        )
    )
    return frozenset(ArchiveId(row) for row in rows)


_MOMENTS = {sightings: "seen_at", mails: "first_seen_at", analyses: "made_at", failures: "failed_at"}


def load_balance(connection: Connection, consultation: str, known_at: datetime | None = None) -> Balance:
    """Add up what was in the ledger by `known_at`.

    What the server had and did not hand over is known as the last look left it, and counts from then on.
    """
    by_then: dict[Table, list[ColumnElement[bool]]] = {
        table: [table.c.consultation == consultation, *([] if known_at is None else [table.c[moment] <= known_at])]
        for table, moment in _MOMENTS.items()
    }
    counted = connection.execute(
        select(sightings.c.outcome, func.count()).where(*by_then[sightings]).group_by(sightings.c.outcome)
    )
    outcomes: dict[str, int] = {row[0]: row[1] for row in counted}
    seen, kept, analysed, failed = (select(table.c.archive_id).where(*known) for table, known in by_then.items())
    states = (s for s in load_folders(connection, consultation) if known_at is None or s.changed_at <= known_at)
    everything = set(connection.scalars(union(seen, kept)))
    done = set(connection.scalars(analysed))
    broken = set(connection.scalars(failed)) - done
    return Balance(
        stored=outcomes.get(Outcome.STORED, 0),
        duplicate=outcomes.get(Outcome.DUPLICATE, 0),
        mails=connection.scalar(select(func.count()).select_from(mails).where(*by_then[mails])) or 0,
        analysed=len(done),
        failed=len(broken),
        waiting=len(everything - done - broken - removed(connection, consultation)),
        missing=sum(len(state.missing) for state in states),
    )


def set_folder(connection: Connection, consultation: str, state: FolderState) -> None:
    """Keep what a folder held when it was looked at, where that is something else than before."""
    key = {"consultation": consultation, "folder": state.folder}
    values = {
        "uid_validity": state.uid_validity,
        "on_server": state.on_server,
        "missing": list(state.missing),
        "gone": state.gone,
    }
    if not insert_once(connection, folders, key | values | {"changed_at": state.changed_at}):
        differs = or_(*(folders.c[column] != value for column, value in values.items()))
        changed = update(folders).filter_by(**key).where(differs)
        connection.execute(changed.values(**values, changed_at=state.changed_at))


def load_folders(connection: Connection, consultation: str) -> tuple[FolderState, ...]:
    """Every folder that was ever looked at, in order of name."""
    rows = connection.execute(select(folders).where(folders.c.consultation == consultation).order_by(folders.c.folder))
    return tuple(
        FolderState(r.folder, r.uid_validity, r.on_server, tuple(r.missing), r.gone, r.changed_at) for r in rows
    )


def start_run(connection: Connection, consultation: str, at: datetime) -> int:
    """Open a run; its number. One that was never closed was cut off, since only one is at work at a time.

    Raises StoreError where the consultation has been purged.
    """
    refuse_purged(connection, consultation)
    cut_off = update(runs).where(runs.c.consultation == consultation, runs.c.outcome == "running")
    connection.execute(cut_off.values(ended_at=at, outcome="failed", error=CUT_OFF))
    result = connection.execute(
        insert(runs).values(consultation=consultation, started_at=at, outcome="running", counts={}, error="")
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def end_run(connection: Connection, run: int, at: datetime, counts: dict[str, int], error: str = "") -> None:
    """Close a run: failed where there is an error, otherwise done."""
    outcome = "failed" if error else "done"
    connection.execute(
        update(runs).where(runs.c.id == run).values(ended_at=at, outcome=outcome, counts=counts, error=error)
    )


def find_last_run(connection: Connection, consultation: str, known_at: datetime | None = None) -> Run | None:
    """The run that began last by `known_at`, as it then was; None before the first."""
    return next(iter(load_runs(connection, consultation, 1, known_at)), None)


def find_last_good_run(connection: Connection, consultation: str) -> Run | None:
    """The last run that got through the mailbox; None where none has. Runs that read files are left out."""
    done = (runs.c.consultation == consultation, runs.c.outcome == "done")
    rows = connection.execute(select(runs).where(*done).order_by(runs.c.id.desc()))
    row = next((row for row in rows if row.counts.get("folders", 1)), None)
    return None if row is None else _run(row, None)


def load_runs(
    connection: Connection, consultation: str, most: int, known_at: datetime | None = None
) -> tuple[Run, ...]:
    """The last runs, the newest first, as they were at `known_at`."""
    statement = select(runs).where(runs.c.consultation == consultation)
    if known_at is not None:
        statement = statement.where(runs.c.started_at <= known_at)
    rows = connection.execute(statement.order_by(runs.c.id.desc()).limit(most))
    return tuple(_run(row, known_at) for row in rows)


def _run(row: Row[Any], known_at: datetime | None) -> Run:
    if known_at is not None and row.ended_at is not None and row.ended_at > known_at:
        return Run(row.id, row.started_at, None, "running", {}, "")
    return Run(row.id, row.started_at, row.ended_at, row.outcome, row.counts, row.error)
