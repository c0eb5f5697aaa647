"""Processes of this machine that read mails for a run, and end with it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from soundings.crew import AT_ONCE, Crew, ReadMails, read_alone, read_together
from soundings.reading import Reading


@contextmanager
def readers(reading: Reading, jobs: int, scheduler: str, waiting: int) -> Iterator[ReadMails]:
    """Who reads so many mails: this process, `jobs` of this machine, or those that a Dask scheduler has.

    No more processes than have something to do: each loads the models. Raises SoundingsError.
    """
    busy = min(jobs, -(-waiting // AT_ONCE))
    if scheduler and waiting:
        from soundings.machines import hired

        with hired(scheduler) as crew:
            yield lambda mails: read_together(reading, mails, crew)
    elif busy > 1:
        yield lambda mails: read_together(reading, mails, Crew(busy, _hire))
    else:
        yield lambda mails: read_alone(reading, mails)


def _hire(size: int) -> Executor:
    """Fresh interpreters: what this process has begun in threads is no business of theirs."""
    return ProcessPoolExecutor(size, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave it to the run to stop, but do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
