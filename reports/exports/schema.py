"""What an exported table is: columns with a type and a meaning, and rows that have exactly those columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.report import Cell, Table

Row = Mapping[str, Cell]
"""One row: a cell by the name of its column."""


class Type(StrEnum):
    """What the cells of a column hold; an empty cell is one of which there is nothing to say."""

    TEXT = "text"
    NUMBER = "whole number"
    SHARE = "decimal number"
    FLAG = "true or false"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `values` are all that it can hold where they are few, `public` whether it may be published."""

    name: str
    type: Type
    meaning: str
    values: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one table: what a row is, and its columns. One without a public column is never published."""

    name: str
    a_row_is: str
    columns: tuple[Column, ...]

    def for_public(self) -> "Form":
        """The same with the columns that may be published."""
        return Form(self.name, self.a_row_is, tuple(c for c in self.columns if c.public))


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, each cell in the order of the form's columns."""

    form: Form
    rows: tuple[tuple[Cell, ...], ...]

    def as_table(self) -> Table:
        """The same for who needs no types."""
        return Table(self.form.name, tuple(c.name for c in self.form.columns), self.rows)


def fill(form: Form, rows: Iterable[Row]) -> Filled:
    """The rows in the form's order; what the form does not have is left out. Raises KeyError for a missing cell."""
    names = [c.name for c in form.columns]
    return Filled(form, tuple(tuple(row[name] for name in names) for row in rows))
