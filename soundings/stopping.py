"""Stopping in the middle of a run, between two mails, when the process is told to."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from soundings.errors import SoundingsError
from soundings.progress import Progress


class StoppedError(SoundingsError):
    """The run was told to stop; all that it had done is kept."""

    def __init__(self) -> None:
        super().__init__("stopped when told to", "What came in is kept; the next run goes on from here")


@contextmanager
def set_by_signals(stop: threading.Event, *numbers: signal.Signals) -> Iterator[None]:
    """Have these signals set `stop` for as long as the block lasts; in the main thread, which alone may have them."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def heeding(stop: threading.Event, progress: Progress) -> Progress:
    """The same progress, which raises StoppedError once `stop` is set: whoever is told of a mail has it on disk."""

    def told(what: str, done: int, total: int | None) -> None:
        progress(what, done, total)
        if stop.is_set():
            raise StoppedError

    return told


def no_progress(what: str, done: int, total: int | None) -> None:
    """For work that nobody watches."""
    del what, done, total
