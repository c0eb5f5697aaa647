"""Reports as JSON, for whoever reads them by machine."""

import json
from datetime import date
from typing import Any

from reports.report import Cell, Report, Section


def render_json(report: Report) -> str:
    """Title, facts, and each table as a list of objects named by its columns."""
    return dump(report_values(report))


def report_values(report: Report) -> dict[str, Any]:
    """The same before it is written out."""
    return {
        "title": report.title,
        "made_at": report.made_at.isoformat(),
        "facts": {fact.name: fact.value for fact in report.facts},
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "paragraphs": list(section.paragraphs),
        "tables": [
            {
                "name": table.name,
                "note": table.note,
                "rows": [{c: _cell(v) for c, v in zip(table.columns, row, strict=True)} for row in table.rows],
            }
            for table in section.tables
        ],
        "pictures": [{"title": chart.title, "told": chart.told} for chart in section.pictures],
        "quotes": [{"words": quote.words, "source": quote.source} for quote in section.quotes],
    }


def dump(values: Any) -> str:
    """JSON values as readable text, with a newline at the end."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _cell(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
