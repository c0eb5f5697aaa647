"""What a person is told when the mailbox cannot be opened or read, and that nothing is lost by it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from ingest.mailbox import Cursor, MailboxError, MailboxSettings, open_mailbox
from ingest.message import IncomingMessage
from tests.ingest.dovecot import Dovecot, dovecot
from tests.ingest.fetching import fetch_new

AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def refusal(settings: MailboxSettings) -> str:
    """What is said when this mailbox is opened; it fits on one line."""
    with pytest.raises(MailboxError) as raised, open_mailbox(settings):
        pass
    message = str(raised.value)
    assert "\n" not in message
    return message


def folder_names(settings: MailboxSettings) -> tuple[str, ...]:
    with open_mailbox(settings) as mailbox:
        return mailbox.folders()


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """A port where something says these lines, one an incoming line after the first, and then closes."""

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            talking, _ = listening.accept()
            with talking, talking.makefile("rb") as incoming:
                for line in lines:
                    talking.sendall(line)
                    incoming.readline()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
    thread.join(timeout=5)


@contextmanager
def cutting_after(port: int, limit: int) -> Iterator[int]:
    """A port that leads to another, and whose connections break when the server has sent so many bytes."""

    def up(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                with client, socket.create_connection(("127.0.0.1", port)) as server:
                    threading.Thread(target=up, args=(client, server), daemon=True).start()
                    left = limit
                    while left and (data := server.recv(min(left, 4096))):
                        client.sendall(data)
                        left -= len(data)
                    client.shutdown(socket.SHUT_RDWR)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


def test_tls_with_ones_own_authority(server: Dovecot) -> None:
    """The certificate is checked against ca_file, over TLS from the start and over STARTTLS."""
    tls = server.settings("tls-user", port=server.tls_port, tls="tls", ca_file=server.ca_file)
    starttls = server.settings("tls-user", tls="starttls", ca_file=server.ca_file)
    assert folder_names(tls) == folder_names(starttls) == ("INBOX",)


@pytest.mark.parametrize("tls", ["tls", "starttls"])
@pytest.mark.parametrize("authority", ["foreign", "machine"])
def test_an_untrusted_certificate_names_the_setting(server: Dovecot, tls: str, authority: str) -> None:
    """Neither a foreign authority nor those of the machine vouch for it; the password is not sent."""
    ca_file = server.foreign_ca_file if authority == "foreign" else None
    port = server.tls_port if tls == "tls" else server.port
    message = refusal(server.settings("untrusting", port=port, tls=tls, ca_file=ca_file))
    assert "certificate is not trusted" in message
    assert "set ca_file" in message


def test_a_certificate_for_another_name(server: Dovecot) -> None:
    """The name in the certificate is the server's, not the one that we asked for."""
    message = refusal(server.settings("u", host="127.0.0.1", port=server.tls_port, tls="tls", ca_file=server.ca_file))
    assert "another name" in message


def test_a_ca_file_that_is_none(server: Dovecot, tmp_path: Path) -> None:
    junk = tmp_path / "ca.pem"
    junk.write_text("not a certificate")
    for path in (junk, tmp_path / "missing.pem"):
        message = refusal(server.settings("u", port=server.tls_port, tls="tls", ca_file=path))
        assert str(path) in message
        assert "PEM" in message


def test_tls_on_a_plain_port(server: Dovecot) -> None:
    assert "does not speak TLS on this port" in refusal(server.settings("u", tls="tls", ca_file=server.ca_file))


def test_plain_on_a_tls_port(server: Dovecot) -> None:
    """The server waits for a handshake, we for a greeting: only the time-out ends it."""
    assert 'set tls to "tls"' in refusal(server.settings("u", port=server.tls_port, timeout=1.0))


def test_a_wrong_password_is_told_without_it(server: Dovecot) -> None:
    message = refusal(server.settings("someone", password="not the one"))
    assert "user name or password refused for someone" in message
    assert "not the one" not in message


def test_nothing_on_the_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert f"127.0.0.1:{port}: nothing answers" in refusal(MailboxSettings("127.0.0.1", "u", "p", port=port))


def test_no_server_of_this_name() -> None:
    """The .invalid domain never exists (RFC 2606)."""
    assert "no server of this name" in refusal(MailboxSettings("imap.nowhere.invalid", "u", "p"))


def test_what_can_be_no_name() -> None:
    """A label of a name has 63 characters at most (RFC 1035)."""
    assert "can be no server's name" in refusal(MailboxSettings("x" * 80 + ".example", "u", "p"))


