"""A mailbox on an IMAP server, read without leaving a trace: what is new since a cursor, one mail at a time."""

import ssl
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, ProtocolError

from ingest.mailbox_errors import MailboxError, Security, explain
from ingest.message import RawMessage
from ingest.received import received_at

LeftOut = Callable[[str, int, str], None]
"""Told of each mail that the server could not hand over: folder, UID, and why."""

__all__ = [
    "Cursor",
    "LeftOut",
    "Limits",
    "Mailbox",
    "MailboxError",
    "MailboxSettings",
    "Security",
    "open_mailbox",
]


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """Where a mailbox is and how to sign in; `timeout` in seconds is for each answer of the server.

    `ca_file` is the certificate of the only authority that is trusted; without it, those that the machine trusts.
    """

    host: str
    user: str
    password: str = field(repr=False)
    port: int = 993
    tls: Security = "tls"
    folders: tuple[str, ...] = ("INBOX",)
    ca_file: Path | None = None
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read: of this UIDVALIDITY (RFC 3501, 2.3.1.1), all up to `last_uid` is held."""

    folder: str
    uid_validity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked for at once, so that neither a command nor what is held in memory grows with the folder."""

    uids_per_search: int = 50_000
    ids_per_command: int = 200
    bytes_per_batch: int = 8 * 1024 * 1024


class Mailbox:
    """An open mailbox. Folders are examined, never selected, and bodies peeked at: no flag changes."""

    def __init__(self, client: IMAPClient, settings: MailboxSettings, limits: Limits):
        self._client, self._settings, self._limits = client, settings, limits

    def folders(self) -> tuple[str, ...]:
        """The folders that the server has, in order of name. Raises MailboxError."""
        with explained(self._settings):
            return tuple(sorted(name for flags, _, name in self._client.list_folders() if b"\\Noselect" not in flags))

    def uids(self, folder: str) -> tuple[int, tuple[int, ...]]:
        """UIDVALIDITY of a folder and the UIDs of all that is in it, ascending. Raises MailboxError."""
        state = self._examine(folder)
        return state.uid_validity, self._uids_from(1, state)

    def fetch_new(
        self,
        folder: str,
        cursor: Cursor | None,
        known: Container[int] = (),
        left_out: LeftOut = lambda *_: None,
    ) -> Iterator[RawMessage]:
        """The mails of a folder beyond a cursor, ascending by UID, without those whose UIDs are `known`.

        `known` holds UIDs of the cursor's UIDVALIDITY; a cursor at UID 0 with all known UIDs finds gaps. Without a
        cursor, or where UIDVALIDITY has changed, UIDs mean nothing and all mails come. A mail that is deleted meanwhile
        is passed over; one of which the server gives nothing that makes sense is told to `left_out`, and is not known
        next time. Raises MailboxError, also in mid-iteration; what was yielded before is whole.
        """
        state = self._examine(folder)
        if cursor is None or cursor.uid_validity != state.uid_validity:
            wanted = self._uids_from(1, state)
        else:
            wanted = tuple(uid for uid in self._uids_from(cursor.last_uid + 1, state) if uid not in known)

        def leave_out(uid: int, why: str) -> None:
            left_out(folder, uid, why)

        for batch in self._batches(wanted, leave_out):
            for uid, answer in self._fetch(batch, leave_out, "BODY.PEEK[]", "INTERNALDATE"):
                raw = answer.get(b"BODY[]")
                if not isinstance(raw, bytes):
                    leave_out(uid, "the server gave no words of it")
                elif received := _moment(answer.get(b"INTERNALDATE")) or received_at(raw):
                    yield RawMessage(raw, folder, state.uid_validity, uid, received)
                else:
                    leave_out(uid, "neither the server nor the mail says when it came")

    def fetch_headers(self, folder: str, since: date) -> Iterator[RawMessage]:
        """The headers of all mails that came into a folder on this day or later, ascending by UID.

        One that the server cannot hand over is passed over: it is asked for again next time. Raises MailboxError.
        """
        state = self._examine(folder)
        with explained(self._settings):
            uids = tuple(sorted(self._client.search(["SINCE", since])))
        for chunk in _chunks(uids, self._limits.ids_per_command):
            for uid, answer in self._fetch(chunk, lambda *_: None, "BODY.PEEK[HEADER]", "INTERNALDATE"):
                raw = answer.get(b"BODY[HEADER]")
                received = _moment(answer.get(b"INTERNALDATE"))
                if isinstance(raw, bytes) and received:
                    yield RawMessage(raw, folder, state.uid_validity, uid, received)

    def special_folder(self, use: bytes, setting: str) -> str:
        r"""The folder that the server marks for a use, such as `\Sent` (RFC 6154), or that has its usual name.

        Raises MailboxError where there is none; `setting` is what a person may write to name it.
        """
        with explained(self._settings):
            found = self._client.find_special_folder(use)
        if found is None:
            raise MailboxError(
                f"{self._settings.host}: the mailbox of {self._settings.user} has no folder marked {use.decode()}",
                f"Name one of these under [imap], {setting} = ...: {', '.join(self.folders())}.",
            )
        return str(found)

    def _examine(self, folder: str) -> "_Folder":
        with explained(self._settings):
            try:
                found = self._client.select_folder(folder, readonly=True)
            except IMAPClientError as error:
                self._check_exists(folder, error)
                raise
        return _Folder(int(found[b"UIDVALIDITY"]), int(found[b"EXISTS"]), int(found.get(b"UIDNEXT", 0)))

    def _check_exists(self, folder: str, error: Exception) -> None:
        folders = self.folders()
        if folder not in folders:
            raise MailboxError(
                f"{self._settings.host}: the mailbox of {self._settings.user} has no folder {folder!r}",
                f"It has: {', '.join(folders)}.",
            ) from error

    def _uids_from(self, first: int, state: "_Folder") -> tuple[int, ...]:
        """UIDs from `first` on. A long folder is searched piece by piece: the client reads no line over a megabyte."""
        step = self._limits.uids_per_search
        if state.exists <= step or not state.uid_next:
            ranges = [f"{first}:*"]
        else:
            ranges = [f"{low}:{low + step - 1}" for low in range(first, state.uid_next, step)]
        with explained(self._settings):
            found = {uid for piece in ranges for uid in self._client.search(["UID", piece])}
        # "n:*" names the last mail even where it lies below n (RFC 3501, 6.4.8)
        return tuple(sorted(uid for uid in found if uid >= first))

    def _batches(self, uids: tuple[int, ...], leave_out: Callable[[int, str], None]) -> Iterator[tuple[int, ...]]:
        """UIDs in groups whose bodies together stay within the limit; a mail beyond it is a group of its own."""
        batch: list[int] = []
        held = 0
        for chunk in _chunks(uids, self._limits.ids_per_command):
            for uid, answer in self._fetch(chunk, leave_out, "RFC822.SIZE"):
                size = answer.get(b"RFC822.SIZE", 0)
                full = held + size > self._limits.bytes_per_batch or len(batch) == self._limits.ids_per_command
                if batch and full:
                    yield tuple(batch)
                    batch, held = [], 0
                batch.append(uid)
                held += size
        if batch:
            yield tuple(batch)

    def _fetch(
        self, uids: tuple[int, ...], leave_out: Callable[[int, str], None], *items: str
    ) -> list[tuple[int, dict[bytes, Any]]]:
        """What the server says of these mails, ascending; of one that is gone it says nothing (RFC 3501, 6.4.8).

        Where an answer makes no sense, each mail is asked for by itself, and then for the first item alone: so one
        mail spoils no other, and a date none of its mail.
        """
        with explained(self._settings):
            try:
                return sorted(self._client.fetch(uids, items).items())
            except _NONSENSE as error:
                why = f"the server's answer makes no sense ({type(error).__name__})"
        if len(uids) > 1:
            return [answer for uid in uids for answer in self._fetch((uid,), leave_out, *items)]
        if len(items) > 1:
            return self._fetch(uids, leave_out, items[0])
        leave_out(uids[0], why)
        return []


