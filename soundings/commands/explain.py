"""soundings explain: one mail, with every decision and its proof."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import Consultation, Home
from soundings.errors import SoundingsError
from soundings.progress import warn
from soundings.screen import show

if TYPE_CHECKING:
    from reports.report import Report

EXAMPLE = "Example: soundings explain --consultation practice reply.eml, or with the first digits of an archive id"

Mail = Annotated[str, typer.Argument(metavar="MAIL", help="A mail's file, or the first digits of its archive id.")]


def explain(mail: Mail, consultation: Consultation = "", home: Home = None) -> None:
    """Show one mail with every decision, the words that prove it, and why a person should look, if so."""
    office = open_office(consultation, home)
    path = Path(mail)
    show(_explain_file(office, path) if path.is_file() else _explain_archived(office, mail))


def _explain_file(office: Office, path: Path) -> "Report":
    """As the rules of today read it."""
    from ingest.archive import archive_id
    from ingest.parse import parse
    from ingest.sources import read_files
    from reports.explanation import explain_mail
    from soundings.particulars import particulars

    for raw in read_files([path], warn):
        message = parse(raw.raw, office.consultation.letter)
        analysis = office.load_reader(office.consultation).analyse(message)
        row = particulars(raw, archive_id(raw.raw), office.clock())
        return explain_mail(row, message, analysis, office.consultation)
    raise SoundingsError(f"{path}: there is no mail in it", "Name a file of one mail, saved as .eml")


def _explain_archived(office: Office, digits: str) -> "Report":
    """As it counts: the recorded analysis with what people have corrected."""
    from ingest.parse import parse
    from reports.explanation import explain_mail
    from store.overlay import overlay

    with office.open_store() as store:
        records = store.load_mails(office.consultation.name)
    found = [r for r in records if r.mail.archive_id.startswith(digits.lower())]
    if len(found) != 1:
        many = f"{len(found)} mails have an archive id that begins so" if found else "there is no such file or mail"
        raise SoundingsError(f"{digits!r}: {many}", "Name a file, or more digits as soundings status --json shows them")
    record = found[0]
    if record.analysis is None:
        why = f"{record.failure.stage}: {record.failure.error}" if record.failure else "no run has got to it yet"
        raise SoundingsError(
            f"{digits}: the mail has not been analysed ({why})",
            f"Take it out with soundings archive export {digits} FILE, and look at it",
        )
    message = parse(office.archive.load(record.mail.archive_id), office.consultation.letter)
    effective = overlay(record.analysis, record.corrections, record.seen)
    return explain_mail(record.mail, message, effective.analysis, office.consultation, effective.corrected)
