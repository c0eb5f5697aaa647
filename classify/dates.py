"""Days as people write them, with the year and month that they leave out: English, Welsh, months of neighbours."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    ("jan", "january", "ionawr", "januar", "januari", "janvier", "enero", "gennaio", "janeiro"),
    ("feb", "february", "chwefror", "februar", "februari", "février", "febrero", "febbraio", "fevereiro"),
    ("mar", "march", "mawrth", "märz", "maart", "marzo", "março"),
    ("apr", "april", "ebrill", "avril", "abril", "aprile"),
    ("may", "mai", "mei", "mayo", "maggio", "maio", "maj"),
    ("jun", "june", "mehefin", "juni", "juin", "junio", "giugno", "junho"),
    ("jul", "july", "gorffennaf", "juli", "juillet", "julio", "luglio", "julho"),
    ("aug", "august", "awst", "augustus", "août", "agosto"),
    ("sep", "sept", "september", "medi", "septembre", "septiembre", "settembre", "setembro"),
    ("oct", "october", "hydref", "oktober", "octobre", "octubre", "ottobre", "outubro"),
    ("nov", "november", "tachwedd", "novembre", "noviembre", "novembro"),
    ("dec", "december", "rhagfyr", "dezember", "décembre", "diciembre", "dicembre", "dezembro"),
)
_DAYS = (
    ("mon", "monday", "llun"),
    ("tue", "tues", "tuesday", "mawrth"),
    ("wed", "weds", "wednesday", "mercher"),
    ("thu", "thur", "thurs", "thursday", "iau"),
    ("fri", "friday", "gwener"),
    ("sat", "saturday", "sadwrn"),
    ("sun", "sunday", "sul"),
)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "a couple of": 2,
}  # fmt: skip
_MONTH = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
_DAY = {name: n for n, names in enumerate(_DAYS) for name in names}


def _one_of(names: dict[str, int]) -> str:
    return "|".join(n.replace(" ", r"\s") for n in sorted(names, key=len, reverse=True))


_WEEKDAY = rf"(?:ddydd\s|dydd\s|ddydd\s)?(?P<weekday>{_one_of(_DAY)})\b\.?,?"
_LIKE = re.compile(
    rf"""
    \b(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d)
    | (?P<nday>\d{{1,2}})[/.](?P<nmonth>\d{{1,2}})(?:[/.](?P<nyear>\d{{4}}|\d{{2}}))?(?![\d/]|\.\w)
    | (?:{_WEEKDAY}\s{{1,2}}(?:the\s)?)?(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th|ain|af|fed|eg|\.|er)?\s{{1,2}}
        (?:of\s|o\s|de\s|d['’])?
        (?P<month>{_one_of(_MONTH)})\b\.?(?:,?\s{{1,2}}(?P<year>20\d\d|'\d\d))?
    | (?:{_WEEKDAY.replace("<weekday>", "<weekday2>")}\s{{1,2}})?(?P<month2>{_one_of(_MONTH)})\s{{1,2}}(?:the\s)?
        (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s{{1,2}}(?P<year2>20\d\d))?
    | (?:{_WEEKDAY.replace("<weekday>", "<weekday3>")}\s{{1,2}}(?:the\s)?|the\s)(?P<day3>\d{{1,2}})(?:st|nd|rd|th)\b
    | (?P<last>end\sof|last\sday\sof)\s(?:(?P<month4>{_one_of(_MONTH)})|(?P<this>the|this|next)\smonth)\b
    | (?P<next>next\s|this\s|a\sweek\son\s)?{_WEEKDAY.replace("<weekday>", "<weekday5>")}
        (?P<week>\s(?:next\sweek|week\b))?
    | (?P<tomorrow>tomorrow|yfory)\b
    | in\s(?P<count>\d{{1,2}}|{_one_of(_NUMBERS)})\s(?P<unit>day|week|fortnight|month)s?(?:'|\b)
    | (?:(?:the\s)?(?:start|beginning)\sof\s)?(?P<nextweek>next\sweek)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PAST_DAYS = 60
_PAST_DAY = re.compile(r"(?<!week)\sof\s{1,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day named in a text, and where it stands there."""

    on: date
    start: int
    end: int


def find_dates(text: str, said_on: date) -> tuple[FoundDate, ...]:
    """Every day named in a text, in order. What is left out is filled in from the day on which it was said.

    A day and month without a year is the next one, unless it was within the last 60 days; a weekday or a bare
    "the 18th" is the next after that day.
    """
    return tuple(_read_all(text, said_on))


def next_working_day(day: date) -> date:
    """The first Monday to Friday after a day; holidays are not known here."""
    day += timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _read_all(text: str, said_on: date) -> Iterator[FoundDate]:
    for m in _LIKE.finditer(text):
        if m["nday"] and not m["nyear"] and "." in m.group():
            continue
        if m["day3"] and _PAST_DAY.search(text[max(0, m.start() - 12) : m.start()]):
            continue
        try:
            on = _read(m.groupdict(), said_on)
        except (ValueError, OverflowError):
            continue
        if on:
            yield FoundDate(on, m.start(), m.end())


def _read(g: dict[str, str | None], said_on: date) -> date | None:
    weekday = g["weekday"] or g["weekday2"] or g["weekday3"]
    wanted = _DAY[weekday.lower()] if weekday else None
    if g["iso"]:
        return date.fromisoformat(g["iso"])
    if g["nday"] and g["nmonth"]:
        return _in_year(int(g["nday"]), int(g["nmonth"]), g["nyear"], None, said_on)
    day, month = g["day"] or g["day2"], g["month"] or g["month2"]
    if day and month:
        return _in_year(int(day), _MONTH[month.lower()], g["year"] or g["year2"], wanted, said_on)
    if g["day3"]:
        return _next_day_of_month(int(g["day3"]), said_on)
    return _relative(g, said_on)


def _relative(g: dict[str, str | None], said_on: date) -> date | None:
    if g["last"]:
        month = (
            _MONTH[g["month4"].lower()]
            if g["month4"]
            else said_on.month % 12 + 1
            if g["this"] == "next"
            else said_on.month
        )
        year = said_on.year + (month < said_on.month)
        return date(year, month, calendar.monthrange(year, month)[1])
    if g["weekday5"]:
        return _next_weekday(
            _DAY[g["weekday5"].lower()], bool(g["next"] or g["week"]) and g["next"] != "this ", said_on
        )
    if g["tomorrow"]:
        return said_on + timedelta(days=1)
    if g["nextweek"]:
        return said_on + timedelta(days=7 - said_on.weekday())
    if g["count"] and g["unit"]:
        count = int(g["count"]) if g["count"].isdigit() else _NUMBERS[g["count"].lower()]
        return said_on + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[g["unit"].lower()])
    return None


def _in_year(day: int, month: int, year: str | None, weekday: int | None, said_on: date) -> date:
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year.strip("'")), month, day)
    years = [
        date(y, month, day)
        for y in range(said_on.year - 1, said_on.year + 2)
        if month != 2 or day < 29 or calendar.isleap(y)
    ]
    near = [d for d in years if d >= said_on - timedelta(days=_PAST_DAYS)]
    agreeing = [d for d in years if weekday is not None and d.weekday() == weekday and abs((d - said_on).days) <= 366]
    return next(iter(d for d in near if d in agreeing), None) or near[0]


def _next_day_of_month(day: int, said_on: date) -> date:
    year, month = said_on.year, said_on.month
    if day <= said_on.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, day)


def _next_weekday(weekday: int, in_next_week: bool, said_on: date) -> date:
    if in_next_week:
        return said_on + timedelta(days=7 - said_on.weekday() + weekday)
    return said_on + timedelta(days=(weekday - said_on.weekday() - 1) % 7 + 1)
