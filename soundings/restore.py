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

from config.settings import Settings
from ingest.encryption import open_plain
from soundings.archives import ARCHIVE, keys_of, open_archive
from soundings.backup import FORMAT, LEARNED, MANIFEST, TABLES
from soundings.bootstrap import make_home
from soundings.errors import SoundingsError
from store.dump import is_empty, put_back
from store.engine import make_engine
from store.unit_of_work import Store, is_there

_MAIL = re.compile(rf"{ARCHIVE}/([^/]+)/([0-9a-f]{{64}})\.eml")
_LEARNED = re.compile(rf"{LEARNED}/([^/]+)/([\w-][\w.-]*)")
_OTHER = "Check the path, or try another backup"
_LONGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup held, and when it was made; `lost` counts mails that were lost already then."""

    made_at: datetime
    mails: int
    lost: int
    learned: int


def restore(file: Path, settings: Settings) -> Restored:
    """Archive, database and what was learned, as the backup has them; encrypted where the new home has a key.

    Raises SoundingsError, StoreError, ArchiveError or ConfigError, and LockedError where the backup is encrypted with
    another key. Refuses a home folder with an archive and a database with rows, a file that is damaged and one that a
    newer Soundings made; then nothing has been written.
    """
    home, url = settings.home, settings.database.get_secret_value()
    _refuse_what_is_there(home, url)
    try:
        with open_plain(file, keys_of(settings), str(file)) as plain, tarfile.open(fileobj=plain) as tar:
            manifest = _check(file, tar)
            _fill(tar, manifest, settings)
    except (OSError, EOFError, tarfile.TarError) as error:
        why = getattr(error, "strerror", None) or "it is none, or not whole"
        raise SoundingsError(f"{file}: cannot be read as a backup ({why})", _OTHER) from error
    learned = sum(name.startswith(f"{LEARNED}/") for name in manifest["digests"])
    return Restored(datetime.fromisoformat(manifest["made_at"]), manifest["mails"], len(manifest["lost"]), learned)


def _refuse_what_is_there(home: Path, url: str) -> None:
    mend = "Name a new folder with --home; its settings.toml may be there already"
    for name, what in ((ARCHIVE, "there are mails here already"), (LEARNED, "something has been learned here already")):
        if (home / name).is_dir() and any((home / name).iterdir()):
            raise SoundingsError(f"{home / name}: {what}", mend)
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
            _check_name(file, member.name)
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
    if known not in range(1, FORMAT + 1):
        raise SoundingsError(f"{file}: a newer Soundings made this backup", "Install it, and restore with it")
    return manifest


def _check_name(file: Path, name: str) -> None:
    """That a member is a mail or something learned of a consultation: no other names lead anywhere on this disk."""
    found = _MAIL.fullmatch(name) or _LEARNED.fullmatch(name)
    if found is None or found[1] in (".", "..") or "\\" in found[1] or "\x00" in found[1]:
        raise SoundingsError(f"{file}: {name!r} is no part of a backup", _OTHER)


def _digest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = tar.extractfile(member)
    return hashlib.file_digest(content, "sha256").hexdigest() if content else ""  # type: ignore[arg-type]


def _fill(tar: tarfile.TarFile, manifest: dict[str, Any], settings: Settings) -> None:
    """The mails first: a database never speaks of a mail that is not there. What breaks off leaves nothing behind."""
    home = settings.home
    make_home(home)
    try:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            if content and (mail := _MAIL.fullmatch(member.name)):
                open_archive(settings, mail[1]).store(content.read())
            elif content and (learned := _LEARNED.fullmatch(member.name)):
                _put_learned(home / LEARNED / learned[1], learned[2], content.read())
        with Store(make_engine(settings.database.get_secret_value())) as store:
            put_back(store, manifest["schema"], ((name, _lines(tar, name)) for name in manifest["tables"]))
    except BaseException:
        for name in (ARCHIVE, LEARNED):
            shutil.rmtree(home / name, ignore_errors=True)
        raise


def _put_learned(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def _lines(tar: tarfile.TarFile, table: str) -> Iterator[bytes]:
    content = tar.extractfile(f"{TABLES}/{table}.jsonl")
    yield from content or ()
