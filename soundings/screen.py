"""Reports on the screen."""

import shutil

import typer

from reports.render.as_text import render_text
from reports.report import Report

_NARROWEST, _WIDEST = 60, 120


def show(report: Report) -> None:
    """Print a report as wide as the terminal, within what reads well."""
    width = shutil.get_terminal_size((100, 24)).columns
    typer.echo(render_text(report, max(_NARROWEST, min(width, _WIDEST))), nl=False)
