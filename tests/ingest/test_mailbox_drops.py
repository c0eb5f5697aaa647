"""A mailbox whose connection drops, whose server is busy, and whose mails are big: all come, each once."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from ingest.mailbox import FolderRenewed, Limits, MailboxError, Patience, open_mailbox
from ingest.mailbox_drops import is_passing, wished_pause
from ingest.mailbox_line import Line
from ingest.mailbox_stub import is_stub
from ingest.message import IncomingMessage, SpooledMessage
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.dropping import at_random, dropping, whenever
from tests.ingest.fetching import fetch_new

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
THROTTLED = "Request is throttled. Suggested Backoff Time: 4500 milliseconds"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def mail(number: int, size: int = 200) -> bytes:
    line = f"{number} of us say yes\r\n".encode()
    return f"Subject: {number}\r\n\r\n".encode() + line * (size // len(line))


def patient(pauses: list[float], **changes: int) -> Patience:
    """Sleeps not at all, and notes for how long it would have."""
    return Patience(sleep=pauses.append, chance=lambda: 0.0, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(6))
def test_one_pull_brings_all_through_a_line_that_drops_at_random(server: Dovecot, seed: int) -> None:
    """In the greeting, in a listing, in the middle of a mail: each mail comes once, whole and in order."""
    user = f"random-{seed}"
    mails = [mail(n, 2_000) for n in range(40)]
    server.deliver(user, *mails, at=AT)
    pauses: list[float] = []
    with (
        dropping(server.port, at_random(seed, 60_000)) as port,
        open_mailbox(
            server.settings(user, port=port),
            Limits(bytes_per_batch=8_000, ids_per_command=10),
            patient(pauses, tries=40, repeats=40, before_meeting=True),
        ) as mailbox,
    ):
        got = list(fetch_new(mailbox, "INBOX", None))
    assert [m.raw for m in got] == mails
    assert pauses


def test_pauses_double_up_to_the_longest_and_differ_by_chance() -> None:
    usual = Patience(first=1.0, longest=10.0, chance=lambda: 0.0)
    assert [usual.pause(n) for n in range(1, 7)] == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert Patience(first=1.0, chance=lambda: 0.5).pause(3) == 3.0


def failing(*errors: Exception) -> Callable[[IMAPClient], str]:
    """A command that fails so often, and then succeeds."""
    left = list(errors)

    def command(client: IMAPClient) -> str:
        if left:
            raise left.pop(0)
        return str(client.noop()[0])

    return command


def test_the_pause_that_the_server_asks_for_is_kept(server: Dovecot) -> None:
    """Exchange's words; however often it says so within reason, and without counting as a failure."""
    pauses: list[float] = []
    line = Line(server.settings("throttled"), patient(pauses))
    assert line.ask(failing(*[IMAPClientError(THROTTLED)] * 5))
    line.close()
    assert pauses == [4.5] * 5


@pytest.mark.parametrize(
    "error",
    [
        IMAPClientAbortError("socket error: EOF"),
        IMAPClientAbortError("command: FETCH => Session invalidated - AccessTokenExpired"),
        IMAPClientError("fetch failed: User is authenticated but not connected."),
        IMAPClientError("select failed: [UNAVAILABLE] Temporary failure"),
        ConnectionResetError(104, "Connection reset by peer"),
        BrokenPipeError(32, "Broken pipe"),
        TimeoutError("timed out"),
        ssl.SSLEOFError(8, "EOF occurred in violation of protocol"),
    ],
    ids=str,
)
def test_every_kind_of_drop_is_mended(server: Dovecot, error: Exception) -> None:
    pauses: list[float] = []
    line = Line(server.settings("drops"), patient(pauses))
    assert line.ask(failing(error, error))
    line.close()
    assert pauses == [1.0, 2.0]


def test_patience_comes_to_an_end(server: Dovecot) -> None:
    """A command that never gets through is blamed for it; a server that has gone away is not waited for for ever."""
    pauses: list[float] = []
    line = Line(server.settings("ends"), patient(pauses, repeats=3))
    with pytest.raises(MailboxError, match="broke off"):
        line.ask(failing(*[ConnectionResetError("gone")] * 9))
    assert pauses == [1.0, 2.0]
    line.close()
    pauses.clear()
    with dropping(server.port, whenever(b"OK")) as port, pytest.raises(MailboxError):
        Line(server.settings("ends", port=port), patient(pauses, tries=4, before_meeting=True)).ask(lambda _: None)
    assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (ssl.SSLCertVerificationError("not trusted"), False),
        (ConnectionRefusedError(), False),
        (IMAPClientError("fetch failed: no such message"), False),
        (IMAPClientError(f"fetch failed: {THROTTLED}"), True),
        (ConnectionResetError(), True),
    ],
    ids=repr,
)
def test_what_does_not_pass_by_itself_is_told_at_once(error: Exception, passing: bool) -> None:
    """Of a server that was never reached a wrong name or port is as likely as a failure."""
    assert is_passing(error, met=False) is passing


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        (THROTTLED, 4.5),
        ("suggested backoff time: 30 seconds", 30.0),
        ("Suggested Backoff Time: 99999999 milliseconds", 900.0),
        ("busy", None),
    ],
)
def test_the_wish_is_read_in_its_unit_and_has_a_limit(words: str, seconds: float | None) -> None:
    assert wished_pause(IMAPClientError(words)) == seconds


