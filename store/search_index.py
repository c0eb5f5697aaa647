"""The databases' own full-text indexes over `search_texts`: SQLite's FTS5, PostgreSQL's tsvector.

Words reach either as `store/query.py` folds them, so that both find the same.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, text

from store.query import Query, Term, words_of
from store.tables import search_texts

_ADD = {
    "sqlite": "INSERT INTO search_index(rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO search_index(id, vector) VALUES (:id, CAST(:words AS tsvector))",
}
_MATCHING = {
    "sqlite": "SELECT rowid AS id FROM search_index WHERE search_index MATCH :{0}",
    "postgresql": "SELECT id FROM search_index WHERE vector @@ CAST(:{0} AS tsquery)",
}
_RANKED = {
    "sqlite": "SELECT rowid AS id, -bm25(search_index) AS rank FROM search_index WHERE search_index MATCH :any",
    "postgresql": "SELECT id, ts_rank(vector, CAST(:any AS tsquery), 1) AS rank FROM search_index "
    "WHERE vector @@ CAST(:any AS tsquery)",
}
_EVERY = "SELECT id, 0.0 AS rank FROM search_texts"
MOST_PLACES = 16_383


def add_words(connection: Connection, row: int, words: str) -> None:
    """Index the words of one row of `search_texts`."""
    dialect = connection.dialect.name
    given = words if dialect == "sqlite" else _vector(words)
    connection.execute(text(_ADD[dialect]), {"id": row, "words": given})


def drop_words(connection: Connection, rows: Sequence[ColumnElement[bool]]) -> None:
    """Take rows of `search_texts` out of the index before they are deleted there; PostgreSQL does so by itself."""
    if connection.dialect.name == "sqlite":
        there = connection.execute(select(search_texts.c.id, search_texts.c.words).where(*rows)).all()
        out = text("INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', :id, :words)")
        for row in there:
            connection.execute(out, {"id": row.id, "words": row.words})


def find_ranked(connection: Connection, consultation: str, query: Query) -> list[tuple[str, float]]:
    """Archive ids with their rank, the best first. Each thing wanted may stand in another text of the mail."""
    dialect = connection.dialect.name
    write = _fts5 if dialect == "sqlite" else _tsquery
    either = " OR " if dialect == "sqlite" else " | "
    values: dict[str, Any] = {"consultation": consultation}
    if query.wanted:
        values["any"] = either.join(write(term) for term in query.wanted)
    conditions = []
    for number, (term, word) in enumerate(_conditions(query)):
        values[f"term{number}"] = write(term)
        matching = _MATCHING[dialect].format(f"term{number}")
        conditions.append(f"AND t.archive_id {word} (SELECT archive_id FROM search_texts WHERE id IN ({matching}))")
    statement = (
        f"WITH hits AS MATERIALIZED ({_RANKED[dialect] if query.wanted else _EVERY}) "  # noqa: S608 (our own words)
        "SELECT t.archive_id, max(hits.rank) AS rank FROM hits JOIN search_texts t ON t.id = hits.id "
        f"WHERE t.consultation = :consultation {' '.join(conditions)} "
        "GROUP BY t.archive_id ORDER BY 2 DESC, 1"
    )
    rows = connection.execute(text(statement).bindparams(*map(bindparam, values)), values)
    return [(row.archive_id, float(row.rank)) for row in rows]


def _conditions(query: Query) -> list[tuple[Term, str]]:
    """What must hold besides that one of the terms was found; nothing more for a single one."""
    wanted = [(term, "IN") for term in query.wanted] if len(query.wanted) > 1 else []
    return wanted + [(term, "NOT IN") for term in query.unwanted]


def _fts5(term: Term) -> str:
    """ "words in a row", the last with a star where it only begins one."""
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _tsquery(term: Term) -> str:
    """'words' <-> 'in' <-> 'a' <-> 'row', the last with :* where it only begins one."""
    return "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "") + ")"


def _vector(words: str) -> str:
    """The words with their places as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {}
    for number, word in enumerate(words_of(words)[:MOST_PLACES], 1):
        places.setdefault(word, []).append(str(number))
    return " ".join(f"'{word}':{','.join(numbers[:255])}" for word, numbers in places.items())
