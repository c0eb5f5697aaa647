"""Spreadsheets: each sheet's rows, cells parted by tabs."""

import io

from openpyxl import load_workbook

ROW_LIMIT = 5000


def read(data: bytes) -> list[str]:
    """The rows of all sheets, values as shown by the last program that saved them; at most 5000 rows a sheet."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    lines: list[str] = []
    for sheet in book.worksheets:
        lines.append("")
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            if number >= ROW_LIMIT:
                break
            cells = [" ".join(str(value).split()) if value is not None else "" for value in row[:60]]
            if any(cells):
                lines.append("\t".join(cells).rstrip("\t"))
    return lines
