import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.errors import StoreError
from store.migrate import MIGRATIONS, newest_version
from store.tables import metadata
from store.unit_of_work import Store, open_store


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences: Any = compare_metadata(context, metadata)
    assert differences == []


def test_the_newest_version_is_read_off_the_files_as_alembic_would() -> None:
    assert newest_version() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "soundings.db"
    with open_store(f"sqlite:///{path}"):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match=r"does not know \(9999\)\. Install the newer"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("not a url", "cannot be read"),
        ("mysql://x@y/z", "cannot use a mysql database"),
        ("sqlite:////no/such/folder/soundings.db", "unable to open database file"),
        ("postgresql://nobody@127.0.0.1:1/none", "refused"),
    ],
)
def test_a_database_that_cannot_be_opened_says_why(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        open_store(url)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "soundings.db"
    path.write_text("this is a letter, and not a short one, and it is certainly no database at all\n" * 20)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")
