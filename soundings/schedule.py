"""When the worker runs: a cron expression in the consultation's zone, without the traps of clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from config.errors import ConfigError

_NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FORM = 'Give minute, hour, day of the month, month and weekday, as "15 2 * * mon-fri": at 02:15 from Monday to Friday.'


def nightly(cron: str, zone: ZoneInfo, year: int) -> CronTrigger:
    """The trigger of a cron expression (five fields as in crontab(5), Sunday is 0 or 7).

    Raises ConfigError where the expression is none, where it names both days of the month and weekdays (which cron
    reads as "or" and others as "and"), where such a day never comes, or where its time of day comes twice or never
    when the clocks change in `year`.
    """
    fields = cron.split()
    if len(fields) != 5:
        raise _refused(cron, f"five fields are wanted, there are {len(fields)}", _FORM)
    minute, hour, day, month, weekday = fields
    if day != "*" and weekday != "*":
        raise _refused(cron, "days of the month and weekdays together can be read in two ways", "Leave one of them *.")
    try:
        trigger = CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=_weekdays(weekday), timezone=zone
        )
    except ValueError as error:
        raise _refused(cron, f"not a cron expression ({error})", _FORM) from error
    if trigger.get_next_fire_time(None, datetime(year, 1, 1, tzinfo=zone)) is None:
        raise _refused(cron, "such a day never comes", _FORM)
    if hour != "*":
        _check_clock_changes(cron, trigger, zone, year)
    return trigger


def _refused(cron: str, problem: str, mend: str) -> ConfigError:
    return ConfigError(f'schedule "{cron}"', problem, mend)


def _weekdays(field: str) -> str:
    """A weekday field by names, since APScheduler's numbers begin with Monday and cron's with Sunday."""
    if field == "*":
        return field
    days = [day for part in field.lower().split(",") for day in _days(part)]
    return ",".join(_NAMES[day] for day in sorted(set(days)))


def _days(part: str) -> list[int]:
    """The days of one part, "1", "mon-fri", "*/2", counted from Sunday; "fri-sun" goes over the week's end."""
    span, _, step = part.partition("/")
    first, dash, last = ("0", "-", "6") if span == "*" else span.partition("-")
    start = _day(first)
    end = _day(last) if dash else (6 if step else start)
    if end < start:
        end += 7
    return [day % 7 for day in range(start, end + 1, int(step or 1))]


def _day(word: str) -> int:
    if word in _NAMES:
        return _NAMES.index(word)
    if not word.isdecimal() or int(word) > 7:
        raise ValueError(f"{word!r} is no weekday")
    return int(word)


def _check_clock_changes(cron: str, trigger: CronTrigger, zone: ZoneInfo, year: int) -> None:
    wanted = {field.name: field for field in trigger.fields if field.name in ("hour", "minute")}
    for moment in _uncertain_times(zone, year):
        if all(field.get_next_value(moment) == field.get_value(moment) for field in wanted.values()):
            raise _refused(
                cron,
                f"{moment:%H:%M} in {zone.key} comes twice or never on the days when the clocks change",
                "Choose another hour, such as 2 (the run takes in all that came before it).",
            )


def _uncertain_times(zone: ZoneInfo, year: int) -> list[datetime]:
    """The minutes of local time, without zone, that the clock changes of a year repeat or leave out."""
    step = timedelta(minutes=30)
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    times: list[datetime] = []
    while moment < end:
        before, after = (when.astimezone(zone).replace(tzinfo=None) for when in (moment - timedelta(minutes=1), moment))
        jump = after - before - timedelta(minutes=1)
        first = min(after, before + timedelta(minutes=1))
        times += [first + timedelta(minutes=n) for n in range(abs(jump) // timedelta(minutes=1))]
        moment += step
    return times
