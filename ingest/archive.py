"""Raw mails on disk under their SHA-256, written so that a crash leaves either the whole mail or nothing.

Where there is a key they are encrypted; a mail's id is the digest of its plain bytes either way.
"""

import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.encryption import NO_KEYS, AlteredError, Keys, LockedError, Sealing, key_name_of, open_plain
from ingest.errors import IngestError
from ingest.message import ArchiveId

_NOTHING_LOST = "See that the disk has room and the folder may be written, then run again: nothing is lost."
_MARK = "encrypted"
_PIECE = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ArchiveError(IngestError):
    """The archive cannot be written, or does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look at every archived mail found: how many are whole, and which are no longer what they were."""

    whole: int
    damaged: tuple[ArchiveId, ...]


def archive_id(raw: bytes) -> ArchiveId:
    """The identity of a mail: SHA-256 of its raw bytes, in lower-case hex."""
    return ArchiveId(hashlib.sha256(raw).hexdigest())


class Archive:
    """A folder of raw mails, `ab/cd/abcd….eml`. Nothing in it is ever changed; storing a mail again is no work.

    `encrypted`, a file beside them, names the key that is in use, so that no mail is written without it.
    Whatever reads or writes raises LockedError where the key is not at hand.
    """

    def __init__(self, root: Path, keys: Keys = NO_KEYS):
        self.root, self.keys = root, keys
        self._is_marked = False

    def path(self, mail: ArchiveId) -> Path:
        """Where a mail lies, or would lie. Raises ArchiveError where the id is no SHA-256."""
        if not _DIGEST.fullmatch(mail):
            raise ArchiveError(f"{mail!r} is no archive id", "Give the 64 hexadecimal digits of a mail's SHA-256.")
        return self.root / mail[:2] / mail[2:4] / f"{mail}.eml"

    def __contains__(self, mail: ArchiveId) -> bool:
        return self.path(mail).is_file()

    def check_key(self) -> None:
        """Raises LockedError where the archive is in use with a key that is not at hand."""
        if name := self._mark_there():
            self.keys.find(name)

    def mark(self, keys: Keys) -> None:
        """Note which key is in use from now on; none where mails are no longer encrypted."""
        mark = self.root / _MARK
        if not keys.current:
            mark.unlink(missing_ok=True)
        elif self._mark_there() != keys.name:
            _make_folders(self.root)
            _replace(mark, (f"{keys.name}\n".encode(),), NO_KEYS)

    def _mark_there(self) -> str:
        mark = self.root / _MARK
        return mark.read_text("ascii", "replace").strip() if mark.is_file() else ""

    def key_names(self) -> Counter[str]:
        """How many mails are encrypted with the key of each name; under the empty name, how many are not."""
        return Counter(key_name_of(self.path(mail)) for mail in self.ids())

    def ids(self) -> Iterator[ArchiveId]:
        """The ids of all mails held, in order."""
        for file in sorted(self.root.glob("??/??/*.eml")):
            if _DIGEST.fullmatch(file.stem):
                yield ArchiveId(file.stem)

    def store(self, raw: bytes) -> ArchiveId:
        """Keep a mail; when this returns it is on the disk, whole, and so is the way to it.

        Raises ArchiveError where the disk refuses.
        """
        mail = archive_id(raw)
        target = self.path(mail)
        try:
            if not self.is_whole(mail):
                self._prepare(target)
                _replace(target, (raw,), self.keys)
        except OSError as error:
            raise ArchiveError(
                f"{target.parent}: mail {mail} could not be archived ({error.strerror or error})",
                _NOTHING_LOST,
            ) from error
        return mail

    @property
    def incoming(self) -> Path:
        """Where mails that are too big for memory are written while they come, on the archive's own disk."""
        return self.root / ".incoming"

    def take_over(self, file: Path) -> ArchiveId:
        """As `store`, of a mail that lies in a file of its own: the file is moved in, or away where it is held.

        It must have been written with the archive's keys.
        """
        try:
            mail = ArchiveId(_digest(file, self.keys))
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
            target = self.path(mail)
            if self.is_whole(mail):
                file.unlink()
            else:
                self._prepare(target)
                file.replace(target)
                _sync_folder(target.parent)
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: a big mail could not be archived ({error.strerror or error})", _NOTHING_LOST
            ) from error
        return mail

    def _prepare(self, target: Path) -> None:
        if not self._is_marked and self.keys.current:
            self.mark(self.keys)
        self._is_marked = True
        _make_folders(target.parent)

    def remove(self, mail: ArchiveId) -> None:
        """Take a mail out for good; no error where there is none. Raises ArchiveError where the disk refuses."""
        target = self.path(mail)
        try:
            if target.exists():
                target.unlink()
                _sync_folder(target.parent)
        except OSError as error:
            raise ArchiveError(
                f"{target}: cannot be deleted ({error.strerror or error})", "Delete it by hand."
            ) from error

    def sweep(self) -> None:
        """Throw away what a process that was killed had half written; only while no run is at work."""
        halves = (self.root.glob(pattern) for pattern in (".incoming/.spool-*", "??/??/.new-*", ".new-*"))
        for half in (half for found in halves for half in found):
            half.unlink(missing_ok=True)

    def load(self, mail: ArchiveId) -> bytes:
        """The raw bytes of a mail, checked against its id. Raises ArchiveError where it is missing or damaged."""
        try:
            with self.open(mail) as file:
                raw = file.read()
        except AlteredError:
            raw = b""
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: mail {mail} cannot be read ({error.strerror or error})",
                "Restore it from a backup, or pull the mailbox again.",
            ) from error
        if archive_id(raw) != mail:
            raise _changed(self.path(mail))
        return raw

    def open(self, mail: ArchiveId) -> IO[bytes]:
        """A mail's plain bytes, as a file that nothing is checked of. Raises OSError."""
        path = self.path(mail)
        try:
            return open_plain(path, self.keys)
        except LockedError:
            if _digest(path, None) == mail:  # its sender wrote it so that it looks like an encrypted one
                return path.open("rb")
            raise

    def rewrite(self, mail: ArchiveId, keys: Keys) -> bool:
        """Write a mail anew with a key, or with none, whole or not at all; False where it lies so already.

        Raises ArchiveError where the mail is not whole; it is then left as it is.
        """
        target = self.path(mail)
        try:
            if key_name_of(target) == keys.name:
                return False
            with self.open(mail) as file:
                _replace(target, _checked(file, mail), keys)
        except AlteredError as error:
            raise _changed(target) from error
        except OSError as error:
            raise ArchiveError(
                f"{target.parent}: mail {mail} could not be written anew ({error.strerror or error})", _NOTHING_LOST
            ) from error
        return True

    def verify(self) -> Verification:
        """Read every mail and compare it with its id."""
        whole, damaged = 0, []
        for mail in self.ids():
            if self.is_whole(mail):
                whole += 1
            else:
                damaged.append(mail)
        return Verification(whole, tuple(damaged))

    def is_whole(self, mail: ArchiveId) -> bool:
        """Whether a mail is there and its bytes are those that were archived."""
        try:
            with self.open(mail) as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == mail  # type: ignore[arg-type]
        except OSError:
            return False


def _digest(file: Path, keys: Keys | None) -> str:
    """Of a file's plain bytes; without keys, of those that lie there."""
    with open_plain(file, keys) if keys else file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]


def _checked(file: IO[bytes], mail: ArchiveId) -> Iterator[bytes]:
    """A mail piece by piece. Raises AlteredError at its end where it is another."""
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != mail:
        raise AlteredError("not the mail that was archived")


def _changed(file: Path) -> ArchiveError:
    mend = "Restore it from a backup, or pull the mailbox again."
    return ArchiveError(f"{file}: the file has changed since it was archived", mend)


def _make_folders(folder: Path) -> None:
    """Make a folder and what leads to it, each entry on the disk before the next; only the owner may look in."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _replace(target: Path, pieces: Iterable[bytes], keys: Keys) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            sealing = Sealing(file, keys)
            for piece in pieces:
                sealing.write(piece)
            sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
