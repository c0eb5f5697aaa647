"""A spreadsheet as Excel saves it, CSV or XLSX, as rows of texts with their line numbers."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.errors import ConfigError

_GUARDED = re.compile(r"'+[=+\-@\t]")
_NEEDS_GUARD = re.compile(r"'*[=+\-@\t]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (from 1) and its cells, trimmed."""

    line: int
    cells: tuple[str, ...]


def load_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV or XLSX file that have anything in them. Raises ConfigError where it cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".txt", ".tsv", ".xlsx"):
        raise ConfigError(
            path, f"{suffix or 'this'} is not a form of list that can be read", "Save it as CSV or .xlsx."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(path, f"the file cannot be read ({error.strerror})", "Check its name and place.") from error
    rows = _xlsx_rows(path, content) if suffix == ".xlsx" else _csv_rows(path, content)
    return tuple(row for row in rows if any(row.cells))


def guard(cell: str) -> str:
    """A cell made safe to open in Excel: what would be taken for a formula begins with an apostrophe."""
    return "'" + cell if _NEEDS_GUARD.match(cell) else cell


def _clean(cell: str) -> str:
    text = " ".join(cell.replace("\u200b", "").replace("\ufeff", "").split())
    return text[1:] if _GUARDED.match(text) else text


def _decode(path: Path, content: bytes) -> str:
    """Excel's three ways of saving text: UTF-16 ("Unicode text"), UTF-8 with or without its mark, Windows-1252."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(path, "the characters cannot be read", 'Save it in Excel as "CSV UTF-8 (Comma delimited)".')


def _delimiter(text: str) -> str:
    """The separator most used in the first line that has any: comma, semicolon or tab."""
    for line in text.splitlines():
        counts = {mark: line.count(mark) for mark in ",;\t"}
        if any(counts.values()):
            return max(counts, key=lambda mark: counts[mark])
    return ","


def _csv_rows(path: Path, content: bytes) -> Iterator[Row]:
    text = _decode(path, content)
    first, _, rest = text.partition("\n")
    if declared := re.fullmatch(r"sep=(.)\s*", first):  # Excel's own first line where a delimiter was chosen
        text, delimiter, before = rest, declared[1], 1
    else:
        delimiter, before = _delimiter(text), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = before + 1
    try:
        for cells in reader:
            yield Row(line, tuple(_clean(cell) for cell in cells))
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise ConfigError(
            path, f"the row cannot be read ({error})", "Look for a quote that is not closed.", line
        ) from error


def _xlsx_rows(path: Path, content: bytes) -> Iterator[Row]:
    import openpyxl  # takes longer to load than all else that a command needs, and most lists are CSV
    from openpyxl.utils.exceptions import InvalidFileException

    mend = "Open it in Excel and save it again as .xlsx, without a password."
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows: Iterable[tuple[object, ...]] = list(book.worksheets[0].iter_rows(values_only=True))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError) as error:
        raise ConfigError(path, "this is not a workbook that can be read", mend) from error
    for line, values in enumerate(rows, 1):
        yield Row(line, tuple(_clean(_as_text(value)) for value in values))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
