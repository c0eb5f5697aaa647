"""soundings export: all that was said as data, for spreadsheets and analysts."""

from typing import Annotated

import typer

from soundings.commands.options import AsOf, Consultation, Home, KnownAt, Output, Publishable
from soundings.exporting import Format
from soundings.files import write_files

EXAMPLE = "Example: soundings export --consultation practice --format xlsx --format csv --output for-the-analysts"

Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", help="What to write it as; may be given several times. Otherwise xlsx."),
]


def export(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    format_: Formats = None,
    publishable: Publishable = False,
    output: Output = None,
) -> None:
    """Write the replies as data: who stands where, mails, answers, topics, proposals, corrections, and a dictionary."""
    from reports.exports.extract import make_extract
    from reports.exports.telling import Telling
    from soundings.exporting import check_formats, export_files
    from soundings.shown import open_shown
    from soundings.summarising import find_basis

    formats = dict.fromkeys(format_ or (Format.XLSX,))
    check_formats(formats)
    office, shown = open_shown(consultation, home, as_of, known_at)
    extract = make_extract(Telling(find_basis(office, shown), publishable))
    for path in write_files(output or office.output, export_files(extract, formats)):
        typer.echo(f"Written: {path}")
    for fact in extract.facts:
        typer.echo(f"{fact.name}: {fact.value}")
