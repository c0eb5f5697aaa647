"""A mailbox on an IMAP server, read without leaving a trace: what a folder holds, one mail at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import ProtocolError

from ingest.encryption import NO_KEYS, Keys
from ingest.mailbox_big import spool
from ingest.mailbox_errors import MailboxError, Security, explained
from ingest.mailbox_folders import find_special_folder, folder_names, open_folder
from ingest.mailbox_idle import wait_by_idle
from ingest.mailbox_line import CommandError, Folder, FolderRenewed, Line
from ingest.mailbox_settings import NO_PATIENCE, Cursor, Limits, MailboxSettings, Patience
from ingest.mailbox_stub import STUB, is_stub
from ingest.message import IncomingMessage, RawMessage, SpooledMessage
from ingest.received import received_at

T = TypeVar("T")

LeftOut = Callable[[str, int, str], None]
"""Told of each mail that the server could not hand over: folder, UID, and why."""

__all__ = [
    "NO_PATIENCE",
    "Cursor",
    "FolderRenewed",
    "LeftOut",
    "Limits",
    "Look",
    "Mailbox",
    "MailboxError",
    "MailboxSettings",
    "Patience",
    "Security",
    "open_mailbox",
]


@dataclass(frozen=True, slots=True)
class Look:
    """What a folder held when it was looked at: its UIDVALIDITY, and the UIDs of its mails, ascending."""

    folder: str
    uid_validity: int
    uids: tuple[int, ...]


class Mailbox:
    """An open mailbox. Folders are examined, never selected, and bodies peeked at: no flag changes.

    Every method raises MailboxError, also in mid-iteration; what was yielded before is whole.
    """

    def __init__(self, line: Line, limits: Limits, spool_folder: Path | None, keys: Keys = NO_KEYS):
        self._line, self._limits, self._spool, self._keys = line, limits, spool_folder, keys

    def folders(self) -> tuple[str, ...]:
        """The folders that the server has, in order of name."""
        return folder_names(self._line)

    def special_folder(self, use: bytes, setting: str) -> str:
        r"""The folder for a use, such as `\Sent` (RFC 6154); `setting` is what names it where the server does not."""
        return find_special_folder(self._line, use, setting)

    def look(self, folder: str) -> Look:
        """UIDVALIDITY of a folder and the UIDs of all that is in it, ascending."""
        state = open_folder(self._line, folder)
        return Look(folder, state.uid_validity, self._uids_in(state))

    def uids(self, folder: str) -> tuple[int, tuple[int, ...]]:
        """As `look`: UIDVALIDITY and UIDs."""
        seen = self.look(folder)
        return seen.uid_validity, seen.uids

    def fetch(self, wanted: Look, left_out: LeftOut = lambda *_: None) -> Iterator[IncomingMessage]:
        """These mails of the folder that was looked at last, in their order.

        A mail that is deleted meanwhile is passed over; one of which the server gives nothing that makes sense, or
        over which it breaks off each time, is told to `left_out` and is not known next time.
        """

        def leave_out(uid: int, why: str) -> None:
            left_out(wanted.folder, uid, why)

        for batch in self._batches(wanted.uids, leave_out):
            if isinstance(batch, int):
                yield from self._fetch_big(wanted, batch, leave_out)
                continue
            for uid, answer in self._fetch(batch, leave_out, "BODY.PEEK[]", "INTERNALDATE"):
                raw = answer.get(b"BODY[]")
                if not isinstance(raw, bytes):
                    leave_out(uid, "the server gave no words of it")
                elif is_stub(raw):
                    leave_out(uid, STUB)
                elif received := _moment(answer.get(b"INTERNALDATE")) or received_at(raw):
                    yield RawMessage(raw, wanted.folder, wanted.uid_validity, uid, received)
                else:
                    leave_out(uid, _UNDATED)

    def fetch_headers(self, folder: str, since: date) -> Iterator[RawMessage]:
        """The headers of all mails that came into a folder on this day or later, ascending by UID.

        One that the server cannot hand over is passed over: it is asked for again next time.
        """
        state = open_folder(self._line, folder)
        uids = tuple(sorted(self._ask(lambda client: client.search(["SINCE", since]))))
        for chunk in _chunks(uids, self._limits.ids_per_command):
            for uid, answer in self._fetch(chunk, lambda *_: None, "BODY.PEEK[HEADER]", "INTERNALDATE"):
                raw = answer.get(b"BODY[HEADER]")
                received = _moment(answer.get(b"INTERNALDATE"))
                if isinstance(raw, bytes) and received:
                    yield RawMessage(raw, folder, state.uid_validity, uid, received)

    def wait_for_news(self, on: Callable[[], bool], longest: float, glance: float) -> bool:
        """Whether the folder that was looked at last may have changed; waits by IDLE (RFC 2177) for so many seconds.

        Every `glance` seconds `on` is asked whether to go on. A connection that breaks off meanwhile may hide a change.
        """
        return self._ask(lambda client: wait_by_idle(client, on, longest, glance))

    def has_idle(self) -> bool:
        """Whether the server tells of new mail by itself."""
        return self._ask(lambda client: bool(client.has_capability("IDLE")))

    def _ask(self, command: Callable[[IMAPClient], T]) -> T:
        with explained(self._line.settings):
            return self._line.ask(command)

    def _uids_in(self, state: Folder) -> tuple[int, ...]:
        """All UIDs. A long folder is searched piece by piece: the client reads no line over a megabyte."""
        step = self._limits.uids_per_search
        if state.exists <= step or not state.uid_next:
            ranges = ["1:*"]
        else:
            ranges = [f"{low}:{low + step - 1}" for low in range(1, state.uid_next, step)]
        return tuple(sorted({uid for piece in ranges for uid in self._ask(_searching(piece))}))

    def _batches(self, uids: tuple[int, ...], leave_out: Callable[[int, str], None]) -> Iterator[tuple[int, ...] | int]:
        """UIDs in groups whose bodies together stay within the limit; one too big for memory by itself, as a number."""
        limits = self._limits
        batch: list[int] = []
        held = 0
        for chunk in _chunks(uids, limits.ids_per_command):
            for uid, answer in self._fetch(chunk, leave_out, "RFC822.SIZE"):
                size = answer.get(b"RFC822.SIZE", 0)
                too_big = size > limits.bytes_in_memory
                full = held + size > limits.bytes_per_batch or len(batch) == limits.ids_per_command
                if batch and (full or too_big):
                    yield tuple(batch)
                    batch, held = [], 0
                if too_big:
                    yield uid
                    continue
                batch.append(uid)
                held += size
        if batch:
            yield tuple(batch)

    def _fetch(
        self, uids: tuple[int, ...], leave_out: Callable[[int, str], None], *items: str
    ) -> list[tuple[int, dict[bytes, Any]]]:
        """What the server says of these mails, ascending; of one that is gone it says nothing (RFC 3501, 6.4.8).

        Where an answer makes no sense or never comes to its end, half of the mails is asked for at a time, down to one
        by itself, and then for the first item alone: so one mail spoils no other, and a date none of its mail.
        """
        try:
            return sorted(self._line.ask(lambda client: client.fetch(uids, items)).items())
        except CommandError as error:
            why = error.problem
        except _NONSENSE as error:
            why = f"the server's answer makes no sense ({type(error).__name__})"
        if len(uids) > 1:
            half = len(uids) // 2
            return [answer for part in (uids[:half], uids[half:]) for answer in self._fetch(part, leave_out, *items)]
        if len(items) > 1:
            return self._fetch(uids, leave_out, items[0])
        leave_out(uids[0], why)
        return []

    def _fetch_big(self, wanted: Look, uid: int, leave_out: Callable[[int, str], None]) -> Iterator[IncomingMessage]:
        dates = dict(self._fetch((uid,), leave_out, "INTERNALDATE"))
        if uid not in dates:
            return
        try:
            file, head, size = spool(self._line, uid, self._spool, self._limits.bytes_per_piece, self._keys)
        except CommandError as error:
            leave_out(uid, error.problem)
            return
        except _NONSENSE as error:
            leave_out(uid, f"the server's answer makes no sense ({type(error).__name__})")
            return
        received = _moment(dates[uid].get(b"INTERNALDATE")) or received_at(head)
        if received:
            yield SpooledMessage(file, head, size, wanted.folder, wanted.uid_validity, uid, received, self._keys)
        else:
            file.unlink()
            leave_out(uid, _UNDATED)


_UNDATED = "neither the server nor the mail says when it came"

_NONSENSE = (ProtocolError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What imapclient and the library below it raise over an answer whose form they do not know."""


def _searching(piece: str) -> Callable[[IMAPClient], list[int]]:
    return lambda client: list(client.search(["UID", piece]))


def _moment(found: object) -> datetime | None:
    """The server's date in UTC, if it is one."""
    try:
        return found.astimezone(UTC) if isinstance(found, datetime) and found.tzinfo else None
    except (OverflowError, ValueError):  # "+9900" is a zone that no clock has
        return None


_USUAL = Limits()


@contextmanager
def open_mailbox(
    settings: MailboxSettings,
    limits: Limits = _USUAL,
    patience: Patience = NO_PATIENCE,
    spool_folder: Path | None = None,
    keys: Keys = NO_KEYS,
) -> Iterator[Mailbox]:
    """A signed-in mailbox for as long as the block lasts. Raises MailboxError where the server does not let us in.

    `spool_folder` is where mails too big for memory are written, which whoever takes them moves away;
    they are encrypted where there are `keys`.
    """
    line = Line(settings, patience)
    try:
        with explained(settings):
            line.ask(lambda _: None)
        yield Mailbox(line, limits, spool_folder, keys)
    finally:
        line.close()


def _chunks(uids: tuple[int, ...], size: int) -> Iterable[tuple[int, ...]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))
