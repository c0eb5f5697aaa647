"""Mails into the archive, some at a time: while these are written, the next ones come from the server."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

from ingest.archive import Archive
from ingest.archive_files import Ways
from ingest.message import ArchiveId, IncomingMessage, SpooledMessage

Taken = tuple[IncomingMessage, ArchiveId]

_AT_ONCE, _BYTES_AT_ONCE = 100, 8 * 1024 * 1024
_WRITERS = 8


@contextmanager
def intake(archive: Archive, enter: Callable[[Sequence[Taken]], object]) -> Iterator[Callable[[IncomingMessage], None]]:
    """What takes a mail in. `enter` gets mails in their order, when all of them and the way to them are on the disk.

    At the end of the block, also where the source of the mails breaks off in it, the last of them are entered.
    """
    with ThreadPoolExecutor(_WRITERS) as writers:
        mails = _Intake(archive, writers, enter)
        try:
            yield mails.take
        finally:
            mails.end()


class _Intake:
    """Mails that wait to be archived, and those that are being archived: two times `_BYTES_AT_ONCE` at most."""

    def __init__(self, archive: Archive, writers: Executor, enter: Callable[[Sequence[Taken]], object]):
        self._archive, self._writers, self._enter = archive, writers, enter
        self._ways = Ways()
        self._waiting: list[IncomingMessage] = []
        self._under_way: list[tuple[IncomingMessage, Future[ArchiveId]]] = []
        self._bytes = 0

    def take(self, mail: IncomingMessage) -> None:
        self._waiting.append(mail)
        self._bytes += _in_memory(mail)
        if len(self._waiting) == _AT_ONCE or self._bytes > _BYTES_AT_ONCE:
            self._turn()

    def end(self) -> None:
        self._turn()
        self._turn()

    def _turn(self) -> None:
        """Those that wait begin to be archived, those before them are entered; where that fails, none after them is."""
        before, waiting = self._under_way, self._waiting
        self._under_way, self._waiting, self._bytes = [], [], 0
        taken = [(mail, future.result()) for mail, future in before]
        self._archive.settle(self._ways, self._writers.map)
        begun = [(mail, self._writers.submit(self._store, mail)) for mail in waiting]
        if taken:
            self._enter(taken)
        self._under_way = begun

    def _store(self, mail: IncomingMessage) -> ArchiveId:
        """Side by side with others, since each waits for the disk."""
        if isinstance(mail, SpooledMessage):
            return self._archive.take_over(mail.file, self._ways)
        return self._archive.store(mail.raw, self._ways)


def _in_memory(mail: IncomingMessage) -> int:
    """The bytes that it takes up here."""
    return len(mail.head) if isinstance(mail, SpooledMessage) else mail.size
