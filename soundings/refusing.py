"""What this installation cannot do, in the words of the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import ConfigError
from ingest.errors import IngestError
from soundings.errors import SoundingsError
from store.errors import StoreError
from web.errors import RefusedError

FAILURES = (SoundingsError, ConfigError, StoreError, IngestError)


@contextmanager
def refusing(folder: Path | None = None) -> Iterator[None]:
    """Raises RefusedError for what goes wrong in the block; files in `folder` are told by their names alone."""
    try:
        yield
    except FAILURES as error:
        words = str(error)
        raise RefusedError(words.replace(f"{folder}/", "") if folder else words) from error
