"""The archives of an installation: one folder a consultation, all under the keys of the settings."""

from collections.abc import Iterator
from pathlib import Path

from config.archive_key import read_archive_keys
from config.settings import Settings
from ingest.archive import Archive
from ingest.encryption import Keys

ARCHIVE = "archive"


def keys_of(settings: Settings) -> Keys:
    """The keys that the settings name. Raises ConfigError."""
    return Keys(read_archive_keys(settings.archive.key))


def open_archive(settings: Settings, consultation: str) -> Archive:
    """The archive of a consultation. Raises LockedError where it is encrypted and its key is not at hand."""
    archive = Archive(settings.home / ARCHIVE / consultation, keys_of(settings))
    archive.check_key()
    return archive


def archived_consultations(home: Path) -> Iterator[str]:
    """The consultations of which there is an archive, in order."""
    folder = home / ARCHIVE
    yield from sorted(place.name for place in folder.iterdir() if place.is_dir()) if folder.is_dir() else ()
