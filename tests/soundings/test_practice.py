"""The practice mailbox is a real one, and the same one at every start."""

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.mailbox import Cursor, MailboxError, MailboxSettings, open_mailbox
from ingest.message import IncomingMessage
from soundings.practice import PracticeServer, practice_mailbox
from tests.ingest.fetching import fetch_new


def reply(number: int) -> bytes:
    return (
        f"Received: from relay.example by mx.example with ESMTPS;\r\n Tue, 19 Nov 2024 11:{number % 60:02}:10 +0100\r\n"
        f"Received: from desk.example by relay.example; Mon, 18 Nov 2024 09:00:00 +0000\r\n"
        f"From: a{number}@b.example\r\nSubject: Reply {number}\r\n\r\nOur choice is (c).\r\n\xa3 {number}\r\n"
    ).encode("latin-1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """75 mails, as many as a practice exercise has."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for number in range(75):
        (folder / f"p-{number:03}.eml").write_bytes(reply(number))
    return folder


def settings(server: PracticeServer) -> MailboxSettings:
    return MailboxSettings(server.host, server.user, server.password, port=server.port, tls="none", timeout=20)


def pull(folder: Path, cursor: Cursor | None) -> list[IncomingMessage]:
    """Start, pull, stop."""
    with practice_mailbox(folder) as server, open_mailbox(settings(server)) as mailbox:
        return list(fetch_new(mailbox, "INBOX", cursor))


def test_a_second_start_has_nothing_new(folder: Path) -> None:
    """75 mails, and none after a stop and another start of the same folder, wherever it lies."""
    first = pull(folder, None)
    assert [m.raw for m in first] == [reply(n) for n in range(75)]
    cursor = Cursor("INBOX", first[-1].uid_validity, first[-1].uid)
    assert pull(folder, cursor) == []
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    assert pull(copy, cursor) == []


def test_mails_are_dated_by_their_topmost_received_header(folder: Path) -> None:
    """In UTC, whatever the zone of the header and of this machine."""
    assert pull(folder, None)[3].received_at == datetime(2024, 11, 19, 10, 3, 10, tzinfo=UTC)


def test_a_changed_folder_announces_itself(folder: Path) -> None:
    """A new mail may come between old ones, so all UIDs may have moved: UIDVALIDITY says so."""
    first = pull(folder, None)
    (folder / "p-000a.eml").write_bytes(reply(99))
    again = pull(folder, Cursor("INBOX", first[-1].uid_validity, first[-1].uid))
    assert len(again) == 76
    assert again[0].uid_validity != first[0].uid_validity


def test_an_empty_folder_is_an_empty_mailbox(tmp_path: Path) -> None:
    assert pull(tmp_path, None) == []


def test_a_wrong_password_is_refused(folder: Path) -> None:
    with practice_mailbox(folder) as server:
        wrong = PracticeServer(server.host, server.port, server.user, "another")
        with pytest.raises(MailboxError, match="password refused"), open_mailbox(settings(wrong)):
            pass


def test_nothing_runs_on_after_the_block(folder: Path) -> None:
    """Not even where a client is still connected."""
    before = threading.active_count()
    with practice_mailbox(folder) as server:
        mailbox = open_mailbox(settings(server))
        mailbox.__enter__()
    with pytest.raises(MailboxError), open_mailbox(settings(server)):
        pass
    mailbox.__exit__(None, None, None)
    assert threading.active_count() == before
