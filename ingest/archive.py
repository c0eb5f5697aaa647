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
                "See that the disk has room and the folder may be written, then run again: nothing is lost.",
            ) from error
        return mail

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
            try:
                self.load(mail)
                whole += 1
            except ArchiveError:
                damaged.append(mail)
        return Verification(whole, tuple(damaged))


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
