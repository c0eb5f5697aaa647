"""The export as files, one a workbook or one a table."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from soundings.errors import SoundingsError
from soundings.files import dated

if TYPE_CHECKING:
    from reports.exports.extract import Extract
    from reports.exports.schema import Filled

_TALLEST_XLSX, _TALLEST_ODS = 90, 3.0
"""The most of a row, in points and in centimetres: what is cut there is seen in the cell itself."""


class Format(StrEnum):
    """What an export can be written as."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def check_formats(formats: Iterable[Format]) -> None:
    """Raises SoundingsError where one of them needs a library that is not installed."""
    from reports.render.as_parquet import can_write_parquet

    if Format.PARQUET in formats and not can_write_parquet():
        raise SoundingsError(
            "Parquet needs pyarrow, which is not installed",
            'Install it with: pip install "soundings[parquet]"; or take --format jsonl, which needs nothing',
        )


def export_files(extract: "Extract", formats: Iterable[Format]) -> dict[str, bytes]:
    """The export in each format, by the file's name; tables that are files of their own stand in a folder."""
    results = extract.telling.basis.results
    status, begins = results.status, "publishable-export" if extract.telling.publishable else "export"
    name = dated(begins, status.as_of, results.consultation.zone, status.known_at)
    return {path: content for each in formats for path, content in _files(extract, name, each)}


def _files(extract: "Extract", name: str, kind: Format) -> Iterator[tuple[str, bytes]]:
    match kind:
        case Format.XLSX:
            from reports.render.as_xlsx import render_xlsx

            yield f"{name}.{kind}", render_xlsx(extract.as_report(), paper=None, tall=_TALLEST_XLSX)
        case Format.ODS:
            from reports.render.as_ods import render_ods

            yield f"{name}.{kind}", render_ods(extract.as_report(), paper=None, tall=_TALLEST_ODS)
        case _:
            render = _renderer(kind)
            yield from ((f"{name}-{kind}/{t.form.name}.{kind}", render(t)) for t in (*extract.tables, extract.about))


def _renderer(kind: Format) -> "Callable[[Filled], bytes]":
    match kind:
        case Format.JSONL:
            from reports.render.as_jsonl import render_jsonl

            return render_jsonl
        case Format.PARQUET:
            from reports.render.as_parquet import render_parquet

            return render_parquet
        case _:
            from reports.render.as_csv import render_csv

            return lambda table: render_csv(table.as_table())
