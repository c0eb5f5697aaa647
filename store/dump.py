"""All rows of a database as text, table by table, and back into an empty one: the same on SQLite and PostgreSQL.

The tables are taken as the database has them, so that a copy made by an older version can be put back and then brought
up to date. What can be made anew from the rest, such as the search index, is left out.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text

from store.errors import StoreError
from store.metadata import metadata
from store.migrate import current_version, empty_at, upgrade
from store.tables import MADE_ANEW
from store.unit_of_work import Store

_AT_ONCE = 500
_KEPT = metadata.tables.keys() - {table.name for table in MADE_ANEW}


class Dump:
    """The rows of one moment; while it is open, others may go on writing."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._tables = _tables_of(connection)
        self.version = current_version(connection) or ""

    @property
    def names(self) -> tuple[str, ...]:
        """The tables, those that others refer to first."""
        return tuple(table.name for table in self._tables)

    def lines(self, name: str) -> Iterator[bytes]:
        """A table as lines of JSON: the names of its columns, then a list of values for each row."""
        table = next(table for table in self._tables if table.name == name)
        yield _line([column.name for column in table.columns])
        rows = self._connection.execution_options(yield_per=_AT_ONCE).execute(
            select(table).order_by(*table.primary_key.columns)
        )
        for row in rows:
            yield _line([_to_json(value) for value in row])

    def mails(self) -> dict[str, tuple[str, ...]]:
        """The archive ids of all mails, by consultation."""
        table = metadata.tables["mails"]
        found: dict[str, list[str]] = {}
        for row in self._connection.execute(select(table.c.consultation, table.c.archive_id)):
            found.setdefault(row.consultation, []).append(row.archive_id)
        return {name: tuple(sorted(ids)) for name, ids in sorted(found.items())}


@contextmanager
def dumping(store: Store) -> Iterator[Dump]:
    """A dump of the database as it is at this moment. Raises StoreError."""
    with store.reading() as connection:
        yield Dump(connection)


def is_empty(store: Store) -> bool:
    """Whether no table has a row. Raises StoreError."""
    with store.reading() as connection:
        return all(connection.execute(select(table).limit(1)).first() is None for table in _tables_of(connection))


def put_back(store: Store, version: str, tables: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Put rows into an empty database, all or none, and bring them up to this version.

    `tables` come in the order of the dump. Raises StoreError, also where a newer Soundings made the dump.
    """
    with store.writing() as connection:
        if any(connection.execute(select(table).limit(1)).first() for table in _tables_of(connection)):
            raise StoreError("the database is not empty", "Give another home folder or database")
        empty_at(connection, version)
        known = {table.name: table for table in _tables_of(connection)}
        for name, lines in tables:
            if name not in known:
                raise StoreError(f"the copy has a table {name!r} that this version does not know", "Use a newer one")
            _fill(connection, known[name], iter(lines))
        upgrade(connection)


def _tables_of(connection: Connection) -> tuple[Table, ...]:
    """Those of our tables that the database has, as it has them."""
    there = {name for name in inspect(connection).get_table_names() if name in _KEPT}
    found = MetaData()
    found.reflect(connection, only=sorted(there))
    return tuple(found.sorted_tables)


def _fill(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    names = json.loads(next(lines))
    readers = [_reader(table, name, connection.dialect.name) for name in names]
    waiting: list[dict[str, Any]] = []
    for line in lines:
        values = zip(names, readers, json.loads(line), strict=True)
        waiting.append({name: read(value) for name, read, value in values})
        if len(waiting) == _AT_ONCE:
            connection.execute(insert(table), waiting)
            waiting = []
    if waiting:
        connection.execute(insert(table), waiting)
    if connection.dialect.name == "postgresql" and "id" in names:
        newest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, newest, text("false"))))


def _reader(table: Table, name: str, dialect: str) -> Callable[[Any], Any]:
    """What makes a value for the database of one that stood in the dump."""
    kind = table.columns[name].type.python_type
    if kind is datetime:
        return lambda value: None if value is None else _moment(value, dialect)
    if kind is date:
        return lambda value: None if value is None else date.fromisoformat(value)
    if kind is bool:
        return lambda value: None if value is None else bool(value)
    return lambda value: value


def _moment(value: str, dialect: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=None) if dialect == "sqlite" else moment


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"
