"""Deadlines as people mean them: the whole day, in the consultation's zone, later for those who were given longer."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.consultation import Consultation, Ref, Stakeholder
from store.rows import Extension


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which the day is over, in UTC: what is received before it is received on the day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day that it is in the zone at a moment."""
    return moment.astimezone(zone).date()


def granted_until(extensions: Iterable[Extension]) -> dict[Ref, date | None]:
    """The day until which each line was given longer, by the last word on it; None where that took it back."""
    return {e.ref: e.until_on for e in extensions}


def extended_until(line: Stakeholder, granted: Mapping[Ref, date | None]) -> date | None:
    """The day until which the line, or else the collective line that it belongs to, was given longer."""
    return granted.get(line.ref) or (granted.get(line.member_of) if line.member_of else None)


def deadline_of(consultation: Consultation, extended: date | None) -> date:
    """The last day on which a line's reply is in time: never before the consultation's own."""
    return max(consultation.deadline_on, extended or consultation.deadline_on)
