"""Reports as Markdown."""

import re

from reports.render.as_text import cell_text
from reports.report import ITEM, Cell, Report, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render_markdown(report: Report) -> str:
    """Headings, a list of facts, and tables; whatever people wrote is escaped."""
    lines = [f"# {_escape(report.title)}", ""]
    lines += [f"- **{_escape(fact.name)}:** {_escape(fact.value)}" for fact in report.facts]
    for section in report.sections:
        lines += ["", f"{'#' * (section.level + 1)} {_escape(section.heading)}", ""]
        for paragraph, following in zip(section.paragraphs, (*section.paragraphs[1:], ""), strict=False):
            item = paragraph.startswith(ITEM)
            lines += [ITEM + _escape(paragraph.removeprefix(ITEM)) if item else _escape(paragraph)]
            lines += [] if item and following.startswith(ITEM) else [""]
        for table in section.tables:
            lines += [*([f"### {_escape(table.name)}", ""] if len(section.tables) > 1 else []), *_table(table), ""]
        for quote in section.quotes:
            lines += [f"> “{_escape(quote.words)}”", ">", f"> – {_escape(quote.source)}", ""]
        if lines[-1] == "":
            lines.pop()
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    if not table.rows:
        return [_escape(table.note) or "None."]
    note = ["", _escape(table.note)] if table.note else []
    return [_row(table.columns), _row(["---"] * len(table.columns), raw=True), *map(_row, table.rows), *note]


def _row(cells: tuple[Cell, ...] | list[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(str(c) if raw else _escape(cell_text(c)) for c in cells) + " |"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
