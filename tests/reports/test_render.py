"""Every form, read again with a program that reads it."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.consultation import Consultation
from reports.board import make_board
from reports.render.as_csv import render_csv
from reports.render.as_docx import render_docx
from reports.render.as_json import render_json
from reports.render.as_markdown import render_markdown
from reports.render.as_text import render_text
from reports.render.as_xlsx import render_xlsx
from reports.render.sheets import MOST
from reports.report import Cell, Fact, Report, Section, Table
from reports.status import make_status
from store.rows import Balance, MailRecord
from tests.reports.made import london

AT = datetime(2024, 11, 22, 23, 59, tzinfo=UTC)
BAD = ("=1+1", "+44 1632 960718", "-2", "@SUM(A1)", "\tx", "http://x.example", "a\x00b\x0bc", "<b>|*_`", " =1", "")


def report(*cells: Cell) -> Report:
    table = Table("A: very/long [name] of a table, longer than a sheet's", ("Text",), tuple((c,) for c in cells))
    return Report("A report", AT, (Fact("As of", "now"),), (Section("Heading", ("Words.",), (table,)),))


def test_csv_is_for_excel_and_nothing_in_it_is_a_formula() -> None:
    raw = render_csv(report(*BAD, None, 3, -4, date(2024, 11, 22), AT, "Siân").tables[0])
    assert raw.startswith(b"\xef\xbb\xbfText\r\n")
    rows = [row[0] if row else "" for row in csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""))][1:]
    assert rows[:5] == ["'=1+1", "'+44 1632 960718", "'-2", "'@SUM(A1)", "'\tx"]
    assert rows[10:] == ["", "3", "-4", "2024-11-22", "2024-11-22T23:59:00+00:00", "Siân"]


@given(st.text())
def test_no_csv_cell_begins_like_a_formula(text: str) -> None:
    raw = render_csv(Table("t", ("a", "b"), ((text, "x"),))).decode("utf-8-sig")
    cell = list(csv.reader(StringIO(raw, newline="")))[1][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_xlsx_keeps_text_as_text_and_types_as_types() -> None:
    long = "x" * 40_000
    book = openpyxl.load_workbook(BytesIO(render_xlsx(report(*BAD, long, 3, date(2024, 11, 22), AT))))
    sheet = book.worksheets[0]
    cells = [sheet.cell(row, 1) for row in range(2, sheet.max_row + 1)]
    assert [c.value for c in cells[:4]] == ["=1+1", "+44 1632 960718", "-2", "@SUM(A1)"]
    assert {c.data_type for c in cells[:9]} == {"s"}
    assert cells[5].hyperlink is None
    assert len(str(cells[10].value)) == MOST
    assert str(cells[10].value).endswith("(cut: the cell is full)")
    assert (cells[11].value, cells[12].value) == (3, datetime(2024, 11, 22))  # noqa: DTZ001
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None


def test_sheets_have_names_that_excel_takes() -> None:
    table = Table("History", ("a",), (("x",),))
    tables = (table, table, Table("a/b:c" * 20, ("a",), ()), Table("", ("a",), ()))
    made = Report("R", AT, (), (Section("S", tables=tables),))
    names = openpyxl.load_workbook(BytesIO(render_xlsx(made))).sheetnames
    assert len({n.lower() for n in names}) == 5
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in names)


def test_word_takes_whatever_people_write() -> None:
    document = docx.Document(BytesIO(render_docx(report(*BAD, "\ud800 \ufffe", None, 3))))
    texts = [row.cells[0].text for row in document.tables[0].rows]
    assert texts[:3] == ["Text", "=1+1", "+44 1632 960718"]
    assert document.paragraphs[0].text == "A report"


@pytest.mark.parametrize("render", [render_xlsx, render_docx])
def test_the_same_report_gives_the_same_bytes(render: object) -> None:
    assert callable(render)
    first, second = render(report("x")), render(report("x"))
    contents = [{n: ZipFile(BytesIO(raw)).read(n) for n in ZipFile(BytesIO(raw)).namelist()} for raw in (first, second)]
    assert contents[0] == contents[1]


def test_markdown_escapes_what_people_write() -> None:
    text = render_markdown(report("<b>|*_`", "x\ny"))
    assert r"| \<b\>\|\*\_\` |" in text
    assert "| x y |" in text


def test_json_names_each_cell_by_its_column() -> None:
    values = json.loads(render_json(report("x", date(2024, 11, 22))))
    assert values["sections"][0]["tables"][0]["rows"] == [{"Text": "x"}, {"Text": "2024-11-22"}]


@given(st.lists(st.tuples(st.text(), st.integers(), st.text(max_size=300)), max_size=5), st.integers(60, 140))
def test_text_never_runs_over_its_width(rows: list[tuple[str, int, str]], width: int) -> None:
    table = Table("t", ("One", "Two", "Three"), tuple(rows))
    made = Report("A report", AT, (Fact("As of", "now " * 50),), (Section("S", ("word " * 60,), (table,)),))
    assert max(len(text) for text in render_text(made, width).splitlines()) <= width


def test_the_board_reads_as_it_should(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    """Kept beside this test and read by people; a change of wording changes the file."""
    balance = Balance(stored=75, duplicate=0, mails=75, analysed=75, failed=0, waiting=0)
    status = make_status(practice, practice_mails, (), london("11-22 23:59"))
    text = render_text(make_board(status, balance))
    assert text == (Path(__file__).parent / "practice-board.txt").read_text("utf-8")


def test_a_list_on_the_screen_has_no_gaps() -> None:
    lists = Report("Title", AT, (), (Section("Heading", ("Before.", "- one " + "word " * 30, "- two", "After.")),))
    lines = render_text(lists, 60).splitlines()[6:]
    assert lines[:2] == ["Before.", ""]
    assert lines[2].startswith("- one")
    assert lines[3].startswith("  word")
    assert lines[lines.index("- two") - 1].startswith("  word")
    assert lines[-2:] == ["", "After."]
