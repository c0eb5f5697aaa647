"""Raw mails on disk under their SHA-256, written so that a crash leaves either the whole mail or nothing."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.message import ArchiveId

_NOTHING_LOST = "See that the disk has room and the folder may be written, then run again: nothing is lost."
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
    """A folder of raw mails, `ab/cd/abcd….eml`. Nothing in it is ever changed; storing a mail again is no work."""

    def __init__(self, root: Path):
        self.root = root

    def path(self, mail: ArchiveId) -> Path:
        """Where a mail lies, or would lie. Raises ArchiveError where the id is no SHA-256."""
        if not _DIGEST.fullmatch(mail):
            raise ArchiveError(f"{mail!r} is no archive id", "Give the 64 hexadecimal digits of a mail's SHA-256.")
        return self.root / mail[:2] / mail[2:4] / f"{mail}.eml"

    def __contains__(self, mail: ArchiveId) -> bool:
        return self.path(mail).is_file()

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
            if not _holds(target, raw):
                _make_folders(target.parent)
                _replace(target, raw)
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
        """As `store`, of a mail that lies in a file of its own: the file is moved in, or away where it is held."""
        try:
            with file.open("rb") as opened:
                mail = ArchiveId(hashlib.file_digest(opened, "sha256").hexdigest())
                os.fsync(opened.fileno())
            target = self.path(mail)
            if target.is_file() and _digest(target) == mail:
                file.unlink()
            else:
                _make_folders(target.parent)
                file.replace(target)
                _sync_folder(target.parent)
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: a big mail could not be archived ({error.strerror or error})", _NOTHING_LOST
            ) from error
        return mail

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
        for half in (*self.incoming.glob(".spool-*"), *self.root.glob("??/??/.new-*")):
            half.unlink(missing_ok=True)

    def load(self, mail: ArchiveId) -> bytes:
        """The raw bytes of a mail, checked against its id. Raises ArchiveError where it is missing or damaged."""
        try:
            raw = self.path(mail).read_bytes()
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: mail {mail} cannot be read ({error.strerror or error})",
                "Restore it from a backup, or pull the mailbox again.",
            ) from error
        if archive_id(raw) != mail:
            raise ArchiveError(
                f"{self.path(mail)}: the file has changed since it was archived",
                "Restore it from a backup, or pull the mailbox again.",
            )
        return raw

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
            return _digest(self.path(mail)) == mail
        except OSError:
            return False


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _holds(file: Path, raw: bytes) -> bool:
    return file.is_file() and file.read_bytes() == raw


def _make_folders(folder: Path) -> None:
    """Make a folder and what leads to it, each entry on the disk before the next; only the owner may look in."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _replace(target: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
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
