"""Writing what a lead takes away: whole files, into the output folder."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from soundings.errors import SoundingsError


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder or below it, over older ones of the same name. Raises SoundingsError."""
    paths = tuple(folder / name for name in files)
    try:
        for path, content in zip(paths, files.values(), strict=True):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise SoundingsError(
            f"{error.filename or folder}: cannot be written ({error.strerror})",
            "Close it where it is open, or name another folder",
        ) from error
    return paths


def dated(name: str, moment: datetime, zone: ZoneInfo, known_at: datetime | None = None) -> str:
    """A file's name with the day that it speaks of, and when that was known: "chasers-2024-11-22"."""
    known = f"-known-{known_at.astimezone(zone):%Y-%m-%dT%H%M}" if known_at else ""
    return f"{name}-{moment.astimezone(zone):%Y-%m-%d}{known}"
