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

EXAMPLE = "Example: soundings chase --consultation practice --as-of 2024-11-22"

Output = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Where to write the lists. Otherwise the home folder.")
]
Record = Annotated[
    bool,
    typer.Option("--record", help="Note that all on the list have now been written to, so that gaps and limits count."),
]


def chase(
    consultation: Consultation = "",
    home: Home = None,
    as_of: AsOf = "",
    output: Output = None,
    record: Record = False,
    json: Json = False,
) -> None:
    """Show whom to remind and whose address to mend; write both as CSV and XLSX for a mail merge."""
    from reports.chaser_report import chaser_board, make_chaser_report
    from reports.render.as_json import render_json

    office = open_office(consultation, home)
    moment = moment_of(as_of, office)
    chasers = find_chasers(office, moment)
    if json:
        typer.echo(render_json(make_chaser_report(chasers)), nl=False)
    else:
        show(chaser_board(chasers))
        typer.echo("")
        for path in write_chasers(office, chasers, output or office.output):
            typer.echo(f"Written: {path}")
    if record:
        _record(office, chasers, moment)


def find_chasers(office: Office, moment: datetime) -> "ChaserList":
    """The chaser list as at a moment."""
    from reports.chasers import make_chaser_list
    from reports.status import make_status

    name = office.consultation.name
    with office.open_store() as store:
        mails, extensions, made = store.load_mails(name, moment), store.load_extensions(name), store.load_chasers(name)
    return make_chaser_list(make_status(office.consultation, mails, extensions, moment), made)


def write_chasers(office: Office, chasers: "ChaserList", folder: Path) -> tuple[Path, ...]:
    """The list as CSV, for a mail merge, and as a workbook with everything that is to be done."""
    from reports.chaser_report import chase_table, make_chaser_report
    from reports.render.as_csv import render_csv
    from reports.render.as_xlsx import render_xlsx

    name = dated("chasers", chasers.as_of, office.consultation.zone)
    files = {
        f"{name}.csv": render_csv(chase_table(chasers.due)),
        f"{name}.xlsx": render_xlsx(make_chaser_report(chasers)),
    }
    return write_files(folder, files)


def _record(office: Office, chasers: "ChaserList", moment: datetime) -> None:
    from store.rows import Chaser

    run = dated("chasers", moment, office.consultation.zone)
    with office.open_store() as store:
        made = [Chaser(due.line.stakeholder.ref, moment, run) for due in chasers.due]
        number = store.record_chasers(office.consultation.name, made)
    typer.echo(f"Recorded as written to: {number}", err=True)
