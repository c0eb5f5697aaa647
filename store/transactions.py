"""Transactions on one database, short and whole; what the driver refuses is told without anybody's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from store.refusals import refusals


class Transactions:
    """A database that is open. Raises StoreError where it refuses."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def engine(self) -> Engine:
        """For what is done to the database as a whole."""
        return self._engine

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it or nothing."""
        with refusals(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that reads: everything in it is of one moment."""
        options = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with refusals(), self._engine.execution_options(**options).begin() as connection:
            yield connection
