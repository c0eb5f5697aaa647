"""soundings health: does all go well without anybody looking?"""

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home, Json

EXAMPLE = "Example: soundings health --consultation hmip-2025-26"


def health(consultation: Consultation = "", home: Home = None, json: Json = False) -> None:
    """Say when a run last got through and whether the ledger balances. Ends with 0 well, 1 warning, 2 critical."""
    from reports.health import State, health_to_json, say_health
    from reports.render.as_json import dump
    from soundings.health import examine_health
    from store.errors import StoreError

    try:
        office = open_office(consultation, home)
        with office.open_store() as store:
            found = examine_health(office, store)
    except StoreError as error:
        typer.echo(f"{State.CRITICAL}\nCritical: {error}")
        raise typer.Exit(2) from error
    if json:
        typer.echo(dump(health_to_json(found)), nl=False)
    else:
        typer.echo("\n".join(say_health(found, office.consultation.zone)))
    raise typer.Exit(list(State).index(found.state))
