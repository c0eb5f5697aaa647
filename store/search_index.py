"""The databases' own full-text indexes over `search_texts`: SQLite's FTS5, PostgreSQL's tsvector.

What is looked for reaches either as words that `store/query.py` has folded, and nothing that a database could take for
its own language.
"""

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, select, text

from store.query import Query, Term, words_of
from store.tables_made_anew import search_texts

ROWS_A_MAIL = 1000
"""A text's id is its mail's number, and three digits."""
MOST_FOUND = 5000
MOST_PLACES = 16_383
_ADD = {
    "sqlite": "INSERT INTO search_index(rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO search_index(id, vector) VALUES (:id, CAST(:words AS tsvector))",
}
_MAILS_WITH = {
    "sqlite": "SELECT rowid / 1000 AS number FROM search_index WHERE search_index MATCH :{}",
    "postgresql": "SELECT id / 1000 AS number FROM search_index WHERE vector @@ CAST(:{} AS tsquery)",
}
_RANKED = {
    "sqlite": "WITH hits AS MATERIALIZED (SELECT rowid / 1000 AS number, -bm25(search_index) AS rank FROM search_index "
    "WHERE search_index MATCH :either AND rowid / 1000 IN :numbers) "
    "SELECT number, max(rank) AS rank FROM hits GROUP BY number",
    "postgresql": "SELECT id / 1000 AS number, max(ts_rank(vector, CAST(:either AS tsquery), 1)) AS rank "
    "FROM search_index WHERE vector @@ CAST(:either AS tsquery) AND id / 1000 IN :numbers GROUP BY id / 1000",
}


def add_words(connection: Connection, row: int, words: str) -> None:
    """Index the words of one row of `search_texts`."""
    dialect = connection.dialect.name
    given = words if dialect == "sqlite" else _vector(words)
    connection.execute(text(_ADD[dialect]), {"id": row, "words": given})


def drop_words(connection: Connection, rows: ColumnElement[bool]) -> None:
    """Take rows of `search_texts` out of the index before they are deleted there; PostgreSQL does so by itself."""
    if connection.dialect.name == "sqlite":
        there = connection.execute(select(search_texts.c.id, search_texts.c.words).where(rows)).all()
        out = text("INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', :id, :words)")
        for row in there:
            connection.execute(out, {"id": row.id, "words": row.words})


def rewrite(connection: Connection) -> None:
    """Make the index anew of the texts that there are: FTS5 keeps the words of deleted ones until it merges them."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))


def find_numbers(connection: Connection, consultation: str, query: Query) -> dict[int, str]:
    """The mails that have all that is wanted, in whichever of their texts, and nothing unwanted: archive id by number.

    No more than 5,001 of them, the last that were indexed.
    """
    dialect = connection.dialect.name
    write = _WRITTEN[dialect]
    wanted, unwanted = (
        {f"{side}{n}": write(term) for n, term in enumerate(terms)}
        for side, terms in (("with", query.wanted), ("without", query.unwanted))
    )
    every = "SELECT number FROM search_mails WHERE consultation = :consultation"
    found = " INTERSECT ".join([every, *(_mails_with(dialect, name) for name in wanted)])
    found = " EXCEPT ".join([found, *(_mails_with(dialect, name) for name in unwanted)])
    statement = (  # of our own words alone
        f"WITH found AS ({found}) SELECT number, archive_id FROM search_mails "  # noqa: S608 # nosec B608
        f"WHERE number IN (SELECT number FROM found) ORDER BY number DESC LIMIT {MOST_FOUND + 1}"
    )
    rows = connection.execute(text(statement), {"consultation": consultation} | wanted | unwanted)
    return {row.number: row.archive_id for row in rows}


def _mails_with(dialect: str, name: str) -> str:
    return _MAILS_WITH[dialect].format(name)


def rank(connection: Connection, query: Query, numbers: Collection[int]) -> Mapping[int, float]:
    """How well each of these mails fits, by its best text; the higher, the better."""
    if not query.wanted or not numbers:
        return {}
    dialect = connection.dialect.name
    either = _EITHER[dialect].join(_WRITTEN[dialect](term) for term in query.wanted)
    statement = text(_RANKED[dialect]).bindparams(bindparam("numbers", expanding=True))
    rows = connection.execute(statement, {"either": either, "numbers": list(numbers)})
    return {row.number: float(row.rank) for row in rows}


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


_WRITTEN: Mapping[str, Callable[[Term], str]] = {"sqlite": _fts5, "postgresql": _tsquery}
_EITHER = {"sqlite": " OR ", "postgresql": " | "}
