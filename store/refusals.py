"""What the database refuses, in words that hold nothing of what respondents wrote."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.errors import StoreError


@contextmanager
def refusals() -> Iterator[None]:
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
