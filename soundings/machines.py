"""Processes of other machines that read mails for a run, through a Dask scheduler. The only import of Dask.

Each worker needs the same version of Soundings installed and nothing else: mails, consultation and what was learned
travel with the work, and nothing of them is written there. `dask worker --nthreads 1` is one reader.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from soundings.crew import Crew
from soundings.errors import SoundingsError

_PATIENCE = 30
"""Seconds to wait for the scheduler, and for its first worker."""


@contextmanager
def hired(scheduler: str) -> Iterator[Crew]:
    """The workers of a scheduler such as `tcp://machine:8786`. Raises SoundingsError where there is none."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise SoundingsError(
            "Dask, which reads on other machines, is not installed", "Install it: pip install 'soundings[machines]'"
        ) from error
    for name in ("distributed", "distributed.client", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise SoundingsError(
            f"no Dask scheduler answers at {scheduler}", "Start one: dask scheduler; or leave --on away"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise SoundingsError(
                f"the scheduler {scheduler} has no workers", f"Start some: dask worker {scheduler} --nthreads 1"
            ) from error

        def hire(_size: int) -> Executor:
            executor: Executor = client.get_executor(pure=False)
            return executor

        size = sum(client.nthreads().values())
        yield Crew(size, hire, (KilledWorker,), lambda executor: executor.shutdown(wait=False), carries=True)
