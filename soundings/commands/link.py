"""soundings link: who wrote is a line of the list, or becomes one."""

from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import Because, By, Consultation, Home
from soundings.errors import SoundingsError
from soundings.finding import who

EXAMPLE = "Example: soundings link office@linkage.example linkage, or: soundings link una@gable.example --add"

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The address that they write from.")]
Line = Annotated[str, typer.Argument(metavar="REF", help="The line of the list that it belongs to.")]
Add = Annotated[bool, typer.Option("--add", help="Add them to the list as a line of their own.")]
NewRef = Annotated[str, typer.Option("--ref", help="With --add: its Ref. Otherwise made of the name.")]
Name = Annotated[str, typer.Option("--name", help="With --add: the name. Otherwise as their mails have it.")]
Group = Annotated[str, typer.Option("--group", help="With --add: the group that it stands in.")]
Organisation = Annotated[str, typer.Option("--organisation", help="With --add: the body.")]


def link(
    address: Address,
    line: Line = "",
    consultation: Consultation = "",
    home: Home = None,
    add: Add = False,
    ref: NewRef = "",
    name: Name = "",
    group: Group = "Added",
    organisation: Organisation = "",
    by: By = "",
    because: Because = "",
) -> None:
    """Link a sender to a line of the list as one more address of it, or add them. The next run counts their mails."""
    from config.consultation import Ref, Stakeholder
    from config.stakeholders import check_address
    from soundings.listing import add_change, free_ref, link_change, record

    office = open_office(consultation, home)
    if bool(line) is add:
        raise SoundingsError("it is not said which line they are", "Name its REF, or add them as a new one with --add")
    with office.open_store() as store:
        sender = check_address(address)
        mails = [m for m in store.find_mails(office.consultation.name, "") if m.from_address.lower() == sender]
        if add:
            called = name or next((m.from_name for m in mails if m.from_name), "") or sender.partition("@")[0]
            made = Stakeholder(
                Ref(ref) if ref else free_ref(office.consultation, called), group, called, "", organisation, sender
            )
            change = add_change(office.consultation, made)
        else:
            change = link_change(office.consultation, sender, line)
        record(office, store, (change,), "add" if add else "link", who(by), because)
    label = change.after.label if change.after else ""
    typer.echo(f"{sender} is now {'a line of its own' if add else 'an address of'} {change.ref} ({label})")
    typer.echo(f"Mails from it so far: {len(mails)}. They count from the next run on: soundings run", err=True)
