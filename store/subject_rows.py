"""Everything that the database holds of one person, as its rows have it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from config.consultation import Ref
from ingest.message import ArchiveId
from store.tables import (
    analyses,
    chasers,
    corrections,
    drafts,
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
    changes = _rows(connection, list_changes, consultation, list_changes.c.id > 0)
    named = (c for c in changes if c["ref"] in lines or address in str([c["before"], c["after"]]).lower())
    return found | {"list_changes": list(named)}


def _rows(
    connection: Connection, table: Table, consultation: str, condition: ColumnElement[bool]
) -> list[dict[str, Any]]:
    rows: Iterable[Any] = connection.execute(select(table).where(table.c.consultation == consultation, condition))
    return [dict(row._mapping) for row in rows]
