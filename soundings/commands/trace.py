"""soundings trace: from a figure to those behind it, their words, and the bytes of their mails."""

from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office
from soundings.commands.options import AsOf, Consultation, Home, Json, KnownAt
from soundings.screen import show

if TYPE_CHECKING:
    from reports.basis import Basis

EXAMPLE = "Example: soundings trace 2.2.e.prefer --consultation practice"

Figure = Annotated[str, typer.Argument(metavar="[FIGURE]", help="A figure's name. Without it: all figures by name.")]
Group = Annotated[str, typer.Option("--group", metavar="GROUP", help="The figure of one group of the list.")]


def trace(
    figure: Figure = "",
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    group: Group = "",
    json: Json = False,
) -> None:
    """Follow a figure back: who is behind it, who or what decided it, out of which words, in which archived mail."""
    from soundings.shown import open_shown
    from soundings.summarising import find_basis
    from soundings.tracing import check_group

    office, shown = open_shown(consultation, home, as_of, known_at)
    basis = find_basis(office, shown, check_group(office.consultation, group))
    if figure.strip():
        _trace(office, basis, figure, json=json)
    else:
        _list(basis, json=json)


def _list(basis: "Basis", *, json: bool) -> None:
    from reports.render.as_json import dump
    from reports.trace_index import figures_of_basis
    from reports.trace_report import figure_values, make_figures_report

    figures = tuple(figures_of_basis(basis).values())
    if json:
        typer.echo(dump([figure_values(f) for f in figures]), nl=False)
    else:
        show(make_figures_report(basis, figures))


def _trace(office: Office, basis: "Basis", name: str, *, json: bool) -> None:
    """Ends with 1 where a way back ends before the bytes."""
    from reports.render.as_json import dump
    from reports.trace import trace as follow
    from reports.trace_index import figures_of_basis
    from reports.trace_report import make_trace_report, trace_values
    from soundings.progress import shown_progress
    from soundings.tracing import find_figure, reader

    traced = find_figure(figures_of_basis(basis), name)
    with shown_progress() as progress:
        read = reader(office.archive, office.consultation.letter, len(traced.figure.mails), progress)
        found = follow(traced, basis, read)
    if json:
        typer.echo(dump(trace_values(found, basis)), nl=False)
    else:
        show(make_trace_report(found, basis))
    if found.broken:
        raise typer.Exit(1)
