"""Chasers on their way: what was drafted, and what was seen in the Sent folder."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, select, update

from config.consultation import Ref
from store.insert import insert_once
from store.rows import Draft, Ended, KeptIn, SentMail
from store.tables import drafts, sent_mails


def record_drafts(connection: Connection, consultation: str, made: Iterable[Draft]) -> int:
    """Append drafts; how many were new."""
    return sum(insert_once(connection, drafts, {"consultation": consultation} | asdict(draft)) for draft in made)


def end_draft(connection: Connection, consultation: str, message_id: str, ended: Ended, at: datetime) -> None:
    """Note that a draft is no longer where it was put; the first word stays."""
    this = (drafts.c.consultation == consultation, drafts.c.message_id == message_id, drafts.c.ended == "")
    connection.execute(update(drafts).where(*this).values(ended=str(ended), ended_at=at))


def load_drafts(connection: Connection, consultation: str) -> tuple[Draft, ...]:
    """Every draft, oldest first."""
    rows = connection.execute(select(drafts).where(drafts.c.consultation == consultation).order_by(drafts.c.id))
    return tuple(
        Draft(
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
            ended=Ended(row.ended),
            ended_at=row.ended_at,
        )
        for row in rows
    )


def record_sent(connection: Connection, consultation: str, seen: Iterable[SentMail]) -> int:
    """Append what was seen in the Sent folder, one row a mail and line; how many were new."""
    return sum(insert_once(connection, sent_mails, {"consultation": consultation} | asdict(mail)) for mail in seen)


def load_sent(connection: Connection, consultation: str) -> tuple[SentMail, ...]:
    """Everything seen in the Sent folder, oldest first."""
    this = sent_mails.c.consultation == consultation
    rows = connection.execute(select(sent_mails).where(this).order_by(sent_mails.c.sent_at, sent_mails.c.id))
    return tuple(
        SentMail(row.message_id, Ref(row.ref), row.address, row.draft, row.sent_at, row.seen_at) for row in rows
    )
