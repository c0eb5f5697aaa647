"""Raw mails on disk under their SHA-256, written so that a crash leaves either the whole mail or nothing.

Where there is a key they are encrypted; a mail's id is the digest of its plain bytes either way.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.archive_files import Each, Ways, make_folders, replace_file, sync_folder
from ingest.encryption import NO_KEYS, AlteredError, Keys, LockedError, key_name_of, open_plain
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
            make_folders(self.root)
            replace_file(mark, (f"{keys.name}\n".encode(),), NO_KEYS)
            sync_folder(self.root)

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

    def store(self, raw: bytes, ways: Ways | None = None) -> ArchiveId:
        """Keep a mail; when this returns it is on the disk, whole, and so is the way to it.

        With `ways` the way is there when they are settled, once for all the mails that were stored with them.
        Raises ArchiveError where the disk refuses.
        """
        mail = archive_id(raw)
        target = self.path(mail)
        try:
            with self._led_to(target, ways):
                if not self.is_whole(mail):
                    self._mark_once()
                    replace_file(target, (raw,), self.keys)
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

    def take_over(self, file: Path, ways: Ways | None = None) -> ArchiveId:
        """As `store`, of a mail that lies in a file of its own: the file is moved in, or away where it is held.

        It must have been written with the archive's keys.
        """
        try:
            mail = ArchiveId(_digest(file, self.keys))
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
            target = self.path(mail)
            with self._led_to(target, ways):
                if self.is_whole(mail):
                    file.unlink()
                else:
                    self._mark_once()
                    file.replace(target)
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: a big mail could not be archived ({error.strerror or error})", _NOTHING_LOST
            ) from error
        return mail

    def settle(self, ways: Ways, each: Each = map) -> None:
        """Returns when the way to all that was stored with `ways` is on the disk. Raises ArchiveError."""
        try:
            ways.settle(each)
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: mails could not be archived ({error.strerror or error})", _NOTHING_LOST
            ) from error

    @contextmanager
    def _led_to(self, target: Path, ways: Ways | None) -> Iterator[None]:
        """The folder of a mail that is put into it in this block; settled at its end where nobody does later."""
        led = ways or Ways()
        led.lead_to(target.parent, self.root)
        yield
        led.changed(target.parent)
        if ways is None:
            led.settle()

    def _mark_once(self) -> None:
        if not self._is_marked and self.keys.current:
            self.mark(self.keys)
        self._is_marked = True

    def remove(self, mail: ArchiveId) -> None:
        """Take a mail out for good; no error where there is none. Raises ArchiveError where the disk refuses."""
        target = self.path(mail)
        try:
            if target.exists():
                target.unlink()
                sync_folder(target.parent)
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
                replace_file(target, _checked(file, mail), keys)
            sync_folder(target.parent)
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
