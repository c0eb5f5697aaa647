"""The exported workbooks of the practice consultation, opened by LibreOffice."""

import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from config.consultation import Consultation
from reports.exports.extract import Extract
from reports.report import Cell
from soundings.exporting import Format, export_files
from store.rows import MailRecord
from tests.reports.exported import extract
from tests.reports.office import EVERY_SHEET, convert, warnings_of

NAME = "export-2024-11-30"


@pytest.fixture(scope="module")
def made(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Extract:
    return extract(practice, practice_mails)


@pytest.mark.parametrize("kind", [Format.XLSX, Format.ODS])
def test_libre_office_reads_every_cell_without_a_warning(kind: Format, made: Extract, tmp_path: Path) -> None:
    """Every sheet, saved by it as CSV with cells as they are shown, has what was written."""
    file = tmp_path / f"{NAME}.{kind}"
    file.write_bytes(export_files(made, [kind])[file.name])
    assert warnings_of(convert(file, EVERY_SHEET, tmp_path / "out")) == []
    for table in made.tables:
        with (tmp_path / "out" / f"{NAME}-{table.form.name}.csv").open(encoding="utf-8", newline="") as opened:
            shown = list(csv.reader(opened))
        names = [c.name for c in table.form.columns]
        assert shown[0] == names
        told = [[as_written(cell) for cell in row] for row in table.rows]
        timeless = [at for at, name in enumerate(names) if not name.endswith(("_at", "_on"))]
        assert [[row[at] for at in timeless] for row in shown[1:]] == [[row[at] for at in timeless] for row in told]
        assert all(
            bool(row[at]) == bool(own[at]) for row, own in zip(shown[1:], told, strict=True) for at in range(len(names))
        )


def as_written(cell: Cell) -> str:
    """A cell as CSV has it, days and moments apart."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)


def test_libre_office_takes_no_cell_of_an_open_document_sheet_for_a_formula(made: Extract, tmp_path: Path) -> None:
    """Saved again by it as an Excel workbook: types are what they were, and the filters are there."""
    file = tmp_path / f"{NAME}.ods"
    file.write_bytes(export_files(made, [Format.ODS])[file.name])
    convert(file, "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / f"{NAME}.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "b", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert all(sheet.auto_filter.ref for sheet in book if sheet.max_row > 1)
