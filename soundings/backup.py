"""A backup: database, archive and what was learned, of one moment in one file, taken while all goes on.

The file is a tar. Its last member is a manifest with the digest of every other. The database's rows are read in one
transaction; a mail's bytes are on disk before its row is, so that the archive always has what the rows speak of. Where
the archive is encrypted, the whole file is, with the same key.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, cast

from config.settings import Settings
from ingest.archive import Archive, ArchiveError
from ingest.encryption import Keys, Sealing, opened
from ingest.message import ArchiveId
from soundings.archives import ARCHIVE, keys_of, open_archive
from soundings.bootstrap import Clock
from soundings.errors import SoundingsError
from store.dump import dumping
from store.unit_of_work import Store

FORMAT = 2
"""1 had nothing of what was learned."""
MANIFEST, TABLES, LEARNED = "manifest.json", "tables", "learned"


@dataclass(slots=True)
class Backed:
    """What went into a backup; `lost` are mails that the archive should have and has not, or not whole."""

    mails: int = 0
    rows: int = 0
    size: int = 0
    lost: list[str] = field(default_factory=list)
    learned: int = 0
    is_encrypted: bool = False


def back_up(file: Path, settings: Settings, store: Store, clock: Clock) -> Backed:
    """Write the backup, whole or not at all; only its owner may read it.

    Raises SoundingsError, StoreError, and LockedError where the archive's key is not at hand.
    """
    if file.exists():
        raise SoundingsError(f"{file}: there is a file of this name already", "Name another")
    keys = keys_of(settings)
    done = Backed(is_encrypted=bool(keys.current))
    half = file.with_name(f".{file.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            sealing = Sealing(out, keys)
            packed = cast("IO[bytes]", sealing)
            with tarfile.open(fileobj=packed, mode="w:gz" if file.suffix in (".gz", ".tgz") else "w") as tar:
                _write(_Members(tar, half.parent, keys), settings, store, clock, done)
            sealing.finish()
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
        done.size = file.stat().st_size
    except OSError as error:
        problem = f"{file}: cannot be written ({error.strerror or error})"
        raise SoundingsError(problem, "See that its folder is there and the disk has room") from error
    finally:
        half.unlink(missing_ok=True)
    return done


class _Members:
    """Adds members to a tar and keeps their digests; what lies in `folder` meanwhile is encrypted if the backup is."""

    def __init__(self, tar: tarfile.TarFile, folder: Path, keys: Keys):
        self._tar, self._folder, self._keys = tar, folder, keys
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """A member whose bytes are at hand."""
        self.add_lines(name, (content,))

    def add_lines(self, name: str, lines: Iterable[bytes]) -> int:
        """A member that is made piece by piece, on the backup's own disk; how many pieces there were."""
        count, digest = 0, hashlib.sha256()
        with tempfile.TemporaryFile(dir=self._folder) as spool:
            sealing = Sealing(spool, self._keys)
            for count, line in enumerate(lines, 1):  # noqa: B007 (it is what is given back)
                digest.update(line)
                sealing.write(line)
            sealing.finish()
            info = tarfile.TarInfo(name)
            info.size, info.mode = sealing.tell(), 0o600
            spool.seek(0)
            self._tar.addfile(info, opened(spool, self._keys) if self._keys.current else spool)
        self.digests[name] = digest.hexdigest()
        return count


def _write(members: _Members, settings: Settings, store: Store, clock: Clock, done: Backed) -> None:
    at = clock()
    with dumping(store) as dump:
        for name in dump.names:
            done.rows += members.add_lines(f"{TABLES}/{name}.jsonl", dump.lines(name)) - 1
        mails, tables, schema = dump.mails(), dump.names, dump.version
    for consultation, ids in mails.items():
        archive = open_archive(settings, consultation)
        for mail in ids:
            _add_mail(members, archive, consultation, ArchiveId(mail), done)
    for name, learned in _learned(settings.home):
        members.add(name, learned)
        done.learned += 1
    manifest = {
        "format": FORMAT,
        "soundings": version("soundings"),
        "schema": schema,
        "made_at": at.isoformat(),
        "tables": list(tables),
        "mails": done.mails,
        "lost": done.lost,
        "digests": members.digests,
    }
    members.add(MANIFEST, json.dumps(manifest, indent=1).encode())


def _learned(home: Path) -> Iterator[tuple[str, bytes]]:
    """What was learned for each consultation, by the name that it has in the backup."""
    for path in sorted((home / LEARNED).glob("*/*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{LEARNED}/{path.parent.name}/{path.name}", path.read_bytes()


def _add_mail(members: _Members, archive: Archive, consultation: str, mail: ArchiveId, done: Backed) -> None:
    try:
        members.add(f"{ARCHIVE}/{consultation}/{mail}.eml", archive.load(mail))
    except ArchiveError:
        done.lost.append(mail)
    else:
        done.mails += 1
