"""A mail too big for memory: fetched piece by piece and written to disk as it comes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from imapclient import IMAPClient

from ingest.encryption import Keys, Sealing
from ingest.errors import IngestError
from ingest.mailbox_line import Line
from ingest.message import HEAD_LIMIT


class SpoolError(IngestError):
    """The disk does not take a big mail."""


def spool(line: Line, uid: int, folder: Path | None, piece: int, keys: Keys) -> tuple[Path, bytes, int]:
    """A mail's file in `folder` (or where the machine keeps temporary files), its beginning, and its size in bytes.

    The file is encrypted where there is a key. The size that the server announced is not trusted: the mail ends where
    a piece is shorter than asked for. A piece that breaks off is asked for again, so that a big mail comes over a line
    that never lasts as long as it takes.
    Raises as `Line.ask`, ValueError for an answer that makes no sense, and SpoolError; no file is left then.
    """
    head, size = b"", 0
    with _new_file(folder) as (file, path):
        sealing = Sealing(file, keys)
        while True:
            words = line.ask(_Piece(uid, size, piece))
            sealing.write(words)
            head = (head + words)[:HEAD_LIMIT] if len(head) < HEAD_LIMIT else head
            size += len(words)
            if len(words) < piece:
                sealing.finish()
                return path, head, size


class _Piece:
    """Asks for some bytes of a mail from an offset on (RFC 3501, 6.4.5)."""

    def __init__(self, uid: int, start: int, length: int):
        self._uid, self._start, self._length = uid, start, length

    def __call__(self, client: IMAPClient) -> bytes:
        answer = client.fetch([self._uid], [f"BODY.PEEK[]<{self._start}.{self._length}>"])
        words = answer.get(self._uid, {}).get(b"BODY[]<%d>" % self._start)
        if words is None and self._start:
            raise ValueError("the mail has gone in the middle of it")
        if not isinstance(words, bytes) or len(words) > self._length:
            raise ValueError("no piece of the mail")
        return words


@contextmanager
def _new_file(folder: Path | None) -> Iterator[tuple[IO[bytes], Path]]:
    """A file of our own that is kept if all goes well."""
    try:
        if folder:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".spool-", delete=False) as file:
            path = Path(file.name)
            try:
                yield file.file, path
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise SpoolError(
            f"{folder or tempfile.gettempdir()}: a big mail cannot be written ({error.strerror or error})",
            "See that the disk has room and the folder may be written, then run again: nothing is lost.",
        ) from error
