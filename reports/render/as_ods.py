"""Reports as an OpenDocument spreadsheet: a sheet a table, frozen heads, filters; no office program makes it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape, quoteattr  # nosec B406

from reports.render.open_document import pack_document
from reports.render.sheets import PAPER, fit, lines_of, tables_of, widths_of
from reports.report import Cell, Report, Table

_LETTER, _LINE, _TALL = 0.2, 0.5, 14.0
"""The width of a letter, the height of a line and the most of a row, in centimetres."""
_STYLES = (
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'style:vertical-align="top" fo:border-bottom="1pt solid #000000"/><style:text-properties fo:font-weight="bold"/>'
    "</style:style>",
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="as-text">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>',
    '<style:style style:name="number" style:family="table-cell"><style:table-cell-properties '
    'style:vertical-align="top"/></style:style>',
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="as-day">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>',
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="as-moment">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>',
)
_DAY = (
    "<number:day/><number:text> </number:text>"
    '<number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/>'
)
_CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)
_FORMATS = (
    '<number:text-style style:name="as-text"><number:text-content/></number:text-style>',
    f'<number:date-style style:name="as-day">{_DAY}</number:date-style>',
    f'<number:date-style style:name="as-moment">{_DAY}{_CLOCK}</number:date-style>',
)
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office"'
)


def render_ods(report: Report, *, paper: int | None = PAPER, tall: float = _TALL) -> bytes:
    """The workbook; the same report gives the same bytes.

    `paper` is as for Excel, `tall` the most centimetres of a row.
    """
    from odfdo import Document, Element

    document: Any = Document("spreadsheet")
    document.body.clear()
    tables = tables_of(report)
    styles = document.get_part("content.xml").get_element("//office:automatic-styles")
    sheets = [_sheet(number, table, widths_of(table, paper), tall) for number, table in enumerate(tables)]
    for style in (*_FORMATS, *_STYLES, *chain.from_iterable(own for own, _ in sheets)):
        styles.append(Element.from_tag(style))
    for _, sheet in sheets:
        document.body.append(Element.from_tag(sheet))
    document.body.append(Element.from_tag(_filters(tables)))
    document.container.set_part("settings.xml", _settings(tables))
    return pack_document(document, report)


def _sheet(number: int, table: Table, widths: Sequence[int], tall: float) -> tuple[list[str], str]:
    """Its own styles, of columns and rows, and the sheet."""
    columns, rows = [], []
    styles = {}
    for width in widths:
        name = f"c{width}"
        styles[name] = (
            f'<style:style style:name="{name}-{number}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _LETTER:.2f}cm"/></style:style>'
        )
        columns.append(f'<table:table-column table:style-name="{name}-{number}"/>')
    for at, row in enumerate((table.columns, *table.rows)):
        name = f"r{round(min(_LINE * lines_of(row, widths), tall) * 100)}"
        styles[name] = (
            f'<style:style style:name="{name}-{number}" style:family="table-row"><style:table-row-properties '
            f'style:row-height="{int(name[1:]) / 100:.2f}cm" style:use-optimal-row-height="false"/></style:style>'
        )
        cells = "".join(_cell(cell, head=at == 0) for cell in row)
        rows.append(f'<table:table-row table:style-name="{name}-{number}">{cells}</table:table-row>')
    head, *rest = rows
    return [*styles.values()], (
        f"<table:table table:name={quoteattr(table.name)}>{''.join(columns)}"
        f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(rest)}</table:table>"
    )


def _cell(cell: Cell, *, head: bool) -> str:
    match cell:
        case None | "":
            return f'<table:table-cell table:style-name="{"head" if head else "text"}"/>'
        case bool():
            value = str(cell).lower()
            return _typed("number", f'"boolean" office:boolean-value="{value}"', value.upper())
        case datetime():
            value = cell.replace(tzinfo=None).isoformat(timespec="seconds")
            return _typed("moment", f'"date" office:date-value="{value}"', f"{cell:%Y-%m-%d %H:%M}")
        case date():
            return _typed("day", f'"date" office:date-value="{cell.isoformat()}"', cell.isoformat())
        case str():
            return _typed("head" if head else "text", '"string"', *fit(cell).split("\n"))
        case _:
            return _typed("number", f'"float" office:value="{cell}"', str(cell))


def _typed(style: str, value: str, *paragraphs: str) -> str:
    told = "".join(f"<text:p>{''.join(_spaced(p))}</text:p>" for p in paragraphs)
    return f'<table:table-cell table:style-name="{style}" office:value-type={value}>{told}</table:table-cell>'


def _spaced(text: str) -> Iterator[str]:
    """The text with every space and tab kept, which a reader of OpenDocument would otherwise draw together."""
    for at, c in enumerate(text):
        if c == "\t":
            yield "<text:tab/>"
        elif c == " " and (at == 0 or text[at - 1] in " \t" or at == len(text) - 1):
            yield "<text:s/>"
        else:
            yield escape(c)


def _filters(tables: Sequence[Table]) -> str:
    ranges = "".join(
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:display-filter-buttons="true" '
        f"table:target-range-address={quoteattr(_range(table))}/>"
        for number, table in enumerate(tables)
        if table.rows
    )
    return f"<table:database-ranges>{ranges}</table:database-ranges>"


def _range(table: Table) -> str:
    name = table.name.replace("'", "''")
    return f"'{name}'.A1:'{name}'.{_letters(len(table.columns))}{len(table.rows) + 1}"


def _letters(column: int) -> str:
    """ "A" of 1, "AA" of 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _settings(tables: Sequence[Table]) -> bytes:
    """The head of every sheet stays where it is: mode 2 is frozen, not split."""
    frozen = {"VerticalSplitMode": ("short", 2), "VerticalSplitPosition": ("int", 1), "PositionBottom": ("int", 1)}
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, (kind, value) in {**frozen, "ActiveSplitRange": ("short", 2)}.items()
    )
    entries = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(t.name)}>{items}</config:config-item-map-entry>"
        for t in tables
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {_SPACES} office:version="1.3">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed '
        'config:name="Views"><config:config-item-map-entry><config:config-item config:name="ViewId" '
        'config:type="string">view1</config:config-item><config:config-item-map-named config:name="Tables">'
        f"{entries}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    ).encode()
