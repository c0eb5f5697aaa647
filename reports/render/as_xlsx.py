"""Reports as an Excel workbook: a sheet a table, frozen heads, filters; text stays text, whatever it begins with."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.report import Cell, Report, Table

MOST = 32_767
"""Characters that a cell can hold; xlsxwriter leaves a longer one empty without a word."""
_A4 = 9
_PAPER, _NARROW, _LINE = 220, 14, 15
"""Characters side by side that can still be read on a sheet of A4, and the narrowest that a column gets for it; and
the height of a line, in points."""
_CUT = " … (cut: the cell is full)"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(report: Report) -> bytes:
    """The workbook; the same report gives the same bytes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": _fit(report.title)[:255], "created": report.made_at.replace(tzinfo=None)})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "number": book.add_format({"valign": "top", "align": "left"}),
        "day": book.add_format({"num_format": "d mmm yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "d mmm yyyy hh:mm", "valign": "top"}),
    }
    names: set[str] = set()
    for table in report.tables:
        _write_sheet(book.add_worksheet(_sheet_name(table.name, names)), table, formats)
    about = Table("About", ("", ""), (("Report", report.title), *((f.name, f.value) for f in report.facts)))
    _write_sheet(book.add_worksheet(_sheet_name("About", names)), about, formats)
    book.close()
    return out.getvalue()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    widths = _widths(table)
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.write_string(0, at, _fit(column), formats["head"])
        sheet.set_column(at, at, width)
    for number, row in enumerate((table.columns, *table.rows)):
        sheet.set_row(number, min(_LINE * _lines(row, widths), 400))  # LibreOffice fits no row to its text by itself
    for number, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            _write_cell(sheet, number, at, cell, formats)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _widths(table: Table) -> list[int]:
    """In characters. Where all columns together are too wide for a sheet of paper, the widest are wrapped the most."""
    longest = [max((len(str(row[at] or "")) for row in table.rows), default=0) for at in range(len(table.columns))]
    wanted = [min(max(len(c) + 4, n + 2, 8), 60) for c, n in zip(table.columns, longest, strict=True)]
    most = next((cap for cap in range(60, _NARROW, -1) if sum(min(w, cap) for w in wanted) <= _PAPER), _NARROW)
    return [min(w, most) for w in wanted]


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the fullest cell takes up."""
    cells = ((str("" if cell is None else cell), width) for cell, width in zip(row, widths, strict=True))
    return max(
        (sum(-(-len(part) // max(width - 2, 1)) or 1 for part in text.split("\n")) for text, width in cells), default=1
    )


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, formats["text"])
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["moment"])
        case date():
            sheet.write_datetime(row, column, cell, formats["day"])
        case str():
            sheet.write_string(row, column, _fit(cell), formats["text"])
        case _:
            sheet.write_number(row, column, cell, formats["number"])


def _fit(text: str) -> str:
    """Without what XML cannot hold, and no longer than a cell."""
    clean = "".join(c for c in text if c in "\n\t" or ((c.isprintable() or c.isspace()) and ord(c) >= 32))
    clean = clean.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= MOST else clean[: MOST - len(_CUT)] + _CUT


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, without []:*?/\\, unlike any other whatever its case."""
    base = "".join(" " if c in "[]:*?/\\" else c for c in name).strip(" '")[:31] or "Sheet"
    chosen, number = base, 2
    while chosen.lower() in taken or chosen.lower() == "history":
        chosen, number = f"{base[:27]} {number}", number + 1
    taken.add(chosen.lower())
    return chosen
