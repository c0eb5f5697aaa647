"""soundings subject: what is held of one person."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Because, By, Consultation, Home
from soundings.errors import SoundingsError
from soundings.finding import who

if TYPE_CHECKING:
    from soundings.subject import Subject

EXAMPLE = "Example: soundings subject ann@example.org --export ann.zip"

Email = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The person's address. One with several: one after another.")
]
Export = Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Write all of it into a zip file.")]
Redact = Annotated[bool, typer.Option("--redact", help="Take out words and names; what they think still counts.")]
Delete = Annotated[bool, typer.Option("--delete", help="Take out their mails with all that was made of them.")]
Yes = Annotated[bool, typer.Option("--yes", help="With --redact or --delete: for real. Nothing brings it back.")]


def subject(
    email: Email,
    consultation: Consultation = "",
    home: Home = None,
    export: Export = None,
    redact: Redact = False,
    delete: Delete = False,
    yes: Yes = False,
    by: By = "",
    because: Because = "",
) -> None:
    """Show what is held of one person; hand it over, make it anonymous, or delete it. What was done is recorded."""
    from soundings.subject import export as write_export
    from soundings.subject import find_subject, take_out
    from store.protection import Act

    if redact and delete:
        raise SoundingsError("--redact and --delete together can mean two things", "Give one of them")
    office = open_office(consultation, home)
    with office.open_store() as store:
        found = find_subject(office, store, email)
        _show(found)
        if export:
            write_export(office, store, found, export, who(by), because)
            typer.echo(f"Written to {export}")
        if not (redact or delete):
            return
        if not yes:
            raise SoundingsError("nothing was changed", "Give --yes as well to do it for good")
        take_out(office, store, found, Act.REDACT if redact else Act.DELETE, who(by), because)
    typer.echo("Redacted." if redact else "Deleted.")
    _show_rest(found)


def _show(found: "Subject") -> None:
    from reports.wording import say_number

    rows = ", ".join(f"{name.replace('_', ' ')} {len(rows)}" for name, rows in found.rows.items() if rows) or "none"
    typer.echo(f"{found.address}: wrote {say_number(len(found.written), 'mail')}; rows of the database: {rows}")
    if found.lines:
        typer.echo(f"On the list as {', '.join(found.lines)}")


def _show_rest(found: "Subject") -> None:
    """What a program cannot decide, or must not touch."""
    if found.named:
        mails = ", ".join(mail[:12] for mail in found.named)
        typer.echo(f"Other people's mails in which the address stands, to be looked at: {mails}")
    for file in found.files:
        typer.echo(f"{file} has the address in it: make it anew, or delete it")
    if found.lines:
        typer.echo(f"Take {', '.join(found.lines)} out of the list's own file, where it stands there")
    typer.echo("Not touched: the mailbox, and backups made before")
