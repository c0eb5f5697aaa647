"""One pull at a time: two that overlap would do the same work twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from soundings.errors import SoundingsError


@contextmanager
def lease(path: Path) -> Iterator[None]:
    """Hold a file for as long as the block lasts; it is let go even where the process is killed.

    Raises SoundingsError where somebody else holds it.
    """
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SoundingsError(
                f"another run is at work ({path} is held)", "Wait until it has finished, then try again"
            ) from error
        yield
