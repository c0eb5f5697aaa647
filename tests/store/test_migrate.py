import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange
from store.errors import StoreError
from store.metadata import metadata
from store.migrate import MIGRATIONS, is_known, newest_version
from store.rows import Extension, ListChange
from store.unit_of_work import Store, open_store


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_known})
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


def _migrate(store: Store, target: str) -> None:
    """To a version, forward or back."""
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        (command.downgrade if target < newest_version() else command.upgrade)(config, target)


def test_what_was_granted_outlasts_the_way_back_and_forward(store: Store) -> None:
    """Extensions keep their day, and one that was taken back stays so; reasons and the list's changes are newer."""
    at = datetime(2024, 11, 18, tzinfo=UTC)
    granted = Extension(Ref("ann"), date(2024, 11, 29), "lead", at, "asked")
    back = replace(granted, ref=Ref("bob"), until_on=None)
    for extension in (granted, back):
        store.record_extension("c", extension)
    line = Stakeholder(Ref("cat"), "People", "Cat", "", "", "cat@x.example", ("cat@home.example",))
    change = ListChange(LineChange(line.ref, None, line), "add", "lead", "wrote", at)
    store.record_list_changes("c", [change])
    _migrate(store, "0001")
    with store.reading() as connection:
        assert not inspect(connection).has_table("list_changes")
        older = connection.execute(text("SELECT ref, until_on FROM extensions ORDER BY id")).all()
    assert [(row.ref, str(row.until_on)) for row in older] == [("ann", "2024-11-29"), ("bob", "1970-01-01")]
    _migrate(store, newest_version())
    assert store.load_extensions("c") == (replace(granted, reason=""), replace(back, reason=""))
    assert store.load_list_changes("c") == ()
    store.record_list_changes("c", [change])
    assert store.load_list_changes("c") == (change,)
