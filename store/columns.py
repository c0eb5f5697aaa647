"""Column types that give back exactly what was put in, on SQLite and PostgreSQL, and columns that many tables have."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, Identity, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def clean_text(text: str) -> str:
    """The text as a database can hold it: without NUL (PostgreSQL) and lone surrogates (both)."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC: SQLite drops the offset and keeps the wall time of whatever zone it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware UTC again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text from the world outside, made fit for the database on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Without what a database refuses."""
        return None if value is None else clean_text(value)


class JsonText(TypeDecorator[Any]):
    """A JSON value as text, the same on every database; sorted, so that equal values are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """To JSON; None is JSON's null. `\\u0000` and lone surrogates stay escapes, which any database takes."""
        return json.dumps(value, sort_keys=True, ensure_ascii=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """From JSON."""
        return None if value is None else json.loads(value)


def consultation(*, key: bool = False) -> Column[str]:
    """The consultation that a row belongs to."""
    return Column("consultation", String(120), primary_key=key, nullable=False)


def archive_id(*, key: bool = False) -> Column[str]:
    """The mail that a row is about."""
    return Column("archive_id", String(64), primary_key=key, nullable=False)


def row_id() -> Column[int]:
    """The number of a row, in the order of recording."""
    return Column("id", Integer, Identity(), primary_key=True)


def of_mail() -> ForeignKeyConstraint:
    """That the mail is there."""
    return ForeignKeyConstraint(["consultation", "archive_id"], ["mails.consultation", "mails.archive_id"])
