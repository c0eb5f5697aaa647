"""soundings summary: what they said."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import AsOf, Consultation, Home, Json, moment_of
from soundings.files import write_files
from soundings.screen import show
from soundings.summarising import Format

if TYPE_CHECKING:
    from reports.results import Results

EXAMPLE = "Example: soundings summary --consultation practice --format docx --output for-the-chief-inspector"

Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write it. Otherwise the home folder.")
]
Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", help="What to write it as; may be given several times. Otherwise docx and md."),
]
Publishable = Annotated[
    bool, typer.Option("--publishable", help="Leave out names of individuals and whatever is confidential.")
]


def summary(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    format_: Formats = None,
    publishable: Publishable = False,
    output: Output = None,
    json: Json = False,
) -> None:
    """Show what the replies say, question by question; write it as a document that you go on editing."""
    from soundings.summarising import as_json, make_report

    office = open_office(consultation, home)
    results = find_summary(office, moment_of(as_of, office))
    report = make_report(results, publishable=publishable)
    if json:
        typer.echo(as_json(results, report, publishable=publishable), nl=False)
        return
    written = write_summary(office, results, output or office.output, format_ or (), publishable=publishable)
    if not format_:
        show(report)
        typer.echo("")
    for path in written:
        typer.echo(f"Written: {path}")


def find_summary(office: Office, moment: datetime) -> "Results":
    """What came in up to a moment, counted."""
    from soundings.summarising import find_results

    return find_results(office, moment)


def write_summary(
    office: Office,
    results: "Results",
    folder: Path,
    formats: "list[Format] | tuple[Format, ...]" = (),
    *,
    publishable: bool = False,
) -> tuple[Path, ...]:
    """The summary in these formats; as Word and Markdown where none is named."""
    from soundings.summarising import summary_files

    chosen = formats or (Format.DOCX, Format.MD)
    return write_files(folder, summary_files(office, results, chosen, publishable=publishable))
