"""Putting a backup back, into an empty home folder: everything is checked before anything is written."""

import hashlib
import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.archive import Archive
from soundings.backup import ARCHIVE, FORMAT, MANIFEST, TABLES
from soundings.bootstrap import make_home
from soundings.errors import SoundingsError
from store.dump import is_empty, put_back
from store.engine import make_engine
from store.unit_of_work import Store, is_there

_MAIL = re.compile(rf"{ARCHIVE}/([^/]+)/([0-9a-f]{{64}})\.eml")
_OTHER = "Take another backup"
_LONGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup held, and when it was made; `lost` counts mails that were lost already then."""

    made_at: datetime
    mails: int
    lost: int


def restore(file: Path, home: Path, url: str) -> Restored:
    """Archive and database as the backup has them. Raises SoundingsError, StoreError, ArchiveError or ConfigError.

    Refuses a home folder with an archive and a database with rows, a file that is damaged and one that a newer
    Soundings made; then nothing has been written.
    """
    _refuse_what_is_there(home, url)
    try:
        with tarfile.open(file) as tar:
            manifest = _check(file, tar)
            _fill(tar, manifest, home, url)
    except (OSError, EOFError, tarfile.TarError) as error:
        why = getattr(error, "strerror", None) or error
        raise SoundingsError(f"{file}: cannot be read as a backup ({why})", _OTHER) from error
    return Restored(datetime.fromisoformat(manifest["made_at"]), manifest["mails"], len(manifest["lost"]))


def _refuse_what_is_there(home: Path, url: str) -> None:
    mend = "Name a new folder with --home; its settings.toml may be there already"
    archive = home / ARCHIVE
    if archive.is_dir() and any(archive.iterdir()):
        raise SoundingsError(f"{archive}: there are mails here already", mend)
    if is_there(url):
        with Store(make_engine(url)) as store:
            if not is_empty(store):
                raise SoundingsError("the database is in use already", mend)


def _check(file: Path, tar: tarfile.TarFile) -> dict[str, Any]:
    """The manifest, when every member is what it says and none is missing or beside it."""
    manifest = _manifest(file, tar)
    digests: dict[str, str] = manifest["digests"]
    seen = set()
    for member in tar:
        if member.name == MANIFEST:
            continue
        if not member.isreg() or member.name in seen or digests.get(member.name) != _digest(tar, member):
            raise SoundingsError(f"{file}: {member.name!r} is not what was backed up", _OTHER)
        if not member.name.startswith(f"{TABLES}/"):
            _mail_of(file, member.name)
        seen.add(member.name)
    wanted = set(digests) | {f"{TABLES}/{name}.jsonl" for name in manifest["tables"]}
    if seen != wanted:
        raise SoundingsError(f"{file}: {len(wanted - seen)} parts are missing", _OTHER)
    return manifest


def _manifest(file: Path, tar: tarfile.TarFile) -> dict[str, Any]:
    names = [member for member in tar if member.name == MANIFEST and member.size < _LONGEST_MANIFEST]
    content = tar.extractfile(names[-1]) if names else None
    if content is None:
        raise SoundingsError(f"{file}: this is no backup of Soundings, or half of one", _OTHER)
    try:
        manifest: dict[str, Any] = json.load(content)
        known = manifest["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise SoundingsError(f"{file}: its manifest cannot be read", _OTHER) from error
    if known != FORMAT:
        raise SoundingsError(f"{file}: a newer Soundings made this backup", "Install it, and restore with it")
    return manifest


def _mail_of(file: Path, name: str) -> tuple[str, str]:
    """Consultation and archive id of a member: no other names lead anywhere on this disk."""
    found = _MAIL.fullmatch(name)
    if found is None or found[1] in (".", "..") or "\\" in found[1] or "\x00" in found[1]:
        raise SoundingsError(f"{file}: {name!r} is no part of a backup", _OTHER)
    return found[1], found[2]


def _digest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = tar.extractfile(member)
    return hashlib.file_digest(content, "sha256").hexdigest() if content else ""  # type: ignore[arg-type]


def _fill(tar: tarfile.TarFile, manifest: dict[str, Any], home: Path, url: str) -> None:
    """The mails first: a database never speaks of a mail that is not there. What breaks off leaves nothing behind."""
    make_home(home)
    try:
        for member in tar.getmembers():
            found = _MAIL.fullmatch(member.name)
            content = tar.extractfile(member) if found else None
            if found and content:
                Archive(home / ARCHIVE / found[1]).store(content.read())
        with Store(make_engine(url)) as store:
            put_back(store, manifest["schema"], ((name, _lines(tar, name)) for name in manifest["tables"]))
    except BaseException:
        shutil.rmtree(home / ARCHIVE, ignore_errors=True)
        raise


def _lines(tar: tarfile.TarFile, table: str) -> Iterator[bytes]:
    content = tar.extractfile(f"{TABLES}/{table}.jsonl")
    yield from content or ()
