"""Reports for a terminal: plain text that reads well at a given width."""

from datetime import date, datetime
from textwrap import wrap

from reports.report import ITEM, Cell, Report, Section, Table
from reports.wording import say_day, say_short

GAP = "  "
TALLEST = 6
"""Lines that a row may take before the table is set as blocks."""


def render_text(report: Report, width: int = 100) -> str:
    """The report as lines of at most `width` characters, with a newline at the end."""
    lines = [*wrap(report.title, width), "═" * min(width, max(len(report.title), 40)), ""]
    names = max((len(fact.name) for fact in report.facts), default=0)
    for fact in report.facts:
        first, *rest = wrap(fact.value, max(width - names - 2, 20)) or [""]
        lines.append(f"{fact.name:<{names}}{GAP}{first}".rstrip())
        lines += [" " * (names + 2) + more for more in rest]
    for section in report.sections:
        lines += ["", *_section(section, report.tables, width)]
    return "\n".join(lines) + "\n"


def _section(section: Section, tables: tuple[Table, ...], width: int) -> list[str]:
    lines = [section.heading, "─" * min(width, len(section.heading))]
    for paragraph, following in zip(section.paragraphs, (*section.paragraphs[1:], ""), strict=False):
        item = paragraph.startswith(ITEM)
        lines += wrap(paragraph, width, subsequent_indent="  " if item else "")
        lines += [] if item and following.startswith(ITEM) else [""]
    for table in section.tables:
        if len(section.tables) > 1:
            lines += ["", table.name]
        lines += _table(table, [t for t in tables if t.columns == table.columns], width)
    for quote in section.quotes:
        lines += [*wrap(f"“{quote.words}”", width - 4, initial_indent="    ", subsequent_indent="    ")]
        lines += [*wrap(f"– {quote.source}", width - 4, initial_indent="    ", subsequent_indent="    "), ""]
    return lines[:-1] if lines[-1] == "" else lines


def _table(table: Table, alike: list[Table], width: int) -> list[str]:
    """The table with its columns under those of the tables alike; as one block a row where cells would grow tall."""
    if not table.rows:
        return [table.note or "None."]
    columns = list(zip(*(row for t in alike for row in _texts(t)), strict=True))
    widths = _fit(columns, width)
    rows = [_row(row, widths, _numeric(table)) for row in _texts(table)]
    if max(len(row) for row in rows) > TALLEST:
        lines = [line for row in _texts(table)[1:] for line in _block(table.columns, row, width)]
    else:
        lines = [line for row in rows for line in row]
    return lines + (["", *wrap(table.note, width)] if table.note else [])


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [table.columns, *(tuple(cell_text(cell) for cell in row) for row in table.rows)]


def _numeric(table: Table) -> list[bool]:
    return [all(isinstance(row[at], int | float | None) for row in table.rows) for at in range(len(table.columns))]


def _block(columns: tuple[str, ...], row: tuple[str, ...], width: int) -> list[str]:
    names = max(len(column) for column in columns)
    lines: list[str] = []
    for column, cell in zip(columns, row, strict=True):
        first, *rest = wrap(cell, width - names - 2) or [""]
        lines += [f"{column:<{names}}{GAP}{first}", *(" " * (names + 2) + more for more in rest)] if cell else []
    return [*lines, ""]


def cell_text(cell: Cell) -> str:
    """One cell as people read it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return say_short(cell)
    if isinstance(cell, date):
        return say_day(cell)
    return " ".join("".join(c if c.isprintable() else " " for c in str(cell)).split())


def _row(row: tuple[str, ...], widths: list[int], numeric: list[bool]) -> list[str]:
    indents = ["  " if size > 12 else "" for size in widths]
    columns = [
        wrap(cell, size, subsequent_indent=indent, break_on_hyphens=False) or [""]
        for cell, size, indent in zip(row, widths, indents, strict=True)
    ]
    height = max(len(column) for column in columns)
    lines = []
    for at in range(height):
        cells = (
            f"{column[at] if at < len(column) else '':{'>' if number else '<'}{size}}"
            for column, size, number in zip(columns, widths, numeric, strict=True)
        )
        lines.append(GAP.join(cells).rstrip())
    return lines


def _fit(columns: list[tuple[str, ...]], width: int) -> list[int]:
    """Column widths that fit: the widest gives way first, as far as its longest word."""
    fitted = [max(1, *(len(cell) for cell in column)) for column in columns]
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    room = width - len(GAP) * (len(fitted) - 1)
    for least in (words, [8] * len(fitted)):
        while sum(fitted) > room:
            loose = [at for at, size in enumerate(fitted) if size > least[at]]
            if not loose:
                break
            fitted[max(loose, key=lambda at: fitted[at])] -= 1
    return fitted
