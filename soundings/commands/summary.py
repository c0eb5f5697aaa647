"""soundings summary: what they said."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office
from soundings.commands.options import AsOf, Consultation, Home, Json, KnownAt, Output, Publishable
from soundings.files import write_files
from soundings.screen import show
from soundings.summarising import Format

if TYPE_CHECKING:
    from soundings.shown import Shown
    from soundings.summarising import Summary

EXAMPLE = "Example: soundings summary --consultation practice --format docx --output for-the-chief-inspector"

Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", help="What to write it as; may be given several times. Otherwise docx and md."),
]


def summary(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    format_: Formats = None,
    publishable: Publishable = False,
    output: Output = None,
    json: Json = False,
) -> None:
    """Show what the replies say, question by question; write it as a document that you go on editing."""
    from soundings.shown import open_shown
    from soundings.summarising import as_json

    office, shown = open_shown(consultation, home, as_of, known_at)
    found = find_summary(office, shown)
    report = found.report(publishable=publishable)
    if json:
        typer.echo(as_json(found.results, report, publishable=publishable), nl=False)
        return
    written = write_summary(office, found, output or office.output, format_ or (), publishable=publishable)
    if not format_:
        show(report)
        typer.echo("")
    for path in written:
        typer.echo(f"Written: {path}")


def find_summary(office: Office, shown: "Shown") -> "Summary":
    """What came in up to a moment, counted."""
    from soundings.progress import shown_progress
    from soundings.summarising import find_summary as find

    with shown_progress() as progress:
        return find(office, shown, progress)


def write_summary(
    office: Office,
    found: "Summary",
    folder: Path,
    formats: "list[Format] | tuple[Format, ...]" = (),
    *,
    publishable: bool = False,
) -> tuple[Path, ...]:
    """The summary in these formats; as Word and Markdown where none is named."""
    from soundings.summarising import summary_files

    chosen = formats or (Format.DOCX, Format.MD)
    return write_files(folder, summary_files(office, found, chosen, publishable=publishable))
