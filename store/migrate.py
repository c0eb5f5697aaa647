"""Brings a database to the tables of this version when it is opened."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x50D1465


def upgrade(connection: Connection) -> None:
    """Run what is missing, inside the caller's transaction: all of it or nothing.

    Raises StoreError where the database was made by a newer Soundings.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if current_version(connection) == ScriptDirectory.from_config(config).get_current_head():
        return
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is of a version that this Soundings does not know ({current_version(connection)})",
            "Install the newer Soundings that made it, or give another database",
        ) from error


def current_version(connection: Connection) -> str | None:
    """The version that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()
