"""Moments on the command line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from config.errors import ConfigError
from soundings.moment import read_moment

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-11-22T23:59 Europe/London", datetime(2024, 11, 22, 23, 59, tzinfo=UTC)),
        ("2024-07-01T12:00", datetime(2024, 7, 1, 11, 0, tzinfo=UTC)),
        ("2024-07-01 12:00", datetime(2024, 7, 1, 11, 0, tzinfo=UTC)),
        ("2024-07-01 12:00 America/New_York", datetime(2024, 7, 1, 16, 0, tzinfo=UTC)),
        ("2024-07-01T12:00+02:00", datetime(2024, 7, 1, 10, 0, tzinfo=UTC)),
        ("2024-07-01T12:00Z", datetime(2024, 7, 1, 12, 0, tzinfo=UTC)),
        ("2024-11-22", datetime(2024, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2024-07-01", datetime(2024, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)),
        ("2024-07-01 America/New_York", datetime(2024, 7, 2, 3, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_what_people_write(text: str, moment: datetime) -> None:
    assert read_moment(text, LONDON) == moment


@pytest.mark.parametrize("text", ["22/11/2024", "yesterday", "2024-13-01", "2024-11-22T25:00", "9999-12-31"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ConfigError, match="no day or moment"):
        read_moment(text, LONDON)


def test_a_zone_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match="no time zone 'Europe/Londn'"):
        read_moment("2024-11-22T23:59 Europe/Londn", LONDON)
