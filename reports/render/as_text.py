"""Reports for a terminal: plain text that reads well at a given width."""

from datetime import date, datetime
from textwrap import wrap

from reports.report import Cell, Report, Section, Table
from reports.wording import say_day, say_short

GAP = "  "


def render_text(report: Report, width: int = 100) -> str:
    """The report as lines of at most `width` characters, with a newline at the end."""
    lines = [*wrap(report.title, width), "═" * min(width, max(len(report.title), 40)), ""]
    names = max((len(fact.name) for fact in report.facts), default=0)
    for fact in report.facts:
        first, *rest = wrap(fact.value, max(width - names - 2, 20)) or [""]
        lines.append(f"{fact.name:<{names}}{GAP}{first}".rstrip())
        lines += [" " * (names + 2) + more for more in rest]
    for section in report.sections:
        lines += ["", *_section(section, width)]
    return "\n".join(lines) + "\n"


def _section(section: Section, width: int) -> list[str]:
    lines = [section.heading, "─" * min(width, len(section.heading))]
    for paragraph in section.paragraphs:
        lines += [*wrap(paragraph, width), ""]
    for table in section.tables:
        if len(section.tables) > 1:
            lines += ["", table.name]
        lines += render_table(table, width)
    return lines[:-1] if lines[-1] == "" else lines


def render_table(table: Table, width: int) -> list[str]:
    """The table with its columns aligned; long cells wrap inside theirs."""
    if not table.rows:
        return [table.note or "None."]
    rows = [table.columns, *(tuple(cell_text(cell) for cell in row) for row in table.rows)]
    widths = _fit([max(len(row[i]) for row in rows) for i in range(len(table.columns))], width)
    numeric = [all(isinstance(row[i], int | float | None) for row in table.rows) for i in range(len(table.columns))]
    lines = [line for row in rows for line in _row(row, widths, numeric)]
    return lines + (["", *wrap(table.note, width)] if table.note else [])


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
    columns = [wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
    height = max(len(column) for column in columns)
    lines = []
    for at in range(height):
        cells = (
            f"{column[at] if at < len(column) else '':{'>' if number else '<'}{size}}"
            for column, size, number in zip(columns, widths, numeric, strict=True)
        )
        lines.append(GAP.join(cells).rstrip())
    return lines


def _fit(widths: list[int], width: int) -> list[int]:
    """Column widths that fit: the widest gives way first."""
    fitted = [max(1, w) for w in widths]
    room = width - len(GAP) * (len(fitted) - 1)
    while sum(fitted) > room and max(fitted) > 8:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted
