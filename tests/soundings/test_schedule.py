"""When the worker runs, across the changes of the clock."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ConfigError
from soundings.schedule import nightly

LONDON = ZoneInfo("Europe/London")


def runs(cron: str, start: datetime, count: int) -> list[datetime]:
    """The next runs, in UTC."""
    trigger = nightly(cron, LONDON, start.year)
    found: list[datetime] = []
    now, last = start, None
    for _ in range(count):
        last = trigger.get_next_fire_time(last, now)
        found.append(last.astimezone(UTC))
        now = last + timedelta(microseconds=1)
    return found


@pytest.mark.parametrize(
    ("start", "in_utc"),
    [
        (datetime(2025, 3, 29, tzinfo=LONDON), ["29 02:15", "30 01:15", "31 01:15"]),
        (datetime(2025, 10, 25, tzinfo=LONDON), ["25 01:15", "26 02:15", "27 02:15"]),
        (datetime(2024, 11, 21, tzinfo=LONDON), ["21 02:15", "22 02:15", "23 02:15"]),
    ],
    ids=["clocks go forward", "clocks go back", "neither"],
)
def test_a_quarter_past_two_comes_once_a_night(start: datetime, in_utc: list[str]) -> None:
    """02:15 by London's clocks, one run a night on both change days."""
    assert [f"{run:%d %H:%M}" for run in runs("15 2 * * *", start, 3)] == in_utc


@pytest.mark.parametrize("cron", ["30 1 * * *", "0 1 * * *", "59 1 * * mon-fri", "0 0-5 * * *", "*/15 1,13 * * *"])
def test_the_hour_that_comes_twice_is_refused(cron: str) -> None:
    """01:00 to 01:59 comes twice in October and never in March."""
    with pytest.raises(ConfigError, match=r"schedule .* 01:\d\d in Europe/London comes twice or never .* another hour"):
        nightly(cron, LONDON, 2026)


@pytest.mark.parametrize("cron", ["0 2 * * *", "59 0 * * *", "0 * * * *", "*/10 * * * *", "30 7-19/2 * * *"])
def test_other_hours_and_every_hour_pass(cron: str) -> None:
    """A run every hour of the day has no hour to lose."""
    nightly(cron, LONDON, 2026)


def test_each_zone_has_its_own_uncertain_hour() -> None:
    """New York changes at 02:00, Lord Howe by half an hour at 02:00, and UTC never."""
    with pytest.raises(ConfigError, match="02:15 in America/New_York"):
        nightly("15 2 * * *", ZoneInfo("America/New_York"), 2026)
    with pytest.raises(ConfigError, match="01:45 in Australia/Lord_Howe"):
        nightly("45 1 * * *", ZoneInfo("Australia/Lord_Howe"), 2026)
    nightly("15 1 * * *", ZoneInfo("Australia/Lord_Howe"), 2026)
    nightly("30 1 * * *", ZoneInfo("UTC"), 2026)


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("1", "Mon"),
        ("0", "Sun"),
        ("7", "Sun"),
        ("mon", "Mon"),
        ("1-5", "Mon Tue Wed Thu Fri"),
        ("MON-FRI", "Mon Tue Wed Thu Fri"),
        ("5-7", "Fri Sat Sun"),
        ("fri-sun", "Fri Sat Sun"),
        ("sat-mon", "Mon Sat Sun"),
        ("1,3,sat", "Mon Wed Sat"),
        ("*/2", "Tue Thu Sat Sun"),
        ("1-5/2", "Mon Wed Fri"),
        ("*", "Mon Tue Wed Thu Fri Sat Sun"),
    ],
)
def test_weekdays_are_counted_as_cron_counts_them(field: str, days: str) -> None:
    """crontab(5): 0 and 7 are Sunday; seven days from a Monday on."""
    week = runs(f"15 2 * * {field}", datetime(2024, 11, 18, tzinfo=LONDON), 7)
    assert " ".join(f"{run:%a}" for run in week if run < datetime(2024, 11, 25, tzinfo=UTC)) == days


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "daily",
        "15 2 * *",
        "15 2 * * * *",
        "61 2 * * *",
        "15 25 * * *",
        "15 2 * * 8",
        "15 2 * * moon",
        "15 2 * * 1/x",
    ],
)
def test_what_is_no_cron_expression_is_told_with_an_example(cron: str) -> None:
    with pytest.raises(ConfigError, match=r"schedule .*15 2 \* \* mon-fri"):
        nightly(cron, LONDON, 2026)


def test_days_of_the_month_and_weekdays_together_are_refused() -> None:
    """cron means either, APScheduler both: nobody should have to know."""
    with pytest.raises(ConfigError, match="two ways"):
        nightly("15 2 1 * mon", LONDON, 2026)


@settings(deadline=None, max_examples=40)
@given(
    hour=st.integers(0, 23).filter(lambda hour: hour != 1),
    minute=st.integers(0, 59),
    year=st.integers(2024, 2035),
    month=st.sampled_from([3, 10]),
)
def test_every_accepted_nightly_time_runs_once_a_day(hour: int, minute: int, year: int, month: int) -> None:
    """Through the months in which the clocks change, one run a day."""
    found = runs(f"{minute} {hour} * * *", datetime(year, month, 1, tzinfo=LONDON), 31)
    assert [run.astimezone(LONDON).day for run in found] == list(range(1, 32))


@settings(deadline=None)
@given(st.text(alphabet="0123456789*/,- monsua", max_size=20))
def test_any_text_is_a_schedule_or_told(cron: str) -> None:
    """Nothing but ConfigError ever comes of it."""
    with suppress(ConfigError):
        nightly(cron, LONDON, 2026)


@pytest.mark.parametrize("cron", ["15 2 31 2 *", "15 2 30 feb *"])
def test_a_day_that_never_comes_is_refused(cron: str) -> None:
    with pytest.raises(ConfigError, match="never comes"):
        nightly(cron, LONDON, 2026)


def test_the_twenty_ninth_of_february_does_come() -> None:
    assert runs("15 2 29 2 *", datetime(2025, 1, 1, tzinfo=LONDON), 1)[0].year == 2028
