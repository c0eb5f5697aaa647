"""Words of mails put into the search index, and mails found by them: one function for whichever database.

A mail has a number here; its texts have the ids that begin with it, so that the index alone says which mail it found.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from ingest.message import ArchiveId, ParsedMessage, SegmentKind
from store.columns import clean_text
from store.query import Query, normalised
from store.rows import Found
from store.search_index import MOST_FOUND, ROWS_A_MAIL, add_words, drop_words, find_numbers, rank
from store.snippet import Snippet, find_snippet
from store.tables import mails, removals
from store.tables_made_anew import search_mails, search_texts
from store.unit_of_work import Store

HEAD = "head"
PIECE = 40_000
"""Characters of a text in one row: PostgreSQL numbers no more than 16,383 words in one."""
SNIPPET_ROWS = 5
"""How many rows of a mail are looked at for its snippet."""

Placed = tuple[str, str]
"""The name of a place in a mail, and the words that stand there."""


def searchable(message: ParsedMessage, head: str) -> tuple[Placed, ...]:
    """What is to be found of a mail: `head` (who and subject) and every text, without words of our letter."""
    return ((HEAD, head), *((t.part, _words(message, t.part, t.name)) for t in message.texts))


def _words(message: ParsedMessage, part: str, name: str) -> str:
    own = (message.words(s.span) for s in message.segments_of(part) if s.kind is not SegmentKind.LETTER)
    return "\n".join((name, *own)).strip()


def index_mail(store: Store, consultation: str, mail: ArchiveId, texts: Iterable[Placed]) -> bool:
    """Put what is to be found of a mail into the index, in place of what was there; False where that is the same."""
    rows = tuple(islice(_rows(texts), ROWS_A_MAIL))
    with store.reading() as connection:
        number = _number(connection, consultation, mail)
        if number is not None and _placed(connection, number) == rows:
            return False
    with store.writing() as connection:
        return _put(connection, consultation, mail, rows)


def put_words(connection: Connection, consultation: str, mail: ArchiveId, texts: Iterable[Placed]) -> bool:
    """Likewise, within the caller's transaction."""
    return _put(connection, consultation, mail, tuple(islice(_rows(texts), ROWS_A_MAIL)))


def _put(connection: Connection, consultation: str, mail: ArchiveId, rows: Sequence[Placed]) -> bool:
    number = _number(connection, consultation, mail)
    if number is not None and _placed(connection, number) == rows:
        return False
    if number is None:
        number = (connection.scalar(select(func.max(search_mails.c.number))) or 0) + 1
        this = {"number": number, "consultation": consultation, "archive_id": mail}
        connection.execute(insert(search_mails).values(**this))
    else:
        _forget(connection, _rows_of(number))
    for row, (place, words) in enumerate(rows, number * ROWS_A_MAIL):
        connection.execute(insert(search_texts).values(id=row, place=place, words=words))
        add_words(connection, row, words)
    return True


def _number(connection: Connection, consultation: str, mail: ArchiveId) -> int | None:
    this = (search_mails.c.consultation == consultation, search_mails.c.archive_id == mail)
    return connection.scalar(select(search_mails.c.number).where(*this))


def _rows_of(number: int) -> ColumnElement[bool]:
    return search_texts.c.id.between(number * ROWS_A_MAIL, (number + 1) * ROWS_A_MAIL - 1)


def _placed(connection: Connection, number: int, most: int = ROWS_A_MAIL) -> tuple[Placed, ...]:
    there = select(search_texts.c.place, search_texts.c.words).where(_rows_of(number)).order_by(search_texts.c.id)
    return tuple((place, words) for place, words in connection.execute(there.limit(most)))


def _forget(connection: Connection, rows: ColumnElement[bool]) -> None:
    drop_words(connection, rows)
    connection.execute(delete(search_texts).where(rows))


def _rows(texts: Iterable[Placed]) -> Iterator[Placed]:
    """Each text in rows of no more than 40,000 characters, parted between words where it can be."""
    for place, text in texts:
        words = clean_text(normalised(text))
        start = 0
        while start < len(words) or start == 0:
            end = start + PIECE
            if end < len(words):
                edge = max(words.rfind(" ", start + 1, end), words.rfind("\n", start + 1, end))
                end = edge if edge > start else end
            yield place, words[start:end]
            start = end


def forget_words(store: Store, consultation: str) -> None:
    """Empty the index of a consultation: the next run fills it anew."""
    with store.writing() as connection:
        forget_all(connection, consultation)


def forget_all(connection: Connection, consultation: str) -> None:
    """Likewise, within the caller's transaction."""
    this = search_mails.c.consultation == consultation
    numbers = select(search_mails.c.number).where(this)
    _forget(connection, (search_texts.c.id // ROWS_A_MAIL).in_(numbers))
    connection.execute(delete(search_mails).where(this))


def forget_mail(connection: Connection, consultation: str, mail: ArchiveId) -> None:
    """Take one mail out of the index."""
    number = _number(connection, consultation, mail)
    if number is not None:
        _forget(connection, _rows_of(number))
        connection.execute(delete(search_mails).where(search_mails.c.number == number))


def unindexed(store: Store, consultation: str) -> tuple[ArchiveId, ...]:
    """The mails of which nothing is in the index and something should be, oldest first.

    These are all of them in a database that is older than the index, or was restored.
    """
    indexed = select(search_mails.c.archive_id).where(search_mails.c.consultation == consultation)
    taken_out = select(removals.c.archive_id).where(removals.c.consultation == consultation)
    mail = mails.c.archive_id
    waiting = select(mail).where(mails.c.consultation == consultation, mail.not_in(indexed), mail.not_in(taken_out))
    with store.reading() as connection:
        rows = connection.scalars(waiting.order_by(mails.c.received_at, mails.c.archive_id))
        return tuple(ArchiveId(row) for row in rows)


def search(store: Store, consultation: str, query: Query) -> Found:
    """The mails that the query finds, the best first; of more than 5,000 the newest. Nothing for an empty query."""
    if not query:
        return Found()
    with store.reading() as connection:
        found = find_numbers(connection, consultation, query)
        more = len(found) > MOST_FOUND
        ranks = {} if more else rank(connection, query, found)
        numbered = sorted(found, key=lambda number: (-ranks.get(number, 0.0), -number))
        return Found(tuple(ArchiveId(found[number]) for number in numbered[:MOST_FOUND]), more)


def find_snippets(
    store: Store, consultation: str, query: Query, wanted: Sequence[ArchiveId]
) -> dict[ArchiveId, Snippet]:
    """For each of these mails, the place at which the query was found; ask for those that are shown, not for all."""
    snippets: dict[ArchiveId, Snippet] = {}
    with store.reading() as connection:
        for mail in wanted:
            number = _number(connection, consultation, mail)
            snippet = find_snippet(_placed(connection, number, SNIPPET_ROWS), query) if number is not None else None
            if snippet:
                snippets[mail] = snippet
    return snippets
