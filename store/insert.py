"""Putting rows in, once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table


def insert_once(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row unless one of the same key is there; whether it was new."""
    statement = _insert(connection.dialect.name, table)
    statement = statement.values(**values).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(statement).first() is not None


def insert_all_once(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> Sequence[Row[Any]]:
    """As `insert_once`, of many rows in few statements; the keys of those that were new, each named by its column."""
    statement = _insert(connection.dialect.name, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(statement, rows).all()


def _insert(dialect: str, table: Table) -> Any:
    """The dialect's own INSERT, loaded when it is wanted: what only reads starts sooner."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
