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
        _migrate(connection, current, "head")


def empty_at(connection: Connection, version: str) -> None:
    """The empty tables of an older version, to be filled: what the database has now is taken down where it is newer.

    Raises StoreError where this Soundings does not know the version.
    """
    if (current_version(connection) or "") > version:
        _migrate(connection, version, "base", down=True)
    _migrate(connection, version, version)


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


def _migrate(connection: Connection, version: str | None, target: str, *, down: bool = False) -> None:
    """To a target; `version` is what a person is told where that cannot be."""
    from alembic import command  # loaded only where there is something to do: every command opens the database
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        (command.downgrade if down else command.upgrade)(config, target)
    except CommandError as error:
        raise StoreError(
            f"the database is of a version that this Soundings does not know ({version})",
            "Install the newer Soundings that made it, or give another database",
        ) from error
