"""Reports as an OpenDocument text that a person goes on editing; no office program is needed to make it."""

from typing import Any

from reports.charts.as_png import render_png
from reports.charts.shapes import Chart
from reports.render.as_text import cell_text
from reports.render.columns import column_shares
from reports.render.open_document import clean_text, pack_document
from reports.report import ITEM, Cell, Fact, Report, Section, Table, numeric_columns

_WIDE = 16.6
"""The room between the margins, in centimetres."""
_MARGIN = "2.2cm"
_LETTERS = 96
"""How many letters of nine points stand in it."""
_FONT = {"font": "Arial", "size": "11pt"}
_SPACE = ("margin_left", "margin_top", "margin_bottom", "text_align", "keep_with_next")
_STYLES: dict[str, dict[str, Any]] = {
    "Standard": {**_FONT, "margin_bottom": "0.2cm"},
    "Lead": {**_FONT, "margin_bottom": "0.2cm", "keep_with_next": "always"},
    "Fact": {**_FONT, "margin_bottom": "0.07cm"},
    "Title": {"font": "Arial", "size": "22pt", "bold": True, "color": "#0b3c49", "margin_bottom": "0.4cm"},
    "Heading_20_1": {
        **{"font": "Arial", "size": "16pt", "bold": True, "color": "#0b3c49"},
        **{"margin_top": "0.8cm", "margin_bottom": "0.2cm", "keep_with_next": "always"},
    },
    "Heading_20_2": {
        **{"font": "Arial", "size": "13pt", "bold": True, "color": "#0b3c49"},
        **{"margin_top": "0.5cm", "margin_bottom": "0.15cm", "keep_with_next": "always"},
    },
    "Cell": {"font": "Arial", "size": "9pt", "margin_top": "0.05cm", "margin_bottom": "0.05cm"},
    "Number": {"font": "Arial", "size": "9pt", "margin_top": "0.05cm", "margin_bottom": "0.05cm", "text_align": "end"},
    "NumberHead": {
        **{"font": "Arial", "size": "9pt", "bold": True, "text_align": "end"},
        **{"margin_top": "0.05cm", "margin_bottom": "0.05cm"},
    },
    "Head": {"font": "Arial", "size": "9pt", "bold": True, "margin_top": "0.05cm", "margin_bottom": "0.05cm"},
    "Caption": {"font": "Arial", "size": "9pt", "color": "#484949", "margin_bottom": "0.25cm"},
    "Title_of_picture": {"font": "Arial", "size": "9pt", "color": "#484949", "keep_with_next": "always"},
    "Quote": {**_FONT, "margin_left": "0.8cm", "keep_with_next": "always"},
    "Source": {"font": "Arial", "size": "9pt", "color": "#484949", "margin_left": "0.8cm", "margin_bottom": "0.3cm"},
}


def render_odt(report: Report) -> bytes:
    """Headings, facts, words, pictures, tables and quotations as styles; the same report gives the same bytes."""
    from odfdo import Document, Header, Paragraph

    document = Document("text")
    document.body.clear()
    for numbering in document.styles.get_elements("//text:outline-style"):
        numbering.delete()
    for name, look in _STYLES.items():
        _add_style(document, name, look)
    _add_table_styles(document)
    _set_page(document)
    document.body.append(Paragraph(clean_text(report.title), style="Title"))
    for fact in report.facts:
        document.body.append(_fact(fact))
    for section in report.sections:
        heading = Header(section.level, clean_text(section.heading))
        heading.set_attribute("text:style-name", f"Heading_20_{section.level}")
        document.body.append(heading)
        _write(document, section)
    return pack_document(document, report)


def _fact(fact: Fact) -> Any:
    from odfdo import Paragraph, Span

    paragraph = Paragraph("", style="Fact")
    paragraph.append(Span(f"{clean_text(fact.name)}:", style="Strong"))
    paragraph.append(f" {clean_text(fact.value)}")
    return paragraph


def _set_page(document: Any) -> None:
    """Margins that leave the room, and the page's number at its foot."""
    from odfdo import Element

    (layout,) = document.styles.get_elements("//style:page-layout")
    sides = {f"fo:margin-{side}": _MARGIN for side in ("top", "bottom", "left", "right")}
    for name, value in sides.items():
        layout.get_element("style:page-layout-properties").set_attribute(name, value)
    foot = Element.from_tag(
        '<style:footer><text:p text:style-name="Caption">Page <text:page-number text:select-page="current"/> of '
        "<text:page-count/></text:p></style:footer>"
    )
    (page,) = document.styles.get_elements("//style:master-page")
    page.append(foot)


