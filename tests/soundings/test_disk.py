"""A disk that is full or cannot be written, a database that goes away, and a clock that jumps: nothing is lost.

The disk is the real one with refusals put in at each writing call in turn: a disk of one's own wants an administrator.
"""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from config.consultation import Consultation
from ingest.archive import archive_id
from ingest.errors import IngestError
from reports.ledger_report import find_faults
from soundings.books import check_archive, load_books
from soundings.pull import pull_files
from store.engine import make_engine
from store.errors import StoreError
from store.unit_of_work import Store
from tests.soundings.conftest import rows_of
from tests.soundings.pulling import Stub, office_in

MAILS = 3


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    for n in range(MAILS):
        (folder / f"{n}.eml").write_bytes(f"From: a{n}@b.example\r\nSubject: reply {n}\r\n\r\nYes.\r\n".encode())
    return folder


def load(_: Consultation) -> Stub:
    return Stub()


def pull(home: Path, mails: Path) -> None:
    pull_files(office_in(home), [mails], load, lambda *_: None, lambda *_: None)


def assert_whole(home: Path, mails: Path) -> None:
    """After a run that is let alone every mail is there once, and the ledger balances."""
    pull(home, mails)
    office = office_in(home)
    with office.open_store() as store:
        books = load_books(office, store)
        assert find_faults(books) == ()
        assert (books.balance.mails, books.balance.analysed) == (MAILS, MAILS)
        state = check_archive(office.archive, store, "practice")
    assert (state.whole, state.damaged, state.strange) == (MAILS, (), ())
    held = {archive_id(f.read_bytes()) for f in mails.iterdir()}
    assert set(office.archive.ids()) == held
    before = rows_of(home / "soundings.sqlite")
    pull(home, mails)
    assert rows_of(home / "soundings.sqlite") == before


@pytest.mark.parametrize(("code", "stride"), [(errno.ENOSPC, 1), (errno.EROFS, 4), (errno.EIO, 5)])
def test_a_disk_that_refuses_at_any_single_writing_loses_nothing(
    tmp_path: Path, mails: Path, monkeypatch: pytest.MonkeyPatch, code: int, stride: int
) -> None:
    """The archive's folders, files, syncing and renaming, one after the other."""
    for step in count(0, stride):
        home = tmp_path / f"home-{step}"
        refused = False
        with monkeypatch.context() as patch:
            calls = iter(range(step))

            def refusing(what: Callable[..., Any]) -> Callable[..., Any]:
                def touch(*arguments: Any, **keywords: Any) -> Any:
                    nonlocal refused
                    if next(calls, None) is None:  # noqa: B023 (called within this turn)
                        refused = True
                        raise OSError(code, os.strerror(code))
                    return what(*arguments, **keywords)

                return touch

            patch.setattr("ingest.archive_files.os.fsync", refusing(os.fsync))
            patch.setattr("ingest.archive_files.tempfile.mkstemp", refusing(tempfile.mkstemp))
            patch.setattr("ingest.archive_files.sync_folder", refusing(lambda _: None))
            try:
                pull(home, mails)
            except (IngestError, StoreError) as error:
                assert os.strerror(code) in str(error)  # noqa: PT017 (which step it is is not known beforehand)
        if not refused:
            break
        if step % 3 == 0:
            assert_whole(home, mails)
    assert step > MAILS


@pytest.mark.parametrize(
    ("pragma", "says"),
    [*((f"max_page_count = {pages}", "full") for pages in (12, 60, 100)), ("query_only = ON", "readonly")],
)
def test_a_database_that_may_not_grow_or_be_written_loses_nothing(
    tmp_path: Path, mails: Path, monkeypatch: pytest.MonkeyPatch, pragma: str, says: str
) -> None:
    """SQLite's own limits give the errors of a full and of a read-only disk, wherever the tables end just then."""
    home = tmp_path / "home"
    with office_in(home).open_store():
        pass

    def limited(url: str) -> Engine:
        engine = make_engine(url)

        @event.listens_for(engine, "connect")
        def _limit(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA {pragma}")

        return engine

    with monkeypatch.context() as patch:
        patch.setattr("store.unit_of_work.make_engine", limited)
        try:
            pull(home, mails)
        except StoreError as error:
            assert says in str(error)  # noqa: PT017 (with more pages there is room)
    assert_whole(home, mails)


def test_a_database_that_goes_away_in_the_middle_loses_nothing(
    tmp_path: Path, mails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each transaction in turn, and every one after it until the run has ended; then it is back."""
    real = Store.writing
    for step in count():
        home = tmp_path / f"home-{step}"
        calls = iter(range(step))
        refused = False

        def gone(store: Store) -> Any:
            nonlocal refused
            if next(calls, None) is None:  # noqa: B023 (called within this turn)
                refused = True
                raise StoreError("the database refused (OperationalError: server closed the connection)", "See to it")
            return real(store)

        with monkeypatch.context() as patch:
            patch.setattr(Store, "writing", gone)
            try:
                pull(home, mails)
            except StoreError as error:
                assert "server closed" in str(error)  # noqa: PT017 (the last turn is not refused)
        if not refused:
            break
        assert_whole(home, mails)
    assert step > MAILS


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_a_clock_that_jumps_in_the_middle_of_a_run_loses_nothing(tmp_path: Path, mails: Path, jump: timedelta) -> None:
    """No hold, cursor or order of rows depends on it."""
    moments = iter([datetime(2024, 11, 19, 9, 30, tzinfo=UTC)] * 4)
    late = datetime(2024, 11, 19, 9, 30, tzinfo=UTC) + jump
    office = replace(office_in(tmp_path), clock=lambda: next(moments, late))
    pull_files(office, [mails], load, lambda *_: None, lambda *_: None)
    assert_whole(tmp_path, mails)
