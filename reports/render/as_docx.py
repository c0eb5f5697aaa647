"""Reports as a Word document that a person goes on editing."""

from datetime import UTC
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from reports.render.as_text import cell_text
from reports.report import Cell, Report, Table

_LETTER, _PADDING = Pt(6), Pt(12)
"""Room for a bold letter of nine points, and for the edges of a cell."""
_WIDE = 6
"""A table of so many columns or more is set on a page turned on its side."""


def render_docx(report: Report) -> bytes:
    """Headings, facts and tables in Word's own styles."""
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    if any(len(table.columns) >= _WIDE for table in report.tables):
        page = document.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    document.core_properties.title = _clean(report.title)[:255]
    document.core_properties.author = "Soundings"
    for moment in ("created", "modified"):
        setattr(document.core_properties, moment, report.made_at.astimezone(UTC).replace(tzinfo=None))
    document.add_heading(_clean(report.title), level=0)
    for fact in report.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_clean(fact.name)}: ").bold = True
        paragraph.add_run(_clean(fact.value))
        paragraph.paragraph_format.space_after = Pt(2)
    for section in report.sections:
        document.add_heading(_clean(section.heading), level=1)
        for words in section.paragraphs:
            document.add_paragraph(_clean(words))
        for table in section.tables:
            _add_table(document, table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Any, table: Table) -> None:
    if table.rows:
        grid = document.add_table(rows=1, cols=len(table.columns), style="Light Grid Accent 1")
        grid.autofit = False
        page = document.sections[0]
        widths = _widths(table, page.page_width - page.left_margin - page.right_margin)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        _fill(grid.rows[0].cells, table.columns, widths, _numeric(table))
        grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            _fill(grid.add_row().cells, row, widths, _numeric(table))
    if table.note or not table.rows:
        document.add_paragraph(_clean(table.note) or "None.")
    document.add_paragraph()


def _widths(table: Table, room: int) -> list[int]:
    """No column narrower than the longest word of its head; what room is left goes to those that hold more."""
    words = [max((len(word) for word in column.split()), default=0) for column in table.columns]
    longest = [max(len(cell_text(row[at])) for row in table.rows) for at in range(len(words))]
    least = [_PADDING + _LETTER * word for word in words]
    more = [max(min(text, 60) - word, 0) for text, word in zip(longest, words, strict=True)]
    left = max(room - sum(least), 0)
    return [width + left * share // max(sum(more), 1) for width, share in zip(least, more, strict=True)]


def _numeric(table: Table) -> list[bool]:
    return [all(isinstance(row[at], int | float) for row in table.rows) for at in range(len(table.columns))]


def _fill(cells: Any, row: tuple[Cell, ...], widths: list[int], numeric: list[bool]) -> None:
    for cell, value, width, number in zip(cells, row, widths, numeric, strict=True):
        cell.width = width
        cell.text = _clean(cell_text(value))
        if number:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(9)


def _clean(text: str) -> str:
    """Without what XML cannot hold: python-docx raises on it."""
    kept = (c for c in text if c in "\n\t" or ord(c) >= 32)
    return "".join(c for c in kept if not 0xD800 <= ord(c) <= 0xDFFF and c not in "￾￿")
