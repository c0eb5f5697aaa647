"""How each kind of database is opened."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from store.errors import StoreError


def make_engine(url: str) -> Engine:
    """An engine for a SQLite file or a PostgreSQL database. Raises StoreError for a URL that names neither."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "the database's URL cannot be read",
            "Write it like sqlite:////home/me/soundings/soundings.db or postgresql://user@host/name",
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            engine = create_engine(parsed, hide_parameters=True)
            _mend_sqlite(engine)
            return engine
        case "postgresql":
            try:
                return create_engine(
                    parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
                )
            except ModuleNotFoundError as error:
                raise StoreError(
                    "the PostgreSQL driver is not installed", "Install it with: pip install 'soundings[postgresql]'"
                ) from error
        case other:
            raise StoreError(f"Soundings cannot use a {other} database", "Use SQLite or PostgreSQL")


def _mend_sqlite(engine: Engine) -> None:
    """Real transactions: the driver's own begin late and end early around schema changes.

    Those that will write say so at the start (BEGIN IMMEDIATE), so that two writers wait in turn and neither fails
    half-way. WAL lets readers go on meanwhile.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("whole", False):
            return  # what is done to the file as a whole cannot stand in a transaction
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
