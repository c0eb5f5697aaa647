"""soundings status: where everyone stands."""

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import AsOf, Consultation, Home, Json, moment_of
from soundings.screen import show

EXAMPLE = 'Example: soundings status --consultation practice --as-of "2024-11-22T23:59 Europe/London"'


def status(consultation: Consultation = "", home: Home = None, as_of: AsOf = "", json: Json = False) -> None:
    """Show where everyone on the distribution list stands: who has replied, who will, whom no mail reaches."""
    office = open_office(consultation, home)
    show_status(office, as_of, json=json)


def show_status(office: Office, as_of: str, *, json: bool = False) -> None:
    """Print the board, or its JSON."""
    from reports.board import make_board
    from reports.render.as_json import dump
    from reports.status import make_status
    from reports.status_json import status_to_json

    moment = moment_of(as_of, office)
    name = office.consultation.name
    with office.open_store() as store:
        mails, extensions = store.load_mails(name, moment), store.load_extensions(name)
        balance, last_run = store.load_balance(name), store.find_last_run(name)
    found = make_status(office.consultation, mails, extensions, moment)
    if json:
        typer.echo(dump(status_to_json(found)), nl=False)
    else:
        show(make_board(found, balance, last_run))
