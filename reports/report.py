"""A report that knows no output format: facts at the head, then sections of words, pictures, tables and quotations."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from reports.charts.shapes import Chart

ITEM = "- "
"""How a paragraph begins that is an item of a list."""
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


_NUMBERS = re.compile(r"\d+%?( \(\d+\))?|–")


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """Which columns hold nothing but numbers, shares and numbers in brackets: they are set to the right."""
    return tuple(
        all(row[at] is None or _NUMBERS.fullmatch(str(row[at])) is not None for row in table.rows)
        for at in range(len(table.columns))
    )


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose they are."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report under one heading: paragraphs, pictures, tables, quotations, in this order.

    `level` is 1 for a part of the report and 2 for a part of that. A picture's figures are in a table of its section.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Chart, ...] = ()
    quotes: tuple[Quote, ...] = ()
    level: int = 1


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
