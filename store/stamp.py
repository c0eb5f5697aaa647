"""A cheap number for each thing that can change, so that what was worked out from the database can be kept."""

from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, Table, func, select

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
    protections,
    runs,
    sent_mails,
    sightings,
    verdicts,
)

_GROWING = (analyses, corrections, failures, sightings, extensions, list_changes, verdicts, chasers, drafts, sent_mails)
_MOST = 500


def load_stamp(connection: Connection) -> tuple[int, ...]:
    """Differs from every earlier one after any change: newest ids of what only grows, counts of the rest.

    What is kept of a board or list as it is shown is left out: nothing that is shown now rests on it.
    """
    newest = [_newest(table).scalar_subquery() for table in (*_GROWING, runs)]
    ended = select(func.count()).where(drafts.c.ended != "").scalar_subquery()
    merged = select(func.count()).where(sent_mails.c.merged_at.is_not(None)).scalar_subquery()
    finished = select(func.count()).where(runs.c.outcome != "running").scalar_subquery()
    counts = [_count(table) for table in (mails, list_proposals)]
    taken_out = _newest(protections).scalar_subquery()
    row = connection.execute(select(*newest, *counts, ended, merged, finished, taken_out)).one()
    return tuple(int(value) for value in row)


def ledger_part(stamp: tuple[int, ...]) -> tuple[int, ...]:
    """What of a stamp the ledger and its balance rest on: the same for as long as only people have said something."""
    said = (corrections, extensions, list_changes, verdicts, chasers, drafts, sent_mails)
    left_out = {_GROWING.index(table) for table in said}
    return tuple(number for at, number in enumerate(stamp) if at not in left_out)


def find_changed(connection: Connection, consultation: str, since: tuple[int, ...]) -> frozenset[ArchiveId] | None:
    """The mails that were entered, analysed, failed or corrected since a stamp; None where they are too many to name.

    Also None where a mail was recorded without a sighting, since nothing tells which one, and where some were taken
    out or made anonymous.
    """
    if connection.scalar(_newest(protections)) != since[-1]:
        return None
    of_mails = (analyses, corrections, failures, sightings)
    changed: set[str] = set()
    for table, newest in zip(of_mails, since, strict=False):
        new = select(table.c.archive_id).where(table.c.id > newest, table.c.consultation == consultation)
        changed |= set(connection.scalars(new.limit(_MOST + 1)))
    grown = (connection.scalar(select(func.count()).select_from(mails)) or 0) - since[len(_GROWING) + 1]
    seen = select(sightings.c.archive_id).where(sightings.c.id > since[of_mails.index(sightings)])
    entered = len(set(connection.scalars(seen.limit(_MOST + 1))))
    return None if len(changed) > _MOST or grown > entered else frozenset(map(ArchiveId, changed))


def _newest(table: Table) -> Select[int]:
    return select(func.coalesce(func.max(table.c.id), 0))


def _count(table: Table) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).scalar_subquery()
