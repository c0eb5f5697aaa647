"""A cheap number for each thing that can change, so that what was worked out from the database can be kept."""

from typing import Any

from sqlalchemy import Connection, ScalarSelect, Table, func, select

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
    protections,
    runs,
    sent_mails,
    sightings,
    verdicts,
)

_GROWING = (analyses, corrections, failures, sightings, extensions, list_changes, verdicts, chasers, drafts, sent_mails)


def load_stamp(connection: Connection) -> tuple[int, ...]:
    """Differs from every earlier one after any change: newest ids of what only grows, counts of the rest."""
    newest = [
        select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in (*_GROWING, runs, protections)
    ]
    ended = select(func.count()).where(drafts.c.ended != "").scalar_subquery()
    finished = select(func.count()).where(runs.c.outcome != "running").scalar_subquery()
    counts = [_count(table) for table in (mails, list_proposals)]
    row = connection.execute(select(*newest, *counts, ended, finished)).one()
    return tuple(int(value) for value in row)


def _count(table: Table) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).scalar_subquery()
