"""All rows out of one database and into another, of whichever kind."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from classify.analysis import Analysis
from config.consultation import Ref, Stakeholder
from config.list_changes import LineChange
from ingest.message import ArchiveId
from store.dump import dumping, is_empty, put_back
from store.engine import make_engine
from store.errors import StoreError
from store.migrate import newest_version
from store.overlay import blank_analysis
from store.rows import Chaser, Correction, Cursor, Extension, Failure, ListChange, Mail, Verdict
from store.unit_of_work import Store, open_store

AT = datetime(2024, 11, 18, 9, 30, 15, 250_000, tzinfo=UTC)
ONE, TWO = ArchiveId("1" * 64), ArchiveId("2" * 64)


def mail(archive_id: ArchiveId) -> Mail:
    return Mail(archive_id, "<m@x>", "Réply – “yes”", "Ann", "ann@x.example", AT, AT, 100, ("a problem",))


def analysis(archive_id: ArchiveId) -> Analysis:
    return replace(blank_analysis(archive_id), rules_version="r1")


def fill(store: Store) -> None:
    """Something in most tables."""
    store.enter("c", [(Cursor("INBOX", 1, 1), mail(ONE)), (Cursor("INBOX", 1, 2), mail(TWO))])
    store.record_analysis("c", analysis(ONE), AT)
    store.record_failure("c", Failure(TWO, "parse", "no headers", "v1", AT))
    store.record_correction("c", Correction(ONE, "kind", "response", "lead", "clear", AT, "r1"))
    store.record_extension("c", Extension(Ref("ann"), date(2024, 11, 29), "lead", AT, "asked"))
    line = Stakeholder(Ref("cat"), "People", "Cat", "", "", "cat@x.example")
    change = ListChange(LineChange(line.ref, None, line), "add", "lead", "wrote", AT)
    store.record_list_changes("c", [change], [Verdict("p", True, "lead", "", AT)])
    store.record_chasers("c", [Chaser(Ref("ann"), AT, "r")])
    store.end_run(store.start_run("c", AT), AT, {"fetched": 2})


def dumped(store: Store) -> tuple[str, list[tuple[str, list[bytes]]]]:
    with dumping(store) as dump:
        return dump.version, [(name, list(dump.lines(name))) for name in dump.names]


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    from tests.store.conftest import _fresh_database

    return _fresh_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def other(other_url: str) -> Iterator[Store]:
    """A database that nobody has opened yet."""
    with Store(make_engine(other_url)) as store:
        yield store


def test_what_is_put_back_is_what_was_there_and_goes_on_from_there(store: Store, other: Store) -> None:
    """From either kind of database into either."""
    fill(store)
    version, tables = dumped(store)
    assert is_empty(other)
    put_back(other, version, tables)
    assert not is_empty(other)
    assert dumped(other) == (version, tables)
    assert other.load_mails("c") == store.load_mails("c")
    assert other.load_list_changes("c") == store.load_list_changes("c")
    assert other.find_last_run("c") == store.find_last_run("c")
    assert other.start_run("c", AT) == 2
    other.record_failure("c", Failure(TWO, "parse", "again", "v2", AT))


def test_it_is_of_one_moment_while_others_write(store: Store, url: str) -> None:
    fill(store)
    with dumping(store) as dump:
        before = list(dump.lines("mails"))
        with open_store(url) as writer:
            writer.record_mail("c", mail(ArchiveId("3" * 64)))
        assert list(dump.lines("mails")) == before
        assert dump.mails() == {"c": (ONE, TWO)}


def test_a_database_with_rows_is_left_alone(store: Store, other: Store) -> None:
    fill(store)
    version, tables = dumped(store)
    put_back(other, version, tables)
    with pytest.raises(StoreError, match="the database is not empty"):
        put_back(other, version, tables)


def test_a_copy_that_cannot_be_put_back_leaves_nothing(store: Store, other: Store) -> None:
    fill(store)
    version, tables = dumped(store)
    broken = [(name, [*lines, b"nonsense\n"] if name == "runs" else lines) for name, lines in tables]
    with pytest.raises(ValueError, match="Expecting value"):
        put_back(other, version, broken)
    assert is_empty(other)
    with pytest.raises(StoreError, match=r"does not know \(9999\)"):
        put_back(other, "9999", tables)
    assert is_empty(other)


def test_a_copy_of_an_older_version_is_brought_up_to_date(store: Store, other_url: str) -> None:
    """Also into a database that this version has opened already."""
    with open_store(other_url):
        pass
    columns = ["id", "consultation", "ref", "until_on", "by", "at"]
    row = [1, "c", "ann", "1970-01-01", "lead", AT.isoformat()]
    with Store(make_engine(other_url)) as other:
        put_back(other, "0003", [("extensions", [json.dumps(line).encode() for line in (columns, row)])])
        assert other.load_extensions("c") == (Extension(Ref("ann"), None, "lead", AT, ""),)
        with dumping(other) as dump:
            assert dump.version == newest_version()
