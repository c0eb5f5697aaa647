"""Mails at which the whole process ended: noted before one is read, so that no mail stops all that come after it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.message import ArchiveId

MOST = 3


class Attempts:
    """A file that names the mail being read, by which version and for the nth time; gone when it has been read.

    What Python can catch is a failure of the mail at once. This is for what it cannot: a library that crashes, a
    machine that kills the process for its memory. It is not forced onto the disk: a power cut counts as no try.
    """

    def __init__(self, file: Path):
        self._file = file

    def ended(self, mail: ArchiveId, version: str) -> int:
        """How often in a row the process ended while this version read this mail."""
        try:
            noted = json.loads(self._file.read_text("utf-8"))
            return int(noted["times"]) if (noted["mail"], noted["version"]) == (mail, version) else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    @contextmanager
    def reading(self, mail: ArchiveId, version: str, times: int) -> Iterator[None]:
        """For as long as the mail is being read; `times` is how often that was tried before."""
        with suppress(OSError):  # a disk that is full is told where something is lost by it
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"mail": mail, "version": version, "times": times + 1}), "utf-8")
        try:
            yield
        finally:
            self.forget()

    def forget(self) -> None:
        """Nothing more is to be remembered: the mail has been read, or given up."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
