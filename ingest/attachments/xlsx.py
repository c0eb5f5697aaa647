"""Spreadsheets: each sheet's rows, cells parted by tabs."""

import io
from typing import Any

from openpyxl import load_workbook

from ingest.attachments.package import check_sizes, open_package
from ingest.attachments.unreadable import PartlyReadError

ROW_LIMIT, COLUMN_LIMIT = 5000, 60
LAST_LOOK = 20 * ROW_LIMIT


def read(data: bytes) -> list[str]:
    """The rows of all sheets, values as shown by the last program that saved them; 5000 rows and 60 columns a sheet.

    Raises UnreadableError where it unpacks to more than a document should, PartlyReadError where a sheet is larger.
    """
    check_sizes(open_package(data), ("xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/workbook"))
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    lines: list[str] = []
    is_cut = False
    for sheet in book.worksheets:
        lines.append("")
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            if number >= ROW_LIMIT:  # rows without a value often go on to the end of what a sheet can hold
                is_cut = is_cut or number >= LAST_LOOK or any(value is not None for value in row)
                if is_cut:
                    break
                continue
            is_cut = is_cut or any(value is not None for value in row[COLUMN_LIMIT:])
            line = "\t".join(map(_cell, row[:COLUMN_LIMIT])).rstrip("\t")
            lines += [line] if line else []
    if is_cut:
        raise PartlyReadError(lines, f"cells beyond {ROW_LIMIT} rows or {COLUMN_LIMIT} columns of a sheet")
    return lines


def _cell(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""
