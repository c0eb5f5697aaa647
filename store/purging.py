"""Taking personal data out of the database, so that no byte of it stays in its files."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Table, Text, delete, func, inspect, select, type_coerce, update

from ingest.message import ArchiveId
from store.errors import StoreError
from store.likenesses import forget_likeness
from store.metadata import metadata
from store.protection import Act, mark_removed
from store.redaction import REDACTED, redact_analysis, redact_correction, strike
from store.refusals import refusals
from store.search import forget_all, forget_mail
from store.search_index import rewrite
from store.tables import (
    analyses,
    chaser_lists,
    corrections,
    drafts,
    exercises,
    failures,
    list_changes,
    list_proposals,
    mails,
    runs,
    sent_mails,
    verdicts,
)
from store.unit_of_work import Store

KEPT = ("runs", "protections")
"""The tables that a purge leaves: of the runs their days and counts, and the record of what was done."""
_BLANK = {"message_id": "", "subject": "", "from_name": "", "from_address": "", "problems": []}


OF_THE_INDEX = ("search_texts",)
"""Rows that are known by their mail's number alone: the search index takes them out itself."""


def personal_tables() -> tuple[Table, ...]:
    """All others, in the order in which rows can be taken out of them."""
    return tuple(t for t in reversed(metadata.sorted_tables) if t.name not in (*KEPT, *OF_THE_INDEX))


def count_rows(connection: Connection, consultation: str) -> dict[str, int]:
    """How many rows each of them has of a consultation; none are left out."""
    counted = {t.name: select(func.count()).select_from(t).where(_of(t, consultation)) for t in personal_tables()}
    found = {name: connection.scalar(statement) or 0 for name, statement in counted.items()}
    return {name: number for name, number in sorted(found.items()) if number}


def purge_rows(connection: Connection, consultation: str) -> None:
    """Delete all rows of a consultation; what a run's error said may name somebody, and goes as well."""
    forget_all(connection, consultation)
    for table in personal_tables():
        connection.execute(delete(table).where(_of(table, consultation)))
    connection.execute(update(runs).where(runs.c.consultation == consultation).values(error=""))


def redact_mails(connection: Connection, consultation: str, wanted: Iterable[ArchiveId]) -> None:
    """Leave of mails what was counted: kind, lines, views. Words, names and subjects go; no run reads them again."""
    wanted = tuple(wanted)
    for mail in wanted:
        this = {"consultation": consultation, "archive_id": mail}
        forget_mail(connection, consultation, mail)
        forget_likeness(connection, consultation, mail)
        connection.execute(update(mails).filter_by(**this).values(_BLANK))
        connection.execute(update(failures).filter_by(**this).values(error=REDACTED))
        for row in connection.execute(select(analyses).filter_by(**this)).all():
            changed = update(analyses).where(analyses.c.id == row.id)
            connection.execute(changed.values(analysis=redact_analysis(row.analysis)))
        for row in connection.execute(select(corrections).filter_by(**this)).all():
            value = redact_correction(row.field, row.value)
            changed = update(corrections).where(corrections.c.id == row.id)
            connection.execute(changed.values(value=value, reason=REDACTED if row.reason else ""))
    mark_removed(connection, consultation, wanted, Act.REDACT)


def delete_mails(connection: Connection, consultation: str, wanted: Iterable[ArchiveId]) -> None:
    """Leave of mails that they came: nothing of them counts any more, and no run fetches or reads them again."""
    wanted = tuple(wanted)
    for mail in wanted:
        this = {"consultation": consultation, "archive_id": mail}
        forget_mail(connection, consultation, mail)
        forget_likeness(connection, consultation, mail)
        for table in (analyses, corrections, failures):
            connection.execute(delete(table).filter_by(**this))
        connection.execute(update(mails).filter_by(**this).values(_BLANK))
    mark_removed(connection, consultation, wanted, Act.DELETE)


def forget_address(connection: Connection, consultation: str, address: str) -> None:
    """Take an address out of drafts, sent mails, changes of the list, and what was made of other people's mails."""
    for table, blank in ((drafts, {"address": "", "subject": "", "place": ""}), (sent_mails, {"address": ""})):
        this = (table.c.consultation == consultation, func.lower(table.c.address) == address)
        connection.execute(update(table).where(*this).values(blank))
    for table in (list_proposals, verdicts):
        named = func.lower(table.c.proposal).contains(address, autoescape=True)
        connection.execute(delete(table).where(table.c.consultation == consultation, named))
    _strike(connection, consultation, address)
    _out_of_boards(connection, consultation, address)
    changes = select(list_changes).where(list_changes.c.consultation == consultation)
    for row in connection.execute(changes).all():
        before, after = (_without(line, address) for line in (row.before, row.after))
        if (before, after) != (row.before, row.after):
            changed = update(list_changes).where(list_changes.c.id == row.id)
            connection.execute(changed.values(before=before, after=after, reason=""))


def _out_of_boards(connection: Connection, consultation: str, address: str) -> None:
    """Out of the consultation as boards were shown of it, and of the chaser lists that were written."""
    for row in connection.execute(select(exercises).where(exercises.c.consultation == consultation)).all():
        lines = [_without(line, address) for line in row.content["stakeholders"]]
        if lines != row.content["stakeholders"]:
            changed = update(exercises).where(exercises.c.id == row.id)
            connection.execute(changed.values(content=row.content | {"stakeholders": lines}))
    for row in connection.execute(select(chaser_lists).where(chaser_lists.c.consultation == consultation)).all():
        offered = [[ref, "" if to.lower() == address else to] for ref, to in row.offered]
        if offered != row.offered:
            connection.execute(update(chaser_lists).where(chaser_lists.c.id == row.id).values(offered=offered))


def _strike(connection: Connection, consultation: str, address: str) -> None:
    """Out of what was made of other people's mails, such as the report that the address failed."""
    for table, column in ((analyses, "analysis"), (corrections, "value")):
        named = func.lower(type_coerce(table.c[column], Text)).contains(address, autoescape=True)
        for row in connection.execute(select(table).where(table.c.consultation == consultation, named)).all():
            changed = update(table).where(table.c.id == row.id)
            connection.execute(changed.values({column: strike(getattr(row, column), address)}))


def _without(line: dict[str, object] | None, address: str) -> dict[str, object] | None:
    """A line of the list without name and addresses, where it has this address."""
    others = line["other_emails"] if line else ()
    held = [line["email"], *others] if line and isinstance(others, (list, tuple)) else []
    if line is None or address not in [str(each).lower() for each in held]:
        return line
    return line | {"name": "", "email": "", "other_emails": []}


def _of(table: Table, consultation: str) -> ColumnElement[bool]:
    """The rows of a consultation."""
    found: ColumnElement[bool] = table.c.consultation == consultation
    return found


def scrub(store: Store) -> None:
    """Write the database's files anew, so that what was deleted is in none of them. Raises StoreError.

    SQLite keeps deleted rows in free pages and in its log until then, PostgreSQL in dead rows. Its own log and backups
    are the server's.
    """
    if store.engine.dialect.name == "postgresql":
        with refusals(), store.engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            for name in inspect(connection).get_table_names():
                connection.exec_driver_sql(f'VACUUM FULL "{name}"')
        return
    with store.writing() as connection:
        rewrite(connection)
    with refusals(), store.engine.execution_options(whole=True).connect() as connection:
        connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise StoreError(
            "the database's log could not be emptied while somebody reads it",
            "Stop soundings serve and the worker, then give the same command again",
        )
