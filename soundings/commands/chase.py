"""soundings chase: whom to remind."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import AsOf, Consultation, Home, Json, moment_of
from soundings.files import dated, write_files
from soundings.screen import show

if TYPE_CHECKING:
    from reports.chasers import ChaserList
    from soundings.drafting import Desk, Drafted
    from store.unit_of_work import Store

EXAMPLE = "Example: soundings chase --consultation practice --as-of 2024-11-22"

Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write the lists. Otherwise the home folder.")
]
Record = Annotated[
    bool,
    typer.Option("--record", help="Note that all on the list have now been written to, so that gaps and limits count."),
]
Drafts = Annotated[
    str,
    typer.Option(
        "--drafts",
        metavar="FOLDER|imap",
        help="Draft a mail to each on the list: as .eml files in a folder, or in the mailbox's Drafts. None is sent.",
    ),
]
Again = Annotated[
    bool, typer.Option("--again", help="With --drafts: draft anew what was drafted before and is no longer there.")
]
LookInSent = Annotated[
    bool,
    typer.Option("--look-in-sent", help="First look into the mailbox's Sent folder for what has been sent."),
]


def chase(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    output: Output = None,
    drafts: Drafts = "",
    again: Again = False,
    look_in_sent: LookInSent = False,
    record: Record = False,
    json: Json = False,
) -> None:
    """Show whom to remind and whose address to mend; write both as CSV and XLSX for a mail merge, or as drafts."""
    from soundings.chasing import find_desk

    office = open_office(consultation, home)
    moment = moment_of(as_of, office)
    with office.open_store() as store:
        if look_in_sent or drafts == "imap":
            _look_in_sent(office, store)
        desk = find_desk(office, store, moment, again=again)
        _show_list(office, desk.chasers, output, json=json)
        if drafts:
            _say_drafted(_draft(desk, drafts))
        if record:
            _record(desk)


def find_chasers(office: Office, moment: datetime) -> "ChaserList":
    """The chaser list as at a moment."""
    from soundings.chasing import find_desk

    with office.open_store() as store:
        return find_desk(office, store, moment).chasers


def write_chasers(chasers: "ChaserList", folder: Path) -> tuple[Path, ...]:
    """The list as CSV, for a mail merge, and as a workbook with everything that is to be done."""
    from soundings.chasing import chaser_files

    return write_files(folder, chaser_files(chasers))


def _show_list(office: Office, chasers: "ChaserList", output: Path | None, *, json: bool) -> None:
    from reports.chaser_report import chaser_board, make_chaser_report
    from reports.render.as_json import render_json

    if json:
        typer.echo(render_json(make_chaser_report(chasers)), nl=False)
        return
    show(chaser_board(chasers))
    typer.echo("")
    for path in write_chasers(chasers, output or office.output):
        typer.echo(f"Written: {path}")


def _look_in_sent(office: Office, store: "Store") -> None:
    from reports.wording import say_number
    from soundings.sent import look_in_sent

    found = look_in_sent(office, store, office.mailbox())
    typer.echo(f"Seen in Sent: {say_number(found, 'draft')} more.", err=True)


def _draft(desk: "Desk", place: str) -> "Drafted":
    from soundings.drafting import draft_into_folder, draft_into_mailbox

    if place == "imap":
        return draft_into_mailbox(desk, desk.office.mailbox())
    return draft_into_folder(desk, Path(place).expanduser())


def _say_drafted(done: "Drafted") -> None:
    from reports.wording import say_number

    there = f", {done.there_already} drafted before and not sent yet" if done.there_already else ""
    typer.echo(f"Drafted: {say_number(len(done.made), 'mail')}{there}. Nothing was sent.", err=True)
    for note in done.notes:
        typer.echo(f"  {note}", err=True)
    if done.made:
        typer.echo("Next: open each, check it and send it yourself; then: soundings chase --look-in-sent", err=True)


def _record(desk: "Desk") -> None:
    from store.rows import Chaser

    moment = desk.chasers.as_of
    run = dated("chasers", moment, desk.office.consultation.zone)
    made = [Chaser(due.line.stakeholder.ref, moment, run) for due in desk.chasers.due]
    number = desk.store.record_chasers(desk.name, made)
    typer.echo(f"Recorded as written to: {number}", err=True)
