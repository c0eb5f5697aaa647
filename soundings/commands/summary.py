"""soundings summary: what they said."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import AsOf, Consultation, Home, Json, moment_of
from soundings.files import dated, write_files
from soundings.screen import show

if TYPE_CHECKING:
    from reports.report import Report

EXAMPLE = "Example: soundings summary --consultation practice --output reports-for-the-chief-inspector"

Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write it. Otherwise the home folder.")
]


def summary(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    output: Output = None,
    json: Json = False,
) -> None:
    """Show what the replies say, question by question; write it as a Word document and as Markdown."""
    from reports.render.as_json import render_json

    office = open_office(consultation, home)
    moment = moment_of(as_of, office)
    report = find_summary(office, moment)
    if json:
        typer.echo(render_json(report), nl=False)
        return
    show(report)
    typer.echo("")
    for path in write_summary(office, report, output or office.output):
        typer.echo(f"Written: {path}")


def find_summary(office: Office, moment: datetime) -> "Report":
    """The summary of what came in up to a moment."""
    from reports.results import make_results
    from reports.summary_report import make_summary_report

    name = office.consultation.name
    with office.open_store() as store:
        mails, extensions = store.load_mails(name, moment), store.load_extensions(name)
    return make_summary_report(make_results(office.consultation, mails, extensions, moment))


def write_summary(office: Office, report: "Report", folder: Path) -> tuple[Path, ...]:
    """The summary as Word and Markdown."""
    from reports.render.as_docx import render_docx
    from reports.render.as_markdown import render_markdown

    name = dated("summary", report.made_at, office.consultation.zone)
    files = {f"{name}.docx": render_docx(report), f"{name}.md": render_markdown(report).encode()}
    return write_files(folder, files)