def _add_style(document: Any, name: str, look: dict[str, Any]) -> None:
    from odfdo import Style

    style = Style("paragraph", name=name)
    letters = {"font": "fo:font-family", "size": "fo:font-size", "color": "fo:color"}
    text = {attribute: look[key] for key, attribute in letters.items() if key in look}
    text["fo:font-weight"] = "bold" if look.get("bold") else "normal"
    space = {f"fo:{key.replace('_', '-')}": look[key] for key in _SPACE if key in look}
    style.set_properties(text, area="text")
    style.set_properties(space, area="paragraph")
    document.insert_style(style, automatic=False)


def _add_table_styles(document: Any) -> None:
    """The lines between rows, rows that no page's end cuts, and the bold of a fact's name."""
    from odfdo import Style

    whole = Style("table-row", name="Row")
    whole.set_properties({"fo:keep-together": "always"}, area="table-row")
    strong = Style("text", name="Strong")
    strong.set_properties({"fo:font-weight": "bold"}, area="text")
    for style in (whole, strong):
        document.insert_style(style, automatic=True)
    for name, line in (("Line", "0.5pt solid #cecece"), ("HeadLine", "1pt solid #0b3c49")):
        style = Style("table-cell", name=name)
        style.set_properties({"fo:border-bottom": line, "fo:padding": "0.08cm"}, area="table-cell")
        document.insert_style(style, automatic=True)


def _write(document: Any, section: Section) -> None:
    from odfdo import List, ListItem, Paragraph

    items: Any = None
    for words in section.paragraphs:
        if not words.startswith(ITEM):
            items = None
            document.body.append(Paragraph(clean_text(words), style="Lead" if words.endswith(":") else "Standard"))
            continue
        if items is None:
            items = List()
            document.body.append(items)
        items.append(ListItem(clean_text(words.removeprefix(ITEM))))
    for chart in section.pictures:
        _add_picture(document, chart)
    for table in section.tables:
        _add_table(document, table)
    for quote in section.quotes:
        document.body.append(Paragraph(f"“{clean_text(quote.words)}”", style="Quote"))
        document.body.append(Paragraph(clean_text(quote.source), style="Source"))


def _add_picture(document: Any, chart: Chart) -> None:
    from odfdo import Element, Frame, Paragraph

    document.body.append(Paragraph(clean_text(chart.title), style="Title_of_picture"))
    path = f"Pictures/{chart.name}.png"
    document.container.set_part(path, render_png(chart))
    document.manifest.add_full_path(path, "image/png")
    height = _WIDE * chart.height / chart.width
    frame = Frame.image_frame(path, size=(f"{_WIDE}cm", f"{height:.2f}cm"), anchor_type="as-char", name=chart.name)
    for tag, words in (("svg:title", chart.title), ("svg:desc", chart.told)):
        told = Element.from_tag(tag)
        told.text = clean_text(words)
        frame.append(told)
    paragraph = Paragraph("", style="Standard")
    paragraph.append(frame)
    document.body.append(paragraph)


def _add_table(document: Any, table: Table) -> None:
    from odfdo import Element, Paragraph

    if table.rows:
        grid = Element.from_tag("table:table")
        grid.set_attribute("table:name", table.name)
        for share in column_shares(table, _LETTERS):
            column = Element.from_tag("table:table-column")
            column.set_attribute("table:style-name", _column_style(document, share))
            grid.append(column)
        numeric = numeric_columns(table)
        head = Element.from_tag("table:table-header-rows")
        head.append(_row(table.columns, ["NumberHead" if n else "Head" for n in numeric], "HeadLine"))
        grid.append(head)
        for row in table.rows:
            grid.append(_row(row, ["Number" if n else "Cell" for n in numeric], "Line"))
        document.body.append(grid)
    document.body.append(Paragraph(clean_text(table.note) or ("" if table.rows else "None."), style="Caption"))


def _column_style(document: Any, share: float) -> str:
    """The name of a style for columns of this width, made where there is none yet."""
    from odfdo import Style

    name = f"Column{round(1000 * share)}"
    if document.get_style("table-column", name) is None:
        style = Style("table-column", name=name)
        style.set_properties({"style:column-width": f"{_WIDE * share:.2f}cm"}, area="table-column")
        document.insert_style(style, automatic=True)
    return name


def _row(cells: tuple[Cell, ...], styles: list[str], line: str) -> Any:
    from odfdo import Element, Paragraph

    row = Element.from_tag("table:table-row")
    row.set_attribute("table:style-name", "Row")
    for value, style in zip(cells, styles, strict=True):
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("table:style-name", line)
        cell.append(Paragraph(clean_text(cell_text(value)), style=style))
        row.append(cell)
    return row
