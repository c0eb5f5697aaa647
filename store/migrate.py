"""Brings a database to the tables of this version when it is opened."""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text

from store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
SEARCH_INDEX = "search_index"
"""The table of the full-text index; SQLite's has more beside it whose names begin so."""
_LOCK = 0x50D1465


def upgrade(connection: Connection) -> None:
    """Run what is missing, inside the caller's transaction: all of it or nothing.

    Raises StoreError where the database was made by a newer Soundings.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    current = current_version(connection)
    if current != newest_version():
        _migrate(connection, current)


def current_version(connection: Connection) -> str | None:
    """The version that the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))


def newest_version() -> str:
    """The version that this Soundings makes: each migration's file begins with its own."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def is_known(name: str | None, what: str, _of: object) -> bool:
    """For Alembic's comparisons: whether the code knows a table. The full-text index is the database's own affair."""
    return what != "table" or not (name or "").startswith(SEARCH_INDEX)


def _migrate(connection: Connection, current: str | None) -> None:
    from alembic import command  # loaded only where there is something to do: every command opens the database
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is of a version that this Soundings does not know ({current})",
            "Install the newer Soundings that made it, or give another database",
        ) from error
