"""Transactions on one database, short and whole; what the driver refuses is told without anybody's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.errors import StoreError


class Transactions:
    """A database that is open. Raises StoreError where it refuses."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it or nothing."""
        with _refusals(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that reads: everything in it is of one moment."""
        with _refusals(), self._engine.begin() as connection:
            yield connection


@contextmanager
def _refusals() -> Iterator[None]:
    """Say what the driver said, never the statement's values: they are respondents' words."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(
            f"the database refused ({type(error.orig).__name__}: {_first_line(error.orig)})",
            "See that its file or server is there, can be written and is not full",
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database cannot be used ({type(error).__name__})", "Check its URL") from error


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().split("\n", 1)[0]
