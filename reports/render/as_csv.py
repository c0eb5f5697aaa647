"""Tables as CSV that Excel opens rightly: UTF-8 with a mark, CRLF, and nothing that it would take for a formula."""

import csv
from datetime import date, datetime
from io import StringIO

from reports.report import Cell, Table

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With their wide forms, which spreadsheets in some languages take for the same."""
_CONTROLS = ("\t", "\r", "\n")
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060"
"""Letters without a width, which are no spaces to Python and nothing to who looks at the cell."""


def render_csv(table: Table) -> bytes:
    """The table, columns first. Days and moments are ISO 8601."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(column) for column in table.columns])
    writer.writerows([[_cell(cell) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig", "replace")


def safe_text(text: str) -> str:
    """Text that a spreadsheet shows as it stands: an apostrophe before what it would take for a formula (OWASP)."""
    clean = text.replace("\x00", "")
    seen = clean.translate(dict.fromkeys(map(ord, _UNSEEN))).lstrip()
    return "'" + clean if clean.startswith(_CONTROLS) or seen.startswith(_FORMULA_STARTS) else clean


def _cell(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case datetime():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case str():
            return safe_text(cell)
        case _:
            return cell
