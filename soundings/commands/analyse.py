"""soundings analyse: mails in, one JSON object a line out."""

import json
from pathlib import Path
from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home
from soundings.progress import shown_progress, warn

EXAMPLE = "Example: soundings analyse --consultation practice saved-mails > analyses.jsonl"

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help=".eml, .msg or mbox files, or folders of them.")]


def analyse(paths: Paths, consultation: Consultation = "", home: Home = None) -> None:
    """Read mails from files and print what each says, one JSON object a line. Nothing is kept."""
    from classify.exchange import analysis_json
    from ingest.parse import parse
    from ingest.sources import read_named_files
    from store.overlay import blank_analysis

    office = open_office(consultation, home, files_alone=True)
    mails = read_named_files(paths, warn)
    reader = office.load_reader(office.consultation)
    number = 0
    with shown_progress() as progress:
        for number, (name, raw) in enumerate(mails, 1):
            message = parse(raw.raw, office.consultation.letter)
            try:
                analysis = reader.analyse(message)
            except Exception as error:  # noqa: BLE001 (one bad mail never stops the rest)
                typer.echo(f"{name}: could not be analysed ({type(error).__name__})", err=True)
                analysis = blank_analysis(message.archive_id)
            typer.echo(json.dumps(analysis_json(name, analysis, message), ensure_ascii=False))
            progress("analysed", number, None)
    if not number:
        typer.echo("No mails were found: name .eml, .msg or mbox files, or folders that hold them.", err=True)
