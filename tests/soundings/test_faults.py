"""Whatever happens during a pull: then the ledger balances, each mail is there once, and a further run is idle."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.archive import Archive, archive_id
from ingest.mailbox import Patience
from ingest.mailbox_line import Line
from reports.ledger_report import find_faults
from soundings.books import verify_books
from store import ledger
from store.unit_of_work import Store
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.dropping import at_random, dropping
from tests.soundings.conftest import files_of, rows_of
from tests.soundings.pulling import office_in, pull

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
PROJECT = Path(__file__).parent.parent.parent
CALM = Patience(tries=20, repeats=20, sleep=lambda _: None)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def mail(number: int, size: int = 400) -> bytes:
    head = f"From: a{number}@b.example\r\nSubject: reply {number}\r\n\r\n".encode()
    return head + b"We prefer (c).\r\n" * (size // 16)


def assert_whole(server: Dovecot, home: Path, user: str, mails: list[bytes]) -> None:
    """The ledger balances beside server and disk, each mail is there once, and a further run changes nothing."""
    office = office_in(home)
    settings = server.settings(user)
    with office.open_store() as store:
        books = verify_books(office, store, settings)
        assert find_faults(books) == ()
        assert (books.on_server, books.unfetched, books.balance.sightings) == (len(mails), 0, len(mails))
        assert {m.archive_id for m in store.find_mails("practice", "")} == {archive_id(m) for m in mails}
    assert list(office.archive.ids()) == sorted({archive_id(m) for m in mails})
    before = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    assert pull(home, server.port, user, CALM).fetched == 0
    assert (rows_of(home / "soundings.sqlite"), files_of(home / "archive")) == before
    assert not [f for f in before[1] if ".spool-" in f or ".new-" in f]


class Killed(BaseException):
    """The end of the process, as far as a test can have it."""


STEPS = (
    (Line, "ask"),
    (Archive, "store"),
    (Archive, "settle"),
    (Archive, "load"),
    (Store, "writing"),
    (ledger, "insert_all_once"),
    (ledger, "set_cursor"),
    (ledger, "set_folder"),
)
"""Everything by which a pull touches server, archive or database."""


def pull_until(step: int, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> bool:
    """A pull that ends before the nth touch, with nothing done after it; whether it got through."""
    touches = iter(range(step))
    dead = False

    def dying(what: Callable[..., Any]) -> Callable[..., Any]:
        def touch(*arguments: Any, **keywords: Any) -> Any:
            nonlocal dead
            if dead or next(touches, None) is None:
                dead = True
                raise Killed
            return what(*arguments, **keywords)

        return touch

    with monkeypatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, dying(getattr(owner, name)))
        try:
            run()
        except Killed:
            return False
    return True


def test_a_process_that_ends_at_any_single_step_leaves_all_to_the_next(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each IMAP command, each file and each statement, one after the other, as isync's own tests do it."""
    mails = [mail(n) for n in range(4)]
    server.deliver("steps", *mails, at=AT)
    step = 0
    for step in range(200):
        home = tmp_path / str(step)
        got_through = pull_until(step, monkeypatch, lambda home=home: pull(home, server.port, "steps", CALM))  # type: ignore[misc]
        pull(home, server.port, "steps", CALM)
        assert_whole(server, home, "steps", mails)
        if got_through:
            break
    assert got_through
    assert step > 25


@pytest.mark.parametrize("seed", range(3))
def test_a_process_killed_at_random_moments_on_a_line_that_drops(server: Dovecot, tmp_path: Path, seed: int) -> None:
    """SIGKILL, four times over, through a proxy that breaks connections; then one run that is let alone."""
    user = f"killed-{seed}"
    mails = [mail(n, 3_000) for n in range(60)]
    server.deliver(user, *mails, at=AT)
    chance = random.Random(seed)
    with dropping(server.port, at_random(seed, 150_000)) as port:
        for _ in range(4):
            process = start(tmp_path, port, user)
            wait_for_database(tmp_path, process)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.wait()
        for _ in range(5):
            if not start(tmp_path, port, user).wait(timeout=120):
                break
    assert_whole(server, tmp_path, user, mails)


def test_two_processes_at_once_do_the_work_of_one(server: Dovecot, tmp_path: Path) -> None:
    """The second is told that another is at work, or finds all done; no mail is doubled."""
    mails = [mail(n, 3_000) for n in range(60)]
    server.deliver("two", *mails, at=AT)
    both = [start(tmp_path, server.port, "two") for _ in range(2)]
    ends = [(p.wait(timeout=120), p.stderr.read() if p.stderr else "") for p in both]
    for code, words in ends:
        assert code == 0 or "another run is at work" in words, words
    assert 0 in [code for code, _ in ends]
    assert_whole(server, tmp_path, "two", mails)


def start(home: Path, port: int, user: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soundings.pulling", str(home), str(port), user],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_database(home: Path, process: "subprocess.Popen[str]") -> None:
    """Until the process has begun in earnest, or has ended."""
    while process.poll() is None and not (home / "run.lock").exists():
        time.sleep(0.02)


def test_a_folder_made_anew_on_the_server_is_read_again_and_doubles_nothing(server: Dovecot, tmp_path: Path) -> None:
    """Its mails are seen once more under the new UIDVALIDITY; what was analysed is not analysed again."""
    mails = [mail(n) for n in range(5)]
    server.deliver("anew", *mails, at=AT, folder="Replies")
    assert pull(tmp_path, server.port, "anew", CALM, "Replies").new == 5
    with server.client("anew") as client:
        client.delete_folder("Replies")
    server.deliver("anew", *mails, mail(5), at=AT, folder="Replies")
    counts = pull(tmp_path, server.port, "anew", CALM, "Replies")
    assert (counts.fetched, counts.new, counts.analysed) == (6, 1, 1)
    office = office_in(tmp_path)
    with office.open_store() as store:
        books = verify_books(office, store, server.settings("anew", folders=("Replies",)))
    assert find_faults(books) == ()
    assert (books.balance.mails, books.balance.analysed, books.on_server) == (6, 6, 6)


def test_what_was_lost_from_disk_or_never_entered_is_told(server: Dovecot, tmp_path: Path) -> None:
    """A changed file, a missing one, and one that a run archived and did not come to enter."""
    mails = [mail(n) for n in range(4)]
    server.deliver("told", *mails, at=AT)
    pull(tmp_path, server.port, "told", CALM)
    office = office_in(tmp_path)
    office.archive.path(archive_id(mails[0])).write_bytes(b"changed")
    office.archive.path(archive_id(mails[1])).unlink()
    office.archive.store(b"Subject: stray\r\n\r\nx\r\n")
    server.deliver("told", mail(9), at=AT)
    with office.open_store() as store:
        books = verify_books(office, store, server.settings("told"))
    assert books.archive is not None
    assert set(books.archive.damaged) == {archive_id(m) for m in mails[:2]}
    assert len(books.archive.strange) == 1
    assert books.unfetched == 1
    assert len(find_faults(books)) == 2
