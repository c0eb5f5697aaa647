"""soundings extend: more time for one line."""

from datetime import date, datetime
from typing import Annotated

import typer

from soundings.bootstrap import Office, open_office
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
    from reports.deadline import day_of, deadline_of
    from reports.wording import say_day
    from store.rows import Extension

    office = open_office(consultation, home)
    line = find_line(office.consultation, ref)
    at = moment_of(as_of, office)
    name = office.consultation.name
    with office.open_store() as store:
        before = [e for e in store.load_extensions(name) if e.ref == line.ref]
        if withdraw and (day or not before or before[-1].until_on is None):
            problem = "--withdraw takes no DATE" if day else f"{line.ref} has no extension to take back"
            raise SoundingsError(problem, "See soundings history")
        until = None if withdraw else _until(day, office, day_of(at, office.consultation.zone))
        extension = Extension(line.ref, until, who(by), at, because)
        store.record_extension(name, extension, office.clock())
    last_day = deadline_of(office.consultation, line, (*before, extension))
    typer.echo(f"{line.label}: {'extension taken back, ' if withdraw else ''}has until {say_day(last_day)}")


def _until(text: str, office: Office, today: date) -> date:
    """The day, which gives more time than there is. Raises SoundingsError."""
    from reports.wording import say_day

    deadline = office.consultation.deadline_on
    try:
        day = _read_day(text)
    except ValueError:
        raise SoundingsError(f"{text!r} is no day", f"Write it as {deadline}") from None
    if day < today:
        raise SoundingsError(f"{say_day(day)} is before today, {say_day(today)}", "Name a day that is still to come")
    if day <= deadline:
        problem = f"{say_day(day)} is not after the deadline, {say_day(deadline)}"
        raise SoundingsError(problem, "Everybody has until then: name a later day")
    return day


def _read_day(text: str) -> date:
    """ "2024-11-29", or "29/11/2024" as it is written in Britain. Raises ValueError."""
    if "/" in text:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
    return date.fromisoformat(text.strip())
