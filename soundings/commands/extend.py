"""soundings extend: more time for one line."""

from typing import Annotated

import typer

from soundings.bootstrap import open_office
from soundings.commands.options import AsOf, Because, By, Consultation, Home, moment_of
from soundings.errors import SoundingsError
from soundings.finding import find_line, who

EXAMPLE = 'Example: soundings extend linkage 2024-11-29 --because "asked for a week by telephone"'

Line = Annotated[str, typer.Argument(metavar="REF", help="The line of the list, by its Ref.")]
Day = Annotated[str, typer.Argument(metavar="DATE", help="The last day, the whole of it: 2024-11-29.")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take back the extension that was granted.")]


def extend(
    ref: Line,
    day: Day = "",
    consultation: Consultation = "",
    home: Home = None,
    withdraw: Withdraw = False,
    by: By = "",
    because: Because = "",
    as_of: AsOf = "",
) -> None:
    """Give a line until the end of a day, in the consultation's zone; a collective line's time is its members' too."""
    from reports.deadline import deadline_of, extended_until, granted_until
    from reports.wording import say_day
    from soundings.extending import extension_of, read_day, withdrawal_of

    office = open_office(consultation, home)
    asked = office.consultation
    line = find_line(asked, ref)
    at = moment_of(as_of, office)
    if withdraw and day:
        raise SoundingsError("--withdraw takes no DATE", "See soundings history")
    with office.open_store() as store:
        before = store.load_extensions(asked.name)
        if withdraw:
            extension = withdrawal_of(line, before, who(by), at, because)
        else:
            extension = extension_of(asked, line, read_day(day, asked), who(by), at, because)
        store.record_extension(asked.name, extension, office.clock())
    last_day = deadline_of(asked, extended_until(line, granted_until((*before, extension))))
    typer.echo(f"{line.label}: {'extension taken back, ' if withdraw else ''}has until {say_day(last_day)}")
