"""Analyses in, mails with all that is known of them out."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, func, select

from classify.analysis import Analysis
from ingest.message import ArchiveId
from store.insert import insert_once
from store.rows import Correction, Failure, Mail, MailRecord
from store.serialise import analysis_from_json, analysis_to_json
from store.tables import analyses, corrections, failures, mails

Only = Collection[ArchiveId] | None


def record_analysis(connection: Connection, consultation: str, analysis: Analysis, made_at: datetime) -> bool:
    """Append an analysis; False where this version of the rules has analysed the mail before."""
    values = {
        "consultation": consultation,
        "archive_id": analysis.archive_id,
        "rules_version": analysis.rules_version,
        "made_at": made_at,
        "analysis": analysis_to_json(analysis),
    }
    return insert_once(connection, analyses, values)


def analysed_by(connection: Connection, consultation: str, rules_version: str) -> frozenset[ArchiveId]:
    """The mails that a version of the rules has analysed."""
    rows = connection.scalars(
        select(analyses.c.archive_id).where(
            analyses.c.consultation == consultation, analyses.c.rules_version == rules_version
        )
    )
    return frozenset(ArchiveId(row) for row in rows)


def load_analyses(
    connection: Connection, consultation: str, archive_id: ArchiveId | None = None
) -> tuple[tuple[datetime, Analysis], ...]:
    """Every analysis, of one mail or of all, with when it was made; oldest first."""
    statement = select(analyses).where(analyses.c.consultation == consultation).order_by(analyses.c.id)
    if archive_id is not None:
        statement = statement.where(analyses.c.archive_id == archive_id)
    return tuple((row.made_at, analysis_from_json(row.analysis)) for row in connection.execute(statement))


def find_mails(connection: Connection, consultation: str, archive_id_begins: str) -> tuple[Mail, ...]:
    """The mails whose archive id begins so."""
    rows = connection.execute(
        select(mails)
        .where(mails.c.consultation == consultation, mails.c.archive_id.startswith(archive_id_begins, autoescape=True))
        .order_by(mails.c.received_at, mails.c.archive_id)
    )
    return tuple(_mail(row) for row in rows)


def load_mails(
    connection: Connection,
    consultation: str,
    as_of: datetime | None = None,
    known_at: datetime | None = None,
    only: Collection[ArchiveId] | None = None,
) -> tuple[MailRecord, ...]:
    """Mails received up to `as_of`, judged by what was known at `known_at` (both inclusive); None is no limit.

    Oldest first. An analysis or correction made later than `known_at` is left out, so that a report of that day can
    be made again; by default the newest analysis and every correction count. `only` names the mails that are wanted.
    """
    chosen = [mails.c.consultation == consultation, *_only(mails, only)]
    if as_of is not None:
        chosen.append(mails.c.received_at <= as_of)
    newest = _newest_analyses(connection, consultation, known_at, only)
    broken = _newest_failures(connection, consultation, known_at, only)
    words = _corrections(connection, consultation, known_at, only)
    seen = _seen_analyses(connection, consultation, words, only)
    rows = connection.execute(select(mails).where(*chosen).order_by(mails.c.received_at, mails.c.archive_id))
    found = []
    for row in rows:
        analysis, made_at = newest.get(row.archive_id, (None, None))
        failure = broken.get(row.archive_id)
        overcome = failure and made_at and made_at >= failure.failed_at
        said = tuple(words[row.archive_id])
        older = tuple(seen[key] for key in dict.fromkeys((c.archive_id, c.rules_version) for c in said) if key in seen)
        found.append(MailRecord(_mail(row), analysis, said, None if overcome else failure, older))
    return tuple(found)


def _newest_analyses(
    connection: Connection, consultation: str, known_at: datetime | None, only: Only
) -> dict[str, tuple[Analysis, datetime]]:
    newest = _newest_ids(analyses, (*_known(analyses, "made_at", consultation, known_at), *_only(analyses, only)))
    rows = connection.execute(select(analyses).where(analyses.c.id.in_(newest)))
    return {row.archive_id: (analysis_from_json(row.analysis), row.made_at) for row in rows}


def _newest_failures(
    connection: Connection, consultation: str, known_at: datetime | None, only: Only
) -> dict[str, Failure]:
    newest = _newest_ids(failures, (*_known(failures, "failed_at", consultation, known_at), *_only(failures, only)))
    rows = connection.execute(select(failures).where(failures.c.id.in_(newest)))
    return {row.archive_id: Failure(row.archive_id, row.stage, row.error, row.version, row.failed_at) for row in rows}


def _corrections(
    connection: Connection, consultation: str, known_at: datetime | None, only: Only
) -> dict[str, list[Correction]]:
    chosen = (*_known(corrections, "at", consultation, known_at), *_only(corrections, only))
    rows = connection.execute(select(corrections).where(*chosen).order_by(corrections.c.id))
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows:
        found[row.archive_id].append(
            Correction(ArchiveId(row.archive_id), row.field, row.value, row.by, row.reason, row.at, row.rules_version)
        )
    return found


def _seen_analyses(
    connection: Connection, consultation: str, words: dict[str, list[Correction]], only: Only
) -> dict[tuple[str, str], Analysis]:
    """The analyses that the corrections were made on, by mail and version."""
    versions = {c.rules_version for said in words.values() for c in said}
    if not versions:
        return {}
    rows = connection.execute(
        select(analyses)
        .join(
            corrections,
            (corrections.c.consultation == analyses.c.consultation)
            & (corrections.c.archive_id == analyses.c.archive_id)
            & (corrections.c.rules_version == analyses.c.rules_version),
        )
        .where(analyses.c.consultation == consultation, *_only(analyses, only))
    )
    return {(row.archive_id, row.rules_version): analysis_from_json(row.analysis) for row in rows}


def _known(table: Table, moment: str, consultation: str, known_at: datetime | None) -> tuple[ColumnElement[bool], ...]:
    this = (table.c.consultation == consultation,)
    return this if known_at is None else (*this, table.c[moment] <= known_at)


def _only(table: Table, only: Only) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (table.c.archive_id.in_(only),)


def _newest_ids(table: Table, conditions: tuple[ColumnElement[bool], ...]) -> Any:
    return select(func.max(table.c.id)).where(*conditions).group_by(table.c.archive_id)


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        ArchiveId(row.archive_id),
        row.message_id,
        row.subject,
        row.from_name,
        row.from_address,
        row.received_at,
        row.first_seen_at,
        row.size,
        tuple(row.problems),
    )
