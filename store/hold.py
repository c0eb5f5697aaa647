"""One run at a time: on one database, whatever process or machine it is in, and on one folder of this machine.

Nothing here asks what time it is: a hold ends with the process or the connection that has it, so that neither a clock
that jumps nor a process that is killed leaves one behind.
"""

import fcntl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from store.errors import StoreError
from store.refusals import refusals
from store.unit_of_work import Store

_SPACE = 0x50D2
"""The first half of our keys, by which they are told from another program's on the same server."""
_KEEPALIVES = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3"}
"""Within a minute PostgreSQL notices that the machine at the other end is no more; by default after two hours."""

Check = Callable[[], None]
"""Raises StoreError where the hold has been lost."""


class BusyError(StoreError):
    """Another run is at work."""


@contextmanager
def hold_runs(store: Store, consultation: str) -> Iterator[Check]:
    """Hold the runs of a consultation on this database for as long as the block lasts.

    Raises BusyError where somebody else holds them, and StoreError. On SQLite it is a file beside the database.
    """
    engine = store.engine
    if engine.dialect.name == "postgresql":
        with _hold_key(engine, consultation) as check:
            yield check
    else:
        with hold_file(Path(f"{engine.url.database}.lock")):
            yield lambda: None


@contextmanager
def hold_file(path: Path) -> Iterator[None]:
    """Hold a file of this machine for as long as the block lasts. Raises BusyError where somebody else holds it."""
    try:
        file = path.open("a")
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror})", "See that its folder is there and may be written into"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy(f"{path} is held") from error
        yield


@contextmanager
def _hold_key(engine: Engine, consultation: str) -> Iterator[Check]:
    """An advisory lock in a session of its own, which is thrown away afterwards and the lock with it."""
    key = {"space": _SPACE, "name": zlib.crc32(consultation.encode()) - 2**31}
    with refusals():
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with refusals():
            for name, value in _KEEPALIVES.items():
                connection.execute(text("SELECT set_config(:name, :value, false)"), {"name": name, "value": value})
            held = connection.scalar(text("SELECT pg_try_advisory_lock(:space, :name)"), key)
        if not held:
            raise _busy("the database says so")

        def check() -> None:
            with refusals():
                connection.execute(text("SELECT 1"))

        yield check
    finally:
        connection.invalidate()
        connection.close()


def _busy(why: str) -> BusyError:
    return BusyError(f"another run is at work ({why})", "Wait until it has finished, then try again")
