"""soundings add: a reply that came by post or telephone, entered by hand with its document."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from ingest.by_hand import By
from soundings.bootstrap import load_reader, open_office
from soundings.commands.options import Consultation, Home
from soundings.errors import SoundingsError
from soundings.moment import read_received
from soundings.progress import shown_progress

EXAMPLE = 'Example: soundings add --from "Ann Example <ann@example.org>" --received 2025-11-20 --attach scan.pdf'

From = Annotated[str, typer.Option("--from", metavar="WHO", help='Whose reply: "Name <address>", or a name alone.')]
Received = Annotated[str, typer.Option("--received", metavar="MOMENT", help="The day or moment when it came.")]
ByWay = Annotated[By, typer.Option("--by", help="How it came.")]
Text = Annotated[
    str, typer.Option("--text", metavar="FILE", help="A text file with what they said; - for standard input.")
]
Attach = Annotated[
    list[Path] | None, typer.Option("--attach", metavar="FILE", help="A document. May be given several times.")
]
EnteredBy = Annotated[
    str, typer.Option("--entered-by", metavar="NAME", help="Who enters it. Otherwise: who is logged in here.")
]


def add(
    from_: From,
    received: Received,
    by: ByWay = By.POST,
    text: Text = "",
    attach: Attach = None,
    entered_by: EnteredBy = "",
    consultation: Consultation = "",
    home: Home = None,
) -> None:
    """Take in a reply that did not come by mail. It is kept as a mail that says by whom it was entered, and how."""
    from ingest.by_hand import Document, Entry, make_mail
    from soundings.pull import pull_mails, say_counts

    office = open_office(consultation, home)
    moment = read_received(received, office.consultation.zone, office.clock())
    documents = tuple(Document(path.name, _read(path)) for path in attach or [])
    words = _words(text) if text else ""
    mail = make_mail(Entry(from_, moment, by, entered_by or getpass.getuser(), words, documents))
    with shown_progress() as progress:
        counts = pull_mails(office, [mail], load_reader, progress)
    typer.echo(say_counts(counts) if counts.fetched else "This reply has been entered before; nothing is doubled.")


def _words(text: str) -> str:
    raw = sys.stdin.buffer.read() if text == "-" else _read(Path(text))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SoundingsError(f"{path}: cannot be read ({error.strerror})", "Check the path") from error
