"""Runs against a real mailbox: a second one changes nothing, and each way to fail is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from soundings.bootstrap import open_office
from store.hold import hold_file
from tests.ingest.dovecot import PASSWORD, Dovecot, dovecot
from tests.soundings.conftest import PRACTICE_MAILS, Call, files_of, rows_of

PROJECT = Path(__file__).parent.parent.parent
AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
BAD = (
    b"\x00\xff\xfe\x80 no mail at all, only bytes " * 40,
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 300,
    b"From: =?utf-8?q?=FF=FE?= <a@b.example>\r\nSubject: =?x-none?b?!!!?=\r\nDate: 99 Foo 20\r\n"
    b"Content-Type: text/plain; charset=nothing\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n",
)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture(scope="module")
def mailbox(server: Dovecot) -> str:
    """The user whose INBOX holds 24 practice mails with three bad ones among them, some of them seen and flagged."""
    mails = [f.read_bytes() for f in sorted(PRACTICE_MAILS.glob("*.eml"))[:24]]
    server.deliver("lead", *mails[:12], *BAD, *mails[12:], at=AT)
    with server.client("lead") as client:
        client.add_flags([1, 2, 14], [b"\\Seen"])
        client.add_flags([3], [b"\\Flagged", b"\\Answered"])
    return "lead"


def reach(server: Dovecot, user: str, home: Path, **changes: object) -> dict[str, object]:
    """The variables by which a mailbox is reached."""
    usual = {
        "SOUNDINGS_HOME": home,
        "SOUNDINGS_CONSULTATION": "practice",
        "SOUNDINGS_IMAP__HOST": "localhost",
        "SOUNDINGS_IMAP__PORT": server.tls_port,
        "SOUNDINGS_IMAP__USER": user,
        "SOUNDINGS_IMAP__PASSWORD": PASSWORD,
        "SOUNDINGS_IMAP__CA_FILE": server.ca_file,
        "SOUNDINGS_IMAP__TIMEOUT": 10,
    }
    return usual | changes


def flags_of(server: Dovecot, user: str) -> dict[int, Any]:
    with server.client(user) as client:
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["FLAGS"])
        return {uid: sorted(answer[b"FLAGS"]) for uid, answer in found.items()}


def test_a_second_run_fetches_and_changes_nothing(server: Dovecot, mailbox: str, call: Call, tmp_path: Path) -> None:
    home = tmp_path / "home"
    flags = flags_of(server, mailbox)
    first = call("run", **reach(server, mailbox, home))
    assert first.code == 0, first.err
    assert "27 mails fetched: 27 new, 0 seen before. 26 analysed, 1 could not be read." in first.out
    held, files = rows_of(home / "soundings.sqlite"), files_of(home / "archive")
    assert len(files) == 27
    second = call("run")
    assert second.code == 0
    assert "0 mails fetched: nothing is new." in second.out
    assert rows_of(home / "soundings.sqlite") == held
    assert files_of(home / "archive") == files
    assert flags_of(server, mailbox) == flags


def test_a_mail_that_cannot_be_read_is_counted_on_the_board(
    server: Dovecot, mailbox: str, call: Call, tmp_path: Path
) -> None:
    call("run", **reach(server, mailbox, tmp_path))
    board = call("status", "--as-of", "2024-11-22")
    assert board.code == 0
    assert "27 seen: 26 analysed, 0 duplicates, 1 could not be read; it balances" in board.out
    assert "1 of which could not be read" in board.out


def test_new_mail_and_a_moved_one(server: Dovecot, call: Call, tmp_path: Path) -> None:
    """What comes later is fetched; the same mail in a second folder is one mail seen twice."""
    mails = [f.read_bytes() for f in sorted(PRACTICE_MAILS.glob("*.eml"))[:3]]
    server.deliver("two-folders", *mails[:2], at=AT)
    assert "2 mails fetched: 2 new" in call("run", **reach(server, "two-folders", tmp_path)).out
    server.deliver("two-folders", mails[2], at=AT)
    server.deliver("two-folders", mails[0], at=AT, folder="Done")
    ended = call("run", SOUNDINGS_IMAP__FOLDERS="INBOX,Done")
    assert "2 mails fetched: 1 new, 1 seen before. 1 analysed" in ended.out


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SOUNDINGS_IMAP__PASSWORD": "wrong"}, "user name or password refused"),
        ({"SOUNDINGS_IMAP__FOLDERS": "INBOX,Replies"}, "has no folder 'Replies'. It has: INBOX"),
        ({"SOUNDINGS_IMAP__PORT": 9}, "nothing answers on this port"),
        ({"SOUNDINGS_IMAP__HOST": "127.0.0.1"}, "certificate is for another name"),
    ],
)
def test_a_mailbox_that_refuses_is_told_and_the_next_run_goes_on(
    server: Dovecot, call: Call, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    server.deliver("refused", at=AT)
    right = reach(server, "refused", tmp_path)
    failed = call("run", **(right | changes))
    assert failed.code == 1
    assert words in failed.err
    assert failed.err.count("\n") == 1
    assert PASSWORD not in failed.err
    assert call("run", **(right | {"SOUNDINGS_IMAP__FOLDERS": "INBOX"})).code == 0


def test_the_doctor_looks_at_the_mailbox(server: Dovecot, mailbox: str, call: Call, tmp_path: Path) -> None:
    well = call("doctor", **reach(server, mailbox, tmp_path))
    assert well.code == 0
    assert "lead at localhost: INBOX (27 mails)" in well.out
    ill = call("doctor", SOUNDINGS_IMAP__PASSWORD="wrong")
    assert ill.code == 1
    assert "MEND mailbox" in ill.out


def test_two_runs_do_not_overlap(call: Call, tmp_path: Path) -> None:
    office = open_office("practice", tmp_path, {})
    with office.open_store(), hold_file(office.lock):
        ended = call("run", "--consultation", "practice", "--home", tmp_path, "--from", PRACTICE_MAILS)
    assert ended.code == 1
    assert "another run is at work" in ended.err


def test_the_worker_runs_at_its_start_and_stops_when_asked(
    server: Dovecot, mailbox: str, call: Call, tmp_path: Path
) -> None:
    """As a service manager would have it: its log names the counts, SIGTERM ends it well."""
    environment = {name: str(value) for name, value in reach(server, mailbox, tmp_path).items()}
    script = "from soundings.cli import main; main()"
    worker = subprocess.Popen(
        [sys.executable, "-c", script, "worker", "--at-start"],
        env=os.environ | environment | {"PYTHONPATH": str(PROJECT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr
    lines: list[str] = []
    for line in worker.stderr:
        lines.append(line)
        if "fetched" in line or "failed" in line:
            break
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert "27 mails fetched: 27 new" in lines[-1]
    assert call("run", **environment).out.startswith("0 mails fetched: nothing is new.")
