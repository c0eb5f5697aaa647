"""Reports as an Excel workbook: a sheet a table, frozen heads, filters; text stays text, whatever it begins with."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.render.sheets import PAPER, fit, lines_of, tables_of, widths_of
from reports.report import Cell, Report, Table

_A4 = 9
_LINE, _TALL = 15, 400
"""The height of a line, and of the highest row, in points."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(report: Report, *, paper: int | None = PAPER, tall: int = _TALL) -> bytes:
    """The workbook; the same report gives the same bytes.

    `paper` is how many characters may stand side by side, None where nobody prints it; `tall` the most points of a row.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": fit(report.title)[:255], "created": report.made_at.replace(tzinfo=None)})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}),
        "number": book.add_format({"valign": "top", "align": "left"}),
        "day": book.add_format({"num_format": "d mmm yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "d mmm yyyy hh:mm", "valign": "top"}),
    }
    for table in tables_of(report):
        _write_sheet(book.add_worksheet(table.name), table, formats, widths_of(table, paper), tall)
    book.close()
    return out.getvalue()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, Any], widths: list[int], tall: int) -> None:
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.write_string(0, at, fit(column), formats["head"])
        sheet.set_column(at, at, width)
    for number, row in enumerate((table.columns, *table.rows)):
        sheet.set_row(number, min(_LINE * lines_of(row, widths), tall))  # LibreOffice fits no row to its text by itself
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


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, formats["text"])
        case bool():
            sheet.write_boolean(row, column, cell, formats["number"])
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["moment"])
        case date():
            sheet.write_datetime(row, column, cell, formats["day"])
        case str():
            sheet.write_string(row, column, fit(cell), formats["text"])
        case _:
            sheet.write_number(row, column, cell, formats["number"])
