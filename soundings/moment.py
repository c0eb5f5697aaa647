"""Moments as a person writes them on the command line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.errors import ConfigError
from reports.deadline import end_of

_MEND = 'Write it as 2024-11-22, as 2024-11-22T17:00, or as "2024-11-22T23:59 Europe/London".'


def read_moment(text: str, zone: ZoneInfo, option: str = "--as-of") -> datetime:
    """A day, or a day and time, with or without a time zone after a space; in UTC.

    Without a zone it is the consultation's, and a day alone is the last instant of that day. Raises ConfigError
    that names the option.
    """
    stamp, _, named = text.strip().partition(" ")
    if named[:1].isdigit():  # "2024-11-22 17:00", as people and databases write it
        clock, _, named = named.partition(" ")
        stamp = f"{stamp}T{clock}"
    zone = _zone(f'{option} "{text}"', named.strip()) if named.strip() else zone
    try:
        if len(stamp) <= len("2024-11-22"):
            return end_of(date.fromisoformat(stamp), zone) - timedelta(microseconds=1)
        moment = datetime.fromisoformat(stamp)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigError(f'{option} "{text}"', "this is no day or moment", _MEND) from error


def read_received(text: str, zone: ZoneInfo, now: datetime, option: str = "--received") -> datetime:
    """When a reply came: the moment, or the beginning of the day, so that one of today lies in no future.

    Raises ConfigError that names the option.
    """
    moment = read_moment(text, zone, option)
    if len(text.strip()) <= len("2024-11-22"):
        moment = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if moment > now:
        raise ConfigError(f'{option} "{text}"', "this lies in the future", "Give the day on which it came.")
    return moment


def _zone(place: str, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigError(place, f"there is no time zone {name!r}", _MEND) from error
