"""More time for one line: what is granted or taken back, or why it cannot be."""

from collections.abc import Sequence
from datetime import date, datetime

from config.consultation import Consultation, Stakeholder
from reports.deadline import day_of
from reports.wording import say_day
from soundings.errors import SoundingsError
from store.rows import Extension


def read_day(text: str, consultation: Consultation) -> date:
    """ "2024-11-29", or "29/11/2024" as it is written in Britain. Raises SoundingsError."""
    try:
        if "/" in text:
            return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise SoundingsError(f"{text!r} is no day", f"Write it as {consultation.deadline_on}") from None


def extension_of(
    consultation: Consultation, line: Stakeholder, day: date, by: str, at: datetime, because: str
) -> Extension:
    """More time, until a day that gives more than there is. Raises SoundingsError where it does not."""
    today, deadline = day_of(at, consultation.zone), consultation.deadline_on
    if day < today:
        raise SoundingsError(f"{say_day(day)} is before today, {say_day(today)}", "Name a day that is still to come")
    if day <= deadline:
        problem = f"{say_day(day)} is not after the deadline, {say_day(deadline)}"
        raise SoundingsError(problem, "Everybody has until then: name a later day")
    return Extension(line.ref, day, by, at, because)


def withdrawal_of(line: Stakeholder, granted: Sequence[Extension], by: str, at: datetime, because: str) -> Extension:
    """Taking back the extension that the line has. Raises SoundingsError where it has none."""
    own = [e for e in granted if e.ref == line.ref]
    if not own or own[-1].until_on is None:
        raise SoundingsError(f"{line.ref} has no extension to take back", "See soundings history")
    return Extension(line.ref, None, by, at, because)
