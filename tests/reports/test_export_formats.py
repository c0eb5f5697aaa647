"""The formats of an export, read again by programs that read them: types, text that stays text, bytes that stay."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from config.consultation import Consultation
from reports.exports.extract import Extract
from reports.exports.schema import Column, Filled, Form, Type
from reports.render.as_csv import render_csv
from reports.render.as_jsonl import render_jsonl
from reports.render.as_ods import render_ods
from reports.render.as_parquet import render_parquet
from reports.render.as_xlsx import render_xlsx
from reports.report import Cell, Report, Section, Table
from soundings.exporting import Format, export_files
from store.rows import MailRecord
from tests.reports.exported import extract

AT = datetime(2024, 11, 22, 23, 59, tzinfo=UTC)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", " ", "＝", "\ufeff", "\u200b", "'", "|", ";"])
FORMULAS = st.tuples(
    st.text(STARTS, max_size=4), st.sampled_from(["", "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("x")'])
).map("".join)
TEXTS = st.lists(st.one_of(FORMULAS, st.text()), min_size=1, max_size=6)
ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def report(texts: list[str]) -> Report:
    table = Table("t", ("text",), tuple((text,) for text in texts))
    return Report("R", AT, (), (Section("S", tables=(table,)),))


def seen(text: str) -> str:
    """As a person sees it: without what takes no room."""
    return "".join(c for c in text if c not in "\ufeff\u200b\u200c\u200d\u2060").lstrip()


@given(TEXTS)
def test_no_cell_of_a_csv_is_a_formula_and_none_lost_a_letter(texts: list[str]) -> None:
    raw = render_csv(Table("t", ("text", "x"), tuple((text, "x") for text in texts)))
    cells = [row[0] for row in csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""))][1:]
    kept = [t.replace("\x00", "").encode("utf-8", "replace").decode() for t in texts]
    for cell, text in zip(cells, kept, strict=True):
        assert not cell.startswith(ACTIVE)
        assert not seen(cell).startswith(ACTIVE)
        assert cell in (text, "'" + text)


@given(TEXTS)
def test_every_text_of_a_workbook_is_of_the_type_text(texts: list[str]) -> None:
    with ZipFile(BytesIO(render_xlsx(report(texts)))) as packed:
        sheet = etree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f"))
    kinds = {cell.get("t") for cell in sheet.iter(f"{space}c") if len(cell)}
    assert kinds == {"s"}
    assert not list(sheet.iter(f"{space}hyperlink"))


@given(TEXTS)
def test_every_text_of_an_open_document_sheet_is_of_the_type_text(texts: list[str]) -> None:
    cells = ods_cells(render_ods(report(texts)), "t")
    assert len(cells) == len(texts) + 1
    for cell, text in zip(cells[1:], texts, strict=True):
        assert cell.get(f"{TABLE}formula") is None
        assert cell.get(f"{OFFICE}value-type") == ("string" if text else None)
        assert not [e for e in cell.iter() if e.tag.endswith("}a")]


@given(st.text(st.sampled_from("a =+\n\t<&\"'é"), min_size=1, max_size=30))
def test_an_open_document_sheet_keeps_every_space_tab_and_line(text: str) -> None:
    _, cell = ods_cells(render_ods(report([text])), "t")
    assert "\n".join(paragraph_text(p) for p in cell) == text


def ods_cells(raw: bytes, name: str) -> list[Any]:
    with ZipFile(BytesIO(raw)) as packed:
        content = etree.fromstring(packed.read("content.xml"))
    sheet = next(t for t in content.iter(f"{TABLE}table") if t.get(f"{TABLE}name") == name)
    return list(sheet.iter(f"{TABLE}table-cell"))


def paragraph_text(paragraph: Any) -> str:
    """The text as a reader of OpenDocument has it: runs of spaces drawn together, spaces and tabs as elements."""
    assert paragraph.tag == f"{TEXT}p"
    told = paragraph.text or ""
    for child in paragraph:
        told += {f"{TEXT}s": " ", f"{TEXT}tab": "\t"}[child.tag] + (child.tail or "")
    assert "  " not in (paragraph.text or "")
    return told


FORM = Form("t", "A row", tuple(Column(str(kind.name).lower(), kind, f"A {kind}") for kind in Type))
CELLS: tuple[Cell, ...] = ("=x", 3, 0.25, True, date(2024, 11, 22), AT)
EMPTY: tuple[Cell, ...] = ("", None, None, False, None, None)


def test_types_are_types_in_every_format() -> None:
    filled = Filled(FORM, (CELLS, EMPTY))
    made = Report("R", AT, (), (Section("S", tables=(filled.as_table(),)),))
    sheet = openpyxl.load_workbook(BytesIO(render_xlsx(made))).worksheets[0]
    assert [c.data_type for c in sheet[2]] == ["s", "n", "n", "b", "d", "d"]
    kinds = [c.get(f"{OFFICE}value-type") for c in ods_cells(render_ods(made), "t")[6:12]]
    assert kinds == ["string", "float", "float", "boolean", "date", "date"]
    first, second = (json.loads(text) for text in render_jsonl(filled).splitlines())
    assert list(first.values()) == ["=x", 3, 0.25, True, "2024-11-22", "2024-11-22T23:59:00+00:00"]
    assert list(second.values()) == ["", None, None, False, None, None]
    lines = render_csv(filled.as_table()).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["'=x,3,0.25,TRUE,2024-11-22,2024-11-22T23:59:00+00:00", ",,,FALSE,,"]


def test_parquet_has_types_meanings_and_every_cell() -> None:
    table = pq.read_table(BytesIO(render_parquet(Filled(FORM, (CELLS, EMPTY)))))
    assert [tuple(row.values()) for row in table.to_pylist()] == [CELLS, EMPTY]
    assert [str(f.type) for f in table.schema] == [
        "string",
        "int64",
        "double",
        "bool",
        "date32[day]",
        "timestamp[us, tz=UTC]",
    ]
    assert [f.metadata[b"description"].decode() for f in table.schema] == [c.meaning for c in FORM.columns]


@pytest.fixture(scope="module")
def made(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Extract:
    return extract(practice, practice_mails)


def test_the_same_mails_give_the_same_bytes(
    made: Extract, practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    again = extract(practice, tuple(reversed(practice_mails)))
    for kind in Format:
        assert export_files(again, [kind]) == export_files(made, [kind])


def test_the_sheets_have_frozen_heads_filters_and_widths(made: Extract) -> None:
    files = export_files(made, [Format.XLSX, Format.ODS])
    book = openpyxl.load_workbook(BytesIO(files["export-2024-11-30.xlsx"]))
    assert book.sheetnames == [*(t.form.name for t in made.tables), "About"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert (sheet.auto_filter.ref is not None) == (sheet.max_row > 1)
        assert all(8 <= c.width <= 61 for c in sheet.column_dimensions.values())
    with ZipFile(BytesIO(files["export-2024-11-30.ods"])) as packed:
        assert packed.namelist()[0] == "mimetype"
        settings, content = packed.read("settings.xml").decode(), packed.read("content.xml").decode()
    assert settings.count('config:name="VerticalSplitPosition" config:type="int">1<') == len(book.sheetnames)
    assert content.count('table:display-filter-buttons="true"') == sum(s.max_row > 1 for s in book)


def test_json_lines_and_parquet_have_the_same_rows(made: Extract) -> None:
    files = export_files(made, [Format.JSONL, Format.PARQUET])
    for table in (*made.tables, made.about):
        lines = files[f"export-2024-11-30-jsonl/{table.form.name}.jsonl"].splitlines()
        told = pq.read_table(BytesIO(files[f"export-2024-11-30-parquet/{table.form.name}.parquet"])).to_pylist()
        assert len(lines) == len(told) == len(table.rows)
        for line, row in zip(lines, told, strict=True):
            plain = {k: v for k, v in json.loads(line).items() if not k.endswith(("_at", "_on"))}
            assert plain == {k: v for k, v in row.items() if k in plain}
