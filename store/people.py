"""What people decide: corrections, extensions and chasers. Rows are only ever added."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from config.consultation import Ref
from store.errors import StoreError
from store.fields import check_correction
from store.insert import insert_once
from store.rows import Chaser, Correction, Extension, Revision
from store.tables import analyses, chasers, corrections, extensions, mails


def record_correction(connection: Connection, consultation: str, correction: Correction) -> None:
    """Append a person's word. Raises StoreError for an unknown mail or field, or a value of another form."""
    check_correction(correction.field, correction.value)
    known = connection.scalar(
        select(mails.c.archive_id).filter_by(consultation=consultation, archive_id=correction.archive_id)
    )
    if known is None:
        raise StoreError(
            f"there is no mail {correction.archive_id[:12]} in {consultation}", "See the list of mails for its id"
        )
    connection.execute(
        insert(corrections).values(
            consultation=consultation,
            archive_id=correction.archive_id,
            field=correction.field,
            value=correction.value,
            by=correction.by,
            reason=correction.reason,
            at=correction.at,
            rules_version=correction.rules_version,
        )
    )


def record_if_unchanged(connection: Connection, consultation: str, seen: Revision, made: Sequence[Correction]) -> bool:
    """Append words on one mail unless there is a newer word or analysis of it than was seen; whether they were.

    Holds the mail's row, so that of two people who decide at once the second is told (PostgreSQL; on SQLite writers
    wait in turn anyhow).
    """
    mail = made[0].archive_id
    this = {"consultation": consultation, "archive_id": mail}
    connection.execute(select(mails.c.archive_id).filter_by(**this).with_for_update())
    words = connection.scalar(select(func.count()).select_from(corrections).filter_by(**this))
    version = select(analyses.c.rules_version).filter_by(**this).order_by(analyses.c.id.desc()).limit(1)
    if seen != Revision(connection.scalar(version) or "", words or 0):
        return False
    for correction in made:
        record_correction(connection, consultation, correction)
    return True


def record_extension(connection: Connection, consultation: str, extension: Extension) -> None:
    """Append more time for a line, or that it is taken back; the last one recorded counts."""
    connection.execute(
        insert(extensions).values(
            consultation=consultation,
            ref=extension.ref,
            until_on=extension.until_on,
            by=extension.by,
            at=extension.at,
            reason=extension.reason,
        )
    )


def load_extensions(
    connection: Connection, consultation: str, known_at: datetime | None = None
) -> tuple[Extension, ...]:
    """Every extension granted up to `known_at`, in the order of recording."""
    statement = select(extensions).where(extensions.c.consultation == consultation).order_by(extensions.c.id)
    if known_at is not None:
        statement = statement.where(extensions.c.at <= known_at)
    rows = connection.execute(statement)
    return tuple(Extension(Ref(row.ref), row.until_on, row.by, row.at, row.reason) for row in rows)


def record_chasers(connection: Connection, consultation: str, made: Iterable[Chaser]) -> int:
    """Append reminders, one a line and run; how many were new."""
    return sum(
        insert_once(
            connection,
            chasers,
            {"consultation": consultation, "ref": c.ref, "made_at": c.made_at, "run": c.run},
        )
        for c in made
    )


def load_chasers(connection: Connection, consultation: str) -> tuple[Chaser, ...]:
    """Every reminder made, oldest first."""
    rows = connection.execute(
        select(chasers).where(chasers.c.consultation == consultation).order_by(chasers.c.made_at, chasers.c.id)
    )
    return tuple(Chaser(Ref(row.ref), row.made_at, row.run) for row in rows)
