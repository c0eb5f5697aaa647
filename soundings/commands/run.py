"""soundings run: one pull, from the mailbox or from files, to the end."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home
from soundings.progress import shown_progress, warn

EXAMPLE = "Example: soundings run --consultation hmip-2025-26, or: soundings run --from saved-mails"

From = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="PATH", help="Read .eml, .msg or mbox files, or folders of them, not the mailbox."),
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", metavar="N", min=0, help="Read mails in so many processes; without it, as it is set."),
]
On = Annotated[
    str,
    typer.Option("--on", metavar="URL", help="Read mails on the machines of this Dask scheduler: tcp://machine:8786."),
]


def run(consultation: Consultation = "", home: Home = None, from_: From = None, jobs: Jobs = 0, on: On = "") -> None:
    """Fetch what is new from the mailbox, keep it, read it and note what it says. The mailbox stays as it is."""
    from soundings.logs import shown_warnings
    from soundings.pull import pull_files, pull_mailbox, say_counts
    from soundings.stopping import heeding, set_by_signals

    office = open_office(consultation, home).with_readers(jobs, on)
    mailbox = None if from_ else office.mailbox()
    stop = threading.Event()
    with shown_warnings(), shown_progress() as progress, set_by_signals(stop, signal.SIGTERM):
        told = heeding(stop, progress)
        if mailbox:
            counts = pull_mailbox(office, mailbox, office.load_reader, told)
        else:
            counts = pull_files(office, from_ or [], office.load_reader, told, warn)
    typer.echo(say_counts(counts))
    named = (("--consultation", consultation), ("--home", home))
    typer.echo(" ".join(("Next: soundings status", *(f"{name} {value}" for name, value in named if value))))
