"""soundings ledger: does every mail have its place?"""

from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home
from soundings.screen import show

EXAMPLE = "Example: soundings ledger --consultation hmip-2025-26 --verify"

Verify = Annotated[
    bool,
    typer.Option("--verify", help="Ask the server for all its mails and read every archived file, and compare."),
]


def ledger(consultation: Consultation = "", home: Home = None, verify: Verify = False) -> None:
    """Print the balance of the mails: on the server, archived, analysed, unreadable, duplicate, missing."""
    from reports.ledger_report import find_faults, make_ledger
    from soundings.books import load_books, verify_books

    office = open_office(consultation, home)
    with office.open_store() as store:
        books = verify_books(office, store, office.mailbox()) if verify else load_books(office, store)
    this = office.consultation
    show(make_ledger(books, this.title, office.clock(), this.zone))
    faults = find_faults(books)
    for fault in faults:
        typer.secho(fault, fg=typer.colors.RED, bold=True)
    raise typer.Exit(1 if faults else 0)
