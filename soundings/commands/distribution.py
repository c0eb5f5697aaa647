"""soundings list: the distribution list in force, compared with a spreadsheet, and what mails propose to change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import Because, By, Consultation, Home, Json
from soundings.errors import SoundingsError
from soundings.finding import who
from soundings.screen import show

if TYPE_CHECKING:
    from reports.list_proposals import ListProposal
    from store.unit_of_work import Store

EXAMPLE = "Example: soundings list import people.xlsx, then the same with --yes"

File = Annotated[Path, typer.Argument(metavar="FILE", help="The lead's list, .csv or .xlsx.")]
Yes = Annotated[bool, typer.Option("--yes", help="Take it over. Without it nothing is changed.")]
Numbers = Annotated[list[int], typer.Argument(metavar="N", help="The numbers that soundings list changes shows.")]
NewAddress = Annotated[str, typer.Option("--address", help="With one N: the new main address instead.")]
NewName = Annotated[str, typer.Option("--name", help="With one N: the name of the new post-holder.")]

app = typer.Typer(
    help="Compare a spreadsheet with the list in force; accept or refuse what mails propose to change in it.",
    epilog=EXAMPLE,
    no_args_is_help=True,
)


@app.command("import", epilog=EXAMPLE)
def import_(
    file: File, consultation: Consultation = "", home: Home = None, yes: Yes = False, by: By = "", because: Because = ""
) -> None:
    """Show what a spreadsheet adds to the list in force, changes in it and takes from it; with --yes, do it."""
    from reports.list_report import make_list_report
    from soundings.listing import import_changes, record
    from store.rows import ListChange

    office = open_office(consultation, home)
    name = office.consultation.name
    with office.open_store() as store:
        wanted, changes = import_changes(office.consultation, file, store.load_list_changes(name))
        signed = [ListChange(c, "import", who(by), because, office.clock()) for c in changes]
        show(make_list_report(office.consultation, file.name, len(wanted), signed, store.load_mails(name)))
        if changes and yes:
            record(office, store, changes, "import", who(by), because)
    if not changes:
        typer.echo("\nThe list in force says the same.")
    elif yes:
        typer.echo("\nTaken over. Mails are read again by it when you next type: soundings run")
    else:
        typer.echo(f"\nNothing is changed yet. To take it over: soundings list import {file} --yes")


@app.command("changes", epilog="Example: soundings list changes")
def changes(consultation: Consultation = "", home: Home = None, json: Json = False) -> None:
    """Show what mails propose to change in the list, with the numbers by which to accept or refuse it."""
    from reports.list_report import make_proposals_report
    from reports.render.as_json import render_json

    office = open_office(consultation, home)
    with office.open_store() as store:
        report = make_proposals_report(office.consultation, _open(office, store), office.clock())
    if json:
        typer.echo(render_json(report), nl=False)
        return
    show(report)
    typer.echo("\nNext: soundings list accept N, or soundings list refuse N")


@app.command("accept", epilog="Example: soundings list accept 2 --name 'Una Gable'")
def accept(
    numbers: Numbers,
    consultation: Consultation = "",
    home: Home = None,
    address: NewAddress = "",
    name: NewName = "",
    by: By = "",
    because: Because = "",
) -> None:
    """Change the list as the mails propose. Each is a change of one line; the older one is kept in its history."""
    from reports.story import say_line_change
    from soundings import proposing
    from store.rows import ListChange

    if (address or name) and len(numbers) != 1:
        raise SoundingsError("--address and --name are for one change", "Accept that one by itself")
    office = open_office(consultation, home)
    with office.open_store() as store:
        for number in numbers:
            proposing.choose(_open(office, store), number)  # all are there, or none is accepted
    for number in numbers:
        with office.open_store() as store:
            chosen = proposing.choose(_open(office, store), number)
            change = proposing.accept(office, store, chosen, who(by), because, address, name)
            done = ListChange(change, "accept", who(by), because, office.clock())
            typer.echo(f"{number}  {change.ref}: {say_line_change(done)}")
        office = open_office(consultation, home)


@app.command("refuse", epilog="Example: soundings list refuse 3 --because 'a stand-in for this week only'")
def refuse(
    numbers: Numbers, consultation: Consultation = "", home: Home = None, by: By = "", because: Because = ""
) -> None:
    """Leave the list as it is: what is refused is not proposed again."""
    from soundings import proposing

    office = open_office(consultation, home)
    with office.open_store() as store:
        open_ = _open(office, store)
        chosen = [proposing.choose(open_, number) for number in numbers]
        proposing.refuse(store, office.consultation.name, chosen, who(by), because, office.clock())
    for number, proposal in zip(numbers, chosen, strict=True):
        typer.echo(f"{number}  {proposal.change.ref}: refused")


def _open(office: Office, store: "Store") -> "dict[int, ListProposal]":
    """What is proposed and not decided, by number."""
    from reports.reading import read_mails
    from soundings.proposing import find_open

    mails = store.load_mails(office.consultation.name)
    return find_open(office.consultation, store, read_mails(mails, office.clock()))
