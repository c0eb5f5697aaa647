"""Making a connection to a mail server: TLS, then signing in by password or token."""

import socket
import ssl
from contextlib import suppress
from pathlib import Path

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from ingest.mailbox_errors import MailboxError
from ingest.mailbox_settings import MailboxSettings
from ingest.sign_in import Tokens

_KEEPALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 30, "TCP_KEEPCNT": 4}
"""Seconds of silence before the first question, seconds between them, and how many stay unanswered; as Linux has it."""


def connect(settings: MailboxSettings) -> IMAPClient:
    """A client that is signed in. Raises OSError, IMAPClientError, SignInError, or MailboxError for the CA file."""
    context = _trust(settings.ca_file)
    client = _open(settings, context)
    try:
        if settings.tls == "starttls":
            client.starttls(context)
        if settings.tokens:
            _sign_in_by_token(client, settings.user, settings.tokens)
        else:
            _sign_in(client, settings)
    except BaseException:
        close(client)
        raise
    return client


def close(client: IMAPClient) -> None:
    """Take leave where the server still listens; never raises."""
    try:
        client.logout()
    except (OSError, IMAPClientError):
        with suppress(OSError, IMAPClientError):
            client.shutdown()


def _open(settings: MailboxSettings, context: ssl.SSLContext) -> IMAPClient:
    tls = settings.tls == "tls"
    client = IMAPClient(
        settings.host, settings.port, ssl=tls, ssl_context=context if tls else None, timeout=settings.timeout
    )
    # imapclient has imaplib format every answer, bodies and all, for a log that drops it: three times slower
    client._imap.debug = 0
    client.normalise_times = False
    _keep_alive(client.socket())
    return client


def _keep_alive(line: socket.socket) -> None:
    """Have the machine itself ask whether the server is there, also while we are busy and say nothing.

    So no router forgets the connection, and a dead one is found out. NOOP would need us to have a hand free.
    """
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in _KEEPALIVE.items():
        if hasattr(socket, option):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (FileNotFoundError, PermissionError, ssl.SSLError) as error:
        raise MailboxError(
            f"{ca_file}: not a certificate that can be read ({error.strerror or error})",
            "Set ca_file to your certificate authority's certificate in PEM form, or leave it out.",
        ) from error


def _sign_in(client: IMAPClient, settings: MailboxSettings) -> None:
    if (settings.user + settings.password).isascii():
        client.login(settings.user, settings.password)
    else:
        client.plain_login(settings.user, settings.password)


def _sign_in_by_token(client: IMAPClient, user: str, tokens: Tokens) -> None:
    """With the token at hand; where the server refuses it, once more with a new one."""
    try:
        _show_token(client, user, tokens.access_token())
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError):
            raise
        _show_token(client, user, tokens.access_token(renewed=True))


def _show_token(client: IMAPClient, user: str, token: str) -> None:
    """SASL XOAUTH2 (Google's, which Microsoft took over): one answer, and an empty one to the server's complaint."""
    answers = iter((f"user={user}\x01auth=Bearer {token}\x01\x01",))
    client.sasl_login("XOAUTH2", lambda _: next(answers, ""))
