"""Days, moments and numbers as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def say_day(day: date) -> str:
    """ "22 Nov 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_moment(moment: datetime, zone: ZoneInfo) -> str:
    """ "Friday 22 Nov 2024, 23:59"."""
    local = moment.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {say_day(local.date())}, {local:%H:%M}"


def say_short(local: datetime) -> str:
    """ "22 Nov 23:59", in whatever zone the moment is given."""
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def say_days_left(days: int) -> str:
    """How far off a deadline is."""
    match days:
        case 0:
            return "today is the last day"
        case 1:
            return "1 day left"
        case -1:
            return "closed yesterday"
        case _:
            return f"{days} days left" if days > 0 else f"closed {-days} days ago"


def say_number(number: int, one: str, many: str = "") -> str:
    """ "1 mail", "2 mails", "3 replies"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
