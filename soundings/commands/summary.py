"""soundings summary: what they said."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office
from soundings.commands.options import AsOf, Consultation, Home, Json, KnownAt
from soundings.files import dated, write_files
from soundings.screen import show

if TYPE_CHECKING:
    from reports.report import Report
    from soundings.shown import Shown

EXAMPLE = "Example: soundings summary --consultation practice --output reports-for-the-chief-inspector"

Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write it. Otherwise the home folder.")
]


def summary(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    output: Output = None,
    json: Json = False,
) -> None:
    """Show what the replies say, question by question; write it as a Word document and as Markdown."""
    from reports.render.as_json import render_json
    from soundings.shown import open_shown

    office, shown = open_shown(consultation, home, as_of, known_at)
    report = find_summary(office, shown)
    if json:
        typer.echo(render_json(report), nl=False)
        return
    show(report)
    typer.echo("")
    for path in write_summary(office, report, output or office.output, shown):
        typer.echo(f"Written: {path}")


def find_summary(office: Office, shown: "Shown") -> "Report":
    """The summary of what came in up to a moment."""
    from reports.summary import summarise
    from reports.summary_report import make_summary_report
    from soundings.shown import find_status

    with office.open_store() as store:
        return make_summary_report(summarise(*find_status(office, store, shown)))


def write_summary(office: Office, report: "Report", folder: Path, shown: "Shown") -> tuple[Path, ...]:
    """The summary as Word and Markdown."""
    from reports.render.as_docx import render_docx
    from reports.render.as_markdown import render_markdown

    name = dated("summary", shown.as_of, office.consultation.zone, shown.known_at)
    files = {f"{name}.docx": render_docx(report), f"{name}.md": render_markdown(report).encode()}
    return write_files(folder, files)
