"""soundings restore: a backup put back into an empty home folder."""

from pathlib import Path
from typing import Annotated

import typer

from soundings.commands.options import Home

EXAMPLE = "Example: soundings restore /backups/soundings-2025-11-22.tar.gz --home /srv/soundings"

File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that soundings backup made.")]


def restore(file: File, home: Home = None) -> None:
    """Put a backup into an empty home folder. All of it is checked before anything is written."""
    import os

    from config.settings import load_settings
    from reports.wording import say_number
    from soundings.restore import restore as put_back

    settings = load_settings(home, os.environ)
    found = put_back(file, settings)
    lost = f"; {found.lost} were lost before it was made" if found.lost else ""
    typer.echo(f"{settings.home}: {say_number(found.mails, 'mail')}, as of {found.made_at:%Y-%m-%d %H:%M} UTC{lost}")
    if found.learned:
        typer.echo(f"What was learned from corrections is back as well ({say_number(found.learned, 'consultation')})")
    typer.echo("Next: put settings.toml and the consultation's folder there, then soundings doctor")
