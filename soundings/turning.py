"""Turning archives over: from plain to encrypted, to a new key, and back, one mail at a time.

Each mail is written anew beside the old one, which it then replaces in one step: where a process ends, every mail lies
one way or the other, and the same command goes on from there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.archive_key import KEY_LENGTH, read_archive_keys, write_archive_keys
from config.errors import ConfigError
from config.secret import load_secret
from config.settings import SETTINGS_FILE, Settings
from ingest.archive import Archive, ArchiveError
from ingest.encryption import NO_KEYS, Keys
from ingest.message import ArchiveId
from soundings.archives import archived_consultations, keys_of, open_archive
from soundings.errors import SoundingsError
from soundings.progress import Progress
from store.hold import hold_file, hold_runs
from store.unit_of_work import is_there, open_store


@dataclass(slots=True)
class Turned:
    """What became of the mails: written anew, as they should be already, or not what they were and left alone."""

    written: int = 0
    already: int = 0
    damaged: list[ArchiveId] = field(default_factory=list)


def encrypt_archives(settings: Settings, progress: Progress) -> Turned:
    """Every archive under the first key. Raises ConfigError without a key, LockedError, BusyError and ArchiveError."""
    keys = _need_keys(settings)
    done = Turned()
    for archive in _held(settings):
        archive.mark(keys)
        _turn(archive, keys, done, progress)
    return done


def decrypt_archives(settings: Settings, progress: Progress) -> Turned:
    """Every mail as it came. Raises as `encrypt_archives`."""
    _need_keys(settings)
    done = Turned()
    for archive in _held(settings):
        _turn(archive, NO_KEYS, done, progress)
        archive.mark(NO_KEYS)
    return done


def _need_keys(settings: Settings) -> Keys:
    keys = keys_of(settings)
    if not keys.current:
        mend = 'Make one with soundings archive key FILE, and write key_file = "FILE" under [archive].'
        raise ConfigError(settings.home / SETTINGS_FILE, "no key of the archive is set", mend)
    return keys


def _held(settings: Settings) -> Iterator[Archive]:
    """Every archive while no run is at work on it."""
    for name in archived_consultations(settings.home):
        with _hold(settings, name):
            archive = open_archive(settings, name)
            archive.sweep()
            yield archive


@contextmanager
def _hold(settings: Settings, consultation: str) -> Iterator[None]:
    url = settings.database.get_secret_value()
    with hold_file(settings.home / "run.lock"):
        if not is_there(url):
            yield
            return
        with open_store(url) as store, hold_runs(store, consultation):
            yield


def _turn(archive: Archive, keys: Keys, done: Turned, progress: Progress) -> None:
    mails = tuple(archive.ids())
    for number, mail in enumerate(mails, 1):
        try:
            written = archive.rewrite(mail, keys)
        except ArchiveError:
            if archive.is_whole(mail):  # it is the disk that refuses
                raise
            done.damaged.append(mail)
        else:
            done.written += written
            done.already += not written
        progress("written anew", number, len(mails))


def make_key(file: Path) -> int:
    """Write a new key into a file of its own, above those that are in it; how many are there now.

    Raises ConfigError where the file is there and holds no keys, or others may read it, and SoundingsError.
    """
    before: tuple[bytes, ...] = ()
    if file.exists():
        before = read_archive_keys(load_secret(file, "archive", "key", "SOUNDINGS_ARCHIVE__KEY"))
    keys = (os.urandom(KEY_LENGTH), *before)
    half = file.with_name(f".{file.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            out.write(write_archive_keys(keys))
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    except OSError as error:
        raise SoundingsError(f"{file}: cannot be written ({error.strerror})", "Name another place") from error
    return len(keys)


def export_mail(archive: Archive, digits: str, file: Path) -> ArchiveId:
    """Write the mail whose id begins so, as it came. Raises SoundingsError and ArchiveError."""
    found = [mail for mail in archive.ids() if digits and mail.startswith(digits.strip().lower())]
    if len(found) != 1:
        many = f"{len(found)} mails" if found else "no mail"
        raise SoundingsError(f"{digits!r}: {many} in the archive with an id that begins so", "Give more digits of it")
    raw = archive.load(found[0])
    try:
        with file.open("xb") as out:
            out.write(raw)
    except OSError as error:
        raise SoundingsError(f"{file}: cannot be written ({error.strerror})", "Name another place") from error
    return found[0]
