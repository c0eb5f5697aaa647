"""A report that knows no output format: facts at the head, then sections of paragraphs and tables."""

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | date | datetime | None
"""Moments are given in the zone in which they are to be read; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the head."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; each row has one cell a column. `name` is short: it names a sheet or a file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report under one heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `made_at` is the moment that it speaks of, never the moment of printing."""

    title: str
    made_at: datetime
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(table for section in self.sections for table in section.tables)
