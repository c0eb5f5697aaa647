"""soundings correct: a person's word over the machine's."""

from datetime import datetime
from typing import Annotated

import typer

from soundings.bootstrap import Office, open_office
from soundings.commands.options import Because, By, Consultation, Home, moment_of
from soundings.errors import SoundingsError
from soundings.finding import find_mail, who

EXAMPLE = 'Example: soundings correct 3fa9c1 --kind response --topic 2.2.c=prefer:1 --because "said so by telephone"'

Mail = Annotated[str, typer.Argument(metavar="MAIL", help="The first digits of its archive id.")]
Kind = Annotated[str, typer.Option("--kind", help="What it is: response, nil_response, holding, query, other ...")]
Stakeholders = Annotated[
    str, typer.Option("--stakeholders", metavar="REF,REF", help="For whom it speaks; nobody for none on the list.")
]
Answer = Annotated[
    list[str] | None, typer.Option("--answer", metavar="Q1=STATUS", help='"Q1=none", "Q1=answered: their words".')
]
Topic = Annotated[
    list[str] | None,
    typer.Option("--topic", metavar="TOPIC=STANCE", help="2.2.c=prefer, 2.2.c=prefer:1 with its place, 2.2.c=none."),
]
Rank = Annotated[list[str] | None, typer.Option("--rank", metavar="TOPIC=PLACE", help="2.2.c=1, or 2.2.c=none.")]
Add = Annotated[list[str] | None, typer.Option("--add-proposal", metavar="TEXT", help='"Q2: Its title".')]
Change = Annotated[
    list[str] | None, typer.Option("--change-proposal", metavar="TEXT", help='"1: title=Its title", "1: priority=2".')
]
Drop = Annotated[list[int] | None, typer.Option("--drop-proposal", metavar="NUMBER", help="By its place, from 1.")]
Flag = Annotated[
    list[str] | None, typer.Option("--flag", metavar="NAME=VALUE", help="promised_on=2024-11-29, confidential=yes.")
]
Split = Annotated[
    str, typer.Option("--split", metavar="REF", help="What this command says of the mail holds for this line alone.")
]
Join = Annotated[str, typer.Option("--join", metavar="MAIL", help="It belongs to this mail: they are read as one.")]
Ignore = Annotated[bool | None, typer.Option("--ignore/--heed", help="Set the mail aside, or take it up again.")]
Handled = Annotated[bool, typer.Option("--handled", help="What it asks has been answered.")]
AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="MOMENT", help="With --handled: when it was answered, where that was not now."),
]
Looked = Annotated[bool, typer.Option("--looked", help="A person has looked: it stands as it is.")]
Machine = Annotated[
    list[str] | None, typer.Option("--machine", metavar="FIELD", help="Let the machine's word count again for this.")
]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was said last, whatever it was.")]


def correct(
    mail: Mail,
    consultation: Consultation = "",
    home: Home = None,
    kind: Kind = "",
    stakeholders: Stakeholders = "",
    answer: Answer = None,
    topic: Topic = None,
    rank: Rank = None,
    add_proposal: Add = None,
    change_proposal: Change = None,
    drop_proposal: Drop = None,
    flag: Flag = None,
    split: Split = "",
    join: Join = "",
    ignore: Ignore = None,
    handled: Handled = False,
    as_of: AsOf = "",
    looked: Looked = False,
    machine: Machine = None,
    undo: Undo = False,
    by: By = "",
    because: Because = "",
) -> None:
    """Overrule the machine on one mail. Nothing is lost: what it said stays, and every word can be taken back."""
    from reports.story import say_correction
    from soundings.corrections import Said
    from soundings.overruling import About, corrections_of

    said = Said(
        *(kind, tuple(answer or ()), tuple(topic or ()), tuple(rank or ())),
        *(tuple(add_proposal or ()), tuple(change_proposal or ()), tuple(drop_proposal or ())),
    )
    office = open_office(consultation, home)
    about = About(
        *(stakeholders, tuple(flag or ()), split, join, ignore, handled, _handled_at(office, as_of, handled=handled)),
        *(looked, tuple(machine or ()), undo),
    )
    with office.open_store() as store:
        record = find_mail(store, office.consultation.name, mail)
        made = corrections_of(office, store, record, said, about, who(by), because)
        store.record_corrections(office.consultation.name, made)
    for correction in made:
        typer.echo(f"{record.mail.archive_id[:12]}  {say_correction(correction)}")
    typer.echo(f"Noted as {made[0].by}'s word. Take it back with: soundings correct {mail} --undo", err=True)
    if handled and not as_of:
        note = (
            "It counts as answered from now on. Where it was answered earlier, say when: --handled --as-of 2024-11-19"
        )
        typer.echo(note, err=True)


def _handled_at(office: Office, as_of: str, *, handled: bool) -> datetime | None:
    """When it was answered, if that is said. Raises ConfigError or SoundingsError."""
    if as_of and not handled:
        raise SoundingsError("--as-of says when a mail was answered", "Add --handled, or leave it out")
    return moment_of(as_of, office) if as_of else None
