"""Tables as JSON Lines: one object a row, each cell under the name of its column."""

import json
from datetime import date, datetime

from reports.exports.schema import Filled
from reports.report import Cell


def render_jsonl(table: Filled) -> bytes:
    """UTF-8; days and moments are ISO 8601, moments with their offset, and null is an empty cell."""
    names = [c.name for c in table.form.columns]
    lines = (json.dumps(dict(zip(names, map(_cell, row), strict=True)), ensure_ascii=False) for row in table.rows)
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")


def _cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date) else cell