_NONSENSE = (ProtocolError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What imapclient and the library below it raise over an answer whose form they do not know."""


def _moment(found: object) -> datetime | None:
    """The server's date in UTC, if it is one."""
    try:
        return found.astimezone(UTC) if isinstance(found, datetime) and found.tzinfo else None
    except (OverflowError, ValueError):  # "+9900" is a zone that no clock has
        return None


@dataclass(frozen=True, slots=True)
class _Folder:
    uid_validity: int
    exists: int
    uid_next: int


@contextmanager
def open_mailbox(settings: MailboxSettings, limits: Limits = Limits()) -> Iterator[Mailbox]:
    """A signed-in mailbox for as long as the block lasts. Raises MailboxError where the server does not let us in."""
    with signed_in(settings) as client:
        yield Mailbox(client, settings, limits)


@contextmanager
def signed_in(settings: MailboxSettings) -> Iterator[IMAPClient]:
    """As `open_mailbox`, the bare client."""
    with explained(settings):
        context = _trust(settings.ca_file)
        client = _connect(settings, context)
    try:
        with explained(settings):
            if settings.tls == "starttls":
                client.starttls(context)
            _sign_in(client, settings)
        yield client
    finally:
        _close(client)


def _connect(settings: MailboxSettings, context: ssl.SSLContext) -> IMAPClient:
    tls = settings.tls == "tls"
    client = IMAPClient(
        settings.host, settings.port, ssl=tls, ssl_context=context if tls else None, timeout=settings.timeout
    )
    # imapclient has imaplib format every answer, bodies and all, for a log that drops it: three times slower
    client._imap.debug = 0
    client.normalise_times = False
    return client


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


def _close(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, IMAPClientError):
        with suppress(OSError):
            client.shutdown()


@contextmanager
def explained(settings: MailboxSettings) -> Iterator[None]:
    """Whatever the server or the way to it refuses within the block is raised as MailboxError."""
    try:
        yield
    except (OSError, IMAPClientError, ValueError, KeyError) as error:
        raise explain(error, settings) from error


def _chunks(uids: tuple[int, ...], size: int) -> Iterator[tuple[int, ...]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))
