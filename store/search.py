"""Words of mails put into the search index, and mails found by them: one function for whichever database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from ingest.message import ArchiveId, ParsedMessage, SegmentKind
from store.columns import clean_text
from store.query import Query, normalised
from store.search_index import add_words, drop_words, find_ranked
from store.snippet import Snippet, find_snippet
from store.tables import mails, search_texts
from store.unit_of_work import Store

HEAD = "head"
PIECE = 40_000
"""Characters of a text in one row: PostgreSQL numbers no more than 16,383 words in one."""
SNIPPET_ROWS = 200

Placed = tuple[str, str]
"""The name of a place in a mail, and the words that stand there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A mail that was found; the higher the rank, the better it fits."""

    archive_id: ArchiveId
    rank: float


def searchable(message: ParsedMessage, head: str) -> tuple[Placed, ...]:
    """What is to be found of a mail: `head` (who and subject) and every text, without words of our letter."""
    return (Placed((HEAD, head)), *((t.part, _words(message, t.part, t.name)) for t in message.texts))


def _words(message: ParsedMessage, part: str, name: str) -> str:
    own = (message.words(s.span) for s in message.segments_of(part) if s.kind is not SegmentKind.LETTER)
    return "\n".join((name, *own)).strip()


def index_mail(store: Store, consultation: str, mail: ArchiveId, texts: Iterable[Placed]) -> bool:
    """Put what is to be found of a mail into the index, in place of what was there; False where that is the same."""
    rows = tuple(_rows(texts))
    this = (search_texts.c.consultation == consultation, search_texts.c.archive_id == mail)
    there = select(search_texts.c.place, search_texts.c.words).where(*this).order_by(search_texts.c.id)
    with store.reading() as connection:
        if tuple((place, words) for place, words in connection.execute(there)) == rows:
            return False
    with store.writing() as connection:
        drop_words(connection, this)
        connection.execute(delete(search_texts).where(*this))
        for place, words in rows:
            _add(connection, consultation, mail, place, words)
    return True


def _add(connection: Connection, consultation: str, mail: ArchiveId, place: str, words: str) -> None:
    values = {"consultation": consultation, "archive_id": mail, "place": place, "words": words}
    row = connection.scalar(insert(search_texts).values(**values).returning(search_texts.c.id))
    add_words(connection, int(row or 0), words)


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
    this = (search_texts.c.consultation == consultation,)
    with store.writing() as connection:
        drop_words(connection, this)
        connection.execute(delete(search_texts).where(*this))


def unindexed(store: Store, consultation: str) -> tuple[ArchiveId, ...]:
    """The mails of which nothing is in the index, oldest first: all of them in a database older than the index."""
    indexed = select(search_texts.c.archive_id).where(search_texts.c.consultation == consultation)
    waiting = select(mails.c.archive_id).where(mails.c.consultation == consultation, mails.c.archive_id.not_in(indexed))
    with store.reading() as connection:
        rows = connection.scalars(waiting.order_by(mails.c.received_at, mails.c.archive_id))
        return tuple(ArchiveId(row) for row in rows)


def search(store: Store, consultation: str, query: Query) -> tuple[Hit, ...]:
    """Every mail that the query finds, the best first; none for an empty query."""
    if not query:
        return ()
    with store.reading() as connection:
        found = find_ranked(connection, consultation, query)
        return tuple(Hit(ArchiveId(mail), rank) for mail, rank in found)


def find_snippets(
    store: Store, consultation: str, query: Query, found: Sequence[ArchiveId]
) -> dict[ArchiveId, Snippet]:
    """For each of these mails, the place at which the query was found; ask for those that are shown, not for all."""
    rows = (
        select(search_texts.c.archive_id, search_texts.c.place, search_texts.c.words)
        .where(search_texts.c.consultation == consultation, search_texts.c.archive_id.in_(found))
        .order_by(search_texts.c.id)
        .limit(SNIPPET_ROWS)
    )
    texts: dict[ArchiveId, list[Placed]] = {}
    with store.reading() as connection:
        for mail, place, words in connection.execute(rows):
            texts.setdefault(ArchiveId(mail), []).append((place, words))
    snippets = ((mail, find_snippet(placed, query)) for mail, placed in texts.items())
    return {mail: snippet for mail, snippet in snippets if snippet}
