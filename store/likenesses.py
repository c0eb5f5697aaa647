"""What is compared of each mail to find those that are nearly the same: put in as mails are read, loaded as it grows.

Like the search index it is made of the archived mails and can be made anew, so that no backup has it.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select

from classify.likeness import VERSION, Likeness
from ingest.message import ArchiveId
from store.columns import clean_text
from store.rows import Compared
from store.tables import mails, removals
from store.tables_made_anew import likenesses

Mark = tuple[int, int]
"""How many rows there are of a consultation, and the highest number: it differs after every change."""


def put_likeness(connection: Connection, consultation: str, mail: ArchiveId, likeness: Likeness) -> bool:
    """Keep what is compared of a mail, in place of what was there; False where that is the same."""
    this = {"consultation": consultation, "archive_id": mail}
    values = {
        "made_by": VERSION,
        "digest": likeness.digest,
        "length": likeness.length,
        "numbers": likeness.numbers,
        "words": clean_text(likeness.words),
    }
    there = select(*(likenesses.c[name] for name in values)).filter_by(**this)
    row = connection.execute(there).one_or_none()
    if row is not None and row._mapping == values:
        return False
    forget_likeness(connection, consultation, mail)
    connection.execute(insert(likenesses).values(**this, **values))
    return True


def forget_likeness(connection: Connection, consultation: str, mail: ArchiveId) -> None:
    """Take one mail out."""
    connection.execute(delete(likenesses).filter_by(consultation=consultation, archive_id=mail))


def load_mark(connection: Connection, consultation: str) -> Mark:
    """How far the comparison has come."""
    this = likenesses.c.consultation == consultation
    number, highest = connection.execute(
        select(func.count(), func.coalesce(func.max(likenesses.c.id), 0)).where(this)
    ).one()
    return number, highest


def load_compared(connection: Connection, consultation: str, after: int = 0) -> tuple[Compared, ...]:
    """What is compared of every mail, or of those put in after the highest number of a mark; in the order of entry."""
    wanted = (likenesses.c.archive_id, likenesses.c.digest, likenesses.c.length, likenesses.c.numbers)
    rows = connection.execute(
        select(*wanted)
        .where(likenesses.c.consultation == consultation, likenesses.c.id > after)
        .order_by(likenesses.c.id)
    )
    return tuple(Compared(ArchiveId(row.archive_id), row.digest, row.length, row.numbers) for row in rows)


def load_own_words(connection: Connection, consultation: str, wanted: Collection[ArchiveId]) -> dict[ArchiveId, str]:
    """The respondents' own words in these mails; ask for those that are shown, not for all."""
    found: dict[ArchiveId, str] = {}
    ids = tuple(wanted)
    for start in range(0, len(ids), 500):
        some = likenesses.c.archive_id.in_(ids[start : start + 500])
        this = select(likenesses.c.archive_id, likenesses.c.words).where(
            likenesses.c.consultation == consultation, some
        )
        found |= {ArchiveId(row.archive_id): row.words for row in connection.execute(this)}
    return found


def not_compared(connection: Connection, consultation: str) -> tuple[ArchiveId, ...]:
    """The mails of which this version compares nothing yet, oldest first; none that was taken out."""
    made = select(likenesses.c.archive_id).where(
        likenesses.c.consultation == consultation, likenesses.c.made_by == VERSION
    )
    taken_out = select(removals.c.archive_id).where(removals.c.consultation == consultation)
    mail = mails.c.archive_id
    waiting = select(mail).where(mails.c.consultation == consultation, mail.not_in(made), mail.not_in(taken_out))
    rows = connection.scalars(waiting.order_by(mails.c.received_at, mail))
    return tuple(ArchiveId(row) for row in rows)