def test_a_mail_over_which_the_server_breaks_off_costs_no_other(server: Dovecot) -> None:
    """The line drops each time this one is spoken: it is left out and told, and all the others come."""
    mails = [mail(n) for n in range(9)]
    server.deliver("poison", *mails, at=AT)
    out: list[tuple[str, int, str]] = []
    with (
        dropping(server.port, whenever(b"4 of us say yes")) as port,
        open_mailbox(server.settings("poison", port=port), patience=patient([])) as mailbox,
    ):
        got = list(fetch_new(mailbox, "INBOX", None, left_out=lambda *told: out.append(told)))
    assert [m.raw for m in got] == [m for n, m in enumerate(mails) if n != 4]
    assert [(folder, uid) for folder, uid, _ in out] == [("INBOX", 5)]


def test_a_line_that_ends_while_mails_are_put_away_is_made_anew(server: Dovecot) -> None:
    """Between two batches, however long that takes; every mail comes once."""
    server.deliver("slow", *(mail(n) for n in range(6)), at=AT)
    pauses: list[float] = []
    with open_mailbox(server.settings("slow"), Limits(ids_per_command=2), patient(pauses)) as mailbox:
        got = []
        for found in fetch_new(mailbox, "INBOX", None):
            got.append(found.raw)
            client = mailbox._line._client
            assert client is not None
            assert client.socket().getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            client.socket().shutdown(socket.SHUT_RDWR)
    assert got == [mail(n) for n in range(6)]
    assert len(pauses) == 2


SMALL = Limits(bytes_in_memory=50_000, bytes_per_piece=16_384)


def test_a_big_mail_is_written_to_disk_in_pieces(server: Dovecot, tmp_path: Path) -> None:
    """The bytes are those that were delivered, also where the last piece is a whole one; small mails stay in memory."""
    whole_pieces = (mail(1, 200_000) + b"x" * 16_384)[: 16_384 * 5]
    mails = [mail(0), whole_pieces, mail(2), mail(3, 123_457)]
    server.deliver("big", *mails, at=AT)
    with open_mailbox(server.settings("big"), SMALL, spool_folder=tmp_path / "in") as mailbox:
        got = list(fetch_new(mailbox, "INBOX", None))
    assert [m.raw for m in got] == mails
    assert [isinstance(m, SpooledMessage) for m in got] == [False, True, False, True]
    assert [m.size for m in got] == [len(m) for m in mails]
    assert all(mails[n].startswith(m.head) and m.received_at == AT for n, m in enumerate(got))
    assert len(list((tmp_path / "in").iterdir())) == 2


def test_a_big_mail_comes_over_a_line_that_never_lasts_as_long_as_it_takes(server: Dovecot, tmp_path: Path) -> None:
    """It is gone on with where it broke off; nothing half written is left."""
    big = mail(1, 400_000)
    server.deliver("big-drops", big, at=AT)
    pauses: list[float] = []
    with (
        dropping(server.port, at_random(3, 120_000)) as port,
        open_mailbox(
            server.settings("big-drops", port=port),
            SMALL,
            patient(pauses, tries=60, repeats=60, before_meeting=True),
            tmp_path,
        ) as mailbox,
    ):
        got: list[IncomingMessage] = list(fetch_new(mailbox, "INBOX", None))
    assert [m.raw for m in got] == [big]
    assert len(pauses) >= 3
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_made_anew_meanwhile_is_not_read_by_its_old_numbers(server: Dovecot) -> None:
    server.deliver("renewed", mail(1), mail(2), at=AT, folder="Replies")
    with open_mailbox(server.settings("renewed"), Limits(ids_per_command=1), patient([])) as mailbox:
        look = mailbox.look("Replies")
        with server.client("renewed") as client:
            client.delete_folder("Replies")
        server.deliver("renewed", mail(3), at=AT, folder="Replies")
        mailbox._line._drop()
        with pytest.raises(FolderRenewed, match="made anew"):
            list(mailbox.fetch(look))


STUB = (
    b"From: Microsoft Exchange Server\r\n"
    b"Subject: Retrieval using the IMAP4 protocol failed for the following message: 7\r\n\r\n"
    b'The server couldn\'t retrieve the following message:\r\n\r\nSubject: "Our reply"\r\n'
)


def test_exchanges_note_in_place_of_a_mail_is_told_and_not_kept(server: Dovecot) -> None:
    """The mail itself is still there to be had another way; the next run asks again."""
    server.deliver("stub", mail(1), STUB, mail(2), at=AT)
    out: list[tuple[str, int, str]] = []
    with open_mailbox(server.settings("stub")) as mailbox:
        got = list(fetch_new(mailbox, "INBOX", None, left_out=lambda *told: out.append(told)))
    assert [m.raw for m in got] == [mail(1), mail(2)]
    assert [uid for _, uid, _ in out] == [2]
    assert "open it in Outlook" in out[0][2]


def test_a_person_who_writes_about_such_a_note_is_no_note() -> None:
    assert is_stub(STUB)
    assert not is_stub(STUB.replace(b"From:", b"Received: by mx; now\r\nFrom:"))
    assert not is_stub(STUB.partition(b"\r\n\r\n")[0] + b"\r\n\r\nWhat does this mean?\r\n")
    assert not is_stub(b"Subject: Fwd: your note\r\n\r\n" + STUB)


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_a_note_or_not(raw: bytes) -> None:
    """Nothing is raised over what a sender writes."""
    assert is_stub(raw) in (True, False)
