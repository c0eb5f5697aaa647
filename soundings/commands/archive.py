"""soundings archive: its encryption, and a mail out of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.commands.options import Consultation, Home

if TYPE_CHECKING:
    from config.settings import Settings
    from soundings.turning import Turned

EXAMPLE = 'Example: soundings archive key ~/Soundings/archive-key, then key_file = "archive-key" under [archive]'

KeyFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file for keys alone; it is made if it is not there.")]
Mail = Annotated[str, typer.Argument(metavar="MAIL", help="The first digits of its archive id.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Where to. Nothing is written over.")]

app = typer.Typer(
    help="Encrypt the archive, change its key, turn it back, or take a mail out of it.",
    epilog=EXAMPLE,
    no_args_is_help=True,
)


@app.command("key", epilog=EXAMPLE)
def key(file: KeyFile) -> None:
    """Make a new key in FILE, above those that are in it. Keep a copy elsewhere: without it no mail can be read."""
    from soundings.turning import make_key

    many = make_key(file)
    typer.echo(f"{file}: a new key, which only you may read")
    typer.echo("Keep a copy in another place than the backups: without it nobody can read the mails again.")
    if many > 1:
        typer.echo("The older ones below it open what they encrypted. Next: soundings archive encrypt")
    else:
        typer.echo(f'Next: key_file = "{file}" under [archive] in settings.toml, then soundings archive encrypt')


@app.command("encrypt", epilog="Example: soundings archive encrypt")
def encrypt(home: Home = None) -> None:
    """Encrypt every mail with the first key of the settings: those in plain, and those under an older key."""
    from config.secret import place_of
    from soundings.progress import shown_progress
    from soundings.turning import encrypt_archives

    settings = _settings(home)
    with shown_progress() as progress:
        done = encrypt_archives(settings, progress)
    _say(done, f"encrypted with the first key from {place_of(settings.archive.key)}")
    typer.echo("Older keys are needed for older backups alone: keep them as long as those.")


@app.command("decrypt", epilog="Example: soundings archive decrypt")
def decrypt(home: Home = None) -> None:
    """Write every mail as it came. Stop the worker first, and take the key out of the settings afterwards."""
    from soundings.progress import shown_progress
    from soundings.turning import decrypt_archives

    with shown_progress() as progress:
        done = decrypt_archives(_settings(home), progress)
    _say(done, "as they came")
    typer.echo("Now take the key out of the settings: while it is there, new mails are encrypted with it.")


@app.command("export", epilog="Example: soundings archive export 3f9a1c07 reply.eml")
def export(mail: Mail, file: File, consultation: Consultation = "", home: Home = None) -> None:
    """Write one mail into FILE as it came, to open it in a mail program."""
    from soundings.bootstrap import open_office
    from soundings.turning import export_mail

    found = export_mail(open_office(consultation, home, files_alone=True).archive, mail, file)
    typer.echo(f"{file}: mail {found[:12]}, as it came")


def _settings(home: Path | None) -> "Settings":
    import os

    from config.settings import load_settings

    return load_settings(home, os.environ)


def _say(done: "Turned", how: str) -> None:
    from reports.wording import say_number

    typer.echo(f"{say_number(done.written, 'mail')} written anew, {how}; {done.already} lay so already.")
    if done.damaged:
        some = ", ".join(mail[:12] for mail in done.damaged[:5])
        typer.echo(f"{len(done.damaged)} are not what was archived and were left as they are ({some}): restore them")
        raise typer.Exit(1)
