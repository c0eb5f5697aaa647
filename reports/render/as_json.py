"""Reports as JSON, for whoever reads them by machine."""

import json
from datetime import date
from typing import Any

from reports.report import Cell, Report


def render_json(report: Report) -> str:
    """Title, facts, and each table as a list of objects named by its columns."""
    return dump(
        {
            "title": report.title,
            "made_at": report.made_at.isoformat(),
            "facts": {fact.name: fact.value for fact in report.facts},
            "sections": [
                {
                    "heading": section.heading,
                    "paragraphs": list(section.paragraphs),
                    "tables": [
                        {
                            "name": table.name,
                            "note": table.note,
                            "rows": [
                                {c: _cell(v) for c, v in zip(table.columns, row, strict=True)} for row in table.rows
                            ],
                        }
                        for table in section.tables
                    ],
                }
                for section in report.sections
            ],
        }
    )


def dump(values: Any) -> str:
    """JSON values as readable text, with a newline at the end."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _cell(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
