"""Putting rows in, once."""

from typing import Any

from sqlalchemy import Connection, Table


def insert_once(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row unless one of the same key is there; whether it was new."""
    statement = _insert(connection.dialect.name, table)
    statement = statement.values(**values).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(statement).first() is not None


def _insert(dialect: str, table: Table) -> Any:
    """The dialect's own INSERT, loaded when it is wanted: what only reads starts sooner."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
