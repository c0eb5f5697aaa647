"""soundings status: where everyone stands."""

from typing import TYPE_CHECKING

import typer

from soundings.bootstrap import Office
from soundings.commands.options import AsOf, Consultation, Home, Json, KnownAt
from soundings.screen import show

if TYPE_CHECKING:
    from soundings.shown import Shown

EXAMPLE = 'Example: soundings status --consultation practice --as-of "2024-11-22T23:59 Europe/London"'


def status(
    consultation: Consultation = "", home: Home = None, as_of: AsOf = "", known_at: KnownAt = "", json: Json = False
) -> None:
    """Show where everyone on the distribution list stands: who has replied, who will, whom no mail reaches."""
    from soundings.shown import open_shown

    office, shown = open_shown(consultation, home, as_of, known_at)
    show_status(office, shown, json=json)


def show_status(office: Office, shown: "Shown", *, json: bool = False) -> None:
    """Print the board, or its JSON."""
    from reports.board import make_board
    from reports.publication import find_publication
    from reports.render.as_json import dump
    from reports.status_json import status_to_json
    from soundings.chasing import desk_for
    from soundings.shown import find_status

    name = office.consultation.name
    with office.open_store() as store:
        found, _ = find_status(office, store, shown)
        publication = find_publication(found, desk_for(office, store, found).chasers)
        balance, last_run = store.load_balance(name, shown.known_at), store.find_last_run(name, shown.known_at)
    if json:
        typer.echo(dump(status_to_json(found, publication)), nl=False)
    else:
        show(make_board(found, balance, last_run, publication))
