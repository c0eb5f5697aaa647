"""Days as people write them, read on a Tuesday: 12 November 2024."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.dates import find_dates, next_working_day

TUESDAY = date(2024, 11, 12)

WRITTEN = (
    ("back on 18 November", date(2024, 11, 18)),
    ("back Monday 18th November 2024", date(2024, 11, 18)),
    ("back on 18/11", date(2024, 11, 18)),
    ("back on 18.11.24", date(2024, 11, 18)),
    ("back on 2024-11-18", date(2024, 11, 18)),
    ("back on November 18th", date(2024, 11, 18)),
    ("back on the 18th", date(2024, 11, 18)),
    ("back on Monday the 18th", date(2024, 11, 18)),
    ("back on the 5th", date(2024, 12, 5)),
    ("back on Monday", date(2024, 11, 18)),
    ("back on Tuesday", date(2024, 11, 19)),
    ("back tomorrow", date(2024, 11, 13)),
    ("Thursday next week", date(2024, 11, 21)),
    ("back on 6 January", date(2025, 1, 6)),
    ("away since 28 October", date(2024, 10, 28)),
    ("back in a fortnight", date(2024, 11, 26)),
    ("by the end of the month", date(2024, 11, 30)),
    ("by the end of January", date(2025, 1, 31)),
    ("yn ôl ddydd Iau 14 Tachwedd", date(2024, 11, 14)),
    ("yn ôl ar 2 Rhagfyr", date(2024, 12, 2)),
    ("week commencing 18 November", date(2024, 11, 18)),
)
NO_DAY = (
    "ring 01632 960 7946",
    "we may reply",
    "section 2.2",
    "version 1.12",
    "3.2.a",
    "30 of 39",
    "31/31",
    "31 February",
    "at 10.30",
)


@pytest.mark.parametrize(("words", "day"), WRITTEN)
def test_days_as_written(words: str, day: date) -> None:
    """Every usual way to write a day is read, with what it leaves out."""
    assert [d.on for d in find_dates(words, TUESDAY)] == [day]


@pytest.mark.parametrize("words", NO_DAY)
def test_what_is_no_day(words: str) -> None:
    """Numbers, paragraphs and the verb "may" are no days."""
    assert find_dates(words, TUESDAY) == ()


@given(st.dates(date(2024, 9, 20), date(2025, 9, 10)))
def test_a_day_and_month_without_a_year_is_found_again(day: date) -> None:
    """From sixty days ago to ten months ahead, day and month are enough."""
    assert [d.on for d in find_dates(f"{day.day} {day:%B}", TUESDAY)] == [day]


@given(st.text(max_size=300), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_is_refused(text: str, said_on: date) -> None:
    """Whatever stands in a mail, reading its days raises nothing and their places lie in the text."""
    assert all(0 <= d.start < d.end <= len(text) for d in find_dates(text, said_on))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_next_working_day_is_near(day: date) -> None:
    """It is a weekday, one to three days on."""
    following = next_working_day(day)
    assert following.weekday() < 5
    assert timedelta(0) < following - day <= timedelta(3)