def test_a_server_that_says_nothing() -> None:
    """It takes the connection and never greets."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = MailboxSettings("127.0.0.1", "u", "p", port=silent.getsockname()[1], tls="none", timeout=0.5)
        assert "does not answer" in refusal(settings)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((b"220 mail.example ESMTP\r\n",), "other than IMAP"),
        ((b"* BYE Too many connections\r\n",), "Too many connections"),
        ((b"* OK [CAPABILITY IMAP4rev1] ready\r\n",), "broke off"),
    ],
    ids=["another-protocol", "bye", "closes-at-once"],
)
def test_an_unfriendly_greeting(lines: tuple[bytes, ...], said: str) -> None:
    with answering(*lines) as port:
        assert said in refusal(MailboxSettings("127.0.0.1", "u", "p", port=port, tls="none", timeout=5))


def test_a_server_without_starttls() -> None:
    """Nothing is sent in the clear instead."""
    with speaking() as port:
        settings = MailboxSettings("127.0.0.1", "u", "p", port=port, tls="starttls", timeout=5)
        assert "offers no STARTTLS" in refusal(settings)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"NO [UNAVAILABLE] backend down", "cannot check the password just now"),
        (b"NO [PRIVACYREQUIRED] no plaintext here", "takes no password without encryption"),
        (b"NO [AUTHENTICATIONFAILED] no", "password refused"),
        (b"", "broke off"),
    ],
)
def test_why_a_login_fails(answer: bytes, said: str) -> None:
    """A failing server or a broken line is not taken for a wrong password (RFC 5530)."""
    with speaking(answer) as port:
        assert said in refusal(MailboxSettings("127.0.0.1", "u", "p", port=port, tls="none", timeout=5))


@contextmanager
def speaking(login: bytes = b"") -> Iterator[int]:
    """A port with just enough IMAP to answer CAPABILITY and then LOGIN, or to close at LOGIN."""

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            talking, _ = listening.accept()
            with talking, talking.makefile("rb") as incoming:
                talking.sendall(b"* OK ready\r\n")
                for line in incoming:
                    tag, command = line.split()[:2]
                    if command == b"CAPABILITY":
                        talking.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
                    elif command == b"LOGIN" and login:
                        talking.sendall(tag + b" " + login + b"\r\n")
                    else:
                        return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("limit", range(2_000, 80_000, 6_000))
def test_a_broken_connection_loses_and_doubles_nothing(server: Dovecot, limit: int) -> None:
    """Wherever it breaks, what came is whole, and the next pull brings the rest and only that."""
    user = f"broken-{limit}"
    mails = [f"Subject: {n}\r\n\r\n".encode() + b"y" * 3_000 + b"\r\n" for n in range(20)]
    server.deliver(user, *mails, at=AT)
    got: list[IncomingMessage] = []
    with cutting_after(server.port, limit) as port:
        try:
            with open_mailbox(server.settings(user, port=port)) as mailbox:
                store_each(fetch_new(mailbox, "INBOX", None), got)
        except MailboxError as error:
            told = str(error)
        else:
            told = "came to the end"
    assert "broke off" in told or len(got) == len(mails)
    cursor = Cursor("INBOX", got[-1].uid_validity, got[-1].uid) if got else None
    with open_mailbox(server.settings(user)) as mailbox:
        got += fetch_new(mailbox, "INBOX", cursor, {m.uid for m in got})
    assert [m.raw for m in got] == mails


def store_each(messages: Iterator[IncomingMessage], stored: list[IncomingMessage]) -> None:
    for message in messages:
        stored.append(message)  # one by one: extend() would keep nothing of an iterator that breaks


def test_mails_before_the_break_have_been_handed_on(server: Dovecot) -> None:
    """Mail by mail: what the caller has stored before the connection breaks stays stored."""
    mails = [f"Subject: {n}\r\n\r\n".encode() + b"y" * 2_000_000 + b"\r\n" for n in range(8)]
    server.deliver("half-way", *mails, at=AT)
    got: list[IncomingMessage] = []
    with (
        cutting_after(server.port, 13_000_000) as port,
        pytest.raises(MailboxError, match="what has come in is kept"),
        open_mailbox(server.settings("half-way", port=port)) as mailbox,
    ):
        store_each(fetch_new(mailbox, "INBOX", None), got)
    assert [m.raw for m in got] == mails[: len(got)]
    assert 0 < len(got) < len(mails)


def test_leaving_early_is_no_error(server: Dovecot) -> None:
    server.deliver("early", *[b"Subject: x\r\n\r\nx\r\n"] * 3, at=AT)
    with open_mailbox(server.settings("early")) as mailbox:
        assert len(list(islice(fetch_new(mailbox, "INBOX", None), 1))) == 1
