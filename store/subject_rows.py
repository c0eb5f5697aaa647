"""Everything that the database holds of one person, as its rows have it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from config.consultation import Ref
from ingest.message import ArchiveId
from store.redaction import names
from store.tables import (
    analyses,
    chaser_lists,
    chasers,
    corrections,
    drafts,
    exercises,
    extensions,
    failures,
    list_changes,
    list_proposals,
    mails,
    sent_mails,
    sightings,
    verdicts,
)

_OF_MAILS = (mails, sightings, analyses, failures, corrections)
_OF_LINES = (extensions, chasers)
_ADDRESSED = (drafts, sent_mails)
_NAMING = (list_proposals, verdicts)


def rows_of_subject(
    connection: Connection, consultation: str, address: str, written: Sequence[ArchiveId], lines: Sequence[Ref]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of their mails and lines, those with their address, and the changes of the list that name it."""
    wanted: list[tuple[Table, ColumnElement[bool]]] = [
        *((t, t.c.archive_id.in_(written)) for t in _OF_MAILS),
        *((t, t.c.ref.in_(lines)) for t in _OF_LINES),
        *((t, or_(func.lower(t.c.address) == address, t.c.ref.in_(lines))) for t in _ADDRESSED),
        *((t, func.lower(t.c.proposal).contains(address, autoescape=True)) for t in _NAMING),
    ]
    found = {t.name: _rows(connection, t, consultation, condition) for t, condition in wanted}
    found |= {t.name: [row for row in found[t.name] if names(row["proposal"], address)] for t in _NAMING}
    changes = _rows(connection, list_changes, consultation, list_changes.c.id > 0)
    named = (c for c in changes if c["ref"] in lines or names(str([c["before"], c["after"]]), address))
    return found | {"list_changes": list(named)} | _of_boards(connection, consultation, address, lines)


def _of_boards(
    connection: Connection, consultation: str, address: str, lines: Sequence[Ref]
) -> dict[str, list[dict[str, Any]]]:
    """Of the chaser lists, and of the list as boards were shown of it, what is theirs and no other person's."""
    offered = _rows(connection, chaser_lists, consultation, chaser_lists.c.id > 0)
    shown = _rows(connection, exercises, consultation, exercises.c.id > 0)
    for row in offered:
        row["offered"] = [[ref, to] for ref, to in row["offered"] if ref in lines or to.lower() == address]
    for row in shown:
        listed = row["content"]["stakeholders"]
        row["content"] = [line for line in listed if line["ref"] in lines or names(str(line), address)]
    return {
        "chaser_lists": [row for row in offered if row["offered"]],
        "exercises": [row for row in shown if row["content"]],
    }


def _rows(
    connection: Connection, table: Table, consultation: str, condition: ColumnElement[bool]
) -> list[dict[str, Any]]:
    rows: Iterable[Any] = connection.execute(select(table).where(table.c.consultation == consultation, condition))
    return [dict(row._mapping) for row in rows]
