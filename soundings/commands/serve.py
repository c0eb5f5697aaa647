"""soundings serve: the lead's pages in a browser."""

from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Consultation, Home

EXAMPLE = "Example: soundings serve --consultation practice"

Host = Annotated[str, typer.Option("--host", help="The address to listen on; 127.0.0.1 is this machine alone.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")]
Open = Annotated[bool, typer.Option("--open/--no-browser", help="Open the link in a browser, or only print it.")]


def serve(
    consultation: Consultation = "", home: Home = None, host: Host = "127.0.0.1", port: Port = 8470, open_: Open = True
) -> None:
    """Show the pages in a browser until stopped (Ctrl-C): prints a link that lets you in, once."""
    from soundings.desk import OfficeDesk
    from soundings.serving import run_server

    office = open_office(consultation, home, files_alone=True)
    with office.open_store() as store:
        run_server(office, OfficeDesk(office, store), host, port, browser=open_)
