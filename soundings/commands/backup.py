"""soundings backup: database, archive and what was learned in one file."""

from pathlib import Path
from typing import Annotated

import typer

from soundings.commands.options import Home

EXAMPLE = "Example: soundings backup /backups/soundings-2025-11-22.tar.gz"

File = Annotated[Path, typer.Argument(metavar="FILE", help="Where to; .tar.gz is compressed. Nothing is written over.")]


def backup(file: File, home: Home = None) -> None:
    """Copy database, archive and what was learned into FILE, while runs go on. It is as private as the mailbox."""
    import os

    from config.settings import load_settings
    from reports.wording import say_number
    from soundings.backup import back_up
    from soundings.bootstrap import now
    from soundings.errors import SoundingsError
    from store.unit_of_work import is_there, open_store

    settings = load_settings(home, os.environ)
    url = settings.database.get_secret_value()
    if not is_there(url):
        raise SoundingsError(f"{settings.home}: there is no database here", "Name its folder with --home")
    with open_store(url) as store:
        done = back_up(file, settings, store, now)
    sealed = ", encrypted with the archive's key: without it nobody can restore it" if done.is_encrypted else ""
    typer.echo(f"{file}: {say_number(done.mails, 'mail')}, {done.rows} rows, {done.size / 1_000_000:.1f} MB{sealed}")
    if done.lost:
        some = ", ".join(mail[:12] for mail in done.lost[:5])
        typer.echo(f"{len(done.lost)} mails are not in the archive as they came ({some}): soundings ledger --verify")
        raise typer.Exit(1)
