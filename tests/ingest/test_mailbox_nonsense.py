"""What happens to a mail of which the server says something that makes no sense, and to those around it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from ingest.mailbox import open_mailbox
from ingest.message import IncomingMessage
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.fetching import fetch_new

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)
PLAIN = b"Subject: one\r\n\r\nfirst\r\n"
DATED = b"Received: by mx.example; Tue, 19 Nov 2024 08:00:00 +0000\r\nSubject: two\r\n\r\nsecond\r\n"
LAST = b"Subject: three\r\n\r\nthird\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        running.deliver("odd", PLAIN, at=AT)
        running.deliver("odd", DATED, at=datetime(2024, 11, 20, 1, 2, 3, tzinfo=UTC))
        running.deliver("odd", LAST, at=AT)
        yield running


@contextmanager
def garbling(port: int, *swaps: tuple[bytes, bytes]) -> Iterator[int]:
    """A port that leads to another, and puts other words for some that the server says."""

    def up(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            talking, _ = listening.accept()
            with talking, socket.create_connection(("127.0.0.1", port)) as server:
                threading.Thread(target=up, args=(talking, server), daemon=True).start()
                while data := server.recv(65536):
                    for old, new in swaps:
                        data = data.replace(old, new)
                    talking.sendall(data)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


def pulled(server: Dovecot, *swaps: tuple[bytes, bytes]) -> tuple[list[IncomingMessage], list[tuple[str, int, str]]]:
    """The mails that came, and those that were left out."""
    out: list[tuple[str, int, str]] = []
    with (
        garbling(server.port, *swaps) as port,
        open_mailbox(server.settings("odd", port=port)) as mailbox,
    ):
        mails = list(fetch_new(mailbox, "INBOX", None, left_out=lambda *told: out.append(told)))
    return mails, out


@pytest.mark.parametrize(
    "date",
    [b'"99-Xyz-2024 01:02:03 +0000"', b'"20-Nov-2024 01:02:03 +9959"', b"(1 2)", b"7", b"NIL", b'""'],
)
def test_a_date_that_is_none_costs_no_mail(server: Dovecot, date: bytes) -> None:
    """The time is then that of the mail's topmost Received header; the others keep theirs."""
    mails, out = pulled(server, (b'"20-Nov-2024 01:02:03 +0000"', date))
    assert [m.raw for m in mails] == [PLAIN, DATED, LAST]
    assert [m.received_at for m in mails] == [AT, datetime(2024, 11, 19, 8, tzinfo=UTC), AT]
    assert out == []


def test_a_mail_that_nobody_dates_is_left_out_and_told(server: Dovecot) -> None:
    mails, out = pulled(server, (b'"18-Nov-2024 09:30:00 +0000"', b"NIL"))
    assert [m.raw for m in mails] == [DATED]
    assert out == [("INBOX", uid, "neither the server nor the mail says when it came") for uid in (1, 3)]


def test_an_answer_that_makes_no_sense_costs_its_own_mail_alone(server: Dovecot) -> None:
    mails, out = pulled(server, (b"(UID 2 ", b"(UID two "))
    assert [m.raw for m in mails] == [PLAIN, LAST]
    assert [(folder, uid) for folder, uid, _ in out] == [("INBOX", 2)]
    assert "makes no sense" in out[0][2]


def test_a_mail_without_its_words_is_left_out_and_told(server: Dovecot) -> None:
    mails, out = pulled(server, (b"BODY[] {%d}\r\n%s" % (len(DATED), DATED), b"BODY[] NIL"))
    assert [m.raw for m in mails] == [PLAIN, LAST]
    assert out == [("INBOX", 2, "the server gave no words of it")]
