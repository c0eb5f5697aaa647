"""soundings doctor: is everything in place?"""

import typer

from soundings.commands.options import Consultation, Home

EXAMPLE = "Example: soundings doctor --consultation hmip-2025-26"


def doctor(consultation: Consultation = "", home: Home = None) -> None:
    """Check settings, list, mailbox, database, clock and models, and say how to mend what is wrong."""
    from soundings.checks import examine

    worst = 0
    for finding in examine(consultation, home):
        typer.echo(f"{finding.mark:<5}{finding.what:<14}{finding.words}")
        worst = max(worst, finding.code)
    raise typer.Exit(worst)
