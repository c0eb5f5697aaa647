"""One run at a time, on each kind of database."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store.errors import StoreError
from store.hold import BusyError, hold_file, hold_runs
from store.ledger import CUT_OFF, find_last_good_run
from store.unit_of_work import Store, open_store

AT = datetime(2024, 11, 18, tzinfo=UTC)
PROJECT = Path(__file__).parent.parent.parent
HOLDER = """
import sys, time
from store.hold import hold_runs
from store.unit_of_work import open_store
with open_store(sys.argv[1]) as store, hold_runs(store, "c"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_what_one_holds_another_does_not_get_and_then_gets(store: Store, url: str) -> None:
    with open_store(url) as other:
        with hold_runs(store, "c") as check:
            with pytest.raises(BusyError, match="another run is at work"), hold_runs(other, "c"):
                pytest.fail("both hold it")
            check()
        with hold_runs(other, "c"):
            pass


def test_a_process_that_is_killed_leaves_no_hold_behind(store: Store, url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BusyError), hold_runs(store, "c"):
            pytest.fail("both hold it")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    for _ in range(100):  # the server notices the end of a connection a moment later
        with suppress(BusyError), hold_runs(store, "c") as check:
            check()
            break
    else:
        pytest.fail("the hold outlived its holder")


def test_on_a_server_each_consultation_has_its_own_hold(store: Store) -> None:
    if store.engine.dialect.name == "postgresql":
        with hold_runs(store, "c"), hold_runs(store, "d") as check:
            check()


def test_a_hold_that_the_server_has_lost_is_told(store: Store, url: str) -> None:
    """As when the database is restarted in the middle of a run."""
    if store.engine.dialect.name == "postgresql":
        with open_store(url) as other, hold_runs(store, "c") as check:
            with other.writing() as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                connection.execute(text(others))
            with pytest.raises(StoreError, match="the database refused"):
                check()


def test_a_file_in_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"), hold_file(tmp_path / "none" / "run.lock"):
        pytest.fail("it holds")


def test_a_run_that_was_cut_off_is_closed_by_the_next(store: Store) -> None:
    """Another consultation's run is none of its business."""
    other = store.start_run("d", AT)
    store.start_run("c", AT)
    second = store.start_run("c", AT)
    store.end_run(second, AT, {"fetched": 2})
    outcomes = {run.id: (run.outcome, run.error) for run in (*store.load_runs("c", 9), *store.load_runs("d", 9))}
    assert outcomes == {other: ("running", ""), second - 1: ("failed", CUT_OFF), second: ("done", "")}


def test_the_last_good_run_is_the_last_that_got_through_the_mailbox(store: Store) -> None:
    """Neither one that failed later nor one that took in a file."""
    with store.reading() as connection:
        assert find_last_good_run(connection, "c") is None
    good = store.start_run("c", AT)
    store.end_run(good, AT, {"fetched": 2, "folders": 1})
    store.end_run(store.start_run("c", AT), AT, {}, "away")
    store.end_run(store.start_run("c", AT), AT, {"fetched": 1, "folders": 0})
    with store.reading() as connection:
        found = find_last_good_run(connection, "c")
    assert found
    assert (found.id, found.counts) == (good, {"fetched": 2, "folders": 1})
