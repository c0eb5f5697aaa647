"""Reports as a Word document that a person goes on editing, in the house's look or in a template of the lead's."""

from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import XMLSyntaxError

from reports.charts.as_png import render_png
from reports.charts.shapes import Chart
from reports.render.as_text import cell_text
from reports.render.columns import column_shares
from reports.render.house_style import SOURCE, TABLE, complete, dress
from reports.render.packing import repack
from reports.report import ITEM, Cell, Quote, Report, Section, Table, numeric_columns

PLACE = "{{ summary }}"
"""What a template says in a paragraph by itself where the report is to stand; the rest of the template stays."""
_LETTER = Pt(4.9)
"""How wide a letter of nine points is set, in the middle."""


class TemplateError(Exception):
    """The template is no Word document, or lacks what every one has."""


def render_docx(report: Report, template: bytes | None = None) -> bytes:
    """Headings, facts, words, pictures, tables and quotations in Word's own styles; the same report, the same bytes.

    Of a template the styles, the page, headers and footers are kept; its text too where a paragraph says `PLACE`.
    Raises TemplateError for one that is no Word document.
    """
    document = _open(template) if template else Document()
    if template is None:
        dress(document)
    complete(document)
    place = _make_room(document)
    document.core_properties.title = _clean(report.title)[:255]
    document.core_properties.author = "Soundings"
    document.core_properties.revision = 1
    for moment in ("created", "modified"):
        setattr(document.core_properties, moment, report.made_at.astimezone(UTC).replace(tzinfo=None))
    written = len(document.element.body)
    _write(document, report)
    if place is not None:
        for element in list(document.element.body)[written - 1 : -1]:
            place.addprevious(element)
        place.getparent().remove(place)
    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _open(template: bytes) -> Any:
    try:
        return Document(BytesIO(template))
    except (BadZipFile, KeyError, ValueError, PackageNotFoundError, XMLSyntaxError) as error:
        raise TemplateError("this is no Word document") from error


def _make_room(document: Any) -> Any:
    """The paragraph in whose place the report is to stand; without one the body is emptied, and None."""
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == PLACE:
            return paragraph._p
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return None


def _write(document: Any, report: Report) -> None:
    document.add_paragraph(_clean(report.title), style="Title")
    for fact in report.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{_clean(fact.name)}: ").bold = True
        paragraph.add_run(_clean(fact.value))
        paragraph.paragraph_format.space_after = Pt(2)
    for section in report.sections:
        _section(document, section)


def _section(document: Any, section: Section) -> None:
    document.add_paragraph(_clean(section.heading), style=f"Heading {section.level}")
    for at, words in enumerate(section.paragraphs, start=1):
        item = words.startswith(ITEM)
        text = _clean(words.removeprefix(ITEM) if item else words)
        paragraph = document.add_paragraph(text, "List Bullet" if item else None)
        leads_on = (at == len(section.paragraphs) and (section.pictures or section.tables)) or text.endswith(":")
        paragraph.paragraph_format.keep_with_next = True if leads_on else None
    for chart in section.pictures:
        _add_picture(document, chart)
    for table in section.tables:
        _add_table(document, table)
    for quote in section.quotes:
        _add_quote(document, quote)


def _add_picture(document: Any, chart: Chart) -> None:
    """With its title above it, and for who does not see it its words in the picture's description."""
    document.add_paragraph(_clean(chart.title), style="Caption")
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    document.add_picture(BytesIO(render_png(chart)), width=room)
    inline = document.inline_shapes[-1]._inline
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # left out, it is an eighth of an inch to LibreOffice, and the picture leaves the margin
    properties = inline.docPr
    properties.set("descr", _clean(chart.told))
    properties.set("title", _clean(chart.title))
    properties.set("name", chart.name)


def _add_quote(document: Any, quote: Quote) -> None:
    words = document.add_paragraph(f"“{_clean(quote.words)}”", style="Quote")
    words.paragraph_format.space_after = Pt(1)
    document.add_paragraph(_clean(quote.source), style=SOURCE)


def _add_table(document: Any, table: Table) -> None:
    if table.rows:
        grid = document.add_table(rows=1, cols=len(table.columns), style=TABLE)
        grid.autofit = False
        page = document.sections[0]
        room = page.page_width - page.left_margin - page.right_margin
        widths = [int(room * share) for share in column_shares(table, room / _LETTER)]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        _fill(grid.rows[0], table.columns, widths, numeric_columns(table))
        grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for run in (run for cell in grid.rows[0].cells for run in cell.paragraphs[0].runs):
            run.bold = True
        for row in table.rows:
            _fill(grid.add_row(), row, widths, numeric_columns(table))
    note = _clean(table.note) or ("" if table.rows else "None.")
    document.add_paragraph(note, style="Caption" if table.rows else None).paragraph_format.keep_with_next = False


def _fill(row: Any, values: tuple[Cell, ...], widths: list[int], numeric: tuple[bool, ...]) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value, width, number in zip(row.cells, values, widths, numeric, strict=True):
        cell.width = width
        cell.text = _clean(cell_text(value))
        if number:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _clean(text: str) -> str:
    """Without what XML cannot hold: python-docx raises on it."""
    kept = (c for c in text if c in "\n\t" or ord(c) >= 32)
    return "".join(c for c in kept if not 0xD800 <= ord(c) <= 0xDFFF and c not in "￾￿")
