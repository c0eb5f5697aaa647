"""A cheap number for each thing that can change, so that what was worked out from the database can be kept."""

from typing import Any

from sqlalchemy import Connection, ScalarSelect, Table, func, select

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
    runs,
    sent_mails,
    sightings,
    verdicts,
)

_GROWING = (analyses, corrections, failures, sightings, extensions, list_changes, verdicts, chasers, drafts, sent_mails)
_MOST = 500


def load_stamp(connection: Connection) -> tuple[int, ...]:
    """Differs from every earlier one after any change: newest ids of what only grows, counts of the rest."""
    newest = [select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in (*_GROWING, runs)]
    ended = select(func.count()).where(drafts.c.ended != "").scalar_subquery()
    finished = select(func.count()).where(runs.c.outcome != "running").scalar_subquery()
    counts = [_count(table) for table in (mails, list_proposals)]
    row = connection.execute(select(*newest, *counts, ended, finished)).one()
    return tuple(int(value) for value in row)


def find_changed(connection: Connection, consultation: str, since: tuple[int, ...]) -> frozenset[ArchiveId] | None:
    """The mails that were entered, analysed, failed or corrected since a stamp; None where they are too many to name.

    Also None where a mail was recorded without a sighting: nothing tells which one.
    """
    of_mails = (analyses, corrections, failures, sightings)
    changed: set[str] = set()
    for table, newest in zip(of_mails, since, strict=False):
        new = select(table.c.archive_id).where(table.c.id > newest, table.c.consultation == consultation)
        changed |= set(connection.scalars(new.limit(_MOST + 1)))
    grown = (connection.scalar(select(func.count()).select_from(mails)) or 0) - since[len(_GROWING) + 1]
    seen = select(sightings.c.archive_id).where(sightings.c.id > since[of_mails.index(sightings)])
    entered = len(set(connection.scalars(seen.limit(_MOST + 1))))
    return None if len(changed) > _MOST or grown > entered else frozenset(map(ArchiveId, changed))


def _count(table: Table) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).scalar_subquery()
