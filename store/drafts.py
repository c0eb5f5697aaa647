"""Chasers on their way: what was drafted, and what was seen in the Sent folder."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from config.consultation import Ref
from store.insert import insert_once
from store.rows import Draft, Ended, KeptIn, SentMail
from store.tables import drafts, sent_mails


def record_drafts(
    connection: Connection, consultation: str, made: Iterable[Draft], recorded_at: datetime | None = None
) -> int:
    """Append drafts; how many were new. `recorded_at` where that is another moment than the one they speak of."""
    return sum(
        insert_once(
            connection,
            drafts,
            {
                "consultation": consultation,
                **asdict(draft),
                "recorded_at": recorded_at or draft.made_at,
                "end_recorded_at": draft.ended_at,
            },
        )
        for draft in made
    )


def end_draft(
    connection: Connection,
    consultation: str,
    message_id: str,
    ended: Ended,
    at: datetime,
    recorded_at: datetime | None = None,
) -> None:
    """Note that a draft is no longer where it was put; the first word stays."""
    this = (drafts.c.consultation == consultation, drafts.c.message_id == message_id, drafts.c.ended == "")
    values = {"ended": str(ended), "ended_at": at, "end_recorded_at": recorded_at or at}
    connection.execute(update(drafts).where(*this).values(**values))


def load_drafts(connection: Connection, consultation: str, known_at: datetime | None = None) -> tuple[Draft, ...]:
    """Every draft recorded up to `known_at`, oldest first, with what was known of its end by then."""
    statement = select(drafts).where(drafts.c.consultation == consultation).order_by(drafts.c.id)
    if known_at is not None:
        statement = statement.where(drafts.c.recorded_at <= known_at)
    return tuple(_draft(row, _by(row.end_recorded_at, known_at)) for row in connection.execute(statement))


def _draft(row: Row[Any], has_ended: bool) -> Draft:
    return Draft(
        message_id=row.message_id,
        ref=Ref(row.ref),
        address=row.address,
        subject=row.subject,
        words=row.words,
        due_on=row.due_on,
        made_at=row.made_at,
        kept_in=KeptIn(row.kept_in),
        place=row.place,
        digest=row.digest,
        ended=Ended(row.ended) if has_ended else Ended.NOT,
        ended_at=row.ended_at if has_ended else None,
    )


def record_sent(connection: Connection, consultation: str, seen: Iterable[SentMail]) -> int:
    """Append what was seen in the Sent folder, one row a mail and line; how many were new.

    Where the first mails of a merge were seen before the rest of it was, they are known for its own from now on.
    """
    new = 0
    for mail in seen:
        values = asdict(mail)
        merged_at = mail.seen_at if values.pop("merged") else None
        if insert_once(connection, sent_mails, {"consultation": consultation, **values, "merged_at": merged_at}):
            new += 1
        elif merged_at:
            key = {"consultation": consultation, "message_id": mail.message_id, "ref": mail.ref}
            unknown = update(sent_mails).filter_by(**key).where(sent_mails.c.merged_at.is_(None))
            connection.execute(unknown.values(merged_at=merged_at))
    return new


def load_sent(connection: Connection, consultation: str, known_at: datetime | None = None) -> tuple[SentMail, ...]:
    """Everything seen in the Sent folder up to `known_at`, in the order of sending."""
    statement = select(sent_mails).where(sent_mails.c.consultation == consultation)
    if known_at is not None:
        statement = statement.where(sent_mails.c.seen_at <= known_at)
    rows = connection.execute(statement.order_by(sent_mails.c.sent_at, sent_mails.c.id))
    return tuple(
        SentMail(
            *(row.message_id, Ref(row.ref), row.address, row.draft, row.sent_at, row.seen_at),
            merged=_by(row.merged_at, known_at),
        )
        for row in rows
    )


def _by(moment: datetime | None, known_at: datetime | None) -> bool:
    """Whether something has happened that was known by then."""
    return moment is not None and (known_at is None or moment <= known_at)
