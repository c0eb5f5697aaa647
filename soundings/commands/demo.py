"""soundings demo: the whole road on a practice mailbox, without a server of one's own."""

import shutil
import sys
from pathlib import Path

import typer

from soundings.bootstrap import Office, default_demo_home, load_reader, open_office
from soundings.commands.chase import find_chasers, write_chasers
from soundings.commands.options import Home, moment_of
from soundings.commands.status import show_status
from soundings.commands.summary import find_summary, write_summary
from soundings.progress import shown_progress

EXAMPLE = "Example: soundings demo"

PRACTICE = "practice"
AS_OF = "2024-11-22T23:59 Europe/London"


def demo(home: Home = None) -> None:
    """Show everything on a practice mailbox of 75 mails: fetch, read, status board, chaser list and summary."""
    home = home or default_demo_home(Path.cwd())
    office = open_office(PRACTICE, home, {})
    _pull(office)
    typer.echo("")
    show_status(office, AS_OF)
    moment = moment_of(AS_OF, office)
    written = (
        *write_chasers(find_chasers(office, moment), office.output),
        *write_summary(office, find_summary(office, moment), office.output),
    )
    typer.echo("\nWritten:")
    for path in written:
        typer.echo(f"  {_short(path)}")
    typer.echo(_next(home))


def _pull(office: Office) -> None:
    from config.load import find_consultation
    from ingest.mailbox import MailboxSettings
    from soundings.practice import practice_mailbox
    from soundings.pull import pull_mailbox, say_counts

    typer.echo("Starting the practice mailbox, a real IMAP server on this machine alone ...")
    with practice_mailbox(find_consultation(PRACTICE) / "mailbox") as server, shown_progress() as progress:
        mailbox = MailboxSettings(server.host, server.user, server.password, server.port, tls="none")
        counts = pull_mailbox(office, mailbox, load_reader, progress)
    typer.echo(say_counts(counts))


def _short(path: Path) -> str:
    """A path as one would type it from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _next(home: Path) -> str:
    from config.load import find_consultation

    program = _program()
    options = f"--consultation {PRACTICE} --home {_short(home.absolute())}"
    return f"""
Next, with the same practice mails:
  {program} chase {options} --as-of 2024-11-22
  {program} summary {options} --as-of 2024-11-22
  {program} explain {options} {_short(find_consultation(PRACTICE))}/mailbox/d-001.eml
For a consultation of your own, a folder and a letter are enough:
  {program} init my-consultation --letter letter.docx
  {program} doctor --consultation my-consultation"""


def _program() -> str:
    """Soundings as one would type it here: by its name where the shell finds it, otherwise by its path."""
    return "soundings" if shutil.which("soundings") else _short(Path(sys.argv[0]).absolute())
