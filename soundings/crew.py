"""Who reads the mails of a run: this process, or several at once, of this machine or of others.

Mails go out some at a time and come back in the order in which they were handed in, however many read them; no more
are out than the readers need to stay busy, so that memory does not grow with the mailbox. A process that dies takes
nothing with it: what it was reading is read again, mail by mail. A mail whose reader dies a second time, reading
nothing else, is kept and left to a person.
"""

import pickle  # nosec B403
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from functools import lru_cache

from ingest.encryption import LockedError
from ingest.errors import IngestError
from soundings.errors import SoundingsError
from soundings.reading import Reading, failed
from store.readings import MailReading
from store.rows import Mail

Read = tuple[Mail, MailReading]
ReadMails = Callable[[Sequence[Mail]], Iterator[tuple[Read, ...]]]
"""Reads mails and hands them on in order, some at a time."""

Coming = Future[tuple[MailReading, ...]]
"""What a portion of mails will come to."""

Carried = bytes | str | None
"""What travels with a mail: its bytes, why the archive has none, or nothing where the archive is at hand."""

AT_ONCE, _BYTES_AT_ONCE = 8, 8 * 1024 * 1024
_DEATHS_IN_A_ROW = 3
DIED = "the process that read it came to an end twice: the mail may ask for more memory than there is"


def _dismiss(executor: Executor) -> None:
    executor.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Crew:
    """So many processes, how to have them, and by what it is known that one of them has died.

    `hire` makes an executor of so many; it is asked again once one is broken. `dismiss` ends one, and what it has not
    begun is not begun. Where the processes are on other
    machines, `carries` has the bytes of a mail travel with it.
    """

    size: int
    hire: Callable[[int], Executor]
    deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)
    dismiss: Callable[[Executor], None] = _dismiss
    carries: bool = False


def read_alone(reading: Reading, mails: Iterable[Mail]) -> Iterator[tuple[Read, ...]]:
    """In this process, one by one."""
    return (((mail, reading.read_if_bearable(mail)),) for mail in mails)


def read_together(reading: Reading, mails: Iterable[Mail], crew: Crew) -> Iterator[tuple[Read, ...]]:
    """By several processes. Raises SoundingsError where they die whatever they read, or are of another version."""
    work = _Work(reading, crew)
    out: deque[tuple[tuple[Mail, ...], Coming]] = deque()
    waiting = _portions(mails)
    try:
        while True:
            while len(out) <= 2 * crew.size and (portion := next(waiting, None)):
                out.append((portion, work.submit(portion)))
            if not out:
                return
            portion, future = out.popleft()
            found = work.result(future)
            if found is None:
                work.renew()
                found = work.one_by_one(portion)
                out = deque((p, f if _is_whole(f) else work.submit(p)) for p, f in out)
            yield tuple(zip(portion, found, strict=True))
    finally:
        work.end()


def _portions(mails: Iterable[Mail]) -> Iterator[tuple[Mail, ...]]:
    """Mails that are read in one go: some, and fewer where they are big."""
    portion: list[Mail] = []
    for mail in mails:
        if portion and (len(portion) == AT_ONCE or sum(m.size for m in portion) + mail.size > _BYTES_AT_ONCE):
            yield tuple(portion)
            portion = []
        portion.append(mail)
    if portion:
        yield tuple(portion)


def _is_whole(future: Coming) -> bool:
    """Whether a portion came back before the process died that another was read by."""
    return future.done() and not future.cancelled() and future.exception() is None


class _Work:
    """The processes that are at it now, and how often in a row one has died over a single mail."""

    def __init__(self, reading: Reading, crew: Crew) -> None:
        self._reading, self._crew = reading, crew
        self._packed = pickle.dumps(reading.without_archive() if crew.carries else reading)
        self._version = reading.reader.version
        self._executor = crew.hire(crew.size)
        self._in_a_row = 0

    def submit(self, mails: Sequence[Mail], executor: Executor | None = None) -> Coming:
        carried = tuple((mail, self._carried(mail)) for mail in mails)
        to = executor or self._executor
        try:
            return to.submit(_read_portion, self._packed, self._version, carried)
        except self._crew.deaths as error:
            broken: Coming = Future()
            broken.set_exception(error)
            return broken

    def _carried(self, mail: Mail) -> Carried:
        if not self._crew.carries:
            return None
        try:
            return self._reading.archive.load(mail.archive_id)
        except LockedError:
            raise
        except IngestError as error:
            return str(error)

    def result(self, future: Coming) -> tuple[MailReading, ...] | None:
        """What a portion came to; None where its process died."""
        try:
            return future.result()
        except self._crew.deaths:
            return None

    def renew(self) -> None:
        """Other processes in place of those that are broken."""
        self.end()
        self._executor = self._crew.hire(self._crew.size)

    def one_by_one(self, mails: Sequence[Mail]) -> tuple[MailReading, ...]:
        """Mails in a process that reads one at a time; a failure of the mail over which that one dies as well."""
        executor = self._crew.hire(1)
        readings = []
        try:
            for mail in mails:
                found = self.result(self.submit((mail,), executor))
                self._in_a_row = 0 if found else self._in_a_row + 1
                if self._in_a_row == _DEATHS_IN_A_ROW:
                    raise SoundingsError(
                        "the processes that read mails end whatever they read",
                        "See that there is memory for them, or give fewer --jobs; what was read is kept",
                    )
                readings.append(found[0] if found else failed(MailReading(mail.archive_id), "read", DIED))
                if not found:
                    self._crew.dismiss(executor)
                    executor = self._crew.hire(1)
        finally:
            self._crew.dismiss(executor)
        return tuple(readings)

    def end(self) -> None:
        """Let the processes go."""
        self._crew.dismiss(self._executor)


def _read_portion(packed: bytes, version: str, mails: Sequence[tuple[Mail, Carried]]) -> tuple[MailReading, ...]:
    """In one of the processes: read some mails."""
    reading = _unpacked(packed)
    if reading.reader.version != version:
        raise SoundingsError(
            f"a machine has Soundings {reading.reader.version}, and this one {version}",
            "Install the same version on both",
        )
    return tuple(
        failed(MailReading(mail.archive_id), "archive", raw) if isinstance(raw, str) else reading.read(mail, raw)
        for mail, raw in mails
    )


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Reading:
    """The models are loaded once for each process; the bytes are our own, out of the process that asks."""
    reading: Reading = pickle.loads(packed)  # noqa: S301 # nosec B301
    return reading
